"""Files that mean harm, or look as if they did: what a reader of deliveries must survive, each with one sentence.

``images`` lie about pixels, ``documents`` are locked or broken PDFs, ``sheets`` are bombs and traps in spreadsheets,
``names`` are what a file system may hold. All are made anew where they are needed; none is large on disk.
"""
