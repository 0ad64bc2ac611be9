"""text: exported, corrected in another program, imported again, and made into training pairs."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from tests.volumes import Bound, bind

from lantai.accounts.models import User
from lantai.digitisation import derivatives
from lantai.digitisation.domain.keeping import keep_reading
from lantai.digitisation.enums import TextKind
from lantai.digitisation.models import Page, Transcription
from lantai.digitisation.text_formats import page_xml
from lantai.ports.ocr import Box, EngineInfo, Glyph, Line, Reading, Region
from lantai.values.geometry import GlyphBoxes

pytestmark = pytest.mark.django_db


@pytest.fixture
def delivered(lantai: Callable, home: User, small_delivery: Path) -> str:
    """A batch in custody, of which one page was read by machine."""
    batch = str(lantai("ingest", str(small_delivery), "--json").json["batch"])
    page = Page.objects.select_related("record").get(record__code="L099-01-0001-0002", number=1)
    page.transcriptions.all().delete()
    glyphs = tuple(Glyph(char, Box(15, 3 + 8 * at, 8, 8), 0.9) for at, char in enumerate("流購略燈"))
    line = Line("流購略燈", Box(15, 3, 8, 32), 0.9, "ttb", glyphs)
    reading = Reading(page.width, page.height, (Region(line.box, (line,)),), EngineInfo("drawn", "1.2"), 0.1)
    keep_reading(page, reading, by=home)
    return batch


def read_page() -> Page:
    return Page.objects.select_related("record").get(record__code="L099-01-0001-0002", number=1)


def correct(file: Path, before: str, after: str) -> None:
    file.write_text(file.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")


def as_transkribus_gives_it_back(file: Path, text: str) -> None:
    """Lines without words and glyphs, polygons a little larger."""
    reading = page_xml.read(file.read_bytes())
    (line,) = reading.lines
    x, y, width, height = line.box
    corners = f"{x - 2},{y - 1} {x + width + 2},{y} {x + width + 2},{y + height} {x - 2},{y + height}"
    file.write_text(
        f"""<PcGts xmlns="http://schema.primaresearch.org/PAGE/gts/pagecontent/2013-07-15"><Metadata>
        <Creator>Transkribus</Creator></Metadata><Page imageFilename="{file.stem}.jpg" imageWidth="{reading.width}"
        imageHeight="{reading.height}"><TextRegion id="r"><Coords points="{corners}"/><TextLine id="l"
        custom="readingOrder {{index:0;}}"><Coords points="{corners}"/><Baseline points="{x},{y} {x},{y + height}"/>
        <TextEquiv><Unicode>{text}</Unicode></TextEquiv></TextLine></TextRegion></Page></PcGts>""",
        encoding="utf-8",
    )


def test_a_corrected_page_comes_back(lantai: Callable, delivered: str, tmp_path: Path, home: User) -> None:
    out, page = tmp_path / "out", read_page()
    stem = f"{page.record.identifier}-p1"
    said = lantai("text", "export", "--batch", delivered, str(out), "--format", "page", "--images", "--json")
    assert said.code == 0, said.err
    assert (said.json["written"], said.json["there"], said.json["without_picture"]) == (9, 0, 0)
    assert {"page": f"{page}", "file": f"{stem}.xml", "outcome": "written", "reason": ""} in said.json["results"]
    with Image.open(out / f"{stem}.jpg") as image:
        assert image.size == (page.width, page.height)
    unchanged = lantai("text", "import", str(out), "--json")
    assert (unchanged.code, unchanged.json["unchanged"], unchanged.json["added"]) == (0, 9, 0), unchanged.out

    as_transkribus_gives_it_back(out / f"{stem}.xml", "添購路燈")
    (out / "mets.xml").write_text("<mets/>", encoding="utf-8")
    dry = lantai("text", "import", str(out), "--dry-run")
    assert dry.out.endswith("10 files: 1 added, 8 unchanged, 0 refused, 1 left out; nothing was changed.\n")
    assert page.transcriptions.count() == 1
    said = lantai("text", "import", str(out), "--reason", "校對", "--json")
    assert said.code == 0, said.out
    assert (said.json["added"], said.json["unchanged"], said.json["left_out"]) == (1, 8, 1)
    text = page.transcriptions.get(current=True)
    assert (text.kind, text.text, text.corrected_by) == (TextKind.HUMAN, "添購路燈", home)
    assert text.glyph_boxes is not None
    assert text.glyph_boxes.union(text.text, 0, 2) == [(15, 3, 8, 16)]
    found = lantai("search", "添購路燈", "--as", "admin", "--json").json["hits"]
    assert [hit["identifier"] for hit in found if hit["page"] == 1] == [page.record.identifier]
    assert lantai("text", "import", str(out)).out.endswith("10 files: 0 added, 9 unchanged, 0 refused, 1 left out.\n")


@pytest.mark.parametrize("form", ["alto", "page", "hocr"])
def test_every_format_comes_back_unchanged_and_corrected(
    form: str, lantai: Callable, delivered: str, tmp_path: Path
) -> None:
    out, page = tmp_path / "out", read_page()
    lantai("text", "export", "--record", "L099-01-0001-0002", str(out), "--format", form)
    (file,) = out.glob(f"{page.record.identifier}-p1.*")
    assert lantai("text", "import", str(out), "--json").json["added"] == 0
    correct(file, "流", "添")
    assert lantai("text", "import", str(out), "--json").json["added"] == 1
    assert page.transcriptions.get(current=True).text == "添購略燈"


def test_files_that_are_there_stay(lantai: Callable, delivered: str, tmp_path: Path) -> None:
    asked = ("text", "export", "--record", "L099-01-0001-0002", str(tmp_path), "--format", "txt")
    assert lantai(*asked).out.endswith("1 texts written, 0 were there already.\n")
    file = tmp_path / f"{read_page().record.identifier}-p1.txt"
    assert file.read_text(encoding="utf-8") == "流購略燈\n"
    file.write_text("changed", encoding="utf-8")
    assert lantai(*asked).out.endswith("0 texts written, 1 were there already.\n")
    assert file.read_text(encoding="utf-8") == "changed"
    lantai(*asked, "--force")
    assert file.read_text(encoding="utf-8") == "流購略燈\n"


def test_a_file_is_found_by_the_name_of_its_image(lantai: Callable, delivered: str, tmp_path: Path) -> None:
    page = read_page()
    lantai("text", "export", "--record", "L099-01-0001-0002", str(tmp_path), "--format", "page")
    (file,) = tmp_path.glob("*.xml")
    odd = file.rename(tmp_path / "0001_of_a_collection.xml")
    correct(odd, "流", "添")
    said = lantai("text", "import", str(tmp_path), "--json")
    scans = Page.objects.filter(file__endswith=Path(page.file).name).count()
    if scans == 1:
        assert said.json["results"][0]["page"] == str(page)
    else:
        assert "Several pages have a scan called" in said.json["results"][0]["reason"]
    correct(odd, f'imageFilename="{Path(page.file).name}"', f'imageFilename="scans/{file.stem}.jpg"')
    (one,) = lantai("text", "import", str(tmp_path), "--json").json["results"]
    assert (one["page"], one["outcome"]) == (str(page), "unchanged" if scans == 1 else "added")


def test_what_cannot_be_taken_over_is_told_and_the_rest_is_taken(
    lantai: Callable, delivered: str, tmp_path: Path
) -> None:
    page = read_page()
    lantai("text", "export", "--record", "L099-01-0001-0002", str(tmp_path), "--format", "alto")
    (file,) = tmp_path.glob("*.xml")
    whole = file.read_text(encoding="utf-8")
    correct(file, "流", "添")
    (tmp_path / "a-broken.xml").write_text(whole[:500], encoding="utf-8")
    (tmp_path / "b-p7.xml").write_text(whole.replace(Path(page.file).name, "none.jpg"), encoding="utf-8")
    (tmp_path / f"z{file.name[1:]}").write_text(
        whole.replace(Path(page.file).name, f"{file.stem}.jpg"), encoding="utf-8"
    )
    said = lantai("text", "import", str(tmp_path), "--json")
    assert (said.code, said.json["refused"], said.json["added"]) == (1, 3, 1)
    reasons = [one["reason"] for one in said.json["results"] if one["outcome"] == "refused"]
    assert "no well-formed XML" in reasons[0]
    assert reasons[1].startswith("No page is called “b-p7”, and none has a scan called “none.jpg”")
    assert reasons[2] == f"{file.name} is of the same page; expected one file a page."


def test_a_file_made_before_somebody_else_s_correction_is_refused(
    lantai: Callable, delivered: str, tmp_path: Path
) -> None:
    lantai("user", "add", "mei", "--role", "digitiser")
    mine, theirs = tmp_path / "mine", tmp_path / "theirs"
    for folder in (mine, theirs):
        lantai("text", "export", "--record", "L099-01-0001-0002", str(folder), "--format", "page")
    for folder, char in ((mine, "添"), (theirs, "沾")):
        for file in folder.glob("*.xml"):
            correct(file, "流", char)
    assert lantai("text", "import", str(mine), "--by", "mei").code == 0
    said = lantai("text", "import", str(theirs))
    assert said.code == 1
    assert "mei has corrected this page since" in said.out
    assert read_page().transcriptions.get(current=True).text == "添購略燈"


def test_corrected_lines_become_pairs(lantai: Callable, delivered: str, tmp_path: Path) -> None:
    out, pairs, page = tmp_path / "out", tmp_path / "pairs", read_page()
    lantai("text", "export", "--record", "L099-01-0001-0002", str(out), "--format", "alto")
    for file in out.glob("*.xml"):
        correct(file, "流", "添")
    assert lantai("text", "pairs", "--batch", delivered, str(pairs), "--json").json["pairs_written"] == 0
    lantai("text", "import", str(out))
    said = lantai("text", "pairs", "--batch", delivered, str(pairs), "--json")
    assert (said.code, said.json["pairs_written"], said.json["without_place"]) == (0, 1, 0)
    name = f"{page.record.identifier}-p1-l001"
    assert (pairs / f"{name}.gt.txt").read_text(encoding="utf-8") == "添購略燈\n"
    with Image.open(pairs / f"{name}.png") as image:
        assert image.size == (8, 32)
    (line,) = (pairs / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line) == {
        "name": name,
        "identifier": page.record.identifier,
        "page": 1,
        "line": 1,
        "box": [15, 3, 8, 32],
        "direction": "ttb",
        "engine": {"name": "drawn", "version": "1.2"},
    }
    again = lantai("text", "pairs", "--batch", delivered, str(pairs))
    assert again.out.endswith("0 pairs written, 1 were there already.\n")
    assert (pairs / "manifest.jsonl").read_text(encoding="utf-8").splitlines() == [line]


def test_lines_that_their_picture_would_not_show_are_no_pairs(lantai: Callable, delivered: str, tmp_path: Path) -> None:
    text = read_page().transcriptions.get()
    in_two_columns = [(30, 3, 8, 8), (30, 11, 8, 8), (15, 3, 8, 8), (15, 11, 8, 8)]
    one_not_found = [(30, 3, 8, 8), (0, 0, 0, 0), (30, 19, 8, 8), (30, 27, 8, 8)]
    for rows in (in_two_columns, one_not_found):
        boxes = GlyphBoxes.from_rows(np.array(rows, dtype=np.int32)).pack()
        Transcription.objects.filter(pk=text.pk).update(kind=TextKind.HUMAN, boxes=boxes, alto="")
        said = lantai("text", "pairs", "--batch", delivered, str(tmp_path), "--json")
        assert (said.json["pairs_written"], said.json["without_place"]) == (0, 1)


def test_pages_of_a_volume_go_by_the_volume(lantai: Callable, home: User, tmp_path: Path) -> None:
    bound: Bound = bind(by=home)
    lantai("text", "export", "--record", bound.first.code, str(tmp_path / "first"))
    assert sorted(path.name for path in (tmp_path / "first").glob("*.xml")) == [
        f"{bound.volume.identifier}-p{number}.xml" for number in (2, 3, 4)
    ]
    said = lantai("text", "export", "--record", bound.volume.code, str(tmp_path / "all"), "--json")
    assert said.json["written"] == 8
    Transcription.objects.filter(page=bound.pages[3]).update(kind=TextKind.HUMAN)
    assert derivatives.pyramid_path(bound.volume.identifier, 3).exists()
    said = lantai("text", "pairs", "--record", bound.first.code, str(tmp_path / "pairs"), "--json")
    assert (said.json["pairs_written"], said.json["without_place"]) == (0, 1)


@pytest.mark.parametrize(
    "arguments",
    [
        ("export", "out"),
        ("export", "out", "--batch", "b", "--record", "c"),
        ("export", "out", "--record", "nothing has it"),
        ("export", "out", "--record", "a", "--format", "docx"),
        ("import", "no such folder"),
        ("pairs", "out"),
    ],
)
def test_nonsense_is_wrong_use(arguments: tuple[str, ...], lantai: Callable, home: User, tmp_path: Path) -> None:
    given = [str(tmp_path / one) if one == "out" else one for one in arguments]
    said = lantai("text", *given)
    assert (said.code, said.err.count("\n")) == (2, 1)
    assert not (tmp_path / "out").exists()
