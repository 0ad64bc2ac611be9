"""An estimate in words, in the language of whoever reads it."""

from __future__ import annotations

from django.utils.translation import gettext, ngettext

from lantai.digitisation.quality.estimate import Estimate
from lantai.digitisation.queries.quality import Tally
from lantai.values.punctuation import Punctuation

_FEW = 0.005
"""Less than one in two hundred is no whole character of a hundred."""


def wrong_of_hundred(estimate: Estimate) -> str:
    """How many of 100 characters are wrong."""
    if estimate.rate < _FEW:
        return gettext("fewer than 1 of 100 characters wrong")
    return gettext("about %(count)s of 100 characters wrong") % {"count": _hundredths(estimate.rate)}


def bounds(estimate: Estimate) -> str:
    """Between which numbers the truth lies, for most pages."""
    told = {"low": _hundredths(estimate.low), "high": max(1, _hundredths(estimate.high))}
    return gettext("%(low)s to %(high)s of 100") % told


def basis(estimate: Estimate) -> str:
    """From what it is known."""
    if not estimate.pages:
        return gettext("by the sample pages of the release")
    return ngettext(
        "by %(count)s corrected page of this archive, read by the same engine",
        "by %(count)s corrected pages of this archive, read by the same engine",
        estimate.pages,
    ) % {"count": f"{estimate.pages:,}"}


def of_many(tally: Tally) -> str:
    """How well the pages of a delivery were read, in a sentence."""
    if tally.estimate is None:
        return ""
    return ngettext(
        "%(count)s page read by machine: on average %(wrong)s (%(bounds)s), %(basis)s.",
        "%(count)s pages read by machine: on average %(wrong)s (%(bounds)s), %(basis)s.",
        tally.estimated,
    ) % {
        "count": f"{tally.estimated:,}",
        "wrong": wrong_of_hundred(tally.estimate),
        "bounds": bounds(tally.estimate),
        "basis": basis(tally.estimate),
    }


def for_readers(estimate: Estimate) -> str:
    """One quiet sentence beside a text that a machine read."""
    if estimate.rate < _FEW:
        told = gettext("Read by machine; fewer than 1 of 100 characters are wrong, at most %(high)s.")
    else:
        told = gettext("Read by machine; about %(count)s of 100 characters are wrong, between %(low)s and %(high)s.")
    return told % {
        "count": _hundredths(estimate.rate),
        "low": _hundredths(estimate.low),
        "high": max(1, _hundredths(estimate.high)),
    }


def of_punctuation(punctuation: Punctuation) -> str:
    """Whether a machine's text is punctuated, in a sentence."""
    match punctuation.level:
        case "yes":
            told = gettext("Punctuated: one mark to %(every)s characters.")
        case "partly":
            told = gettext("Punctuated in places: one mark to %(every)s characters; the page may have more.")
        case "no":
            told = gettext("Without punctuation; the page may have some.")
    return told % {"every": punctuation.every}


def _hundredths(share: float) -> int:
    return round(share * 100)
