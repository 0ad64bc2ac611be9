"""Where in a page's text that what was asked for stands."""

from __future__ import annotations

from collections.abc import Sequence

from lantai.digitisation.models import Transcription
from lantai.discovery.language import Query
from lantai.values.doubts import doubtful_spans
from lantai.values.folding import fold_with_offsets
from lantai.values.snippets import Span, find_all


def spans_of(text: Transcription, query: Query) -> list[Span]:
    """In order, none over another: where a word stands, and where one with a ~ may by the machine's second thoughts."""
    standing = find_all(fold_with_offsets(text.text), query.words) if query.words else []
    return _apart([*standing, *doubtful_spans(text.text, text.alternatives, query.doubtful)])


def _apart(spans: Sequence[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
