"""Where a delivered text and what a machine read say different things: what, in which line, and where on the page."""

from __future__ import annotations

import numpy as np
import pytest

from lantai.digitisation.enums import TextKind
from lantai.digitisation.models import Transcription
from lantai.digitisation.queries.disagreements import disagreements
from lantai.values.geometry import Box, GlyphBoxes


def text(said: str, *, left: int = 0, kind: TextKind = TextKind.DELIVERED) -> Transcription:
    """Its characters stand ten pixels apart, from the top downwards."""
    rows = [(left, 10 * at, 9, 9) if char.strip() else (0, 0, 0, 0) for at, char in enumerate(said)]
    boxes = GlyphBoxes.from_rows(np.array(rows, np.int32).reshape(-1, 4))
    return Transcription(kind=kind, text=said, boxes=boxes.pack() if said else None)


def told(delivered: str, read: str) -> list[tuple[int, int, str, str, tuple[Box, ...]]]:
    found = disagreements(text(delivered), text(read, left=50, kind=TextKind.OCR))
    return [(one.line, one.at, one.delivered, one.machine, one.boxes) for one in found]


@pytest.mark.parametrize(
    ("delivered", "read", "found"),
    [
        ("請撥款\n添購路燈。", "請撥款\n添購路灯", []),
        ("請撥款\n添購路燈", "請撥款\n添購略燈", [(1, 2, "路", "略", ((50, 60, 9, 9),))]),
        ("請撥款\n添購燈", "請撥款\n添購路燈", [(1, 2, "", "路", ((50, 60, 9, 9),))]),
        ("請撥款\n添購路燈", "請撥款\n添購燈", [(1, 2, "路", "", ((0, 50, 9, 29),))]),
        ("添購路燈\n請撥款項", "請撥款項\n添購路燈", []),
        ("、、\n請撥", "請拔", [(1, 1, "撥", "拔", ((50, 10, 9, 9),))]),
        ("", "朱印", [(0, 0, "", "朱印", ((50, 0, 9, 19),))]),
        ("請撥", "", [(0, 0, "請撥", "", ((0, 0, 9, 19),))]),
    ],
)
def test_what_differs_is_told_with_its_place(delivered: str, read: str, found: list[object]) -> None:
    assert told(delivered, read) == found


def test_texts_without_places_disagree_too() -> None:
    delivered, read = Transcription(text="請撥"), Transcription(text="請拔")
    (one,) = disagreements(delivered, read)
    assert (one.delivered, one.machine, one.boxes) == ("撥", "拔", ())
