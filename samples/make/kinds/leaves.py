"""Leaves: woodblock and early type on folded leaves, with the half folding edge at the left."""

from typing import Any

from samples.make.markup import BRUSH, SERIF, body, set_in_type
from samples.make.press import Sheet

WIDTH, HEIGHT = 1000, 1400
TAIL = '<path d="M0 170h70v130l-35 -38 -35 38z"/><path d="M0 1260h70v-130l-35 38 -35 -38z"/>'


def leaf(page: dict[str, Any], seed: int) -> Sheet:
    """A half leaf: ``lines`` (a line that starts with ``#`` is large), ``edge`` the running title on the fold,
    ``number`` the leaf's number; notes in two half-columns are written ``⟨first｜second⟩``.
    """
    del seed
    lines: list[str] = page["lines"]
    count = page.get("columns", 10)
    left, top, wide, high = 150, 170, 760, 1090
    step = wide / count
    columns = "".join(
        f'<div class="v c{" big" if line.startswith("#") else ""}" data-t'
        f' style="left:{left + wide - step * (i + 1):.1f}px">'
        f"{set_in_type(line.lstrip('#'))}</div>"
        for i, line in enumerate(lines)
    )
    size = page.get("size", min(41, step * 0.56))
    style = (
        f".c{{position:absolute;top:{top + 16}px;width:{step:.1f}px;height:{high - 20}px;"
        f"font:500 {size}px/{step:.1f}px {SERIF};letter-spacing:{page.get('spacing', 2)}px}}"
        f".big{{font-size:{size * 1.18:.1f}px;letter-spacing:12px}}"
        f".n{{font-size:{size * 0.6:.1f}px;line-height:{step / 2:.1f}px;letter-spacing:1px}}"
        f".e{{position:absolute;left:74px;font:500 34px/44px {SERIF};letter-spacing:8px}}"
    )
    return Sheet(
        body(WIDTH, HEIGHT, style, _frame(left, top, wide, high, step, count) + columns + _edge(page)),
        WIDTH,
        HEIGHT,
        "vertical",
    )


def _frame(left: int, top: int, wide: int, high: int, step: float, count: int) -> str:
    rules = "".join(f"M{left + step * i:.1f} {top}v{high}" for i in range(1, count))
    return (
        f'<svg width="{WIDTH}" height="{HEIGHT}" fill="none" stroke="#1a1613">'
        f'<rect x="{left}" y="{top}" width="{wide + 40}" height="{high}" stroke-width="8"/>'
        f'<rect x="{left + 11}" y="{top + 11}" width="{wide - 4}" height="{high - 22}" stroke-width="1.8"/>'
        f'<path stroke-width="1.6" d="{rules}"/><g transform="translate(60,0)" stroke="none" fill="#1a1613">{TAIL}</g>'
        f'<path stroke-width="1.6" d="M60 300v830M130 300v830M60 170h90M60 1260h90"/></svg>'
    )


def _edge(page: dict[str, Any]) -> str:
    """The running title and number on the folding edge, read last."""
    return (
        f'<div class="v e" data-t style="top:400px">{set_in_type(page["edge"])}</div>'
        f'<div class="v e" data-t style="top:960px;font-size:29px">{set_in_type(page["number"])}</div>'
    )


def cover(page: dict[str, Any], seed: int) -> Sheet:
    """A cover slip: ``date`` at the right, ``title`` large in the middle and ``lines`` at the left."""
    del seed
    lines = "".join(f"<div data-t>{set_in_type(line)}</div>" for line in page["lines"])
    style = (
        ".f{position:absolute;inset:120px 140px 150px;border:9px solid #1a1613}"
        '.f:after{content:"";position:absolute;inset:9px;border:2px solid #1a1613}'
        f".d{{position:absolute;right:196px;top:186px;font:500 50px/1.2 {SERIF};letter-spacing:10px}}"
        f".t{{position:absolute;left:398px;top:196px;font:400 208px/1.08 {BRUSH};-webkit-text-stroke:5px #15110e}}"
        ".s{position:absolute;left:384px;right:384px;top:174px;height:1034px;border:solid #1a1613;border-width:0 2px}"
        f".l{{position:absolute;left:186px;top:186px;font:500 38px/64px {SERIF};letter-spacing:5px}}"
    )
    content = (
        '<div class="f"></div><div class="s"></div>'
        f'<div class="v d" data-t>{set_in_type(page["date"])}</div>'
        f'<div class="v t" data-t>{set_in_type(page["title"])}</div><div class="v l">{lines}</div>'
    )
    return Sheet(body(WIDTH, HEIGHT, style, content), WIDTH, HEIGHT, "vertical")
