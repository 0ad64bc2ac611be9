"""The letter: what it says, that its words are data, and that DOCX and PDF hold what was written."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import chain
from pathlib import Path

import docx
import pylopdf_fonts_zh_tw
import pypdfium2
import pytest
from tests.digitisation.reports.report_values import DELIVERED, SHOWN, bad_date, findings, hostile, report

from lantai.digitisation.check.observation import Observation
from lantai.digitisation.reports import Language, letter_pdf
from lantai.digitisation.reports.letter import Correspondence, Letter, gather
from lantai.digitisation.reports.letter_docx import write_docx
from lantai.digitisation.reports.letter_pdf import NoPdf, write_pdf
from lantai.digitisation.reports.letter_words import BadLetter, letter_words

OFFICE: dict[Language, str] = {"zh-Hant": "臨河市檔案館", "zh-Hans": "临河市档案馆", "en": "Linhe City Archives"}
LANGUAGES = sorted(OFFICE)


def correspondence(
    language: Language = "zh-Hant", found: Callable[[], list[Observation]] = findings, folder: Path | None = None
) -> Correspondence:
    words = letter_words(language, folder=folder)
    gathered = gather(report(found), words)
    return Correspondence(gathered, words, language, OFFICE[language], date(2026, 11, 30))


def letter(language: Language = "zh-Hant", found: Callable[[], list[Observation]] = findings) -> Letter:
    about = correspondence(language, found)
    return about.letter(about.draft())


def many() -> list[Observation]:
    return list(map(bad_date, range(2, 102)))


def texts(of: Letter) -> list[str]:
    """Every text of a letter, in its order."""
    tables = [text for one in of.tables for text in (one.title, *one.headings, *chain.from_iterable(one.rows))]
    colon = "," if of.language == "en" else "："
    whole = [of.office, of.subject, of.addressee + colon, *of.text, *tables, of.rest, *of.closing, of.signed]
    return [text for text in (*whole, of.day_in_words) if text]


# -- what it says ---------------------------------------------------------------------------------


def test_letter_says_what_came_the_verdict_and_by_when() -> None:
    said = letter()
    assert (said.office, said.addressee, said.reference) == ("臨河市檔案館", "廣濟數字化公司", "批次號 7k2m9x")
    assert said.subject == "關於退回檔案數字化成果「水廠第一批」的函"
    assert said.text == (
        "貴單位於2026年11月23日交付的檔案數字化成果「水廠第一批」（批次號 7k2m9x），計 60 件、512 頁，業經本館檢查。",
        "檢查發現錯誤 4 項、須留意之處 1 項，現予退回。其問題與改正辦法開列於後。",
    )
    assert said.closing == ("請於2026年12月14日前全部改正，並將本批成果重新交付。", "特此函告。")
    assert (said.signed, said.day_in_words, said.rest) == ("臨河市檔案館", "2026年11月30日", "")


def test_letter_lists_errors_before_warnings_and_nothing_that_is_not_to_be_mended() -> None:
    kinds, found = letter("en").tables
    assert [row[1] for row in kinds.rows] == ["2", "1", "1", "1"]
    assert [row[1] for row in found.rows] == [
        "圖像/L012-01-0009/0001.jpg",
        "目錄.xlsx · row 2 · 日期",
        "目錄.xlsx · row 2 · 題名",
        "目錄.xlsx · row 4 · 日期",
        "目錄.xlsx · row 4 · 日期",
    ]


def test_letter_tells_how_many_more_stand_in_the_enclosed_sheet() -> None:
    said = letter(found=many)
    assert len(said.tables[1].rows) == 40
    assert said.rest == "以上開列前 40 項，其餘 60 項見隨函附表。"


def test_letter_about_a_good_delivery_has_no_tables() -> None:
    said = letter("en", found=list)
    assert said.subject == "Delivery “水廠第一批”: accepted by the check"
    assert (said.tables, said.closing) == ((), ("Yours faithfully,",))


def test_day_and_text_are_those_of_the_clerk() -> None:
    about = correspondence()
    assert about.draft(date(2026, 12, 20)).closing.startswith("請於2026年12月20日前")
    mine = replace(about.draft(), addressee="承辦人", text="第一段。\r\n\r\n\r\n第二段 {holds} 。\r\n")
    said = about.letter(mine)
    assert (said.addressee, said.text) == ("承辦人", ("第一段。", "第二段 {holds} 。"))


def test_reason_of_a_delivery_that_could_not_be_checked_is_told() -> None:
    words = letter_words("en")
    gathered = gather(report(list, delivered=replace(DELIVERED, error="It holds no catalogue.")), words)
    about = Correspondence(gathered, words, "en", "Linhe City Archives", date(2026, 11, 30))
    assert about.letter(about.draft()).text[-1] == "It holds no catalogue."


# -- its words ------------------------------------------------------------------------------------


def test_words_of_the_home_come_first_and_the_rest_is_as_shipped(tmp_path: Path) -> None:
    (tmp_path / "zh-Hant.toml").write_text('days = 30\n[closing]\nback = "請於{until}前交來。"\n', encoding="utf-8")
    about = correspondence(folder=tmp_path)
    assert about.draft().closing == "請於2026年12月30日前交來。"
    assert about.draft().subject == "關於退回檔案數字化成果「水廠第一批」的函"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("days = ", "cannot be read as TOML"),
        ('days = "soon"', r"days is 'soon'; the letter that is shipped has 14 there"),
        ('greeting = "x"', "greeting is nothing that a letter has; it has days, listed,"),
        ('[tables]\nkind_heads = ["a"]', "kind_heads and finding_heads must name three columns each"),
        (
            '[subject]\nback = "{nobody}"',
            r"names \{nobody\}, which is not known; known are batch, ",
        ),
    ],
)
def test_words_that_make_no_letter_are_refused(text: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "zh-Hant.toml").write_text(text, encoding="utf-8")
    with pytest.raises(BadLetter, match=said):
        correspondence(folder=tmp_path).draft()


# -- DOCX -----------------------------------------------------------------------------------------


def document(of: Letter) -> docx.document.Document:
    out = io.BytesIO()
    write_docx(out, of)
    return docx.Document(out)


@pytest.mark.parametrize("language", LANGUAGES)
def test_docx_holds_every_text(language: Language) -> None:
    of = letter(language, many)
    read = document(of)
    inside = [
        text
        for part in read.iter_inner_content()
        for text in ([part.text] if hasattr(part, "text") else [cell.text for row in part.rows for cell in row.cells])
    ]
    assert inside == texts(of)
    assert read.sections[0].footer.paragraphs[0].text.startswith(of.reference)


@pytest.mark.parametrize(("language", "font"), [("zh-Hant", "PMingLiU"), ("zh-Hans", "SimSun"), ("en", "PMingLiU")])
def test_docx_names_the_font_of_chinese(language: Language, font: str) -> None:
    styles = document(letter(language)).styles.element.xml
    assert re.search(r'w:eastAsia="(\w+)"', styles) is not None
    assert re.findall(r'w:eastAsia="(\w+)"', styles)[0] == font


def test_docx_holds_hostile_texts_as_texts() -> None:
    read = document(letter("en", hostile))
    assert SHOWN in "".join(cell.text for table in read.tables for row in table.rows for cell in row.cells)


def test_heads_of_tables_are_repeated_on_every_page() -> None:
    assert "w:tblHeader" in document(letter()).tables[1].rows[0]._tr.xml


# -- PDF ------------------------------------------------------------------------------------------


def pdf(of: Letter, fonts: Path | None = None) -> pypdfium2.PdfDocument:
    out = io.BytesIO()
    write_pdf(out, of, fonts=fonts)
    return pypdfium2.PdfDocument(out.getvalue())


def plain(text: str) -> str:
    """Without spaces, line breaks and hyphens, which are the typesetter's."""
    return re.sub(r"[\s\u00ad\ufffe-]|\r", "", text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_pdf_text_is_what_was_written(language: Language) -> None:
    of = letter(language)
    pages = list(pdf(of))
    read = plain("".join(page.get_textpage().get_text_bounded() for page in pages))
    written = "".join(map(plain, texts(of)))
    foot = "".join(f"{plain(of.reference)}{number}/{len(pages)}" for number in range(1, len(pages) + 1))
    assert sorted(read) == sorted(written + foot)
    assert all(plain(text) in read for text in (of.subject, *of.text, *of.closing))


def test_pdf_says_what_it_is_and_is_small() -> None:
    out = io.BytesIO()
    write_pdf(out, letter(found=many))
    read = pypdfium2.PdfDocument(out.getvalue())
    assert (read.get_metadata_value("Title"), len(read)) == ("關於退回檔案數字化成果「水廠第一批」的函", 2)
    assert b"pdfaid:part" in out.getvalue()
    assert len(out.getvalue()) < 150_000


def test_pdf_runs_nothing_that_a_sender_wrote() -> None:
    of = replace(letter("en", hostile), text=('#read("/etc/passwd") $x$ *bold* #sys.inputs <label> \\ @cite',))
    read = "".join(page.get_textpage().get_text_bounded() for page in pdf(of))
    assert plain(of.text[0]) in plain(read)


def test_a_character_without_glyph_does_not_stop_the_letter() -> None:
    of = replace(letter(), subject="\U00020000\U0002a6a5")
    assert len(pdf(of)) == 1


def test_equal_letters_are_equal_bytes() -> None:
    first, second = io.BytesIO(), io.BytesIO()
    for out in (first, second):
        write_pdf(out, letter())
        write_docx(out, letter())
    assert first.getvalue() == second.getvalue()


def test_without_the_extra_a_sentence_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letter_pdf, "find_spec", lambda _name: None)
    with pytest.raises(NoPdf, match=r"needs the extra “letters”|附加組件"):
        write_pdf(io.BytesIO(), letter())


def test_without_fonts_a_sentence_says_so_and_the_home_may_bring_its_own(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(letter_pdf, "_PACKAGES", ())
    with pytest.raises(NoPdf, match=r"profiles/fonts"):
        write_pdf(io.BytesIO(), letter(), fonts=tmp_path)
    shutil.copy(pylopdf_fonts_zh_tw.sans_path(), tmp_path)
    read = "".join(page.get_textpage().get_text_bounded() for page in pdf(letter(), tmp_path))
    assert "臨河市檔案館" in plain(read)
