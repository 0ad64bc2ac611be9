"""Marking what is different between two texts."""

from __future__ import annotations

import pytest

from lantai.catalogue.queries.differences import Part, differences, marked


@pytest.mark.parametrize(
    ("before", "after", "left", "right"),
    [
        (
            "東街勘井日記",
            "西街勘井日誌",
            [("東", True), ("街勘井日", False), ("記", True)],
            [("西", True), ("街勘井日", False), ("誌", True)],
        ),
        ("well no 12", "well no 21", [("well no ", False), ("12", True)], [("well no ", False), ("21", True)]),
        ("", "新題", [], [("新題", True)]),
        ("同", "同", [("同", False)], [("同", False)]),
        ("井井", "井", [("井", False), ("井", True)], [("井", False)]),
    ],
)
def test_marked(before: str, after: str, left: list[tuple[str, bool]], right: list[tuple[str, bool]]) -> None:
    assert marked(before, after) == (tuple(Part(*one) for one in left), tuple(Part(*one) for one in right))


def test_marked_parts_are_the_text_again() -> None:
    before, after = "一二三\n四五 六 seven" * 40, "一三二四\n五六 seven 八" * 50
    left, right = marked(before, after)
    assert ("".join(one.text for one in left), "".join(one.text for one in right)) == (before, after)


def test_very_long_stretches_are_marked_whole() -> None:
    before, after = "甲" + "乙丙" * 5_000 + "丁", "甲" + "丙乙戊" * 5_000 + "丁"
    left, _right = marked(before, after)
    assert [one.changed for one in left] == [False, True, False]


def test_only_fields_that_differ_are_told() -> None:
    found = differences({"title": "甲", "note": "同"}, {"title": "乙", "note": "同"})
    assert [one.field for one in found] == ["title"]
