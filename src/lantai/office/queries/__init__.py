"""Reads for the staff only; each a fixed number of SQL queries."""
