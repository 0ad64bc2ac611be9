"""A delivery's report as files, and the letter to its contractor."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import docx
import pypdfium2
import pytest
from django.conf import settings
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from lantai.catalogue.models import Record
from lantai.digitisation.domain import intake
from lantai.digitisation.enums import BatchState
from lantai.digitisation.models import Batch, Contractor
from lantai.digitisation.reports import letter_pdf

pytestmark = pytest.mark.django_db

At = Callable[..., Client]


def url(name: str, batch: Batch, *rest: str) -> str:
    return reverse(f"office_delivery_{name}", args=[batch.identifier, *rest])


def content(answer: HttpResponseBase) -> bytes:
    return b"".join(answer) if answer.streaming else answer.content  # type: ignore[attr-defined] # either of the two


# -- the report -----------------------------------------------------------------------------------


def test_xlsx_holds_the_row_and_runs_nothing(at_desk: At, batch: Batch, record: Record) -> None:
    item = batch.items.get()
    item.values = {**item.values, "note": "=1+1", "scope": "+cmd|' /C calc'!A0", "title": "井\x0b水"}
    item.save()
    answer = at_desk("reviewer").get(url("findings", batch, "xlsx"))
    rows, others, _summary = load_workbook(io.BytesIO(content(answer))).worksheets
    heads = ["Sheet", "Row", "檔號", "題名", "日期", "提要", "備註", "What is wrong", "How to mend it"]
    assert [cell.value for cell in rows[1]] == heads
    assert [cell.value for cell in rows[2]][:7] == ["目錄", 2, record.code, "井␋水", " ", "+cmd|' /C calc'!A0", "=1+1"]
    assert {cell.data_type for cell in rows[2]} == {"s", "n"}
    assert [row[1] for row in others.iter_rows(min_row=2, values_only=True)] == ["New fonds"]


def test_xlsx_of_a_refused_delivery_reads_the_sheet_again(
    at_desk: At, make_batch: Callable[..., Batch], tmp_path: Path
) -> None:
    sheet = "檔號,題名,日期\nL012-01-0001-0001,招股簡章,去年秋天\nL012-01-0001-0002,創立會議錄,1925-03-01\n"
    (tmp_path / "目錄.csv").write_text(sheet, encoding="utf-8")
    batch = make_batch("拒收", state=BatchState.RECEIVED)
    Batch.objects.filter(pk=batch.pk).update(source=str(tmp_path))
    intake.resume(batch, by=batch.received_by)
    batch.refresh_from_db()
    assert batch.state == "refused"
    answer = at_desk("digitiser").get(url("findings", batch, "xlsx"))
    rows = load_workbook(io.BytesIO(content(answer))).worksheets[0].iter_rows(values_only=True)
    assert list(rows)[1][:6] == ("目錄.csv", 2, "L012-01-0001-0001", " ", "招股簡章", "去年秋天")


def test_json_and_page_hold_the_same(at_desk: At, batch: Batch) -> None:
    client = at_desk("reviewer")
    told = json.loads(content(client.get(url("findings", batch, "json"))))
    assert (told["batch"], [one["code"] for one in told["findings"]]) == (batch.identifier, ["new-fonds", "bad-date"])
    answer = client.get(url("findings", batch, "html"))
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{batch.identifier}-findings.html"'
    assert "It cannot be taken in as it is." in content(answer).decode()


# -- the letter -----------------------------------------------------------------------------------


@pytest.fixture
def refused(batch: Batch) -> Batch:
    batch.contractor = Contractor.objects.create(name="廣濟數字化公司")
    batch.state = BatchState.REFUSED
    batch.save()
    return batch


def test_letter_is_shown_with_a_text_to_be_changed(at_desk: At, refused: Batch) -> None:
    answer = at_desk("digitiser").get(url("letter", refused))
    form, letter = answer.context["form"], answer.context["letter"]
    assert form.initial["subject"] == "關於退回檔案數字化成果「第一批」的函"
    assert (letter.addressee, letter.language) == ("廣濟數字化公司", "zh-Hant")
    assert [table.rows[0][-1] for table in letter.tables] == [
        "請寫作 19240903、1924-09-03 或 1924年9月3日，不詳處填 00。",
        "「=HYPERLINK(1)」不是可以辨認的日期。",
    ]


def test_day_and_language_make_a_new_draft(at_desk: At, refused: Batch) -> None:
    answer = at_desk("digitiser").get(url("letter", refused), {"language": "en", "until": "2026-12-24"})
    assert (
        answer.context["form"]
        .initial["closing"]
        .startswith("Please correct all errors and deliver the whole batch again by 24 December 2026.")
    )
    nonsense = at_desk("cataloguer").get(url("letter", refused), {"language": "xx", "until": "soon"})
    assert nonsense.context["letter"].language == "zh-Hant"


TYPED = {"language": "zh-Hant", "addressee": "承辦人", "subject": "退件", "text": "一。\n\n二。", "closing": "此致"}


def test_letter_is_looked_at_as_it_was_typed(at_desk: At, refused: Batch) -> None:
    letter = at_desk("digitiser").post(url("letter", refused), TYPED).context["letter"]
    assert (letter.addressee, letter.text, letter.closing) == ("承辦人", ("一。", "二。"), ("此致",))


@pytest.mark.parametrize("method", ["get", "post"])
def test_docx_and_pdf_are_taken_away(method: str, at_desk: At, refused: Batch) -> None:
    client = at_desk("digitiser")
    data = TYPED if method == "post" else None
    subject = "退件" if method == "post" else "關於退回檔案數字化成果「第一批」的函"
    answer = getattr(client, method)(url("letter_file", refused, "docx"), data)
    read = docx.Document(io.BytesIO(content(answer)))
    assert read.paragraphs[1].text == subject
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{refused.identifier}-letter.docx"'
    pdf = pypdfium2.PdfDocument(content(getattr(client, method)(url("letter_file", refused, "pdf"), data)))
    assert pdf.get_metadata_value("Title") == subject


def test_a_letter_to_nobody_is_not_made(at_desk: At, refused: Batch) -> None:
    answer = at_desk("digitiser").post(url("letter_file", refused, "pdf"), {**TYPED, "addressee": ""})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["addressee"])


def test_without_fonts_the_page_says_so(at_desk: At, refused: Batch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letter_pdf, "_PACKAGES", ())
    answer = at_desk("digitiser").get(url("letter_file", refused, "pdf"))
    assert answer.status_code == 409
    assert "There is no font with Chinese characters" in answer.content.decode()


def test_words_of_the_home_that_make_no_letter_are_told(at_desk: At, refused: Batch) -> None:
    folder = settings.LANTAI.profiles_dir / "letters"
    folder.mkdir(parents=True)
    own = folder / "zh-Hant.toml"
    own.write_text('days = "soon"', encoding="utf-8")
    try:
        answer = at_desk("digitiser").get(url("letter", refused))
    finally:
        own.unlink()
        folder.rmdir()
    assert (answer.status_code, "days is" in answer.content.decode()) == (409, True)


@pytest.mark.parametrize(("name", "rest"), [("findings", ["json"]), ("letter", []), ("letter_file", ["pdf"])])
def test_only_those_who_may_see_custody(name: str, rest: list[str], at_desk: At, batch: Batch) -> None:
    assert at_desk("auditor").get(url(name, batch, *rest)).status_code == 403
