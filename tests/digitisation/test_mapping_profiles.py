"""Mappings kept in the home: names, finding, keeping, recognising by headings; and what is said of one sheet alone."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings

from lantai.accounts.models import User
from lantai.digitisation import mapping_profiles
from lantai.digitisation.check.reading import delivery_columns
from lantai.digitisation.domain import intake
from lantai.digitisation.domain.mapping_columns import PastChecking, keep_columns, map_columns
from lantai.digitisation.enums import BatchState
from lantai.digitisation.mapping_profiles import (
    BadName,
    Fitting,
    NameTaken,
    find_mapping,
    fitting,
    keep_mapping,
    kept_mapping,
    names,
)
from lantai.digitisation.models import Batch
from lantai.digitisation.sheets.mapping import BadMapping, ColumnMapping, as_toml, joined, load_mapping
from lantai.digitisation.sheets.opening import open_sheets
from lantai.journal.models import LogEntry

SAID = ColumnMapping({"文件編碼": "code", "掃描員": "ignored"})


@pytest.fixture(autouse=True)
def no_mappings() -> Iterator[None]:
    yield
    shutil.rmtree(mapping_profiles.folder(), ignore_errors=True)


# -- names ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["廣濟數字化公司", "a", "第1批 (2026)", "my-map.v2", "甲·乙"])
def test_a_mapping_is_kept_and_found_by_its_name(name: str) -> None:
    keep_mapping(name, SAID)
    assert (names(), find_mapping(name)) == ([name], SAID)
    assert (settings.LANTAI.profiles_dir / "mappings" / f"{name}.toml").is_file()


@pytest.mark.parametrize(
    "name",
    ["", ".", "..", "../x", "a/b", "a\\b", "/etc/x", ".x", "x.", "nul", "COM1", "a\x00", "a\nb", "燈" * 61],
)
def test_a_name_that_is_no_plain_name_is_refused(name: str) -> None:
    with pytest.raises(BadName):
        keep_mapping(name, SAID)
    assert names() == []


def test_another_mapping_is_replaced_only_when_that_is_said() -> None:
    keep_mapping("甲", SAID)
    keep_mapping("甲", SAID)
    other = ColumnMapping({"編碼": "code"})
    with pytest.raises(NameTaken):
        keep_mapping("甲", other)
    keep_mapping("甲", other, replace=True)
    assert kept_mapping("甲") == other
    assert [one.name for one in mapping_profiles.folder().iterdir()] == ["甲.toml"]


# -- finding --------------------------------------------------------------------------------------


def test_a_file_is_named_by_its_path(tmp_path: Path) -> None:
    path = tmp_path / "columns.toml"
    path.write_text(as_toml(SAID), encoding="utf-8")
    assert find_mapping(str(path)) == SAID


def test_what_is_not_kept_is_told_with_what_is() -> None:
    with pytest.raises(BadMapping, match=r"There is no mapping '乙' \(none is kept yet\); a file is named by its path"):
        find_mapping("乙")
    keep_mapping("甲", SAID)
    with pytest.raises(BadMapping, match=r"kept are 甲"):
        find_mapping("乙")


def test_mappings_are_recognised_by_their_headings() -> None:
    keep_mapping("甲", SAID)
    keep_mapping("乙", ColumnMapping({"文件編碼": "code", "備攷": "note", "#F": "scope", "卷內": {"別的": "title"}}))
    (mapping_profiles.folder() / "壞.toml").write_text("[mapping", encoding="utf-8")
    assert fitting(["文件编码", "掃描員", "題名", ""]) == [Fitting("甲", 2, 2), Fitting("乙", 1, 3)]
    assert fitting(["題名"]) == []


# -- of one sheet ---------------------------------------------------------------------------------


def test_what_is_said_of_one_sheet_comes_first_there() -> None:
    said = ColumnMapping({"號": "code", "人": "creators", "卷內": {"#B": "item", "編號": "code"}})
    assert said.of("案卷").columns == {"號": "code", "人": "creators"}
    assert said.of("卷內").columns == {"人": "creators", "#B": "item", "編號": "code"}


def test_a_mapping_with_sheets_is_kept_as_it_was(tmp_path: Path) -> None:
    said = ColumnMapping({"號": "code", '卷"內': {"#B": "item"}, "案卷": {"號": "ignored"}})
    (tmp_path / "m.toml").write_text(as_toml(said), encoding="utf-8")
    assert load_mapping(tmp_path / "m.toml", delivery_columns()) == said


@pytest.mark.parametrize(
    "text",
    ['[mapping."卷內"]\n"甲" = 1', '[mapping."卷內"]\n"甲" = "nothing"', '[mapping."卷"]\n"甲"="code"\n"乙"="code"'],
)
def test_a_bad_mapping_of_a_sheet_is_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / "m.toml").write_text(text, encoding="utf-8")
    with pytest.raises(BadMapping):
        load_mapping(tmp_path / "m.toml", delivery_columns())


def test_sheets_are_opened_with_what_is_said_of_them(tmp_path: Path) -> None:
    said = ColumnMapping({"號": "code", "乙.csv": {"#A": "title", "#B": "code"}})
    found = {}
    for name, text in {"甲.csv": "號,題名\n1,a\n", "乙.csv": "號,編\nb,2\n"}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        (sheet,) = open_sheets(tmp_path / name, profile=delivery_columns(), mapping=said)
        found[name] = [row.values for row in sheet.rows()]
    assert found == {"甲.csv": [{"code": "1", "title": "a"}], "乙.csv": [{"title": "b", "code": "2"}]}


def test_what_holds_everywhere_is_said_of_all_sheets() -> None:
    said = joined(
        [
            ("案卷", ["號", "掃描員", "名"], {"號": "code", "掃描員": "ignored", "名": "title"}),
            ("卷內", ["編碼", "掃描員", "名"], {"編碼": "item", "掃描員": "ignored", "#F": "note"}),
        ]
    )
    assert said.columns == {
        "號": "code",
        "掃描員": "ignored",
        "編碼": "item",
        "案卷": {"名": "title"},
        "卷內": {"#F": "note"},
    }


def test_two_headings_of_one_field_are_said_sheet_by_sheet() -> None:
    said = joined([("甲", ["號"], {"號": "code"}), ("乙", ["編碼"], {"編碼": "code"})])
    assert said.columns == {"甲": {"號": "code"}, "乙": {"編碼": "code"}}
    said.validate(delivery_columns())


def test_of_a_single_sheet_all_is_said_in_general() -> None:
    assert joined([("目錄.csv", ["號"], {"號": "code", "#F": "note"})]).columns == {"號": "code", "#F": "note"}


# -- a delivery -----------------------------------------------------------------------------------


@pytest.fixture
def refused(user_with: Callable[..., User], tmp_path: Path) -> Batch:
    """A delivery that the check sent back, because its codes stand in a column that is not known."""
    (tmp_path / "目錄.csv").write_text("文件編碼,題名,日期\nL012-01-0001-0001,招股簡章,1924\n", encoding="utf-8")
    batch = intake.register_delivery(source=tmp_path, terms=intake.Terms(fonds_code="L012"), by=user_with("digitiser"))
    intake.resume(batch, by=batch.received_by)
    batch.refresh_from_db()
    assert batch.state == BatchState.REFUSED
    return batch


@pytest.mark.django_db
def test_a_mapped_delivery_is_checked_again(refused: Batch) -> None:
    by = refused.received_by
    held = map_columns(refused, mapping=ColumnMapping({"文件編碼": "code"}), keep_as="甲", by=by)
    assert (held.state, held.ended_at, held.error) == (BatchState.RECEIVED, None, "")
    entry = LogEntry.objects.get(verb="batch.mapped")
    assert (entry.identifier, entry.payload.data["kept_as"]) == (refused.identifier, "甲")
    intake.resume(held, by=by)
    held.refresh_from_db()
    assert held.state == BatchState.DESCRIBED
    assert held.items.get().code == "L012-01-0001-0001"


@pytest.mark.django_db
def test_a_taken_name_leaves_the_delivery_as_it_was(refused: Batch) -> None:
    keep_mapping("甲", SAID)
    with pytest.raises(NameTaken):
        map_columns(refused, mapping=ColumnMapping({"文件編碼": "code"}), keep_as="甲", by=refused.received_by)
    refused.refresh_from_db()
    assert (refused.state, refused.mapping) == (BatchState.REFUSED, {})


@pytest.mark.django_db
def test_a_described_delivery_is_not_read_anew_but_its_mapping_may_be_kept(refused: Batch) -> None:
    by = refused.received_by
    Batch.objects.update(state=BatchState.DESCRIBED)
    with pytest.raises(PastChecking):
        map_columns(refused, mapping=SAID, by=by)
    keep_columns(refused, mapping=SAID, keep_as="甲", by=by)
    assert names() == ["甲"]
    assert LogEntry.objects.filter(verb="batch.mapping_kept").count() == 1
