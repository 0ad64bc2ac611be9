"""Writes of the catalogue: keyword-only, saying who, one transaction and one journal entry each."""
