"""Authorities: the RiC agents (RiC-E07) that made, kept and stand in records. Knows nothing of records."""
