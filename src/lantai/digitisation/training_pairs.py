"""Corrected lines as pairs of picture and text, from which engines learn: ``<name>.png`` and ``<name>.gt.txt``.

The picture is cut from the master; a column stays upright as it is. ``manifest.jsonl`` tells of every pair where it
comes from and which engine had read the page before, and not who corrected it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any, Final, Literal

from django.db.models import Q, QuerySet

from lantai.digitisation.enums import TextKind
from lantai.digitisation.models import Page, Transcription
from lantai.digitisation.page_image import Picture, canvas
from lantai.digitisation.page_names import stem_of
from lantai.digitisation.pyramid import UnreadableImage
from lantai.digitisation.queries.readings import reading_of
from lantai.digitisation.text_export import MANIFEST
from lantai.ports.ocr import Line

_AT_ONCE: Final = 100
_TWO_ROWS: Final = 2.0
"""A line so many times broader than its characters is more than one row or column of the page."""


@dataclass(frozen=True, slots=True)
class Paired:
    """What became of one corrected page: pairs written, pairs that were there, lines of which it is not known where all
    of their characters stand; ``reason`` when there is no picture to cut them from."""

    page: str
    outcome: Literal["written", "there", "refused"]
    pairs_written: int = 0
    pairs_there: int = 0
    without_place: int = 0
    reason: str = ""


def corrected(pages: Q) -> int:
    """How many of these pages a person has corrected."""
    return _human(pages).count()


def write_pairs(pages: Q, folder: Path, *, force: bool = False) -> Iterator[Paired]:
    """Write the lines of every corrected page that has an image, page by page. Raises OSError.

    A pair that is there stays unless ``force``. The manifest is written at the end: of this run, and of what earlier
    runs left in the folder.
    """
    folder.mkdir(parents=True, exist_ok=True)
    told = _told(folder / MANIFEST)
    for text in _human(pages).order_by("page").iterator(chunk_size=_AT_ONCE):
        yield _page_pairs(text, folder, told, force=force)
    draft = folder / f".{MANIFEST}.part"
    with draft.open("w", encoding="utf-8") as manifest:
        manifest.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in told.values())
    draft.replace(folder / MANIFEST)


def _human(pages: Q) -> QuerySet[Transcription]:
    found = Transcription.objects.filter(current=True, kind=TextKind.HUMAN)
    found = found.filter(page__in=Page.objects.filter(pages).order_by()).exclude(page__file="")
    return found.select_related("page__record", "page__record_set", "page__instantiation")


def _told(manifest: Path) -> dict[str, dict[str, Any]]:
    """The lines of an earlier manifest by the names of their pairs."""
    try:
        with manifest.open(encoding="utf-8") as lines:
            found = [json.loads(line) for line in lines if line.strip()]
    except (FileNotFoundError, json.JSONDecodeError):
        return {}
    return {str(line.get("name")): line for line in found if isinstance(line, dict)}


def _page_pairs(text: Transcription, folder: Path, told: dict[str, dict[str, Any]], *, force: bool) -> Paired:
    lines = list(enumerate(reading_of(text).lines, 1))
    placed = [(number, line) for number, line in lines if _can_be_cut(line)]
    engine, written, there = _engine_before(text), 0, 0
    picture: Picture | None = None
    for number, line in placed:
        name = f"{stem_of(text.page)}-l{number:03d}"
        if _is_there(folder, name) and not force:
            there += 1
        else:
            try:
                picture = picture if picture is not None else canvas(text.page)
            except UnreadableImage as error:
                return Paired(str(text.page), "refused", reason=str(error))
            _put(folder, name, picture, line)
            written += 1
        told[name] = _entry(name, text.page, number, line, engine)
    outcome: Literal["written", "there"] = "written" if written or not there else "there"
    return Paired(str(text.page), outcome, written, there, len(lines) - len(placed))


def _can_be_cut(line: Line) -> bool:
    """Whether the box of a line shows what its text says: all characters, and those of no other row or column.

    A delivered text knows neither of those that were not found on the image, nor where a column ends.
    """
    if not (line.text.strip() and line.box.width and line.box.height):
        return False
    if not line.glyphs:
        return True
    spelt = "".join(glyph.text for glyph in line.glyphs if glyph.box.width and glyph.box.height)
    down = line.direction in ("ttb", "btt")
    breadth = median(glyph.box.width if down else glyph.box.height for glyph in line.glyphs)
    return spelt == "".join(line.text.split()) and (line.box.width if down else line.box.height) < _TWO_ROWS * breadth


def _engine_before(text: Transcription) -> dict[str, str] | None:
    """Name and version of the engine whose reading was there last; None where no machine read the page."""
    machines = Transcription.objects.filter(page=text.page_id, kind=TextKind.OCR, pk__lt=text.pk)
    engine = machines.order_by("-pk").values_list("engine", flat=True).first()
    return {"name": str(engine.get("name", "")), "version": str(engine.get("version", ""))} if engine else None


def _is_there(folder: Path, name: str) -> bool:
    return (folder / f"{name}.png").exists() and (folder / f"{name}.gt.txt").exists()


def _put(folder: Path, name: str, picture: Picture, line: Line) -> None:
    box = line.box
    width, height = min(box.width, picture.width - box.x), min(box.height, picture.height - box.y)
    cut = picture.crop(box.x, box.y, width, height).pngsave_buffer(keep="none")
    for target, content in ((folder / f"{name}.png", cut), (folder / f"{name}.gt.txt", f"{line.text}\n".encode())):
        draft = target.with_name(f".{target.name}.part")
        draft.write_bytes(content)
        draft.replace(target)


def _entry(name: str, page: Page, number: int, line: Line, engine: dict[str, str] | None) -> dict[str, Any]:
    return {
        "name": name,
        "identifier": page.holder.identifier,
        "page": page.number,
        "line": number,
        "box": list(line.box),
        "direction": line.direction,
        "engine": engine,
    }
