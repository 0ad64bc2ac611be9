"""The store of masters that the settings name."""

from __future__ import annotations

from functools import cache
from typing import cast

from django.conf import settings
from django.utils.module_loading import import_string

from lantai.ports.masters import Masters


@cache
def masters() -> Masters:
    return cast(Masters, import_string(settings.LANTAI.masters)(settings.LANTAI.masters_dir))
