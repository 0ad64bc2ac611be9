"""Usage: how much the site is used, by day and kind.

Refuses: knowing who asked, from where, with what, or for what.
"""
