"""Anchors as data: the shipped ones, an installation's own, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from lantai.values.dates import parse
from lantai.values.dates.context import BadAnchors, Context, load_anchors

OWN = """
[[anchor]]
name = "臨河解放"
spellings = ["臨河解放", "改革開放"]
first = 1948-11-02
"""


def test_an_installation_adds_anchors_and_replaces_some(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(OWN, encoding="utf-8")
    context = Context(anchors=load_anchors([tmp_path]))
    assert parse("臨河解放以來", context=context).edtf == "1948-11-02/.."
    assert parse("改革開放以來", context=context).edtf == "1948-11-02/.."
    assert parse("十八大以來", context=context).edtf == parse("十八大以來").edtf


def test_contexts_with_the_shipped_anchors_are_equal_and_hash_alike() -> None:
    assert Context(as_of=1) == Context(as_of=1)
    assert len({Context(as_of=1), Context(as_of=1), Context(as_of=2)}) == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[anchor]]\nname = 'x'\nfirst = 1948-11-02", "lacks the key 'spellings'"),
        ("[[anchor]]\nname = 'x'\nspellings = ['x']\nfirst = 'then'", "x must have days such as 2012-11-08"),
        ("[[anchor]]\nname = 'x'\nspellings = ['x']\nfirst = 1948-11-02\nlast = 1948-11-01", "x ends before it begins"),
        ("[[anchor", "cannot be read"),
    ],
)
def test_anchors_that_cannot_be_used_are_refused_with_their_reason(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "own.toml").write_text(text, encoding="utf-8")
    with pytest.raises(BadAnchors, match=said):
        load_anchors([tmp_path])


def test_no_spelling_of_the_shipped_anchors_is_empty_and_every_extent_has_an_end() -> None:
    anchors = load_anchors()
    assert all(spelling.strip() == spelling != "" for spelling in anchors)
    assert all(anchor.first <= anchor.last for anchor in anchors.values())
