"""Rows that would burst a column, reach outside, pass for another or be their own parents; all in one delivery."""

from __future__ import annotations

import csv
from typing import Final, NamedTuple

import pytest
from tests.digitisation.domain.laying import HEADER, row, scan
from tests.digitisation.hostile.ground import SOUND, Ground

from lantai.catalogue.domain import bulk
from lantai.catalogue.domain.planning import Wanted, plan
from lantai.catalogue.models import Record, RecordSet
from lantai.catalogue.queries.versions import RECORD_FIELDS, SET_FIELDS

pytestmark = pytest.mark.django_db(transaction=True)


class Odd(NamedTuple):
    """What a row says beside the usual, and the errors that must be told of it: none, and it comes in."""

    cells: dict[str, str]
    errors: set[str] = set()


LONG: Final = "長"
BEYOND: Final = "9" * 24
_UNNAMED: Final = {"missing-image"}
"""With a code that is another, its images are not found."""

ODD: Final = {
    "a title of a page": Odd({"題名": LONG * 10_000}, {"too-long"}),
    "a title one longer than its column": Odd({"題名": LONG * 1_001}, {"too-long"}),
    "a title of a megabyte": Odd({"題名": LONG * 1_000_000}, {"too-long"}),
    "a note of a megabyte": Odd({"備註": LONG * 1_000_000}),
    "a code of pages": Odd({"檔號": f"L099-01-0001-{'1' * 10_000}"}, {"too-long", *_UNNAMED}),
    "a code longer than its key": Odd({"檔號": f"L099-01-0001-{'1' * 190}"}, {"too-long", *_UNNAMED}),
    "a code of very many parts": Odd({"檔號": f"L099{'-1' * 98}"}, {"too-long", *_UNNAMED}),
    "a number beyond all": Odd({"檔號": f"L099-01-0001-{BEYOND}"}, _UNNAMED),
    "a fonds of pages": Odd({"全宗號": "L" * 10_000}, {"too-long"}),
    "a title of a fonds": Odd({"全宗名稱": LONG * 2_000}, {"too-long"}),
    "a title of a series": Odd({"類別名稱": LONG * 2_000}, {"too-long"}),
    "a title of a volume": Odd({"案卷題名": LONG * 2_000}, {"too-long"}),
    "very many creators": Odd({"責任者": LONG * 501}, {"too-long"}),
    "a retention that is none": Odd({"保管期限": "永" * 51}, {"too-long", "bad-retention"}),
    "a date of pages": Odd({"日期": "1926" * 1_000}, {"bad-date"}),
    "a year beyond all": Odd({"日期": "999999999999"}, {"bad-date"}),
    "a year before all": Odd({"日期": "-99999年"}, {"bad-date"}),
    "a day of opening beyond all": Odd({"開放標識": "延期開放", "延期至": "99999999"}, {"bad-date"}),
    "pages beyond all": Odd({"頁數": BEYOND}, {"page-count"}),
    "pages below nothing": Odd({"頁數": "-5"}, {"page-count"}),
    "signs that turn the text": Odd({"題名": "\u202egpj.長\u2066"}),
    "NUL and an order to the terminal": Odd({"題名": "修\0渠\x01\x1b[31m"}),
    "marks without end on one letter": Odd({"題名": "e" + "\u0301" * 900}),
    "characters of four bytes": Odd({"題名": "\U0001f600" * 1_000}),
    "words of templates": Odd({"題名": "%s %(found)s {0} {{ }} <script>alert(1)</script>"}),
    "a formula in a text": Odd({"題名": "=cmd|' /C calc'!A0"}),
    "a path that leads up": Odd({"電子文件路徑": "../../outside/0001.jpg"}),
    "a path from the root": Odd({"電子文件路徑": "/etc/hostname"}),
    "a code that leads up": Odd({"檔號": "../../outside"}, _UNNAMED),
    "a code with folders": Odd({"檔號": "L099/01/../0001-0003"}, _UNNAMED),
    "no code": Odd({"檔號": ""}, {"missing-field"}),
    "a code of nothing": Odd({"檔號": "----"}, _UNNAMED),
    "a code that differs in case only": Odd({"檔號": "l099-01-0001-0003"}, {"duplicate-code"}),
    "the code of its fonds": Odd({"檔號": "L099"}, {"duplicate-code", *_UNNAMED}),
    "its volume for a fonds": Odd({"全宗號": "L099-01-0001"}, {"duplicate-code"}),
    "another item for a fonds": Odd({"全宗號": "L099-01-0001-0101"}, {"duplicate-code"}),
}
NUMBERS: Final = {name: number for number, name in enumerate(ODD, start=3)}


@pytest.fixture
def laid(ground: Ground) -> Ground:
    """Every odd row with an image where its code would be by its number, beside two sound ones."""
    rows = [row(101), row(102), *(row(number, **ODD[name].cells) for name, number in NUMBERS.items())]
    header = list(dict.fromkeys([*HEADER, *(key for one in rows for key in one)]))
    ground.lay()
    for number in NUMBERS.values():
        scan(ground.folder(number) / "0001.jpg", number)
    with (ground.delivery / "目錄.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header)
        writer.writeheader()
        writer.writerows(rows)
    return ground


def test_each_odd_row_is_told_and_costs_no_other(laid: Ground) -> None:
    outcome = laid.take_in()
    told: dict[int | None, set[str]] = {}
    for one in outcome.batch.findings.filter(severity="error"):
        told.setdefault(one.row, set()).add(one.code)
    errors = {name: told.get(number + 1, set()) for name, number in NUMBERS.items()}
    assert errors == {name: odd.errors for name, odd in ODD.items()}
    sound = [f"L099-01-0001-{NUMBERS[name]:04}" for name, odd in ODD.items() if not odd.errors]
    assert outcome.taken_in == (*SOUND, *sound)
    assert not told.get(2)
    for one in RecordSet.objects.exclude(parent=None).select_related("parent"):
        assert one.parent is not None
        assert one.path.startswith(one.parent.path)
        assert len(one.path) > len(one.parent.path)


@pytest.mark.parametrize("code", ["L099", "L099-01-0001", "L099-01-0001-0101"])
def test_a_row_that_would_be_its_own_parent_is_told_and_makes_no_set(ground: Ground, code: str) -> None:
    ground.lay(row(3, 檔號=code, 全宗號=code))
    outcome = ground.take_in()
    assert outcome.told_of("目錄.csv 4") & {"duplicate-code", "code-field-mismatch"}
    assert set(outcome.taken_in) <= set(SOUND)
    sets = RecordSet.objects.order_by("path").values_list("code", "parent__code")
    assert list(sets) == [("L099", None), ("L099-01-0001", "L099")]


def test_no_edit_of_many_moves_a_description_below_another(ground: Ground) -> None:
    ground.lay()
    ground.take_in()
    record = Record.objects.order_by("pk")[0]
    edit = bulk.begin_edit(choice={}, by=ground.by)
    with pytest.raises(KeyError, match="record_set"):
        plan(edit, [Wanted(record.pk, {"record_set": "1"})])
    assert not {"parent", "path", "record_set"} & {*RECORD_FIELDS, *SET_FIELDS}
