"""The catalogue of a delivery, whatever it came as: XLSX, XLS, ODS, CSV, DBF.

``opening.open_sheets`` tells what tables a file holds and what their columns are; ``OpenSheet.rows`` reads one as a
stream. What comes from outside is taken apart in a process of its own (``child``), within limits. The first rows come
over as they stand, and here their header is understood (``header``); with that the process makes entries of the others
(``entries``) and mends the dirt in their cells (``mending``), so that a second core has its work. Nothing is altered in
silence: a row has its values as to be used, as they stood, and a note of every difference.

Nothing is imported here, so that the process that reads starts at once.
"""
