"""Digitisation: what contractors deliver, the pages made of it, and what was read on them.

Refuses: who may see a page (``access``), how it is found (``discovery``) or served (``iiif``).
"""
