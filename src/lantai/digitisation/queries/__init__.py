"""Reads of digitisation: which pages are a record's, its own and those that it holds of a volume scanned as one."""
