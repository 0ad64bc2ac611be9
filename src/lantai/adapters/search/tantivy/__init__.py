"""Exact substring search on Tantivy, embedded: the default engine."""

from lantai.adapters.search.tantivy.engine import TantivySearch

__all__ = ["TantivySearch"]
