"""What `lantai ocr --quality` answers: how sure the texts of the chosen pages are, and which are the worst."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from lantai.cli import telling

if TYPE_CHECKING:
    from django.db.models import Q

    from lantai.digitisation.models import Transcription
    from lantai.digitisation.quality.estimate import Estimate

_WORST: Final = 20


def tell(only: Q, *, json: bool) -> None:
    """Estimate what has no estimate yet, then say it."""
    from django.conf import settings

    from lantai.digitisation.domain import estimating
    from lantai.digitisation.quality import words
    from lantai.digitisation.queries import quality

    with telling.progress() as progress:
        estimating.refresh(only=only, progress=progress)
    limit = settings.LANTAI.doubtful_text
    tally, texts = quality.tally(only, threshold=limit), quality.worst(only, limit=_WORST, few=bool(only))[:_WORST]
    if json:
        counts = {"pages": tally.pages, "estimated": tally.estimated, "doubtful": tally.doubtful, "threshold": limit}
        telling.answer({**counts, **_told(tally.estimate), "worst": [_page(text) for text in texts]})
        return
    if tally.estimate is None:
        telling.say(f"{tally.pages:,} pages read by machine; nothing is known of how well.")
    else:
        telling.say(words.of_many(tally))
        telling.say(f"{tally.doubtful:,} pages have more than {limit:.0%} wrong characters. The worst:")
    telling.table(("page", "wrong", "between", "known by"), [_row(text) for text in texts])


def _page(text: Transcription) -> dict[str, Any]:
    from lantai.digitisation.quality.estimate import estimate_of

    return {"page": str(text.page), **_told(estimate_of(text))}


def _told(estimate: Estimate | None) -> dict[str, Any]:
    if estimate is None:
        return {"rate": None, "low": None, "high": None, "corrected_pages": None}
    shares = {"rate": estimate.rate, "low": estimate.low, "high": estimate.high}
    return {**{name: round(share, 4) for name, share in shares.items()}, "corrected_pages": estimate.pages}


def _row(text: Transcription) -> tuple[str, str, str, str]:
    from lantai.digitisation.quality.estimate import Estimate, estimate_of

    estimate = estimate_of(text) or Estimate(0.0, 0.0, 0.0)
    known = f"{estimate.pages} corrected pages" if estimate.pages else "sample pages"
    return str(text.page), f"{estimate.rate:.1%}", f"{estimate.low:.1%} to {estimate.high:.1%}", known
