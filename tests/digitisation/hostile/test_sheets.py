"""Sheets that are bombs, traps, locked or broken, and a sheet of a million rows."""

from __future__ import annotations

from collections import deque
from typing import Final

import pytest
from samples.make.deliveries.hostile.sheets import SHEETS, many_rows
from tests.digitisation.hostile.ground import SOUND, Ground, peak_memory

from lantai.digitisation.check import check_delivery
from lantai.digitisation.check.reading import delivery_columns
from lantai.digitisation.sheets.opening import open_sheets

pytestmark = pytest.mark.django_db(transaction=True)

READ: Final = {
    "wide.xlsx": set[str](),
    "formulas.xlsx": {"formula", "missing-field"},
    "endless.xlsx": {"long-cell", "too-long"},
}
"""Sheets that can be read, and what is told of their only row."""
UNREAD: Final = {
    "bomb.xlsx": "unsafe",
    "laughs.xlsx": "unsafe",
    "entity.xlsx": "unsafe",
    "locked.xlsx": "password-protected",
    "truncated.xlsx": "truncated",
    "text-in-truth.xlsx": "format-mismatch",
}
"""What must be told of the others; one that is not among them must be told of too, in whatever words."""
FLAT: Final = 200_000_000
"""Bytes by which this process may grow, however many rows there are."""


@pytest.mark.parametrize("name", READ)
def test_a_trap_in_a_sheet_is_told_at_its_row(ground: Ground, name: str) -> None:
    ground.lay()
    SHEETS[name](ground.delivery / name)
    outcome = ground.take_in()
    assert outcome.told_of("目錄 2") - {"new-fonds"} == READ[name]
    assert set(SOUND) <= set(outcome.taken_in)
    assert ("L099-01-0001-0001" in outcome.taken_in) == (not READ[name])


def test_what_a_formula_calls_is_never_fetched(ground: Ground) -> None:
    ground.lay()
    SHEETS["formulas.xlsx"](ground.delivery / "formulas.xlsx")
    outcome = ground.take_in()
    told = {one.found for one in outcome.batch.findings.filter(code="formula")}
    assert told == {"=CONCATENATE(\"關於\",'[1]目錄'!A1)", '=WEBSERVICE("http://198.51.100.7/")'}
    item = outcome.batch.items.get(code="L099-01-0001-0001")
    assert (item.values["title"], item.values.get("date")) == ("關於路燈", None)


@pytest.mark.parametrize("name", sorted(set(SHEETS) - set(READ)))
def test_a_sheet_that_cannot_be_read_is_told_and_comes_again_without_it(ground: Ground, name: str) -> None:
    ground.lay()
    SHEETS[name](ground.delivery / name)
    outcome = ground.take_in(accept_good=False)
    assert outcome.batch.state == "refused"
    errors = {one.code for one in outcome.batch.findings.filter(severity="error", path=name)}
    assert UNREAD.get(name, next(iter(errors))) in errors
    (ground.delivery / name).unlink()
    assert ground.take_in(accept_good=False).taken_in == SOUND


def test_a_million_rows_are_read_as_a_stream(ground: Ground) -> None:
    ground.delivery.mkdir(parents=True)
    many_rows(ground.delivery / "目錄.xlsx", 1_000_000)
    with peak_memory() as peak:
        (sheet,) = open_sheets(ground.delivery / "目錄.xlsx", profile=delivery_columns())
        ((count, last),) = deque(enumerate(sheet.rows(), start=1), maxlen=1)
    assert (count, last.row, last.get("title")) == (1_000_000, 1_000_001, "關於添購路燈第1000001號")
    assert peak() < FLAT


def test_very_many_rows_are_checked_in_little_memory(ground: Ground) -> None:
    ground.delivery.mkdir(parents=True)
    many_rows(ground.delivery / "目錄.xlsx", 200_000)
    with peak_memory() as peak, check_delivery(ground.delivery) as check:
        assert (check.item_count, check.ok) == (200_000, True)
    assert peak() < FLAT
