"""Records as a sheet that goes out, is changed elsewhere, and comes back (XLSX).

Out: one row a record with its identifier, its version and every field. In: columns are known by their names, in any
language of the interface or as the fields are called inside; what a cell says otherwise than its record is a change.
Identifier and version tell which record, and from which state of it, the row was made.
"""
