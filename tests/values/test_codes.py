"""Reference codes: the standard's own samples, the other forms that are real, and what is wrong."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantai.values.code_checks import check_code, gaps, rows
from lantai.values.code_names import fits
from lantai.values.codes import (
    BadCode,
    BadParts,
    BadProfile,
    ReferenceCode,
    file_name,
    fold_code,
    from_file_name,
    load_profiles,
    normalise,
    propose_profile,
    sort_key,
)

PROFILES = load_profiles()
DAT13 = PROFILES["dat13-2022"]

# DA/T 13-2022: every sample of the standard: fonds, series, volume, item.
SAMPLES = {
    "J019-ZY·JC·CC·2019·D30-001-001": ("J019", "ZY·JC·CC·2019·D30", "001", "001"),
    "J019-KU·01·2017-001-001": ("J019", "KU·01·2017", "001", "001"),
    "A002-RS-001-002": ("A002", "RS", "001", "002"),
    "X032-KJ·KY·01-003": ("X032", "KJ·KY·01", "", "003"),
    "X032-KJ·JJ·02-005-054": ("X032", "KJ·JJ·02", "005", "054"),
    "K021-ZP·2019·D30-025-005": ("K021", "ZP·2019·D30", "025", "005"),
    "C038-001-002-003": ("C038", "001", "002", "003"),
    "A439-WS·2015·D30·003-005": ("A439", "WS·2015·D30·003", "", "005"),
    "Z109-WS·2011·Y·办公室-0001": ("Z109", "WS·2011·Y·办公室", "", "0001"),
    "Z008-WS·2019·Y-037": ("Z008", "WS·2019·Y", "", "037"),
    "J019-LY·2019·Y-001": ("J019", "LY·2019·Y", "", "001"),
    "C015-WY·TZGG·2019·D10-00001": ("C015", "WY·TZGG·2019·D10", "", "00001"),
    "B168-SW·2015·Y-001": ("B168", "SW·2015·Y", "", "001"),
    "X033-ZP·2008-001": ("X033", "ZP·2008", "", "001"),
}


@pytest.mark.parametrize(("code", "parts"), SAMPLES.items())
def test_a_sample_of_the_standard_is_read_in_its_parts(code: str, parts: tuple[str, str, str, str]) -> None:
    found = DAT13.parse(code)
    assert (found.text, found.fonds, found.series, found.volume, found.item) == (code, *parts)
    assert found.ordinals == tuple(int(number) for number in parts[2:] if number)


def test_year_and_retention_are_read_from_the_category_number() -> None:
    found = DAT13.parse("J019-ZY·JC·CC·2019·D30-001-001")
    assert (found.year, found.retention) == (2019, "D30")
    assert (DAT13.parse("A002-RS-001-002").year, DAT13.parse("A002-RS-001-002").retention) == (None, "")


def test_parent_is_the_code_less_its_last_number() -> None:
    assert DAT13.parse("X032-KJ·JJ·02-005-054").parent == "X032-KJ·JJ·02-005"
    assert DAT13.parse("C038-001-002-002").parent == "C038-001-002"


@pytest.mark.parametrize(
    "code",
    [
        "",
        "J019",
        "J019-WS",
        "J19-WS-001",
        "j019-WS·2019-001",
        "J019-W·2019-001",
        "J019-WS··2019-001",
        "J019-WS·2019·-001",
        "J019-WS·2019-001-002-003",
        "J019-WS·2019-A01",
        "J019-WS·2019-0000001",
        "J019/WS·2019/001",
        "Z109-WS·2011-Y-BGS-0001",
        "JC010-WS·2011-001",
        "J019-WS.2019-001",
        "J019-WS·2019-001\n-",
    ],
)
def test_a_code_of_another_form_is_refused(code: str) -> None:
    with pytest.raises(BadCode) as caught:
        DAT13.parse(code)
    assert caught.value.found == code
    assert "dat13-2022" in str(caught.value)
    assert DAT13.sample in str(caught.value)


@pytest.mark.parametrize(
    ("code", "profile", "expected"),
    [
        ("Z109-WS·2011-Y-BGS-0001", "dat22-2015", ("Z109", "WS·2011-Y-BGS", "", "0001", 2011, "Y")),
        ("Z109-WS·2011-D30-0001", "dat22-2015", ("Z109", "WS·2011-D30", "", "0001", 2011, "D30")),
        ("042-3-0017-005", "dat13-1994", ("042", "3", "0017", "005", None, "")),
        ("J001-建設-0017-005", "dat13-1994", ("J001", "建設", "0017", "005", None, "")),
        ("JC010-0042-013", "plain", ("JC010", "", "0042", "013", None, "")),
        ("0042-7", "plain", ("0042", "", "", "7", None, "")),
        ("1-1-5", "plain", ("1-1", "", "", "5", None, "")),
    ],
)
def test_propose_profile_finds_the_first_that_reads_the_code(
    code: str, profile: str, expected: tuple[str, str, str, str, int | None, str]
) -> None:
    proposed = propose_profile([code, "", "  "])
    assert proposed is not None
    assert proposed.name == profile
    found: ReferenceCode = proposed.parse(code)
    assert (found.fonds, found.series, found.volume, found.item, found.year, found.retention) == expected


@pytest.mark.parametrize("code", ["1-" * 50_000, "a·" * 50_000, "·" * 100_000, "1" * 100_000])
def test_a_hostile_code_is_refused_at_once(code: str) -> None:
    assert propose_profile([code]) is None


def test_propose_profile_takes_one_that_reads_every_code() -> None:
    mixed = propose_profile(["J019-WS·2019-001", "JC010-0042-013"])
    assert mixed is not None
    assert mixed.name == "plain"
    assert propose_profile(["J019-WS·2019-001", "no code"]) is None
    assert propose_profile([]) is None


@pytest.mark.parametrize("dot", "・•．‧∙·")
@pytest.mark.parametrize("dash", "–—－-")
def test_look_alike_dots_and_dashes_are_mended(dot: str, dash: str) -> None:
    assert DAT13.parse(f"J019{dash}LY{dot}2019{dot}Y{dash}001").text == "J019-LY·2019·Y-001"


def test_normalise_narrows_and_leaves_out_spaces() -> None:
    assert normalise(" Ｊ０１９ － ＷＳ\xa0·2019-00１ ") == "J019-WS·2019-001"


def test_fold_code_finds_a_code_however_typed() -> None:
    assert fold_code("z109—ws.2011・y.辦公室-0001") == fold_code("Z109-WS·2011·Y·办公室-0001")


def test_a_profile_of_an_extra_folder_joins_and_replaces(tmp_path: Path) -> None:
    text = (Path(__file__).parents[2] / "src/lantai/profiles/codes/plain.toml").read_text(encoding="utf-8")
    (tmp_path / "own.toml").write_text(text.replace('"plain"', '"own"').replace("order = 90", "order = 1"), "utf-8")
    (tmp_path / "plain.toml").write_text(text.replace("Parts parted", "Our parts parted"), "utf-8")
    profiles = load_profiles([tmp_path])
    assert list(profiles) == ["own", "dat13-2022", "dat22-2015", "dat13-1994", "plain"]
    assert profiles["plain"].title.startswith("Our parts")


@pytest.mark.parametrize(
    "spoilt",
    [
        ("name =", "nom ="),
        ("(?P<fonds>", "(?P<fond>"),
        ("(?P<item>", "(?P<item>("),
        ("JC010-0042-013", "?"),
        ("=", "="),
    ],
)
def test_a_profile_that_cannot_be_used_is_refused_by_name(tmp_path: Path, spoilt: tuple[str, str]) -> None:
    text = (Path(__file__).parents[2] / "src/lantai/profiles/codes/plain.toml").read_text(encoding="utf-8")
    (tmp_path / "own.toml").write_text(text.replace(*spoilt) + ("" if spoilt[0] != "=" else "\nname = 3"), "utf-8")
    with pytest.raises(BadProfile, match=r"own\.toml"):
        load_profiles([tmp_path])


# -- order ---------------------------------------------------------------------------------------


def test_sort_key_sorts_as_people_read() -> None:
    codes = ["J019-WS·2019-2", "J019-WS·2019-010", "J019-WS·2019-10", "J020-WS·2018-1", "J100-WS·2018-1"]
    assert sorted({*codes}, key=sort_key) == codes


codes = st.text(st.sampled_from("AJ01239·-.室"), max_size=12)


@given(codes, codes)
def test_sort_key_is_different_for_different_codes(one: str, two: str) -> None:
    assert (sort_key(one) == sort_key(two)) == (one == two)


@given(st.integers(0, 10**30), st.integers(0, 10**30))
def test_sort_key_puts_numbers_in_their_order(one: int, two: int) -> None:
    assert (sort_key(f"J-{one}") < sort_key(f"J-{two}")) == (one < two)


@given(st.text(), st.booleans())
def test_a_file_name_gives_back_its_code(code: str, ascii_dot: bool) -> None:
    code = code.encode("utf-8", "ignore").decode()
    name = file_name(code, ascii_dot=ascii_dot)
    assert from_file_name(name) == code
    assert not set(name) & set('/\\:*?"<>|\0\n ')


def test_a_file_name_keeps_an_ordinary_code_readable() -> None:
    assert file_name("Z109-WS·2011·Y·办公室-0001") == "Z109-WS·2011·Y·办公室-0001"
    assert file_name("Z008-WS·2019·Y-037", ascii_dot=True) == "Z008-WS_2019_Y-037"
    assert file_name("../A") == "%2E%2E%2FA"
    assert file_name("j019") == "%6A019"


@pytest.mark.parametrize(
    "code", ["CON", "NUL", "COM1", "LPT9", "-rf", "A.", "A ", "", ".", "é", "e\u0301", "\ud800", "\0"]
)
def test_a_file_name_is_nowhere_reserved_hidden_or_changed(code: str) -> None:
    name = file_name(code)
    assert from_file_name(name) == code
    assert name
    assert name.upper() not in {"CON", "NUL", "COM1", "LPT9"}
    assert not name.startswith(("-", "."))
    assert not name.endswith((".", " "))
    assert unicodedata.normalize("NFD", name) == name


any_text = st.text(st.characters(exclude_categories=()), max_size=30)


@given(any_text, any_text)
def test_file_names_differ_even_without_case_where_codes_do(one: str, two: str) -> None:
    same_name = file_name(one).casefold() == file_name(two).casefold()
    assert same_name == (one == two)


@given(any_text, st.booleans())
def test_any_text_comes_back_from_its_file_name(code: str, ascii_dot: bool) -> None:
    assert from_file_name(file_name(code, ascii_dot=ascii_dot)) == code


def test_a_file_name_that_is_too_long_says_so() -> None:
    assert fits(file_name("Z109-WS·2011·Y·办公室-0001"))
    assert not fits(file_name("室" * 100))


# -- building and counting on --------------------------------------------------------------------


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_sample_is_built_from_its_parts(sample: str) -> None:
    fonds, series, volume, item = SAMPLES[sample]
    assert DAT13.build(fonds=fonds, series=series, volume=volume, item=item) == sample
    numbers = {"volume": int(volume) if volume else "", "item": int(item)}
    assert DAT13.build(fonds=fonds, series=series, width=len(item), **numbers) == sample


parts = st.fixed_dictionaries(
    {
        "fonds": st.from_regex(r"[A-Z][0-9]{3}", fullmatch=True),
        "series": st.from_regex(r"[A-Z]{2}(·(20[0-2][0-9]|Y|D30|室|[A-Z]{3})){0,3}|[0-9]{3}", fullmatch=True),
        "volume": st.one_of(st.just(""), st.integers(0, 9999)),
        "item": st.integers(0, 99999),
        "width": st.integers(1, 6),
    }
)


@given(parts)
def test_what_was_built_is_read_as_its_parts(given_parts: dict) -> None:
    code = DAT13.parse(DAT13.build(**given_parts))
    assert (code.fonds, code.series) == (given_parts["fonds"], given_parts["series"])
    assert code.item == str(given_parts["item"]).zfill(given_parts["width"])
    assert (int(code.volume) if code.volume else "") == given_parts["volume"]
    assert DAT13.parse(DAT13.next_after(code.text)).ordinals[-1] == given_parts["item"] + 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"fonds": "j019", "series": "WS", "item": 1},
        {"fonds": "J019", "series": "WS-Y", "item": 1},
        {"fonds": "J019", "series": "WS", "item": "A1"},
        {"fonds": "J019", "series": "WS", "item": ""},
        {"fonds": "J019-WS", "series": "2019", "item": 1},
        {"fonds": "J019", "item": 1},
        {"fonds": "J019", "series": "WS", "item": -1},
        {"fonds": "", "series": "WS", "item": 1},
    ],
)
def test_parts_that_make_no_code_are_refused(wrong: dict) -> None:
    with pytest.raises(BadParts, match="dat13-2022"):
        DAT13.build(**wrong)


def test_the_next_code_keeps_its_width_until_the_row_is_full() -> None:
    assert DAT13.next_after("J019－KU·01·2017-001-009") == "J019-KU·01·2017-001-010"
    assert DAT13.next_after("X033-ZP·2008-999") == "X033-ZP·2008-1000"
    with pytest.raises(BadParts):
        DAT13.next_after("X033-ZP·2008-999999")
    assert PROFILES["dat22-2015"].next_after("Z109-WS·2011-Y-BGS-0001") == "Z109-WS·2011-Y-BGS-0002"


# -- checks and rows -----------------------------------------------------------------------------


def problems(text: str, **asked: object) -> list[str]:
    return [problem.code for problem in check_code(text, DAT13, **asked)]


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_sample_has_no_problem(sample: str) -> None:
    assert problems(sample) == []


def test_what_is_doubtful_is_named() -> None:
    assert problems("J019") == ["bad-code"]
    assert problems("J019–WS·2019·Y-001") == ["mended"]
    assert problems("J019-XX·2019·Y-001") == ["unknown-category"]
    assert problems("J019-WS·2019·D12-001") == ["unknown-retention"]
    assert problems("J019-WS·2019·Y-001", retention="D30") == ["other-retention"]
    assert problems("J019-WS·2019-001", retention="") == []
    assert problems("J019-WS·2099·Y-001", years=range(1949, 2025)) == ["implausible-year"]
    assert problems("J019-WS·2019·Y-01", width=3) == ["width"]
    assert problems("J019-WS·" + "室" * 90 + "-01") == ["long-file-name"]
    assert "1949 to 2024" in check_code("J019-WS·2099·Y-001", DAT13, years=range(1949, 2025))[0].message


def test_rows_tell_what_is_missing_and_what_stands_twice() -> None:
    texts = ["J019-WS·2019-003", "J019-WS·2019-2", "J019-WS·2019-0003", "J019-WS·2019-007", "J019-WS·2020-001"]
    first, second = rows(map(DAT13.parse, texts))
    assert (first.parent, first.count, first.first, first.last) == ("J019-WS·2019", 4, 2, 7)
    assert first.missing == ((1, 1), (4, 6))
    assert first.duplicates == (3,)
    assert second.is_whole
    assert gaps(map(DAT13.parse, texts)) == (first,)
    assert gaps(map(DAT13.parse, texts), begins=None)[0].missing == ((4, 6),)
    assert gaps([]) == ()


@given(st.sets(st.integers(0, 50), min_size=1))
def test_missing_and_present_numbers_are_the_whole_row(numbers: set[int]) -> None:
    [row] = rows(DAT13.parse(f"J019-WS-{number}") for number in sorted(numbers))
    missing = {number for low, high in row.missing for number in range(low, high + 1)}
    assert missing | numbers == set(range(min(1, *numbers, 1), max(numbers) + 1))
    assert not missing & numbers


def test_a_row_with_a_giant_gap_costs_nothing() -> None:
    assert gaps(map(DAT13.parse, ["J019-WS-1", "J019-WS-999999"]))[0].missing == ((2, 999998),)


@pytest.mark.parametrize("name", ["%90", "L012%FF-1", "%E4%B8", "100%"])
def test_a_file_name_of_somebody_else_is_taken_as_it_stands(name: str) -> None:
    assert from_file_name(name) == name


@given(st.text(st.sampled_from("AZaz019-·・．.－ ｌＬ建设設"), max_size=24))
def test_a_code_that_needs_no_mending_is_read_like_any_other(text: str) -> None:
    """White space is left out of a code, so that with it the code is the same and is looked at more closely."""
    assert normalise(f" {text}") == normalise(text)
    assert fold_code(f" {text}") == fold_code(text)
    assert sort_key(f" {text}") == f"{sort_key(text).removesuffix(f' {text}')}  {text}"


@pytest.mark.parametrize(
    ("code", "profile", "organisation"),
    [
        ("Z109-WS·2011·Y·办公室-0001", "dat13-2022", "办公室"),
        ("A439-WS·2015·D30·003-005", "dat13-2022", "003"),
        ("Z109-WS·2011·BGS-0001", "dat13-2022", "BGS"),
        ("Z008-WS·2019·Y-037", "dat13-2022", ""),
        ("J019-KU·01·2017-001-001", "dat13-2022", ""),
        ("X033-ZP·2008-001", "dat13-2022", ""),
        ("Z109-WS·2011-Y-BGS-0001", "dat22-2015", "BGS"),
        ("Z109-WS·2011-D30-0001", "dat22-2015", ""),
        ("042-3-0017-005", "dat13-1994", ""),
    ],
)
def test_organisation_is_read_from_the_category_number(code: str, profile: str, organisation: str) -> None:
    assert PROFILES[profile].parse(code).organisation == organisation
