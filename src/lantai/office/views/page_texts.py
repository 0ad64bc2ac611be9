"""Two of the texts that a page has had, side by side, line by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lantai.digitisation.models import Transcription
from lantai.digitisation.queries.versions import LinePair, compare_transcriptions
from lantai.office.actions.page_texts import CORRECT, PERMISSION
from lantai.office.differing import Part, parts_of
from lantai.office.queries.page_texts import find_text
from lantai.office.views.door import needs, staff


@dataclass(frozen=True, slots=True)
class Row:
    """A line before and after, in pieces; without any where there is no such line."""

    number: int
    before: tuple[Part, ...]
    after: tuple[Part, ...]
    same: bool


@require_safe
@needs(PERMISSION)
def compare(request: HttpRequest, key: str) -> HttpResponse:
    """The text that stands beside the one before it, or the two that ``old`` and ``new`` ask for."""
    text = find_text(key, staff(request))
    new = _asked(request, "new", text.versions, next((one for one in text.versions if one.current), None))
    old = _asked(request, "old", text.versions, _before(text.versions, new))
    pairs = compare_transcriptions(old, new) if old and new else ()
    rows = list(_rows(pairs))
    context = {
        "subject": text,
        "old": old,
        "new": new,
        "rows": [row for row in rows if not row.same],
        "line_count": len(rows),
        "desk": CORRECT.url(key),
    }
    return render(request, "office/page_text_versions.html", context)


def _asked(
    request: HttpRequest, name: str, versions: Sequence[Transcription], otherwise: Transcription | None
) -> Transcription | None:
    said = request.GET.get(name, "")
    return next((one for one in versions if str(one.pk) == said), otherwise)


def _before(versions: Sequence[Transcription], new: Transcription | None) -> Transcription | None:
    """The newest of those that are older."""
    return next((one for one in versions if new is not None and one.pk < new.pk), None)


def _rows(pairs: Sequence[LinePair]) -> Iterator[Row]:
    for pair in pairs:
        before, after = pair.before, pair.after
        number = after.number if after else before.number if before else 0
        yield Row(
            number,
            _parts(before.text, [(one.a_start, one.a_end) for one in pair.differences], whole=after is None)
            if before
            else (),
            _parts(after.text, [(one.b_start, one.b_end) for one in pair.differences], whole=before is None)
            if after
            else (),
            pair.same,
        )


def _parts(text: str, ranges: Sequence[tuple[int, int]], *, whole: bool) -> tuple[Part, ...]:
    return parts_of(text, [(0, len(text))] if whole else ranges)
