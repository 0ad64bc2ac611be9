"""report: what the check of a batch found, and the letter about it, as files."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pypdfium2
import pytest
from samples.make.faults import make_faulty

from lantai.accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def refused(lantai: Callable, home: User, tmp_path: Path) -> str:
    """The identifier of a batch that the check sent back."""
    make_faulty(tmp_path / "faulty")
    return lantai("ingest", str(tmp_path / "faulty"), "--json").json["batch"]


def test_the_ending_says_what_is_written(lantai: Callable, refused: str, tmp_path: Path) -> None:
    for ending in ("html", "xlsx", "json", "docx", "pdf"):
        said = lantai("report", refused, str(tmp_path / f"out.{ending}"), "--language", "en")
        assert (said.code, said.out) == (0, f"faulty: {tmp_path / f'out.{ending}'}\n")
    told = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert (told["batch"], told["state"], told["ok"]) == (refused, "refused", False)
    assert "It cannot be taken in as it is." in (tmp_path / "out.html").read_text(encoding="utf-8")
    assert openpyxl.load_workbook(tmp_path / "out.xlsx").sheetnames[0] == "Faulty rows"
    subject = "Delivery “faulty”: returned for correction"
    assert docx.Document(str(tmp_path / "out.docx")).paragraphs[1].text == subject
    assert pypdfium2.PdfDocument(tmp_path / "out.pdf").get_metadata_value("Title") == subject


def test_the_language_is_that_of_the_holdings_and_the_day_is_asked(
    lantai: Callable, refused: str, tmp_path: Path
) -> None:
    lantai("report", refused, str(tmp_path / "l.docx"), "--until", "2026-12-24")
    said = [one.text for one in docx.Document(str(tmp_path / "l.docx")).paragraphs]
    assert "請於2026年12月24日前全部改正，並將本批成果重新交付。" in said


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (
            ["out.txt"],
            2,
            "out.txt does not say what it is to be; known endings are .html, .xlsx, .json, .docx, .pdf.",
        ),
        (["out.html", "--language", "fr"], 2, "A report is not written in 'fr'; ask for zh-Hant, zh-Hans, en."),
        (["nowhere/out.json"], 1, "nowhere/out.json cannot be written: No such file or directory."),
        (["nowhere/out.pdf"], 1, "nowhere/out.pdf cannot be written: No such file or directory."),
    ],
)
def test_what_cannot_be_written_is_one_sentence(
    arguments: list[str], code: int, sentence: str, lantai: Callable, refused: str
) -> None:
    said = lantai("report", refused, *arguments)
    assert (said.code, said.err.splitlines()[-1]) == (code, sentence)
