"""Building: from the page texts in ``samples/data`` to the delivery's images, delivered text and ground truth."""

import json
import tomllib
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from samples.make.ageing import Look, aged
from samples.make.glyphs import page_text, truth
from samples.make.kinds.drawn import plan, woodcut
from samples.make.kinds.leaves import cover, leaf
from samples.make.kinds.letters import letter
from samples.make.kinds.newspapers import newspaper
from samples.make.kinds.pictures import photograph, plate, stereo
from samples.make.kinds.playbills import playbill
from samples.make.kinds.tables import ledger, vertical_table
from samples.make.kinds.typed import typed
from samples.make.press import Press, Sheet

SAMPLES = Path(__file__).parent.parent
DATA, DELIVERY, TRUTH = SAMPLES / "data", SAMPLES / "delivery", SAMPLES / "truth"
IMAGES, TEXTS = "圖像", "全文TXT"

KINDS: dict[str, Callable[[dict[str, Any], int], Sheet]] = {
    "letter": letter,
    "leaf": leaf,
    "cover": cover,
    "table": vertical_table,
    "ledger": ledger,
    "typed": typed,
    "newspaper": newspaper,
    "playbill": playbill,
    "woodcut": woodcut,
    "plan": plan,
}

PICTURES: dict[str, Callable[[Press, dict[str, Any], int], Sheet]] = {
    "photograph": photograph,
    "stereo": stereo,
    "plate": plate,
}


@dataclass(frozen=True)
class PageText:
    """One page to be drawn: its place, its kind and look, and what the kind needs."""

    code: str
    number: int
    look: Look
    fields: dict[str, Any]
    delivers_text: bool

    @property
    def seed(self) -> int:
        """The same for the same page, for ever."""
        return zlib.crc32(f"{self.code}/{self.number}".encode()) & 0x7FFFFFFF


def looks() -> dict[str, Look]:
    """The looks of ``looks.toml`` by name."""
    table = tomllib.loads((DATA / "looks.toml").read_text("utf-8"))
    return {name: _look(fields) for name, fields in table.items()}


def _look(fields: dict[str, Any]) -> Look:
    return Look(**{key: _frozen(value) for key, value in fields.items()})


def _frozen(value: Any) -> Any:
    """TOML's lists as tuples, all the way down."""
    return tuple(_frozen(part) for part in value) if isinstance(value, list) else value


def page_texts() -> Iterator[PageText]:
    """Every page that has an image, in order of code and number."""
    known = looks()
    for path in sorted((DATA / "pages").glob("*.toml")):
        item = tomllib.loads(path.read_text("utf-8"))
        for number, fields in enumerate(item["page"], start=1):
            look = known[fields.get("look", item.get("look"))]
            yield PageText(path.stem, number, look, fields, bool(item.get("text", False)))


def make_page(press: Press, page: PageText) -> int:
    """Draw, age and write one page with its truth and, where the contractor gave it, its text; the image's bytes."""
    drawn = press.draw(_sheet(press, page))
    scan = aged(drawn, page.look, page.seed)
    image = _place(DELIVERY / IMAGES, page, ".jpg")
    save(scan.pixels, image, page.look)
    height, width = scan.pixels.shape[:2]
    facts = truth(scan.lines, width=width, height=height, direction=drawn.direction)
    compact = json.dumps(facts, ensure_ascii=False, separators=(",", ":"))
    _place(TRUTH, page, ".json").write_text(compact + "\n", "utf-8")
    if page.delivers_text:
        _place(DELIVERY / TEXTS, page, ".txt").write_text(page_text(scan.lines) + "\n", "utf-8")
    return image.stat().st_size


def deliver_texts() -> int:
    """Copy the texts of items that were never photographed into the delivery; the number of pages."""
    found = sorted((DATA / "texts").glob("*/*.txt"))
    for source in found:
        target = DELIVERY / TEXTS / source.parent.name / source.name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(source.read_bytes())
    return len(found)


def _sheet(press: Press, page: PageText) -> Sheet:
    kind = page.fields["kind"]
    if kind in PICTURES:
        return PICTURES[kind](press, page.fields, page.seed)
    return KINDS[kind](page.fields, page.seed)


def _place(root: Path, page: PageText, suffix: str) -> Path:
    folder = root / page.code
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{page.number:04d}{suffix}"


def save(scan: NDArray[np.uint8], path: Path, look: Look) -> None:
    """Write a scan as JPEG with its resolution in JFIF and EXIF."""
    exif = Image.Exif()
    exif[0x011A] = exif[0x011B] = float(look.dpi)
    exif[0x0128] = 2  # inches
    Image.fromarray(scan).save(
        path,
        "JPEG",
        quality=look.quality,
        optimize=True,
        progressive=True,
        subsampling=2,
        dpi=(look.dpi, look.dpi),
        exif=exif,
    )
