"""What lies in a delivery, and which files belong to which item.

An inventory (``inventory``) is taken of the delivery's folder; a layout (``detecting``) is judged from it and the
rows of the sheet, and says of every row which images, PDF and texts are its own (``layout``). PDF items are read in
a process of their own (``pdf``); lists of digests that came along are found, read and compared (``digest_lists``,
``digest_check``). Nothing here knows the database or Django, and nothing is written but the inventory's own file.
"""
