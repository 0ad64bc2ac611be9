"""Pages of the measuring set: from a row of the plan to an image and its ground truth."""

from __future__ import annotations

import json
import tomllib
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import numpy as np
from PIL import Image

from samples.make.ageing import Look, Scan, aged
from samples.make.build import DATA, SAMPLES, save
from samples.make.glyphs import Glyph, Line, truth
from samples.make.markup import BRUSH, SERIF, seal
from samples.make.measuring import newspapers, papers
from samples.make.measuring.faces import FACES, Face
from samples.make.measuring.grammar import Writer
from samples.make.measuring.looks import DRAWN_DPI, QUALITY, look
from samples.make.press import Drawn, Press, Sheet

MEASURING = SAMPLES / "measuring"
IMAGES, TRUTH = MEASURING / "images", MEASURING / "truth"
CLOSE = 0.7  # characters nearer than this part of their size lie on one another
CSS_DPI = 200  # a CSS pixel of a sheet is a pixel at this resolution

NEWS = ("vertical", "mixed-sizes", "rtl-headline", "spanning-headline", "table")
TRAITS: dict[str, tuple[str, ...]] = {
    "front": (*NEWS, "four-decks", "masthead", "advertisements"),
    "inside": (*NEWS, "four-decks", "advertisements"),
    "marked": (*NEWS, "four-decks", "advertisements", "marks"),
    "sixdeck": (*NEWS, "six-decks"),
    "advertisements": ("vertical", "mixed-sizes", "advertisements"),
    "gazette": ("vertical", "double-row-notes"),
    "spread": ("vertical", "spread", "double-row-notes"),
    "form": ("vertical", "table", "form"),
    "account": ("horizontal", "table"),
    "contents": ("contents",),
    "letter": ("vertical", "letter"),
    "typescript": ("horizontal", "marks"),
}
"""What every page of a kind has."""


@dataclass(frozen=True)
class Plan:
    """A row of the plan."""

    name: str
    kind: str
    face: Face
    face_name: str
    dpi: int
    damage: tuple[str, ...]

    @property
    def number(self) -> int:
        """Which of its kind it is, from 1."""
        return int(self.name.rpartition("-")[2])

    @property
    def seed(self) -> int:
        """The same for the same name, for ever."""
        return zlib.crc32(f"measuring/{self.name}".encode()) & 0x7FFFFFFF

    @property
    def features(self) -> tuple[str, ...]:
        """What can be asked of the page: what its kind has, where its marks stand, how it was set and damaged."""
        return (
            *TRAITS.get(self.kind, ()),
            *self._own(),
            *(("handwriting",) if self.face.written else ()),
            *self.damage,
        )

    def _own(self) -> tuple[str, ...]:
        if self.kind == "marked":
            return ("marks-beside",) if self.number % 2 else ("marks-inline",)
        if self.kind == "contents":
            return ("vertical",) if self.number % 4 else ("horizontal",)
        return ("marks-inline",) if self.kind == "typescript" else ()


def plans() -> Iterator[Plan]:
    """The plan's pages, in its order."""
    for row in tomllib.loads((DATA / "measuring" / "pages.toml").read_text("utf-8"))["pages"]:
        yield Plan(row["name"], row["kind"], FACES[row["face"]], row["face"], row["dpi"], tuple(row["damage"]))


@dataclass(frozen=True)
class Folders:
    """Where images and truths are written."""

    images: Path = IMAGES
    truths: Path = TRUTH


def make_page(press: Press, plan: Plan) -> int:
    """Draw, age and write one page with its truth; the image's bytes."""
    writer = Writer(plan.face, newspapers.chance_of(plan.name))
    return write_page(press, plan, writer, sheets_of(plan, writer), Folders())


def write_page(press: Press, plan: Plan, writer: Writer, sheets: list[Sheet], folders: Folders) -> int:
    """As ``make_page``, of sheets that are there, into folders of one's own."""
    drawn = [press.draw(_finished(sheet, plan, writer)) for sheet in sheets]
    whole = drawn[0] if len(drawn) == 1 else side_by_side(drawn[0], drawn[1])
    _check_drawable(whole, plan)
    scan = aged(whole, look(plan.damage, spread=len(sheets) > 1), plan.seed)
    return _write(plan, scan, whole.direction, folders)


def sheets_of(plan: Plan, writer: Writer) -> list[Sheet]:
    """The sheet of a page, or the two of a spread, the right one first."""
    marks = {0: "inline", 1: "beside"}[plan.number % 2] if plan.kind == "marked" else "none"
    kinds: dict[str, Callable[[], Sheet]] = {
        "front": lambda: newspapers.newspaper(writer, first=True),
        "inside": lambda: newspapers.newspaper(writer, first=False),
        "marked": lambda: newspapers.newspaper(writer, first=plan.number == 1, marks=marks),
        "sixdeck": lambda: newspapers.newspaper(writer, first=False, decks=6),
        "advertisements": lambda: newspapers.advertisements(writer),
        "gazette": lambda: papers.gazette(writer),
        "spread": lambda: papers.gazette(writer),
        "form": lambda: papers.form(writer, plan.seed),
        "account": lambda: papers.account(writer, plan.seed),
        "contents": lambda: papers.contents(writer, vertical="vertical" in plan.features),
        "letter": lambda: papers.handwriting(writer, plan.seed),
        "typescript": lambda: papers.typescript(writer, plan.seed),
    }
    return [kinds[plan.kind]() for _ in range(2 if plan.kind == "spread" else 1)]


def _finished(sheet: Sheet, plan: Plan, writer: Writer) -> Sheet:
    """The sheet in the page's face and resolution, sealed where the plan says so."""
    html = sheet.html
    if "seal" in plan.damage:
        x, y = (round(part * writer.chance.uniform(0.25, 0.6)) for part in (sheet.width, sheet.height))
        stamps = seal("臨河縣/公署之印", f"left:{x}px;top:{y}px", size=44) + seal(
            "收訖/之章", f"left:{sheet.width - x}px;top:{sheet.height - y}px", size=34, turn=-4
        )
        html = html.replace("</body>", stamps + "</body>")
    face = f"'{plan.face.family}'"
    return replace(sheet, html=html.replace(SERIF, face).replace(BRUSH, face), scale=DRAWN_DPI / CSS_DPI)


def _check_drawable(drawn: Drawn, plan: Plan) -> None:
    """Stop where a character would come from another face, or where the face's advances down a column are broken."""
    strange = {glyph.char for line in drawn.lines for glyph in line.glyphs if not plan.face.draws(glyph.char)}
    if strange:
        raise SystemExit(f"{plan.name}: {plan.face.family} does not draw {''.join(sorted(strange))}.")
    for line in drawn.lines:
        for first, second in pairwise(glyph for glyph in line.glyphs if glyph.char not in "。、"):
            if max(abs(first.x - second.x), abs(first.y - second.y)) < CLOSE * min(first.w, first.h):
                raise SystemExit(f"{plan.name}: {plan.face.family} sets {first.char} and {second.char} on one another.")


def side_by_side(right: Drawn, left: Drawn) -> Drawn:
    """Two pages of an open volume, the right one read first."""
    picture = np.concatenate([left.picture, right.picture], axis=1)
    shift = left.picture.shape[1]

    def moved(line: Line) -> Line:
        return line.with_glyphs(tuple(replace(glyph, x=glyph.x + shift) for glyph in line.glyphs))

    lines, pictures = (
        (*map(moved, ours), *others) for ours, others in ((right.lines, left.lines), (right.pictures, left.pictures))
    )
    return Drawn(picture, lines, right.direction, pictures)


def _write(plan: Plan, scan: Scan, direction: str, folders: Folders) -> int:
    """Write image and truth at the page's resolution. Pages with red seals keep their colour, the others are grey."""
    whole = Image.fromarray(scan.pixels).convert("RGB" if "seal" in plan.damage else "L")
    size = (round(whole.width * plan.dpi / DRAWN_DPI), round(whole.height * plan.dpi / DRAWN_DPI))
    image = _place(folders.images, plan.name, ".jpg")
    save(np.asarray(whole.resize(size, Image.Resampling.BOX)), image, Look(dpi=plan.dpi, quality=QUALITY))
    smaller = _shrunk(size[0] / whole.width, size[1] / whole.height)
    facts = truth(tuple(map(smaller, scan.lines)), width=size[0], height=size[1], direction=direction)
    facts |= {"kind": plan.kind, "face": plan.face_name, "dpi": plan.dpi, "features": list(plan.features)}
    facts["order"] = list(range(len(scan.lines)))
    if scan.pictures:
        facts["pictures"] = [[round(value) for value in smaller(one).box()] for one in scan.pictures]
    compact = json.dumps(facts, ensure_ascii=False, separators=(",", ":"))
    _place(folders.truths, plan.name, ".json").write_text(compact + "\n", "utf-8")
    return image.stat().st_size


def _shrunk(across: float, down: float) -> Callable[[Line], Line]:
    """Takes lines to an image so many times as wide and as high."""

    def glyph(one: Glyph) -> Glyph:
        return Glyph(one.char, one.x * across, one.y * down, one.w * across, one.h * down)

    return lambda line: line.with_glyphs(tuple(map(glyph, line.glyphs)))


def _place(root: Path, name: str, suffix: str) -> Path:
    root.mkdir(parents=True, exist_ok=True)
    return root / f"{name}{suffix}"
