"""PAGE-XML 2019: what is written validates and comes back; what Transkribus and eScriptorium write is read."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from lxml import etree
from tests.digitisation.text_formats.readings import HEADED, PAGE, SCHEMAS, readings

from lantai.digitisation.text_formats import page_xml
from lantai.digitisation.text_formats.recognising import read
from lantai.digitisation.text_formats.unreadable import UnreadableText
from lantai.ports.ocr import Box, EngineInfo, Line, Reading, Region

AT = datetime(2026, 11, 30, 8, 30, tzinfo=UTC)
NAMESPACE = "http://schema.primaresearch.org/PAGE/gts/pagecontent/"


def written(reading: Reading) -> bytes:
    return page_xml.write(reading, page_id="b4kd7/p3", file_name="0003.tif", written_at=AT)


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    file = SCHEMAS / "pagecontent.xsd"
    if not file.is_file():
        pytest.skip("no pagecontent.xsd (2019-07-15) in LANTAI_SCHEMAS: it is published at primaresearch.org")
    return etree.XMLSchema(etree.parse(str(file), etree.XMLParser(no_network=True)))


def test_a_page_comes_back_as_it_was_written() -> None:
    assert page_xml.read(written(PAGE)) == PAGE
    assert read(written(PAGE)).image == "0003.tif"


@settings(max_examples=60, deadline=None)
@given(readings)
def test_any_reading_comes_back_as_it_was_written(reading: Reading) -> None:
    assert page_xml.read(written(reading)) == reading


@settings(max_examples=30, deadline=None)
@given(reading=readings)
def test_any_reading_is_valid(schema: etree.XMLSchema, reading: Reading) -> None:
    schema.assertValid(etree.fromstring(written(reading)))


def test_columns_and_their_order_are_said() -> None:
    root = etree.fromstring(written(PAGE))
    assert [
        (region.get("type"), region.get("custom"), region.get("readingDirection"), region.get("textLineOrder"))
        for region in root.iter("{*}TextRegion")
    ] == [
        ("other", "structure {type:masthead;}", "right-to-left", "top-to-bottom"),
        ("paragraph", None, "top-to-bottom", "right-to-left"),
    ]
    assert [one.get("points") for one in root.iter("{*}Baseline")] == ["100,50 180,50", "715,60 715,210"]


def test_articles_are_groups_of_the_reading_order() -> None:
    root = etree.fromstring(written(HEADED))
    groups = [
        (group.get("type"), group.get("continuation"), [one.get("regionRef") for one in group])
        for group in root.iter("{*}OrderedGroupIndexed")
    ]
    assert groups == [("article", None, ["r2", "r3"]), ("article", "true", ["r5", "r6"])]
    (order,) = root.iter("{*}OrderedGroup")
    assert [one.get("index") for one in order] == ["0", "1", "2", "3", "4", "5", "6"]
    assert [region.get("type") for region in root.iter("{*}TextRegion")] == [
        *("other", "heading", "paragraph", "other", "heading", "other", "other", "caption"),
    ]
    assert page_xml.read(written(HEADED)) == HEADED


def test_places_left_of_the_page_are_written_at_its_edge() -> None:
    line = Line("井", Box(-4, -2, 30, 30), 1.0, "ltr")
    back = page_xml.read(written(replace(PAGE, regions=(Region(line.box, (line,)),))))
    assert back.lines[0].box == Box(0, 0, 26, 28)


# -- files of other hands

# What Transkribus writes: metadata of its own, tags and reading order in `custom`, polygons, lines without words.
TRANSKRIBUS = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<PcGts xmlns="{NAMESPACE}2013-07-15" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xsi:schemaLocation="{NAMESPACE}2013-07-15 {NAMESPACE}2013-07-15/pagecontent.xsd"><Metadata>
<Creator>prov=a laboratory:name=a model::::v=2.6
Transkribus</Creator><Created>2024-09-13T11:47:58.199+07:00</Created><LastChange>2024-09-23T12:35:22.487+02:00</LastChange>
<TranskribusMetadata docId="8" pageId="30" pageNr="3" tsid="68" status="GT" userId="15" imageId="15"/></Metadata>
<Page imageFilename="0003.tif" imageWidth="1000" imageHeight="1360"><ReadingOrder>
<OrderedGroup id="ro_1" caption="Regions reading order"><RegionRefIndexed index="1" regionRef="r1"/>
<RegionRefIndexed index="0" regionRef="r2"/></OrderedGroup></ReadingOrder>
<TextRegion orientation="0.0" id="r1" custom="readingOrder {{index:1;}}">
 <Coords points="600,50 740,50 740,400 600,400"/>
<TextLine id="r1l1" custom="readingOrder {{index:0;}} person {{offset:0; length:3;}}">
 <Coords points="700,60 730,58 730,392 -3,390"/><Baseline points="715,60 716,390"/>
 <TextEquiv><Unicode>梁硯舟啟</Unicode></TextEquiv></TextLine>
<TextEquiv><Unicode>梁硯舟啟</Unicode></TextEquiv></TextRegion>
<TextRegion type="heading" id="r2" custom="readingOrder {{index:0;}} structure {{type:heading;}}">
 <Coords points="100,10 400,10 400,60 100,60"/>
 <TextLine id="r2l1"><Coords points="100,10 400,10 400,60 100,60"/><Baseline points="100,55 400,55"/>
 <TextEquiv><Unicode>water works &amp; wells</Unicode></TextEquiv></TextLine>
 <TextLine id="r2l2"><Coords points="100,62 400,62 400,90 100,90"/></TextLine></TextRegion>
<TableRegion id="t1"><Coords points="0,900 400,900 400,950 0,950"/><TableCell row="0" col="0" id="c1">
 <Coords points="0,900 200,900 200,950 0,950"/><TextLine id="c1l1"><Coords points="5,905 195,905 195,945 5,945"/>
 <TextEquiv><Unicode>六九〇〇</Unicode></TextEquiv></TextLine><CornerPts>0 1 2 3</CornerPts></TableCell></TableRegion>
</Page></PcGts>""".encode()

# What eScriptorium writes: types in `custom`, no direction, baselines of columns from above.
ESCRIPTORIUM = f"""<?xml version="1.0" encoding="UTF-8"?>
<PcGts xmlns="{NAMESPACE}2019-07-15"><Metadata><Creator>escriptorium</Creator><Created>2026-01-02T03:04:05</Created>
<LastChange>2026-01-02T03:04:05</LastChange></Metadata>
<Page imageFilename="0003.tif" imageWidth="1000" imageHeight="1360">
<TextRegion id="eSc_textblock_1" custom="structure {{type:Main;}}"><Coords points="600,50 740,50 740,400 600,400"/>
<TextLine id="eSc_line_1" custom="structure {{type:default;}}"><Coords points="700,60 730,58 730,392 701,390"/>
<Baseline points="715,60 716,390"/><TextEquiv><Unicode>臨河自來水</Unicode></TextEquiv></TextLine></TextRegion>
</Page></PcGts>""".encode()


def test_what_transkribus_writes_is_read() -> None:
    reading = page_xml.read(TRANSKRIBUS)
    assert (reading.width, reading.height, reading.engine) == (1000, 1360, EngineInfo("Transkribus", ""))
    assert [region.kind for region in reading.regions] == ["heading", "text", "table-cell"]
    assert [(line.text, line.direction, line.box) for line in reading.lines] == [
        ("water works & wells", "ltr", Box(100, 10, 300, 50)),
        ("", "ltr", Box(100, 62, 300, 28)),
        ("梁硯舟啟", "ttb", Box(-3, 58, 733, 334)),
        ("六九〇〇", "ltr", Box(5, 905, 190, 40)),
    ]


def test_what_escriptorium_writes_is_read() -> None:
    (region,) = page_xml.read(ESCRIPTORIUM).regions
    assert (region.kind, region.lines[0].text, region.lines[0].direction) == ("Main", "臨河自來水", "ttb")


def page_with(content: str, attributes: str = "") -> bytes:
    return f"""<PcGts xmlns="{NAMESPACE}2019-07-15"><Page imageFilename="a.png" imageWidth="100" imageHeight="200"
    {attributes}>{content}</Page></PcGts>""".encode()


def test_groups_within_groups_give_the_order() -> None:
    regions = "".join(
        f'<TextRegion id="{name}"><TextEquiv><Unicode>{name}</Unicode></TextEquiv></TextRegion>' for name in "abcde"
    )
    order = """<ReadingOrder><OrderedGroup id="o"><RegionRefIndexed index="2" regionRef="a"/>
    <UnorderedGroupIndexed id="u" index="0"><RegionRef regionRef="d"/><RegionRef regionRef="c"/></UnorderedGroupIndexed>
    <OrderedGroupIndexed id="g" index="1"><RegionRefIndexed index="9" regionRef="b"/></OrderedGroupIndexed>
    </OrderedGroup></ReadingOrder>"""
    assert page_xml.read(page_with(order + regions)).text == "d\nc\nb\na\ne"


def test_direction_is_inherited_and_the_order_of_lines_tells_columns() -> None:
    line = '<TextLine id="l{0}"><Coords points="0,0 9,9"/><TextEquiv><Unicode>井</Unicode></TextEquiv></TextLine>'
    content = (
        f'<TextRegion id="a" textLineOrder="right-to-left"><Coords points="0,0 9,9"/>{line.format(1)}</TextRegion>'
        f'<TextRegion id="b"><Coords points="0,0 9,9"/>{line.format(2)}</TextRegion>'
    )
    reading = page_xml.read(page_with(content, 'readingDirection="right-to-left"'))
    assert [one.direction for one in reading.lines] == ["ttb", "rtl"]


def test_lines_are_put_together_from_words_and_glyphs() -> None:
    def word(text: str, left: int) -> str:
        return (
            f'<Word id="w{left}"><Coords points="{left},0 {left + 10},9"/>'
            f'<TextEquiv conf="0.5"><Unicode>{text}</Unicode></TextEquiv></Word>'
        )

    words = word("臨河", 0) + word("水", 10) + word("works", 20) + word("now", 30)
    (line,) = page_xml.read(page_with(f'<TextRegion id="r"><TextLine id="l">{words}</TextLine></TextRegion>')).lines
    assert (line.text, line.box, line.confidence) == ("臨河水 works now", Box(0, 0, 40, 9), 0.5)
    assert [(one.text, one.box) for one in line.glyphs[:3]] == [
        ("臨", Box(0, 0, 5, 9)),
        ("河", Box(5, 0, 5, 9)),
        ("水", Box(10, 0, 10, 9)),
    ]


def test_first_text_by_index_is_the_one_that_was_read() -> None:
    glyph = """<Glyph id="g"><Coords points="0,0 9,9"/><TextEquiv index="2" conf="0.1"><Unicode>丼</Unicode></TextEquiv>
    <TextEquiv index="1" conf="0.9"><Unicode>井</Unicode></TextEquiv></Glyph>"""
    content = f'<TextRegion id="r"><TextLine id="l"><Word id="w">{glyph}</Word></TextLine></TextRegion>'
    (line,) = page_xml.read(page_with(content)).lines
    assert (line.text, line.glyphs[0].alternatives) == ("井", (("丼", 0.1),))


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (b"<alto/>", "root is <alto>"),
        (b"<PcGts/>", "no Page elements"),
        (f'<PcGts xmlns="{NAMESPACE}2010-03-19"><Page/></PcGts>'.encode(), "version 2010-03-19"),
        (page_with('<TextRegion id="r7"><Coords points="1,2 3"/></TextRegion>'), "Coords of TextRegion r7 is '1,2 3'"),
        (page_with('<TextRegion id="r7"><Coords points="a,b"/></TextRegion>'), "expected points such as"),
        (
            page_with('<TextRegion id="r"><TextLine id="l"><TextEquiv conf="sure"/></TextLine></TextRegion>'),
            "conf of TextLine l is 'sure'",
        ),
    ],
)
def test_what_is_no_page_xml_is_refused_in_one_sentence(file: bytes, words: str) -> None:
    with pytest.raises(UnreadableText, match=words):
        page_xml.read(file)
