"""The screen on which a clerk says what the columns of a delivery are."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from lantai.accounts.models import User
from lantai.digitisation import mapping_profiles
from lantai.digitisation.domain import intake
from lantai.digitisation.enums import BatchState
from lantai.digitisation.models import Batch
from lantai.digitisation.sheets.mapping import ColumnMapping

pytestmark = pytest.mark.django_db

At = Callable[..., Client]

CSV = "文件編碼,題名,日期,掃描員,\nL012-01-0001-0001,招股簡章,1924,王,破損\nL012-01-0001-0002,會議錄,1925,李,\n"


@pytest.fixture(autouse=True)
def no_mappings() -> Iterator[None]:
    yield
    shutil.rmtree(mapping_profiles.folder(), ignore_errors=True)


@pytest.fixture
def refused(user_with: Callable[..., User], tmp_path: Path) -> Batch:
    (tmp_path / "目錄.csv").write_text(CSV, encoding="utf-8")
    batch = intake.register_delivery(
        source=tmp_path, terms=intake.Terms(fonds_code="L012"), by=user_with("digitiser", "cataloguer")
    )
    intake.resume(batch, by=batch.received_by)
    batch.refresh_from_db()
    return batch


def url(batch: Batch, name: str = "map") -> str:
    return reverse(f"office_delivery_{name}", args=[batch.identifier])


def test_every_column_is_shown_with_values_and_what_it_is_taken_for(at_desk: At, refused: Batch) -> None:
    form = at_desk("digitiser").get(url(refused)).context["form"]
    ((sheet, columns),) = form.tables
    assert (sheet.name, sheet.header_row) == ("目錄.csv", 1)
    assert [(one.letters, one.name, one.samples, label) for one, _field, label in columns] == [
        ("A", "文件編碼", ("L012-01-0001-0001", "L012-01-0001-0002"), ""),
        ("B", "題名", ("招股簡章", "會議錄"), "題名"),
        ("C", "日期", ("1924", "1925"), "日期"),
        ("D", "掃描員", ("王", "李"), ""),
        ("E", "", ("破損",), ""),
    ]


def test_the_first_rows_are_looked_at_and_nothing_is_written(at_desk: At, refused: Batch) -> None:
    typed = {"c.0.0": "檔號", "c.0.3": "不著錄", "c.0.4": "備註"}
    client = at_desk("digitiser")
    answer = client.post(url(refused, "map_look"), typed)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["c.0.3"])
    answer = client.post(url(refused, "map_look"), {**typed, "c.0.3": "not taken in"})
    (sheet,) = answer.context["form"].shown
    assert (sheet.labels, sheet.cells[0]) == (
        ["檔號", "題名", "日期", "備註"],
        ["L012-01-0001-0001", "招股簡章", "1924", "破損"],
    )
    refused.refresh_from_db()
    assert (refused.mapping, refused.state) == ({}, BatchState.REFUSED)


def test_saving_checks_again_and_keeps_the_mapping(at_desk: At, refused: Batch) -> None:
    typed = {"c.0.0": "reference code", "c.0.3": "ignored", "c.0.4": "note", "keep_as": " 廣濟 "}
    answer = at_desk("digitiser").post(url(refused), typed)
    assert answer.headers["Location"] == url(refused, "map").replace("columns/", "")
    refused.refresh_from_db()
    assert refused.mapping == {"文件編碼": "code", "掃描員": "ignored", "#E": "note"}
    assert refused.state == BatchState.RECEIVED
    assert mapping_profiles.kept_mapping("廣濟") == ColumnMapping(refused.mapping)
    task = DBTaskResult.objects.get(task_path="lantai.digitisation.tasks.work_on_batch")
    assert task.args_kwargs["args"] == [refused.pk]


def test_a_kept_mapping_is_offered_and_fills_the_form_in(at_desk: At, refused: Batch) -> None:
    mapping_profiles.keep_mapping("廣濟", ColumnMapping({"文件編碼": "code", "掃描員": "ignored"}))
    client = at_desk("digitiser")
    assert [one.name for one in client.get(url(refused)).context["form"].fitting] == ["廣濟"]
    form = client.get(url(refused), {"profile": "廣濟"}).context["form"]
    ((_sheet, columns),) = form.tables
    assert [field.value() for _column, field, _label in columns] == ["檔號", "", "", "not taken in", ""]
    assert form.shown[0].labels == ["檔號", "題名", "日期"]
    client.post(url(refused), {"profile": "廣濟", "c.0.0": "檔號", "c.0.3": "not taken in"})
    refused.refresh_from_db()
    assert refused.mapping == {"文件編碼": "code", "掃描員": "ignored"}


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({"c.0.0": "檔號", "c.0.3": "檔號"}, ["c.0.3"]),
        ({"c.0.0": "no such field"}, ["c.0.0"]),
        ({"c.0.0": "檔號", "keep_as": "../../etc"}, ["keep_as"]),
    ],
)
def test_what_makes_no_mapping_is_refused_beside_the_field(
    typed: dict[str, str], errors: list[str], at_desk: At, refused: Batch
) -> None:
    answer = at_desk("digitiser").post(url(refused), typed)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, errors)


def test_a_heading_may_be_left_out_or_be_another_field(at_desk: At, refused: Batch) -> None:
    typed = {"c.0.0": "檔號", "c.0.1": "提要", "c.0.3": "題名"}
    (sheet,) = at_desk("digitiser").post(url(refused, "map_look"), typed).context["form"].shown
    assert sheet.cells[0][:4] == ["L012-01-0001-0001", "招股簡章", "1924", "王"]
    assert sheet.labels[:4] == ["檔號", "提要", "日期", "題名"]


def test_a_taken_name_is_told(at_desk: At, refused: Batch) -> None:
    mapping_profiles.keep_mapping("廣濟", ColumnMapping({"別的": "code"}))
    client = at_desk("digitiser")
    answer = client.post(url(refused), {"c.0.0": "檔號", "keep_as": "廣濟"})
    assert answer.status_code == 422
    assert answer.context["form"].non_field_errors() == [
        "A mapping “廣濟” is kept already; choose another name, or say that it is to be replaced."
    ]
    assert client.post(url(refused), {"c.0.0": "檔號", "keep_as": "廣濟", "replace": "on"}).status_code == 302


def test_a_described_delivery_only_keeps_its_mapping(at_desk: At, refused: Batch) -> None:
    Batch.objects.update(state=BatchState.DESCRIBED)
    client = at_desk("digitiser")
    assert list(client.post(url(refused), {"c.0.0": "檔號"}).context["form"].errors) == ["keep_as"]
    client.post(url(refused), {"c.0.0": "檔號", "keep_as": "廣濟"})
    refused.refresh_from_db()
    assert (refused.state, refused.mapping, mapping_profiles.names()) == (BatchState.DESCRIBED, {}, ["廣濟"])


def test_a_delivery_that_is_gone_says_so(at_desk: At, refused: Batch, tmp_path: Path) -> None:
    (tmp_path / "目錄.csv").unlink()
    assert f"No sheet can be read at {tmp_path}" in at_desk("digitiser").get(url(refused)).content.decode()


def test_only_where_columns_are_the_matter(at_desk: At, refused: Batch) -> None:
    refused.findings.filter(code__in=["unknown-column", "missing-column"]).delete()
    client = at_desk("digitiser")
    for answer in (client.get(url(refused)), client.post(url(refused, "map_look"), {"c.0.0": "檔號"})):
        assert answer.headers["Location"] == url(refused, "map").replace("columns/", "")


def test_only_those_who_receive(at_desk: At, refused: Batch) -> None:
    client = at_desk("cataloguer")
    assert client.get(url(refused)).status_code == 403
    assert client.post(url(refused, "map_look")).status_code == 403
