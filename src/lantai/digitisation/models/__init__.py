"""The tables of digitisation."""

from lantai.digitisation.models.batch import Batch, BatchItem, Finding, MadeSet
from lantai.digitisation.models.page import Page
from lantai.digitisation.models.transcription import Transcription

__all__ = ["Batch", "BatchItem", "Finding", "MadeSet", "Page", "Transcription"]
