"""The search engine that the settings name, one a process."""

from __future__ import annotations

from functools import cache
from typing import cast

from django.conf import settings
from django.utils.module_loading import import_string

from lantai.ports.search import SearchEngine


@cache
def search_engine() -> SearchEngine:
    return cast(SearchEngine, import_string(settings.LANTAI.search)(settings.LANTAI.index_dir))
