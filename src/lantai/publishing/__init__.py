"""Publishing: what the archive itself says to readers, on the static pages of its site.

Refuses: anything that stands in records (``catalogue``), and HTML (``markdown`` knows none).
"""
