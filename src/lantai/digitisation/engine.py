"""The reading engine that the settings name; a process makes its own."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.utils.module_loading import import_string

from lantai.ports.ocr import OcrEngine


def ocr_engine(*, threads: int = 1) -> OcrEngine:
    return cast(OcrEngine, import_string(settings.LANTAI.ocr)(threads=threads))
