"""ALTO 4.4: what is written validates and comes back; boxes stand under every code point."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from lxml import etree
from tests.digitisation.text_formats.readings import COLUMN, HEADED, PAGE, SCHEMAS, readings

from lantai.digitisation.text_formats import alto
from lantai.digitisation.text_formats.unreadable import UnreadableText
from lantai.ports.ocr import Box, EngineInfo, Glyph, Line, Reading, Region
from lantai.values.geometry import GlyphBoxes


def written(reading: Reading) -> bytes:
    return alto.write(reading, page_id="b4kd7/p3", file_name="0003.tif", number=3)


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    """The schema, its import of XLink brought home from the web."""
    if not (SCHEMAS / "alto-4-4.xsd").is_file():
        pytest.skip("no alto-4-4.xsd in LANTAI_SCHEMAS: the schema is published at github.com/altoxml/schema")

    class AtHome(etree.Resolver):
        def resolve(self, url: str, public_id: str, context: object) -> object:
            return self.resolve_filename(str(SCHEMAS / url.rsplit("/", 1)[-1]), context)

    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(AtHome())
    return etree.XMLSchema(etree.parse(str(SCHEMAS / "alto-4-4.xsd"), parser))


def test_a_page_comes_back_as_it_was_written() -> None:
    assert alto.read(written(PAGE)) == PAGE


@settings(max_examples=60, deadline=None)
@given(readings)
def test_any_reading_comes_back_as_it_was_written(reading: Reading) -> None:
    assert alto.read(written(reading)) == reading


def test_a_page_is_valid(schema: etree.XMLSchema) -> None:
    at = datetime(1924, 7, 14, 8, 30, tzinfo=UTC)
    file = alto.write(PAGE, page_id="b4kd7/p3", file_name="0003.tif", read_at=at)
    schema.assertValid(etree.fromstring(file))


def test_an_empty_page_is_valid_and_comes_back(schema: etree.XMLSchema) -> None:
    nothing = Reading(640, 480, (), EngineInfo("null", "1"), 0.0)
    schema.assertValid(etree.fromstring(written(nothing)))
    assert alto.read(written(nothing)) == nothing


@settings(max_examples=30, deadline=None)
@given(reading=readings)
def test_any_reading_is_valid(schema: etree.XMLSchema, reading: Reading) -> None:
    schema.assertValid(etree.fromstring(written(reading)))


def test_whether_the_text_is_punctuated_is_said() -> None:
    sentence = "本埠昨日大雨河水漲至三尺居民多遷高處"
    lines = tuple(replace(COLUMN, text=f"{sentence}。", glyphs=()) for _ in range(3))
    root = etree.fromstring(written(replace(PAGE, regions=(Region(COLUMN.box, lines),))))
    told = json.loads(root.findtext(".//{*}processingStepSettings") or "")
    assert (told["punctuated"], told["marks"], told["characters"]) == ("yes", 3, 54)
    (few,) = etree.fromstring(written(PAGE)).iter("{*}processingStepSettings")
    assert "punctuated" not in json.loads(few.text or "")


def test_directions_and_order_are_said() -> None:
    root = etree.fromstring(written(PAGE))
    assert [line.get("BASEDIRECTION") for line in root.iter("{*}TextLine")] == ["rtl", "ttb"]
    assert [element.get("REF") for element in root.iter("{*}ElementRef")] == ["b1", "b2"]
    assert [element.text for element in root.iter("{*}MeasurementUnit")] == ["pixel"]


def test_articles_are_groups_of_the_reading_order(schema: etree.XMLSchema) -> None:
    root = etree.fromstring(written(HEADED))
    schema.assertValid(root)
    groups = [
        (group.get("TAGREFS"), [element.get("REF") for element in group.iter("{*}ElementRef")])
        for group in root.iter("{*}OrderedGroup")
    ]
    assert groups == [
        (None, ["b1", "b2", "b3", "b4", "b5", "b6", "b7", "b8", "b9"]),
        ("article1", ["b2", "b3"]),
        ("article2 from2 on2", ["b5", "b6"]),
    ]
    assert [(tag.get("LABEL"), tag.get("DESCRIPTION")) for tag in root.iter("{*}StructureTag")] == [
        ("article", None),
        ("article", None),
        ("continued-from", "（續）"),
        ("continued-on", "（下接第三版）"),
    ]
    assert alto.read(written(HEADED)) == HEADED


def test_what_was_written_without_articles_is_read_as_before() -> None:
    file = b"""<alto xmlns="http://www.loc.gov/standards/alto/ns-v4#">
    <Tags><LayoutTag ID="kind1" LABEL="masthead"/></Tags><ReadingOrder><OrderedGroup ID="order">
    <ElementRef ID="r1" REF="b2"/><ElementRef ID="r2" REF="b1"/></OrderedGroup>
    </ReadingOrder><Layout><Page ID="page" PHYSICAL_IMG_NR="1" WIDTH="600" HEIGHT="800"><PrintSpace>
    <TextBlock ID="b1"><TextLine><String CONTENT="works"/></TextLine></TextBlock>
    <TextBlock ID="b2" TAGREFS="kind1"><TextLine><String CONTENT="water"/></TextLine></TextBlock>
    </PrintSpace></Page></Layout></alto>"""
    reading = alto.read(file)
    assert [(region.kind, region.article) for region in reading.regions] == [("masthead", None), ("text", None)]
    assert reading.text == "water\nworks"


def test_characters_that_xml_cannot_hold_become_one_replacement_each() -> None:
    line = Line("a\x00b\x0bc", Box(0, 0, 50, 10), 1.0, "ltr")
    back = alto.read(written(replace(PAGE, regions=(Region(line.box, (line,)),))))
    assert back.text == "a�b�c"


def test_a_file_of_another_hand_is_read_in_its_reading_order() -> None:
    file = b"""<alto xmlns="http://www.loc.gov/standards/alto/ns-v3#"><Description><MeasurementUnit>pixel</MeasurementUnit>
    </Description><ReadingOrder><OrderedGroup ID="o"><ElementRef ID="r" REF="two"/></OrderedGroup></ReadingOrder>
    <Layout><Page ID="p" PHYSICAL_IMG_NR="1" WIDTH="600.4" HEIGHT="800"><PrintSpace>
    <TextBlock ID="one"><TextLine><String CONTENT="water"/><SP/><String CONTENT="works"/></TextLine></TextBlock>
    <TextBlock ID="two"><TextLine><String CONTENT="city" HPOS="1.0" VPOS="2"/></TextLine></TextBlock>
    </PrintSpace></Page></Layout></alto>"""
    reading = alto.read(file)
    assert (reading.width, reading.height, reading.text) == (600, 800, "city\nwater works")


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (b"not xml", "no well-formed XML"),
        (b"<mets/>", "root is <mets>"),
        (b"<alto/>", "no Page element"),
        (b"<alto><MeasurementUnit>furlong</MeasurementUnit><Page/></alto>", "measures in furlong"),
        (b"<alto><Page/><Page/></alto>", "2 Page elements"),
        (b"<alto><Page WIDTH='wide' HEIGHT='1'/></alto>", "WIDTH of Page is 'wide'"),
        (b"<alto><Page WIDTH='1e300' HEIGHT='1'/></alto>", "WIDTH of Page is '1e300'"),
    ],
)
def test_what_is_no_alto_is_refused_in_one_sentence(file: bytes, words: str) -> None:
    with pytest.raises(UnreadableText, match=words):
        alto.read(file)


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]><alto>&e;</alto>', "declares entities"),
        (b'<!DOCTYPE a [<!ENTITY e "x">]><alto><String CONTENT="&e;"/></alto>', "declares entities"),
        (b'<!DOCTYPE a SYSTEM "a.dtd"><alto>&e;</alto>', "nothing declares"),
        (b"<alto>" + b"<a>" * 300 + b"</a>" * 300 + b"</alto>", "no well-formed XML"),
        (b"<alto>" + b" " * (32 << 20) + b"</alto>", "at most 32 are read"),
    ],
)
def test_unsafe_xml_is_refused(file: bytes, words: str) -> None:
    with pytest.raises(UnreadableText, match=words):
        alto.read(file)


def test_an_attribute_that_would_grow_without_end_is_refused() -> None:
    steps = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
    bomb = f'<!DOCTYPE a [<!ENTITY e0 "xxxxxxxxxx">{steps}]><alto CONTENT="&e9;"/>'
    with pytest.raises(UnreadableText):
        alto.read(bomb.encode())


def test_millimetres_and_inches_are_canvases_of_their_own() -> None:
    file = b"""<alto><MeasurementUnit>mm10</MeasurementUnit><Page WIDTH="2100" HEIGHT="2970"><TextBlock>
    <TextLine HPOS="10" VPOS="20" WIDTH="300" HEIGHT="40"><String CONTENT="city"/></TextLine>
    </TextBlock></Page></alto>"""
    reading = alto.read(file)
    assert (reading.width, reading.height, reading.lines[0].box) == (2100, 2970, Box(10, 20, 300, 40))


# What eScriptorium writes: polygons and baselines, tags for types, one String a line, and no measures on it.
ESCRIPTORIUM = """<?xml version="1.0" encoding="UTF-8"?>
<alto xmlns="http://www.loc.gov/standards/alto/ns-v4#" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xsi:schemaLocation="http://www.loc.gov/standards/alto/ns-v4# http://www.loc.gov/standards/alto/v4/alto-4-2.xsd">
<Description><MeasurementUnit>pixel</MeasurementUnit>
<sourceImageInformation><fileName>0003.tif</fileName></sourceImageInformation></Description>
<Tags><OtherTag ID="BT7" LABEL="Title" DESCRIPTION="block type Title"/><OtherTag ID="LT1" LABEL="default"/></Tags>
<Layout><Page WIDTH="1000" HEIGHT="1360" PHYSICAL_IMG_NR="2" ID="eSc_dummypage_"><PrintSpace HPOS="0" VPOS="0"
 WIDTH="1000" HEIGHT="1360">
<!-- a comment -->
<TextBlock ID="eSc_textblock_1" TAGREFS="BT7"><Shape><Polygon POINTS="600 50 740 50 740 400 600 400"/></Shape>
 <TextLine ID="eSc_line_1" TAGREFS="LT1" BASELINE="715 60 716 390">
  <Shape><Polygon POINTS="700 60 730 58 730 392 701 390"/></Shape><String CONTENT="臨河自來水"></String></TextLine>
 <TextLine ID="eSc_line_2" BASELINE="665 60 664 390"><!-- and another -->
  <Shape><Polygon POINTS="650 60 680 60 680 390 650 390"/></Shape><String CONTENT="公司緣起"/></TextLine>
</TextBlock>
<TextBlock ID="eSc_dummyblock_"><TextLine ID="eSc_line_3" BASELINE="100 640 400 640" HPOS="100" VPOS="600" WIDTH="300"
 HEIGHT="50"><String CONTENT="water works"/></TextLine></TextBlock>
</PrintSpace></Page></Layout></alto>""".encode()


def test_what_escriptorium_writes_is_read() -> None:
    reading = alto.read(ESCRIPTORIUM)
    title, dummy = reading.regions
    assert (title.kind, title.box, dummy.kind, dummy.box) == (
        "Title",
        Box(600, 50, 140, 350),
        "text",
        Box(100, 600, 300, 50),
    )
    assert [(line.text, line.direction, line.box) for line in reading.lines] == [
        ("臨河自來水", "ttb", Box(700, 58, 30, 334)),
        ("公司緣起", "ttb", Box(650, 60, 30, 330)),
        ("water works", "ltr", Box(100, 600, 300, 50)),
    ]


def test_spaces_between_the_characters_of_chinese_are_none() -> None:
    """As Tesseract writes them."""
    words = '<String CONTENT="民國"/><SP/><String CONTENT="十"/><SP/><String CONTENT="No"/><SP/>'
    line = f'<TextLine>{words}<String CONTENT="四"/><String CONTENT="年"/></TextLine>'
    file = f'<alto><Page WIDTH="600" HEIGHT="800"><TextBlock>{line}</TextBlock></Page></alto>'
    assert alto.read(file.encode()).text == "民國十 No 四年"


def test_words_without_glyphs_keep_their_places() -> None:
    file = b"""<alto><Page WIDTH="600" HEIGHT="800"><TextBlock><TextLine>
    <String CONTENT="ab" HPOS="10" VPOS="5" WIDTH="20" HEIGHT="8" WC="0.5"/><SP/>
    <String CONTENT="c" HPOS="50" VPOS="5" WIDTH="10" HEIGHT="9" WC="1"/></TextLine></TextBlock></Page></alto>"""
    (line,) = alto.read(file).lines
    assert (line.text, line.box, line.confidence) == ("ab c", Box(10, 5, 50, 9), 0.75)
    assert [(glyph.text, glyph.box) for glyph in line.glyphs] == [
        ("a", Box(10, 5, 10, 8)),
        ("b", Box(20, 5, 10, 8)),
        ("c", Box(50, 5, 10, 9)),
    ]


def rows_of(reading: Reading) -> list[Box | None]:
    return [Box(*row) if row[2] else None for row in GlyphBoxes.from_lines(reading.lines).rows.tolist()]


def test_boxes_stand_under_every_code_point() -> None:
    assert rows_of(PAGE) == [
        # 報時 has no glyphs and runs from the right: its first character is the right half.
        Box(140, 10, 40, 40),
        Box(100, 10, 40, 40),
        None,
        Box(700, 60, 30, 30),
        Box(700, 90, 30, 30),
        None,
        Box(700, 150, 30, 30),
        Box(700, 180, 30, 30),
    ]


def test_a_glyph_of_two_code_points_gives_its_box_to_both() -> None:
    line = Line(
        "葛\U000e0100飾",
        Box(0, 0, 60, 30),
        1.0,
        "ltr",
        (Glyph("葛\U000e0100", Box(0, 0, 30, 30), 1.0), Glyph("飾", Box(30, 0, 30, 30), 1.0)),
    )
    page = replace(PAGE, regions=(Region(line.box, (line,)),))
    assert rows_of(page) == [Box(0, 0, 30, 30), Box(0, 0, 30, 30), Box(30, 0, 30, 30)]


@given(readings)
@settings(max_examples=60, deadline=None)
def test_rows_are_as_many_as_code_points(reading: Reading) -> None:
    assert len(rows_of(reading)) == len(reading.text)
