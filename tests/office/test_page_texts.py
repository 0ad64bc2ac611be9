"""The workbench of a page's text: what lies on it, who may correct, and what a correction keeps."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lantai.accounts.models import User
from lantai.catalogue.enums import CarrierKind
from lantai.catalogue.models import Instantiation, Record
from lantai.digitisation import protected_names
from lantai.digitisation.domain.correcting import correct_page
from lantai.digitisation.domain.keeping import keep_reading
from lantai.digitisation.enums import TextKind
from lantai.digitisation.models import Page, Transcription
from lantai.digitisation.queries.readings import reading_of
from lantai.journal.models import LogEntry
from lantai.office.forms.page_texts import CorrectForm
from lantai.office.queries.page_texts import find_text
from lantai.ports.ocr import Article, Box, EngineInfo, Glyph, Line, Reading, Region
from lantai.values.geometry import GlyphBoxes

pytestmark = pytest.mark.django_db

At = Callable[..., Client]
ENGINE = EngineInfo("an engine", "1.0")


def column(
    text: str, left: int, *, sure: float = 0.99, **doubtful: tuple[float, tuple[tuple[str, float], ...]]
) -> Line:
    """A line from the top downwards, forty pixels a character; ``doubtful``: how sure of a character, and what else."""
    glyphs = []
    for at, char in enumerate(text):
        confidence, others = doubtful.get(char, (sure, ()))
        glyphs.append(Glyph(char, Box(left, 100 + 40 * at, 40, 40), confidence, others))
    return Line(text, Box(left, 100, 40, 40 * len(text)), sure, "ttb", tuple(glyphs))


PIECE = Article(1, continued_on="下接第三版")
READ = Reading(
    800,
    1000,
    (
        Region(Box(600, 0, 200, 1000), (column("呈為束北", 700, 束=(0.4, (("東", 0.3),))), column("水災", 640))),
        Region(Box(0, 0, 500, 1000), (column("己未年", 400, 己=(0.7, ())),), "caption", PIECE),
    ),
    ENGINE,
    1.0,
)


@pytest.fixture
def page(record: Record, clerk: User) -> Page:
    scan = Instantiation.objects.create(identifier="scan", record=record, kind=CarrierKind.MASTER_SCAN)
    page = Page.objects.create(
        record=record, instantiation=scan, number=1, file="0001.jpg", width=800, height=1000, derived=True
    )
    Page.objects.create(record=record, instantiation=scan, number=2, file="0002.jpg", width=800, height=1000)
    keep_reading(page, READ, by=clerk)
    return page


def url(page: Page) -> str:
    return reverse("office_page_correct", args=[f"{page.holder.identifier}.{page.number}"])


def typed(answer: object) -> dict[str, str]:
    """What the form would send if nothing were changed."""
    form: CorrectForm = answer.context["form"]  # type: ignore[attr-defined]
    data = {"seen": str(form["seen"].value() or ""), "reason": "", "then": "stay"}
    for number, line in enumerate(form.lines):
        data |= {
            f"t.{number}": line.text,
            f"b.{number}": line.place,
            f"d.{number}": line.direction,
            f"r.{number}": str(line.region),
            f"o.{number}": str(number),
        }
    return data


def current(page: Page) -> Transcription:
    return page.transcriptions.get(current=True)


def test_lines_lie_in_order_with_their_places_and_doubts_come_first(at_desk: At, page: Page) -> None:
    text = at_desk("cataloguer").get(url(page)).context["subject"]
    assert [(line.text, line.place, line.region) for line in text.lines] == [
        ("呈為束北", "700 100 40 160", 0),
        ("水災", "640 100 40 80", 0),
        ("己未年", "400 100 40 120", 1),
    ]
    (first, doubt), (second, other) = text.doubts
    assert (first, doubt.text, doubt.percent, doubt.offered[0]) == (0, "束", 40, "東")
    assert (second, other.text, other.percent, set(other.offered)) == (2, "己", 70, {"已", "巳"})
    assert (text.before, text.after) == ("", f"{page.holder.identifier}.2")


def test_a_correction_is_a_version_with_who_why_and_places(at_desk: At, page: Page) -> None:
    client = at_desk("cataloguer")
    said = typed(client.get(url(page))) | {"t.0": "呈為東北", "reason": "誤識"}
    assert client.post(url(page), said).headers["Location"] == url(page)
    made = current(page)
    assert (made.kind, made.text, str(made.corrected_by)) == (TextKind.HUMAN, "呈為東北\n水災\n己未年", "cataloguer")
    assert [(region.kind, region.article) for region in reading_of(made).regions] == [
        ("text", None),
        ("caption", PIECE),
    ]
    boxes = made.glyph_boxes
    assert boxes is not None
    assert boxes.rows[2].tolist() == [700, 180, 40, 40]
    assert page.transcriptions.get(current=False).text == "呈為束北\n水災\n己未年"
    entry = LogEntry.objects.get(verb="page.corrected")
    assert (entry.by, entry.payload.data["reason"]) == (made.corrected_by, "誤識")
    assert [doubt for line in find_text(key(page), made.corrected_by).lines for doubt in line.doubts] == []


def test_two_texts_lie_side_by_side_with_what_differs_marked(at_desk: At, page: Page) -> None:
    client = at_desk("cataloguer")
    named = reverse("office_page_versions", args=[key(page)])
    assert client.get(named).context["rows"] == []
    client.post(url(page), typed(client.get(url(page))) | {"t.0": "呈為東北", "t.1": ""})
    (changed, gone) = client.get(named).context["rows"]
    assert [(part.text, part.changed) for part in changed.before] == [("呈為", False), ("束", True), ("北", False)]
    assert [(part.text, part.changed) for part in changed.after] == [("呈為", False), ("東", True), ("北", False)]
    assert ([part.text for part in gone.before], gone.after) == (["水災"], ())
    assert client.get(named, {"old": "999", "new": "x"}).status_code == 200


def key(page: Page) -> str:
    return f"{page.holder.identifier}.{page.number}"


def test_lines_are_put_in_another_order_taken_out_and_added(at_desk: At, page: Page) -> None:
    client = at_desk("cataloguer")
    said = typed(client.get(url(page))) | {"o.2": "0", "o.0": "1", "o.1": "2", "t.1": " "}
    said |= {"t.3": "水　災", "b.3": "640 100 9999 80", "d.3": "ttb", "r.3": "0", "o.3": "3"}
    client.post(url(page), said)
    made = current(page)
    assert made.text == "己未年\n呈為束北\n水 災"
    boxes = made.glyph_boxes
    assert boxes is not None
    assert boxes.rows[-1].tolist()[0] + boxes.rows[-1].tolist()[2] <= 800


def test_nothing_is_written_when_nothing_is_said_anew(at_desk: At, page: Page) -> None:
    client = at_desk("cataloguer")
    client.post(url(page), typed(client.get(url(page))))
    assert page.transcriptions.count() == 1
    assert not LogEntry.objects.filter(verb="page.corrected").exists()


def test_what_somebody_else_corrected_meanwhile_is_not_written_over_and_nothing_typed_is_lost(
    at_desk: At, page: Page, user_with: Callable[..., User]
) -> None:
    client = at_desk("cataloguer")
    said = typed(client.get(url(page))) | {"t.0": "我的字"}
    correct_page(page, READ.__class__(800, 1000, READ.regions[:1], ENGINE, 0.0), by=user_with("digitiser"), seen=None)
    answer = client.post(url(page), said)
    assert answer.status_code == 422
    assert [line.text for line in answer.context["form"].lines] == ["我的字", "水災", "己未年"]
    assert current(page).text == "呈為束北\n水災"


@pytest.mark.parametrize("name", ["b.0", "d.0", "r.0", "o.0", "seen"])
@pytest.mark.parametrize("nonsense", ["", "-1", "9" * 30, "x", "0 0 0 0", "１ ２ ３ ４"])
def test_nonsense_in_hidden_fields_costs_no_text(at_desk: At, page: Page, name: str, nonsense: str) -> None:
    client = at_desk("cataloguer")
    answer = client.post(url(page), typed(client.get(url(page))) | {"t.0": "新文字四", name: nonsense})
    assert answer.status_code in {302, 422}
    if answer.status_code == 302:
        assert set(current(page).text.split("\n")) == {"新文字四", "水災", "己未年"}


def test_a_line_beyond_all_reason_is_refused_in_one_sentence(at_desk: At, page: Page) -> None:
    client = at_desk("cataloguer")
    answer = client.post(url(page), typed(client.get(url(page))) | {"t.0": "長" * 2_001})
    assert answer.status_code == 422
    assert answer.context["form"].non_field_errors() == [
        "The line “長長長長長長長長長長長長長長長長長長長長…” is longer than 2000 characters."
    ]


def test_a_page_without_a_text_takes_one(at_desk: At, page: Page) -> None:
    second = Page.objects.get(record=page.record, number=2)
    client = at_desk("digitiser")
    assert client.get(url(second)).context["form"].lines == ()
    client.post(url(second), {"seen": "", "t.0": "新題", "o.0": "0"})
    assert current(second).text == "新題"


@pytest.mark.parametrize("address", ["nobody.1", "x", "{holder}.9", "{holder}.１", "{holder}.", "{holder}.99999999999"])
def test_what_is_not_there_or_not_to_be_seen_is_not_found(at_desk: At, page: Page, address: str) -> None:
    named = reverse("office_page_correct", args=[address.format(holder=page.holder.identifier)])
    assert at_desk("cataloguer").get(named).status_code == 404


def test_delivered_text_is_corrected_too_and_stays_as_a_version(at_desk: At, page: Page) -> None:
    second = Page.objects.get(record=page.record, number=2)
    boxes = GlyphBoxes.from_rows(np.array([[10, 10, 40, 40], [10, 50, 40, 40]], np.int32))
    Transcription.objects.create(
        page=second, kind=TextKind.DELIVERED, text="交來", boxes=boxes.pack(), made_at=timezone.now()
    )
    client = at_desk("cataloguer")
    client.post(url(second), typed(client.get(url(second))) | {"t.0": "交到"})
    assert current(second).text == "交到"
    assert second.transcriptions.get(kind=TextKind.DELIVERED).text == "交來"


def test_delivered_text_lies_beside_what_the_machine_read_and_nothing_changes(
    at_desk: At, page: Page, clerk: User
) -> None:
    second = Page.objects.get(record=page.record, number=2)
    Page.objects.filter(pk=second.pk).update(derived=True)
    Transcription.objects.create(
        page=second, kind=TextKind.DELIVERED, text="呈為東北\n水災\n己未", made_at=timezone.now()
    )
    keep_reading(second, READ, by=clerk)
    answer = at_desk("cataloguer").get(url(second))
    subject = answer.context["subject"]
    assert [(one.line, one.at, one.delivered, one.machine) for one in subject.disagreed] == [
        (0, 2, "東", "束"),
        (2, 2, "", "年"),
    ]
    assert subject.doubts == [], "of a text that somebody typed no machine is in doubt"
    cut = subject.disagreed[0].cut
    assert (cut.region, cut.href.split("/")[-4]) == ((686, 166, 68, 68), "686,166,68,68")
    assert 'data-offer="束"' in answer.content.decode()
    assert current(second).text == "呈為東北\n水災\n己未"
    assert second.transcriptions.get(current=False).kind == TextKind.OCR


@pytest.fixture
def names() -> Iterator[None]:
    yield
    protected_names.path().unlink(missing_ok=True)


def test_protected_names_are_kept_and_offered_first(at_desk: At, page: Page, names: None) -> None:
    client, address = at_desk("cataloguer"), reverse("office_names_keep")
    seen = client.get(address).context["form"]["seen"].value()
    kept = client.post(address, {"names": "北洋\r\n為市北\tplace\r\n", "seen": seen})
    assert kept.headers["Location"] == reverse("office_doubtful_pages")
    (_line, first), _other = client.get(url(page)).context["subject"].doubts
    assert (first.text, first.offered[:2], first.name) == ("束", ("市", "東"), "為市北")
    stale = client.post(address, {"names": "東北", "seen": seen})
    assert stale.status_code == 422
    assert "Somebody else changed the list meanwhile" in stale.content.decode()
    protected_names.path().write_text("東北\tship\n", encoding="utf-8")
    assert client.get(url(page)).status_code == 200, "a list spoilt by hand shuts no desk"
