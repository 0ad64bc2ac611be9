"""The files in which programs that read pages hand their texts to one another: ALTO, PAGE-XML and hOCR.

Each is written from the neutral tree (``ports.ocr``) and read back into it; what was written comes back the same as far
as the format can say it. Files of other hands are read by what they hold, not by what they are called.
"""
