"""GB/T 7714, BibTeX and RIS, to the letter."""

from __future__ import annotations

import pytest

from lantai.reading_room.citation import Citation, iso_or_text

PETITION = Citation(
    identifier="s5m10xrxv69",
    title="擬請籌設自來水廠事呈",
    creators=("臨河自來水廠籌備處",),
    date="1924-09-03",
    holder="臨河市檔案館",
    code="L012-02-0047-0012",
    url="https://archive.example/a/s5m10xrxv69",
)
ISSUE = Citation(
    identifier="rq6x9c1901f",
    title="臨河時報　民國十三年七月十四日",
    date="1924-07-14",
    holder="臨河市檔案館",
    code="B001-1924-0714",
    url="https://archive.example/a/rq6x9c1901f/p2",
    newspaper="臨河時報",
    page=2,
)


@pytest.mark.parametrize(
    ("citation", "written"),
    [
        (
            PETITION,
            "臨河自來水廠籌備處. 擬請籌設自來水廠事呈[A]. 1924-09-03. 臨河市檔案館, L012-02-0047-0012.",
        ),
        (ISSUE, "臨河時報[N]. 1924-07-14(2). 臨河市檔案館, B001-1924-0714."),
        (
            Citation(identifier="", title="無題", holder="某館", code="A1", url="", creators=("甲", "乙", "丙", "丁")),
            "甲, 乙, 丙, 等. 無題[A]. 某館, A1.",
        ),
    ],
)
def test_gbt7714(citation: Citation, written: str) -> None:
    assert citation.gbt7714() == written


def test_bibtex_of_a_newspaper_issue() -> None:
    assert ISSUE.bibtex() == (
        "@article{rq6x9c1901f,\n"
        "  title = {{臨河時報　民國十三年七月十四日}},\n"
        "  journal = {臨河時報},\n"
        "  year = {1924},\n"
        "  date = {1924-07-14},\n"
        "  pages = {2},\n"
        "  note = {臨河市檔案館, B001-1924-0714},\n"
        "  url = {https://archive.example/a/rq6x9c1901f/p2},\n"
        "}\n"
    )


def test_bibtex_leaves_nothing_that_tex_would_obey() -> None:
    title = Citation(identifier="x", title=r"50% \input{a} & #1", holder="館", code="A_1", url="u").bibtex()

    assert r"title = {{50\% input(a) \& \#1}}" in title
    assert r"howpublished = {館, A\_1}" in title


def test_ris_of_an_archival_document() -> None:
    assert PETITION.ris().split("\r\n") == [
        "TY  - MANSCPT",
        "ID  - s5m10xrxv69",
        "AU  - 臨河自來水廠籌備處",
        "TI  - 擬請籌設自來水廠事呈",
        "PY  - 1924",
        "DA  - 1924/09/03",
        "DP  - 臨河市檔案館",
        "CN  - L012-02-0047-0012",
        "UR  - https://archive.example/a/s5m10xrxv69",
        "ER  - ",
        "",
    ]


def test_ris_keeps_every_field_on_one_line() -> None:
    ris = Citation(identifier="x", title="甲\r\nER  - ", holder="館", code="A", url="u").ris()

    assert "TI  - 甲 ER -\r\n" in ris


@pytest.mark.parametrize(("edtf", "written"), [("1924-09", "1924-09"), ("192X", "二十年代"), ("1924/1926", "二十年代")])
def test_date_is_iso_where_that_says_it_all(edtf: str, written: str) -> None:
    assert iso_or_text(edtf, "二十年代") == written
