"""XLSX (ECMA-376) as a stream: rows come while the sheet is unpacked, whatever its size.

Libraries hold a whole sheet in memory; a million rows are then a gigabyte. Here only the table of shared strings is
held, packed. No formula is worked out, no link followed, no macro looked at, no document type read.
"""
