"""Reads that join the catalogue with its pages, for the public site."""
