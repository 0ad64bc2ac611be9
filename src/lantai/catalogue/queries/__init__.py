"""Reads of the catalogue. Every function takes the querysets that the reader may see (``access.queries``)."""
