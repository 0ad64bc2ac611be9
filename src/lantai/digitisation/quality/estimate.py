"""Estimate: how many of a page's characters are likely to be wrong, between which bounds, and how that is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lantai.digitisation.models import Transcription


@dataclass(frozen=True, slots=True)
class Estimate:
    """Shares of the characters, between 0 and 1; four of five pages lie between ``low`` and ``high``.

    ``pages``: how many corrected pages of this archive, read by the same engine, it stands on; 0 where it stands on the
    sample pages of the release.
    """

    rate: float
    low: float
    high: float
    pages: int = 0


def estimate_of(text: Transcription) -> Estimate | None:
    """What the row says; one query unless ``calibration`` is loaded. None where nothing is known."""
    if text.error_rate is None or text.error_low is None or text.error_high is None:
        return None
    pages = text.calibration.pages if text.calibration else 0
    return Estimate(text.error_rate, text.error_low, text.error_high, pages)
