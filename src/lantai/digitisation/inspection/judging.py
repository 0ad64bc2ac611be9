"""What was measured, held against the thresholds of a profile. Pure: other thresholds need no second decoding."""

from __future__ import annotations

from collections.abc import Iterator

from lantai.digitisation.inspection.inspected import Inspected, Measures, Problem
from lantai.digitisation.inspection.limits import Thresholds

_MILLIMETRES: float = 25.4


def judge(inspected: Inspected, thresholds: Thresholds) -> Inspected:
    """The same with the problems that these thresholds make of it, after those it has."""
    return inspected.with_problems(*_problems(inspected, thresholds))


def _problems(one: Inspected, thresholds: Thresholds) -> Iterator[Problem]:
    if one.width and not one.has("oversized-image"):
        yield from _of_the_header(one, thresholds)
    if one.measures is not None:
        yield from _of_the_page(one.measures, thresholds)


def _of_the_header(one: Inspected, thresholds: Thresholds) -> Iterator[Problem]:
    if low := low_resolution(one, dpi=thresholds.dpi, sheet=thresholds.sheet):
        yield low
    shortest = min(one.width, one.height)
    if thresholds.shortest_side is not None and shortest < thresholds.shortest_side:
        yield Problem("too-few-pixels", f"{one.width} × {one.height}", str(thresholds.shortest_side))
    if thresholds.modes and one.mode not in thresholds.modes:
        yield Problem("colour-mode", one.mode, ", ".join(thresholds.modes))
    if thresholds.pages is not None and one.pages > thresholds.pages:
        yield Problem("many-pages", str(one.pages), str(thresholds.pages))
    if thresholds.turned and one.turn != 1:
        yield Problem("exif-turn", str(one.turn), "1")


def low_resolution(one: Inspected, *, dpi: int | None, sheet: tuple[float, float] | None = None) -> Problem | None:
    """By the file's own dpi, then by its pixels where the sheet's size (millimetres, either way round) is known.

    By pixels the picture may lack a twentieth: sheets are cut and scans are trimmed.
    """
    if dpi is None:
        return None
    if one.dpi is not None and one.dpi < dpi:
        return Problem("low-resolution", f"{one.dpi} dpi", f"{dpi} dpi")
    if sheet is not None and one.width:
        pixels = zip(sorted((one.width, one.height)), sorted(sheet), strict=True)
        by_pixels = min(count / (side / _MILLIMETRES) for count, side in pixels)
        if by_pixels < dpi * 0.95:
            return Problem("low-resolution", f"{by_pixels:.0f} dpi ({one.width} × {one.height})", f"{dpi} dpi")
    return None


def _of_the_page(seen: Measures, thresholds: Thresholds) -> Iterator[Problem]:
    """On a blank page there is nothing to lean, to be cut or to be blurred."""
    if thresholds.blank is not None and seen.ink <= thresholds.blank:
        yield Problem("blank-page", f"{seen.ink:.4%}", f"{thresholds.blank:.4%}")
        return
    if _beyond(thresholds.skew, None if seen.skew is None else abs(seen.skew)):
        yield Problem("skewed", f"{seen.skew}°", f"{thresholds.skew}°")
    if _beyond(thresholds.border, max(seen.borders)):
        yield Problem("black-border", f"{max(seen.borders):.1%}", f"{thresholds.border:.1%}")
    if _beyond(thresholds.cut, seen.cut):
        yield Problem("cut-text", f"{seen.cut:.1%}", f"{thresholds.cut:.1%}")
    if thresholds.blur is not None and seen.blur is not None and seen.blur < thresholds.blur:
        yield Problem("blurred", str(seen.blur), str(thresholds.blur))
    if _beyond(thresholds.dark, seen.dark):
        yield Problem("clipped-shadows", f"{seen.dark:.1%}", f"{thresholds.dark:.1%}")
    if _beyond(thresholds.light, seen.light):
        yield Problem("clipped-lights", f"{seen.light:.1%}", f"{thresholds.light:.1%}")


def _beyond(threshold: float | None, found: float | None) -> bool:
    return threshold is not None and found is not None and found > threshold
