"""Preservation: the masters, stored byte for byte, and the proof that they still are. Knows no pages."""
