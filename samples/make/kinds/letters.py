"""Letters: what a brush wrote on ruled paper, in columns from the right."""

from typing import Any

from samples.make.markup import BRUSH, SERIF, body, brushed, seal, set_in_type
from samples.make.press import Sheet

WIDTH, HEIGHT = 1000, 1400
RULES = {"red": "#b8503f", "blue": "#4c6a8c", "green": "#5f7d5a", "black": "#2a211a", "none": "transparent"}


def letter(page: dict[str, Any], seed: int) -> Sheet:
    """A page of a letter, petition, minute or draft.

    ``lines`` are its columns; ``rules`` the colour of the printed rules; ``letterhead`` is printed at the left edge;
    ``number`` is the page number; ``number_stamp`` and ``received`` stand above the frame; ``seals`` are lists of
    [text, CSS place, size]; ``columns`` says how many columns the paper is ruled for.
    """
    colour = RULES[page.get("rules", "red")]
    count = page.get("columns", 8)
    left, top, wide, high = 96, 150, 808, 1120
    step = wide / count
    size = page.get("size", min(52, step * 0.54))
    longest = max(len(line) for line in page["lines"])
    spacing = min(page.get("spacing", size * 0.18), (high - 60) / longest - size)
    rules = "".join(f"M{left + step * i:.1f} {top}v{high}" for i in range(1, count))
    frame = (
        f'<svg width="{WIDTH}" height="{HEIGHT}" fill="none" stroke="{colour}">'
        f'<rect x="{left}" y="{top}" width="{wide}" height="{high}" stroke-width="5"/>'
        f'<rect x="{left + 9}" y="{top + 9}" width="{wide - 18}" height="{high - 18}" stroke-width="1.6"/>'
        f'<path stroke-width="1.5" d="{rules}"/></svg>'
    )
    columns = "".join(
        f'<div class="v hand c" data-t style="left:{left + wide - step * (i + 1):.1f}px;top:{top + 26}px">'
        f"{brushed(line, seed + i)}</div>"
        for i, line in enumerate(page["lines"])
    )
    style = (
        f".c{{position:absolute;width:{step:.1f}px;height:{high}px;font:400 {size}px/{step:.1f}px {BRUSH};"
        f"letter-spacing:{spacing:.1f}px;color:#1a1512;-webkit-text-stroke:.8px #1a1512}}"
        f".c.hand span{{line-height:1}}.p{{position:absolute;font-family:{BRUSH}}}"
    )
    return Sheet(
        body(WIDTH, HEIGHT, style, frame + _margins(page, colour, seed) + columns + _after(page, seed)),
        WIDTH,
        HEIGHT,
        "vertical",
    )


def _margins(page: dict[str, Any], colour: str, seed: int) -> str:
    """What stands above the frame, read before the columns."""
    out = ""
    if stamp := page.get("number_stamp"):
        out += (
            f'<div class="p hand" data-t style="right:132px;top:34px;font-size:32px;letter-spacing:.12em">'
            f"{brushed(stamp, seed + 90, stroke=0.4)}</div>"
        )
    if received := page.get("received"):
        out += (
            f'<div class="p hand" data-t style="left:120px;top:48px;font-size:30px">'
            f"{brushed(received, seed + 91, stroke=0.4)}</div>"
        )
    if letterhead := page.get("letterhead"):
        out += (
            f'<div class="v" data-t style="position:absolute;left:44px;top:520px;font:500 27px/1.2 {SERIF};'
            f'letter-spacing:.34em;color:{colour}">{set_in_type(letterhead)}</div>'
        )
    return out


def _after(page: dict[str, Any], seed: int) -> str:
    out = ""
    if number := page.get("number"):
        out += (
            f'<div class="v p hand" data-t style="left:48px;top:1190px;font-size:23px;letter-spacing:.1em">'
            f"{brushed(number, seed + 92, stroke=0.3)}</div>"
        )
    return out + "".join(seal(text, place, size=size) for text, place, size in page.get("seals", ()))
