"""The letter as DOCX (ECMA-376, WordprocessingML): the few parts that a letter needs, equal letters being equal bytes.

Every run names the font of its Chinese characters, so that a program does not choose one of another script; programs
that lack it find a free one beside it in the table of fonts.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO, Final
from xml.sax.saxutils import escape, quoteattr

from lantai.digitisation.reports.languages import Language
from lantai.digitisation.reports.letter import Letter, Table

MIME_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_KINDS: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_WHEN: Final = (1980, 1, 1, 0, 0, 0)
_PAGE: Final = 8958
"""The width between the margins of A4 in twentieths of a point, as every length here."""
_NARROW: Final = 900


@dataclass(frozen=True, slots=True)
class _Face:
    """The fonts of a language: for Chinese characters, the free one instead of it, for Latin letters; and its tag."""

    chinese: str
    instead: str
    latin: str
    tag: str


_FACES: Final[dict[Language, _Face]] = {
    "zh-Hant": _Face("PMingLiU", "Noto Serif CJK TC", "Times New Roman", "zh-TW"),
    "zh-Hans": _Face("SimSun", "Noto Serif CJK SC", "Times New Roman", "zh-CN"),
    "en": _Face("PMingLiU", "Noto Serif CJK TC", "Times New Roman", "zh-TW"),
}


def write_docx(out: IO[bytes], letter: Letter) -> None:
    """Write the letter; ``out`` need not be seekable."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in _parts(letter):
            part = zipfile.ZipInfo(path, _WHEN)
            part.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(part, text)


def _parts(letter: Letter) -> Iterator[tuple[str, str]]:
    face = _FACES[letter.language]
    yield "[Content_Types].xml", _TYPES
    yield "_rels/.rels", _relationships(("officeDocument", "word/document.xml"))
    yield (
        "word/_rels/document.xml.rels",
        _relationships(("styles", "styles.xml"), ("fontTable", "fontTable.xml"), ("footer", "footer1.xml")),
    )
    body = "".join(_body(letter))
    if letter.language != "en":  # quotation marks of Chinese are full-width; Word asks each run
        body = body.replace("<w:r>", '<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>')
    yield "word/document.xml", f"{_HEAD}<w:document {_NAMES}><w:body>{body}</w:body></w:document>"
    yield "word/footer1.xml", _footer(letter)
    yield "word/styles.xml", _styles(face, letter.language)
    yield "word/fontTable.xml", _fonts(face)


# -- the text --------------------------------------------------------------------------------------


def _body(letter: Letter) -> Iterator[str]:
    colon = "," if letter.language == "en" else "："
    yield _paragraph(letter.office, "Letterhead")
    yield _paragraph(letter.subject, "Title")
    yield _paragraph(letter.addressee + colon, "Addressee")
    yield from (_paragraph(one, "BodyText") for one in letter.text)
    for table in letter.tables:
        yield _paragraph(table.title, "Heading1")
        yield _table(table)
    if letter.rest:
        yield _paragraph(letter.rest, "Rest")
    yield from (_paragraph(one, "Closing") for one in letter.closing)
    yield _paragraph(letter.signed, "Signature")
    yield _paragraph(letter.day_in_words, "Date")
    yield (
        '<w:sectPr><w:footerReference w:type="default" r:id="rId3"/><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1701" w:right="1474" w:bottom="1588" w:left="1474" w:header="851" w:footer="851" '
        'w:gutter="0"/></w:sectPr>'
    )


def _paragraph(text: str, style: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{_runs(text)}</w:p>'


def _runs(text: str) -> str:
    """The lines of a text."""
    lines = (f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    return f"<w:r>{'<w:br/>'.join(lines)}</w:r>"


def _table(table: Table) -> str:
    widths = _widths(table.widths)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    head = _row(table.headings, widths, "TableHeading", "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>")
    rows = "".join(_row(row, widths, "TableText", "<w:trPr><w:cantSplit/></w:trPr>") for row in table.rows)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="Findings"/><w:tblW w:w="{_PAGE}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{head}{rows}</w:tbl>'
    )


def _widths(shares: tuple[int, ...]) -> list[int]:
    narrow = sum(_NARROW for share in shares if not share)
    return [(_PAGE - narrow) * share // sum(shares) if share else _NARROW for share in shares]


def _row(cells: Iterable[str], widths: Iterable[int], style: str, properties: str) -> str:
    inside = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{_paragraph(cell, style)}</w:tc>'
        for cell, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr>{properties}{inside}</w:tr>"


def _footer(letter: Letter) -> str:
    """The batch at the left, page of pages at the right."""
    fields = "<w:r><w:t> / </w:t></w:r>".join(
        f'<w:fldSimple w:instr="{name}"><w:r><w:t>1</w:t></w:r></w:fldSimple>' for name in ("PAGE", "NUMPAGES")
    )
    return (
        f'{_HEAD}<w:ftr {_NAMES}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>{_runs(letter.reference)}'
        f"<w:r><w:tab/></w:r>{fields}</w:p></w:ftr>"
    )


# -- the frame -------------------------------------------------------------------------------------

_NAMES: Final = f'xmlns:w="{_MAIN}" xmlns:r="{_RELATIONS}"'
_TYPES: Final = (
    f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_KINDS}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_KINDS}.styles+xml"/>'
    f'<Override PartName="/word/fontTable.xml" ContentType="{_KINDS}.fontTable+xml"/>'
    f'<Override PartName="/word/footer1.xml" ContentType="{_KINDS}.footer+xml"/></Types>'
)
_BORDERS: Final = (
    '<w:top w:val="single" w:sz="8"/><w:bottom w:val="single" w:sz="8"/><w:insideH w:val="single" w:sz="4"/>'
)


def _relationships(*targets: tuple[str, str]) -> str:
    lines = (
        f'<Relationship Id="rId{number}" Type="{_RELATIONS}/{kind}" Target="{to}"/>'
        for number, (kind, to) in enumerate(targets, start=1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{"".join(lines)}</Relationships>'


def _fonts(face: _Face) -> str:
    serif = '<w:family w:val="roman"/>'
    return (
        f"{_HEAD}<w:fonts {_NAMES}><w:font w:name={quoteattr(face.chinese)}>"
        f"<w:altName w:val={quoteattr(face.instead)}/>{serif}</w:font>"
        f"<w:font w:name={quoteattr(face.latin)}>{serif}</w:font></w:fonts>"
    )


def _styles(face: _Face, language: Language) -> str:
    chinese = language != "en"
    tag = face.tag if chinese else "en-GB"
    indented = '<w:ind w:firstLineChars="200" w:firstLine="480"/>' if chinese else ""
    aside = '<w:jc w:val="right"/>' if chinese else ""
    rule = '<w:pBdr><w:bottom w:val="thinThickSmallGap" w:sz="12" w:space="6"/></w:pBdr>'
    styles = (
        _style("Letterhead", f'{rule}<w:spacing w:after="360"/><w:jc w:val="center"/>', size=40),
        _style("Title", '<w:keepNext/><w:spacing w:after="300"/><w:jc w:val="center"/>', size=30),
        _style("Addressee", '<w:spacing w:after="120"/>'),
        _style("BodyText", f'<w:spacing w:after="120" w:line="380" w:lineRule="auto"/>{indented}<w:jc w:val="both"/>'),
        _style("Heading1", '<w:keepNext/><w:spacing w:before="300" w:after="140"/>', size=24),
        _style("TableHeading", '<w:keepNext/><w:spacing w:before="50" w:after="50"/>', size=19),
        _style("TableText", '<w:spacing w:before="50" w:after="50"/>', size=19),
        _style("Rest", '<w:spacing w:before="160" w:after="120"/>', size=21),
        _style("Closing", f'<w:keepNext/><w:spacing w:before="160" w:after="120"/>{indented}'),
        _style("Signature", f'<w:keepNext/><w:spacing w:before="600"/>{aside}'),
        _style("Date", aside),
        _style("Footer", f'<w:tabs><w:tab w:val="right" w:pos="{_PAGE}"/></w:tabs>', size=18),
    )
    return (
        f"{_HEAD}<w:styles {_NAMES}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii={quoteattr(face.latin)} "
        f'w:hAnsi={quoteattr(face.latin)} w:eastAsia={quoteattr(face.chinese)}/><w:sz w:val="24"/><w:szCs w:val="24"/>'
        f'<w:lang w:val="{tag if not chinese else "en-GB"}" w:eastAsia="{face.tag}"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
        f"{''.join(styles)}"
        '<w:style w:type="table" w:styleId="Findings"><w:name w:val="Findings"/><w:tblPr>'
        f"<w:tblBorders>{_BORDERS}</w:tblBorders></w:tblPr></w:style></w:styles>"
    )


def _style(name: str, paragraph: str, *, size: int = 24) -> str:
    """``size`` is in half points."""
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>'
        f'<w:pPr>{paragraph}</w:pPr><w:rPr><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
    )
