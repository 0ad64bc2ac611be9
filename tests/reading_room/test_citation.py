"""GB/T 7714, BibTeX and RIS, to the letter."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lantai.reading_room.citation import Citation, bibliography, bibtex, gbt7714, iso_or_text, note, ris

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
        (
            replace(PETITION, page=3),
            "臨河自來水廠籌備處. 擬請籌設自來水廠事呈[A]. 1924-09-03. 臨河市檔案館, L012-02-0047-0012: 3.",
        ),
        (
            replace(PETITION, page=3, is_part=True, creators=(), accessed="2026-12-01", url="https://b.example/p3"),
            "擬請籌設自來水廠事呈[A/OL]. 1924-09-03[2026-12-01]. 臨河市檔案館, L012-02-0047-0012: 3. https://b.example/p3.",
        ),
        (ISSUE, "臨河時報[N]. 1924-07-14(2). 臨河市檔案館, B001-1924-0714."),
        (
            Citation(identifier="", title="無題", holder="某館", code="A1", url="", creators=("甲", "乙", "丙", "丁")),
            "甲, 乙, 丙, 等. 無題[A]. 某館, A1.",
        ),
    ],
)
def test_gbt7714(citation: Citation, written: str) -> None:
    assert gbt7714(citation) == written


def test_gbt7714_of_2015_says_when_and_where_it_was_read() -> None:
    assert gbt7714(replace(PETITION, accessed="2026-12-01"), "2015") == (
        "臨河自來水廠籌備處. 擬請籌設自來水廠事呈[A/OL]. 1924-09-03[2026-12-01]. 臨河市檔案館, "
        "L012-02-0047-0012. https://archive.example/a/s5m10xrxv69."
    )
    assert gbt7714(replace(ISSUE, accessed="2026-12-01"), "2015") == (
        "臨河時報[N/OL]. 1924-07-14(2)[2026-12-01]. 臨河市檔案館, B001-1924-0714. "
        "https://archive.example/a/rq6x9c1901f/p2."
    )


def test_chicago_of_an_archival_document() -> None:
    cited = replace(PETITION, fonds="臨河自來水公司", page=3)
    assert note(cited) == (
        "臨河自來水廠籌備處, “擬請籌設自來水廠事呈,” September 3, 1924, p. 3, L012-02-0047-0012, "
        "臨河自來水公司, 臨河市檔案館, https://archive.example/a/s5m10xrxv69."
    )
    assert bibliography(cited) == (
        "臨河自來水廠籌備處. “擬請籌設自來水廠事呈.” September 3, 1924. L012-02-0047-0012, 臨河自來水公司. "
        "臨河市檔案館. https://archive.example/a/s5m10xrxv69."
    )


def test_chicago_of_a_newspaper_issue() -> None:
    assert note(ISSUE) == (
        "臨河時報, July 14, 1924, 2, B001-1924-0714, 臨河市檔案館, https://archive.example/a/rq6x9c1901f/p2."
    )
    assert bibliography(ISSUE) == (
        "臨河時報. July 14, 1924. B001-1924-0714. 臨河市檔案館. https://archive.example/a/rq6x9c1901f/p2."
    )


@pytest.mark.parametrize(
    ("names", "in_note", "in_bibliography"),
    [
        ((), "“題,” n.d.", "“題.” n.d."),
        (("甲", "乙"), "甲 and 乙, “題,”", "甲 and 乙. “題.”"),
        (("甲", "乙", "丙"), "甲 et al., “題,”", "甲, 乙, and 丙. “題.”"),
        (tuple("甲乙丙丁戊己庚"), "甲 et al., “題,”", "甲, 乙, 丙 et al. “題.”"),
    ],
)
def test_chicago_names_as_many_as_the_manual_has_it(names: tuple[str, ...], in_note: str, in_bibliography: str) -> None:
    cited = Citation(identifier="x", title="題", holder="館", code="A1", url="u", creators=names)
    assert note(cited).startswith(in_note)
    assert bibliography(cited).startswith(in_bibliography)


@pytest.mark.parametrize(
    ("date", "day"), [("1924", "1924"), ("1924-09", "September 1924"), ("1924-13", "1924"), ("二十年代", "二十年代")]
)
def test_chicago_dates(date: str, day: str) -> None:
    assert f"“題,” {day}, A1" in note(Citation(identifier="x", title="題", holder="館", code="A1", url="u", date=date))


def test_bibtex_of_a_newspaper_issue() -> None:
    assert bibtex(ISSUE) == (
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
    title = bibtex(Citation(identifier="x", title=r"50% \input{a} & #1", holder="館", code="A_1", url="u"))

    assert r"title = {{50\% input(a) \& \#1}}" in title
    assert r"howpublished = {館, A\_1}" in title


def test_ris_of_an_archival_document() -> None:
    assert ris(PETITION).split("\r\n") == [
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
    written = ris(Citation(identifier="x", title="甲\r\nER  - ", holder="館", code="A", url="u"))

    assert "TI  - 甲 ER -\r\n" in written


@pytest.mark.parametrize(("edtf", "written"), [("1924-09", "1924-09"), ("192X", "二十年代"), ("1924/1926", "二十年代")])
def test_date_is_iso_where_that_says_it_all(edtf: str, written: str) -> None:
    assert iso_or_text(edtf, "二十年代") == written
