"""Tables: vertical forms filled with a brush, and horizontal ledgers and forms of later years."""

from typing import Any

from samples.make.markup import BRUSH, SERIF, body, brushed, seal, set_in_type
from samples.make.press import Sheet

WIDTH, HEIGHT = 1000, 1400


def vertical_table(page: dict[str, Any], seed: int) -> Sheet:
    """A table read from the right: ``columns`` are lists of cells from the top, the first one being printed; so is each
    column's first cell. ``heights`` are the rows' heights in pixels; ``title``, ``date`` and ``signed`` stand around.
    """
    columns: list[list[str]] = page["columns"]
    heights: list[int] = page["heights"]
    left, top, wide = 90, 250, 820
    step = wide / len(columns)
    cells, at = "", 0.0
    for i, column in enumerate(columns):
        at = top
        for k, cell in enumerate(column):
            printed = i == 0 or k == 0
            text = set_in_type(cell) if printed else brushed(cell, seed + i * 31 + k, stroke=0.7)
            cells += (
                f'<div class="v k {"h" if printed else "hand"}" style="left:{left + wide - step * (i + 1):.1f}px;'
                f'top:{at}px;width:{step:.1f}px;height:{heights[k]}px"><div data-t>{text}</div></div>'
            )
            at += heights[k]
    size = page.get("size", min(42, step * 0.36))
    style = (
        f".k{{position:absolute;display:flex;align-items:center;justify-content:center;font:400 {size}px/1.15 {BRUSH};"
        f"letter-spacing:3px;-webkit-text-stroke:.7px #1a1512}}.k.h{{font:500 {size * 0.82:.1f}px/1.15 {SERIF};"
        "letter-spacing:6px;-webkit-text-stroke:0}"
    )
    content = _grid(left, top, wide, step, len(columns), heights) + _title(page, seed) + cells + _signed(page, seed)
    return Sheet(body(WIDTH, HEIGHT, style, content), WIDTH, HEIGHT, "vertical")


def _grid(left: int, top: int, wide: int, step: float, count: int, heights: list[int]) -> str:
    across = "".join(f"M{left} {top + sum(heights[:k])}h{wide}" for k in range(1, len(heights)))
    down = "".join(f"M{left + step * i:.1f} {top}v{sum(heights)}" for i in range(1, count))
    return (
        f'<svg width="{WIDTH}" height="{HEIGHT}" fill="none" stroke="#2a211a"><rect x="{left}" y="{top}" width="{wide}"'
        f' height="{sum(heights)}" stroke-width="6"/><path stroke-width="1.8" d="{across}{down}"/></svg>'
    )


def _title(page: dict[str, Any], seed: int) -> str:
    return (
        f'<div data-t style="position:absolute;right:120px;top:96px;font:600 46px {SERIF};letter-spacing:.3em">'
        f"{set_in_type(page['title'])}</div>"
        f'<div class="hand" data-t style="position:absolute;left:96px;top:182px;font:400 29px {BRUSH}">'
        f"{brushed(page['date'], seed + 7, stroke=0.5)}</div>"
    )


def _signed(page: dict[str, Any], seed: int) -> str:
    out = ""
    if signed := page.get("signed"):
        out += (
            f'<div class="hand" data-t style="position:absolute;right:96px;top:1334px;font:400 27px {BRUSH}">'
            f"{brushed(signed, seed + 8, stroke=0.5)}</div>"
        )
    return out + "".join(seal(text, place, size=size) for text, place, size in page.get("seals", ()))


def ledger(page: dict[str, Any], seed: int) -> Sheet:
    """A horizontal ledger or form: ``head`` the printed column names, ``rows`` the entries, ``widths`` the columns'
    shares; ``title``, ``notes`` (left, right) above it and ``foot`` lines below. ``hand``: filled in by a pen.
    """
    pen = page.get("hand", True)
    shares = page.get("widths") or [1] * len(page["head"])
    total = sum(shares)
    columns = "".join(f'<col style="width:{100 * share / total:.2f}%">' for share in shares)
    head = "".join(f"<th data-t>{set_in_type(cell)}</th>" for cell in page["head"])
    rows = "".join(
        "<tr>"
        + "".join(
            f"<td{' class=hand' if pen else ''} data-t>{_cell(cell, seed + i * 17 + k, pen)}</td>"
            for k, cell in enumerate(row)
        )
        + "</tr>"
        for i, row in enumerate(page["rows"])
    )
    notes = "".join(f"<span data-t>{set_in_type(note)}</span>" for note in page.get("notes", ()))
    foot = "".join(f"<div data-t>{set_in_type(line)}</div>" for line in page.get("foot", ()))
    size = page.get("size", 27)
    style = (
        f".w{{position:absolute;inset:90px 84px 60px}}"
        f"h1{{font:700 44px/1.3 {SERIF};letter-spacing:.28em;text-align:center}}"
        f".notes{{display:flex;justify-content:space-between;font:500 24px {SERIF};margin:26px 4px 14px}}"
        f"table{{width:100%;border-collapse:collapse;table-layout:fixed;border:4px solid #2a211a}}"
        f"th,td{{border:1.5px solid #4a3f35;height:{page.get('row', 58)}px;text-align:center;font:600 24px {SERIF}}}"
        f"td{{font:400 {size}px/1.2 {BRUSH if pen else SERIF}}}.foot{{font:500 24px/1.9 {SERIF};margin-top:20px}}"
    )
    seals = "".join(seal(text, place, size=size) for text, place, size in page.get("seals", ()))
    content = (
        f'<div class="w"><h1 data-t>{set_in_type(page["title"])}</h1><div class="notes">{notes}</div>'
        f"<table><colgroup>{columns}</colgroup><tr>{head}</tr>{rows}</table><div class=foot>{foot}</div></div>{seals}"
    )
    return Sheet(body(WIDTH, HEIGHT, style, content), WIDTH, HEIGHT, "horizontal")


def _cell(text: str, seed: int, pen: bool) -> str:
    return brushed(text, seed, stroke=0.5) if pen else set_in_type(text)
