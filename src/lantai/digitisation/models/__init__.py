"""The tables of digitisation."""

from lantai.digitisation.models.batch import Batch, BatchItem, CheckRun, Finding, MadeSet
from lantai.digitisation.models.contractor import Contractor
from lantai.digitisation.models.page import Page, PageSpan
from lantai.digitisation.models.proposal import Proposal
from lantai.digitisation.models.quality import Calibration, ReadingSample, SampledPage
from lantai.digitisation.models.sample import Defect, Sample, SampledItem
from lantai.digitisation.models.transcription import Transcription

__all__ = [
    "Batch", "BatchItem", "Calibration", "CheckRun", "Contractor", "Defect", "Finding", "MadeSet", "Page", "PageSpan",
    "Proposal", "ReadingSample", "Sample", "SampledItem", "SampledPage", "Transcription",
]  # fmt: skip
