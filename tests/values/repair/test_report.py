"""The report is one page by itself, well formed, and shows every change."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import get_args

import pytest
from hypothesis import given
from tests.values.strategies import texts

from lantai.values.repair import repair
from lantai.values.repair.report import Language, report

LANGUAGES: tuple[Language, ...] = get_args(Language)
DAMAGED = "共慶百年,開創(chuàng)新局!\n“初心?使命”發(fā)展,慶?;顒雍忘h史<b>&\n"


class _Checker(HTMLParser):
    """Counts what the page holds, and that every element which is opened is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)
        if tag not in ("meta", "input"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def checked(page: str) -> list[str]:
    checker = _Checker()
    checker.feed(page)
    assert checker.open == []
    return checker.seen


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_change_is_listed_with_boxes_for_what_is_to_be_decided(lang: Language) -> None:
    repaired = repair(DAMAGED)
    page = report(repaired, "樣本 <1>", lang=lang)
    seen = checked(page)
    assert f'<html lang="{lang}">' in page
    kinds = {(one.rule, one.found, one.replacement, one.applied) for one in repaired.changes}
    assert seen.count("input") == 2 * len({one for one in kinds if not one[3]})
    assert all(page.count(f'id="g{number}"') == 1 for number in range(1, len(kinds) + 1))
    assert all(f'id="l{line}"' in page for line in range(1, DAMAGED.count("\n") + 2))
    assert "script" not in seen
    assert "http" not in page
    assert "<b>" not in page


def test_the_same_change_in_many_places_is_one_decision_with_exceptions() -> None:
    page = report(repair("沈陽的干部以后在沈陽開會，斗爭中的干部。\n" * 30), "樣本")
    seen = checked(page)
    assert "60 處" in page
    assert "另有 20 處" in page
    assert seen.count("mark") > 100
    assert seen.count("tr") < 12


def test_the_banner_counts_the_damaged_places() -> None:
    assert "此文本疑似轉碼損壞 7 處" in report(repair("創(chuàng)新,發(fā)展;統(tǒng)一,好!"), "樣本")
    assert "未見轉碼損壞" in report(repair("平安無事。"), "樣本")


@given(texts)
def test_any_text_can_be_reported(text: str) -> None:
    page = report(repair(text), text)
    checked(page)
    page.encode("utf-8")
