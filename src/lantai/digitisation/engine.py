"""The reading engines that the settings name; a process makes its own."""

from __future__ import annotations

from django.conf import settings

from lantai.digitisation.reading_process import engine_of
from lantai.ports.ocr import OcrEngine


def ocr_engine(name: str = "", *, threads: int = 1) -> OcrEngine:
    """The engine of this name, else the default one. Raises EngineUnusable."""
    chosen = settings.LANTAI.engine(name)
    return engine_of(chosen.adapter, chosen.options, threads=threads)
