"""What is kept of drawn images: what was asked for last, as far as there is room."""

from __future__ import annotations

from lantai.iiif.drawn import LARGEST, DrawnImages


def test_an_image_is_drawn_once_and_again_when_it_was_forgotten() -> None:
    kept, drawn = DrawnImages(room=100), list[str]()

    def ask(name: str, size: int = 40) -> bytes:
        return kept.recall(name, lambda: (drawn.append(name), name.encode() * size)[1])

    assert [ask(name) for name in "aabac"] == [name.encode() * 40 for name in "aabac"]
    assert drawn == ["a", "b", "c"]  # b was forgotten: a had been asked for again
    ask("a")
    ask("b")
    assert drawn == ["a", "b", "c", "b"]


def test_what_is_too_large_is_not_kept() -> None:
    kept, drawn = DrawnImages(), list[int]()
    for _ in range(2):
        kept.recall("large", lambda: (drawn.append(1), b"x" * (LARGEST + 1))[1])
    assert len(drawn) == 2


def test_what_is_drawn_twice_at_once_is_held_once() -> None:
    kept = DrawnImages(room=100)

    def draw() -> bytes:
        kept.recall("a", lambda: b"x" * 60)
        return b"x" * 60

    kept.recall("a", draw)
    kept.recall("b", lambda: b"y" * 40)
    assert kept.recall("a", lambda: b"drawn again") == b"x" * 60
