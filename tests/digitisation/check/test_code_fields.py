"""What a code says and its columns say: compared by value, and told only where they contradict each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.digitisation.check.rows import LABELS, row, told

from lantai.digitisation.check.code_fields import is_same, look_at_code
from lantai.digitisation.check.retention import retention_list
from lantai.digitisation.profile import delivery_profile
from lantai.digitisation.sheets.rows import SheetRow
from lantai.values.codes import load_profiles

PROFILES = load_profiles()


def contradictions(
    profile: str, code: str, *, above: SheetRow | None = None, number: int = 2, **values: str
) -> list[tuple[str, str, str]]:
    by = PROFILES[profile]
    found = look_at_code(
        row(number, code=code, **values),
        by.parse(code),
        by,
        above=above,
        retention=retention_list(),
        profile=delivery_profile(),
    )
    said = told(found)
    assert {severity for severity, *_ in said} <= {"error"}
    return [(column, found, expected) for _severity, column, found, expected in said]


MODERN, OLD = "Z109-WS·2011·D30·办公室-012-0007", "042-3-0017-005"


@pytest.mark.parametrize(
    ("profile", "code", "key", "same"),
    [
        ("dat13-2022", MODERN, "fonds", "Z109"),
        ("dat13-2022", MODERN, "fonds", "z109"),
        ("dat13-2022", MODERN, "series", "WS·2011·D30·辦公室"),
        ("dat13-2022", MODERN, "series", "WS.2011"),
        ("dat13-2022", MODERN, "series", "WS"),
        ("dat13-2022", "J019-KU·01·2017-001-001", "series", "1"),
        ("dat13-2022", MODERN, "volume", "12"),
        ("dat13-2022", MODERN, "volume", "第十二卷"),
        ("dat13-2022", MODERN, "volume", "第12卷"),
        ("dat13-2022", MODERN, "item", "00007"),
        ("dat13-2022", MODERN, "year", "2011年"),
        ("dat13-2022", MODERN, "year", "民國一百年"),
        ("dat13-2022", MODERN, "retention", "定期三十年"),
        ("dat13-2022", MODERN, "retention", "永遠"),
        ("dat13-2022", MODERN, "organisation", "辦公室"),
        ("dat13-2022", MODERN, "organisation", "市政府辦公室"),
        ("dat13-2022", MODERN, "organisation", "BGS"),
        ("dat22-2015", "Z109-WS·2011-Y-BGS-0001", "organisation", "bgs"),
        ("dat22-2015", "Z109-WS·2011-D-0001", "retention", "10年"),
        ("dat13-1994", OLD, "fonds", "42"),
        ("dat13-1994", OLD, "fonds", "００４２"),
        ("dat13-1994", OLD, "series", "03"),
        ("dat13-1994", OLD, "year", "1931"),
        ("dat13-1994", OLD, "retention", "永久"),
        ("plain", "12-03-0001", "fonds", "12"),
        ("plain", "JC010-0042-013", "volume", "13"),
        ("plain", "JC010-0042-013", "series", "42"),
    ],
)
def test_the_same_in_other_words_is_the_same(profile: str, code: str, key: str, same: str) -> None:
    assert contradictions(profile, code, **{key: same}) == []


@pytest.mark.parametrize(
    ("profile", "code", "key", "said", "expected"),
    [
        ("dat13-2022", MODERN, "fonds", "Z110", "Z109"),
        ("dat13-2022", MODERN, "series", "KJ·2011", "WS·2011·D30·办公室"),
        ("dat13-2022", MODERN, "volume", "13", "012"),
        ("dat13-2022", MODERN, "item", "0057", "0007"),
        ("dat13-2022", MODERN, "item", "七十", "0007"),
        ("dat13-2022", MODERN, "year", "2012", "2011"),
        ("dat13-2022", MODERN, "retention", "永久", "D30 定期30年"),
        ("dat13-2022", "X031-WS·1956·Y-001-001", "retention", "30年", "Y 永久"),
        ("dat13-2022", MODERN, "organisation", "財務科", "办公室"),
        ("dat22-2015", "Z109-WS·2011-Y-BGS-0001", "organisation", "003", "BGS"),
        ("dat13-1994", OLD, "fonds", "43", "042"),
        ("dat13-1994", OLD, "series", "4", "3"),
        ("plain", "12-03-0001", "fonds", "13", "12-03"),
        ("plain", "JC010-0042-013", "item", "14", "013"),
    ],
)
def test_what_contradicts_the_code_is_told(profile: str, code: str, key: str, said: str, expected: str) -> None:
    assert contradictions(profile, code, **{key: said}) == [(LABELS[key], said, expected)]


def test_a_number_that_counts_the_rows_of_the_sheet_is_no_item_number() -> None:
    """序號 goes on where a volume begins anew; 件號 that is wrong in one row does not."""
    above = row(21, code="L099-01-0001-0020", item="20")
    assert contradictions("dat13-1994", "L099-01-0002-0001", above=above, number=22, item="21") == []
    assert contradictions("dat13-1994", "L099-01-0002-0001", above=above, number=22, item="51") == [
        ("件號", "51", "0001")
    ]
    assert contradictions("dat13-1994", "L099-01-0002-0001", number=22, item="21") == [("件號", "21", "0001")]


@given(st.integers(0, 10**6), st.integers(1, 8), st.integers(1, 8))
def test_zeros_before_a_number_are_no_difference(number: int, one: int, other: int) -> None:
    assert is_same(f"{number:0{one}}", f"{number:0{other}}")
    assert not is_same(f"{number:0{one}}", f"{number + 1:0{other}}")
