"""Lantai 蘭臺: the registers, the archive and the history of a city in one system."""

__version__ = "0.1.0"
