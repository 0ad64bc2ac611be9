"""What the confidence of the default reading engine is worth, measured on drawn pages: the constants of
``digitisation/quality/scale.py``, and how well they hold on the measuring part.

    python -m tools.sureness

The constants are made from the tuning part only; of the measuring part it is told how far they hold there.
"""

from __future__ import annotations

from dataclasses import asdict

from bench.reading.pages import pages

from lantai.adapters.ocr.rapidocr import RapidOcr
from lantai.digitisation.quality.doubt import expected_wrong
from lantai.digitisation.quality.engines import engine_key
from lantai.digitisation.quality.measuring import measure
from lantai.digitisation.quality.scale import Scale, scale_from

Measured = tuple[float, int, int]
"""The engine's doubt of a page, wrong characters, and characters in all."""


def measured(part: str, engine: RapidOcr) -> list[Measured]:
    found = []
    for page in pages((part,), ""):
        reading = engine.read(page.image)
        told = measure(reading.text, page.told["text"])
        found.append((expected_wrong(reading) or 0.0, told.wrong, told.of))
    return found


def report(part: str, rows: list[Measured], scale: Scale) -> str:
    wrong, of = sum(row[1] for row in rows), sum(row[2] for row in rows)
    expected = sum(scale.of(doubt)[0] * count for doubt, _wrong, count in rows)
    within = sum(holds(scale, *row) for row in rows)
    return f"{part}: estimated {expected / of:.1%}, true {wrong / of:.1%}; {within} of {len(rows)} pages within bounds"


def holds(scale: Scale, doubt: float, wrong: int, of: int) -> bool:
    """Whether a page lies between its bounds, give or take half a character."""
    _rate, low, high = scale.of(doubt)
    return low * of - 0.5 <= wrong <= high * of + 0.5


def main() -> None:
    engine = RapidOcr(threads=1)
    tuning = measured("tuning", engine)
    scale = scale_from(tuning)
    print(f"engine {engine_key(asdict(engine.info))}: {scale}")
    print(report("tuning", tuning, scale))
    print(report("measuring", measured("measuring", engine), scale))


main()
