"""Newspapers with pictures among the columns: half-tones and line drawings, text around them, captions by them."""

from __future__ import annotations

import base64
from collections.abc import Callable

from samples.make.markup import SERIF, body
from samples.make.measuring.grammar import Writer
from samples.make.measuring.newspapers import (
    CUT,
    HEIGHT,
    LEAD,
    SIDE,
    STYLE,
    TOP,
    WIDTH,
    Room,
    head,
    headline,
    rule,
    text_for,
)
from samples.make.press import Sheet
from samples.make.scenes import SCENES
from samples.make.woodcut import HIGH, INK, WIDE, prospect

CAPTION = 20
"""The size of a caption's type; the strip that is left for it beside the picture is half as wide again."""

PICTURES = f"""
.fig{{position:relative;display:block}}.fig span{{position:absolute;overflow:hidden;isolation:isolate}}
.fig img{{width:100%;height:100%;object-fit:cover}}.line img{{object-position:20% 0}}
.half{{filter:grayscale(1) contrast(9)}}.half::after{{content:'';position:absolute;inset:0;opacity:.5;
 background:radial-gradient(circle,#000,#fff 72%) 0 0/4px 4px}}
.cap0{{position:absolute;font:500 {CAPTION}px/1.2 {SERIF};letter-spacing:1px;white-space:nowrap}}
.cap0.across{{writing-mode:horizontal-tb;text-align:center}}"""

CAPTIONED = """<script>
for (const caption of document.querySelectorAll('.cap0')) {
  const block = caption.parentElement, figure = block.querySelector('.fig').getBoundingClientRect();
  const from = block.getBoundingClientRect();
  const left = figure.left - from.left - block.clientLeft, top = figure.top - from.top - block.clientTop;
  if (caption.classList.contains('across')) {
    caption.style.left = left + 'px'; caption.style.width = figure.width + 'px';
    caption.style.top = top + figure.height - caption.offsetHeight + 'px';
  } else {
    caption.style.left = left + 'px'; caption.style.top = top + 10 + 'px';
  }
}
</script>"""


def pictured(writer: Writer, *, decks: int) -> Sheet:
    """A page of ``decks`` decks; in each a picture at least."""
    inner, high = WIDTH - 2 * SIDE, (HEIGHT - TOP - 40) / decks
    parts = [head(writer)]
    for k in range(decks):
        room = Room(SIDE, TOP + high * k + 8, inner, high - 16)
        parts += [rule(SIDE, room.y - 9, inner, 2), _deck(writer, room)]
    page = "".join(parts) + CUT + CAPTIONED
    return Sheet(body(WIDTH, HEIGHT, STYLE + PICTURES, page), WIDTH, HEIGHT, "vertical")


def _deck(writer: Writer, room: Room) -> str:
    """Blocks from the right, the first or the second of which has a picture."""
    columns, out, right = int(room.wide // LEAD), "", room.x + room.wide
    forms: list[Callable[[Writer, Room], str]] = (
        [_around, _plain] if writer.chance.random() < 0.5 else [_plain, _around]
    )
    while columns > 0:
        form = forms.pop(0) if forms else writer.chance.choice((_plain, _around))
        least, most = (5, 8) if form is _plain else (10, 13)
        take = writer.chance.randint(least, most)
        take = columns if columns - take < 5 else take
        part = Room(right - take * LEAD, room.y, take * LEAD - 10, room.high)
        out += (form if take >= 9 else _plain)(writer, part)
        columns, right = columns - take, right - take * LEAD
        out += rule(right - 7, room.y, 1.6, room.high) if columns > 0 else ""
    return out


def _plain(writer: Writer, room: Room) -> str:
    return (
        f'<div class="x v b" style="{room.style()}"><h2 data-t>{headline(writer, int(room.high / 42))}</h2>'
        f"{text_for(writer, room, 'none')}</div>"
    )


def _around(writer: Writer, room: Room) -> str:
    """A block whose text runs around a picture: beneath it, above it, or on all four sides."""
    return writer.chance.choice((_floating, _floating, _in_the_middle))(writer, room)


def _floating(writer: Writer, room: Room) -> str:
    """The picture at the head or the foot of columns, the first of the block or some in its middle."""
    wide = writer.chance.randint(4, 6) * LEAD
    high = room.high * writer.chance.uniform(0.4, 0.6)
    side = writer.chance.choice(("start", "end"))
    figure, caption = _figure(writer, wide, high, f"float:inline-{side}")
    text = text_for(writer, room, "none").removeprefix("<p data-t>")
    after = writer.chance.choice((0, int(room.high / 26 * 2.5)))
    return (
        f'<div class="x v b" style="{room.style()}"><h2 data-t>{headline(writer, int(room.high / 42))}</h2>'
        f"<p data-t>{text[:after]}{figure}{text[after:]}{caption}</div>"
    )


def _in_the_middle(writer: Writer, room: Room) -> str:
    """Whole columns, then short ones above the picture, then those beneath it, then whole ones again."""
    wide = 4 * LEAD
    before = max(3, (int(room.wide // LEAD) - 4) // 2) * LEAD
    edge = room.x + room.wide - before
    short = room.high * 0.27
    middle = Room(edge - wide, room.y + short + 14, wide - 10, room.high - 2 * short - 28)
    figure, caption = _figure(writer, middle.wide, middle.high, "")
    first = _plain(writer, Room(edge, room.y, before, room.high))
    rooms = (
        Room(edge - wide, room.y, wide, short),
        Room(edge - wide, room.y + room.high - short, wide, short),
        Room(room.x, room.y, edge - wide - room.x, room.high),
    )
    rest = [f'<div class="x v b" style="{one.style()}">{text_for(writer, one, "none")}</div>' for one in rooms]
    return first + "".join(rest) + f'<div class="x v" style="{middle.style()}">{figure}{caption}</div>'


def _figure(writer: Writer, wide: float, high: float, style: str) -> tuple[str, str]:
    """A picture with room for its caption beneath it or to its left, and the caption."""
    strip = CAPTION * 1.5
    across = writer.chance.random() < 0.7
    within = (
        f"right:12px;left:6px;top:6px;bottom:{strip + 4:.0f}px"
        if across
        else f"right:12px;left:{strip + 6:.0f}px;top:6px;bottom:8px"
    )
    kind, scene = writer.chance.choice((("half", _scene), ("half", _scene), ("line", _cut)))
    source = base64.b64encode(scene(writer).encode()).decode()
    longest = int((wide - 24 if across else high - 24) / (CAPTION + 1))
    words = _caption(writer, longest)
    turned = "rtl" if writer.chance.random() < 0.6 else ""
    caption = f'<div class="cap0 {f"across {turned}" if across else "v"}" data-t>{words}</div>'
    picture = (
        f'<span class="{kind}" data-picture style="{within}"><img src="data:image/svg+xml;base64,{source}"></span>'
    )
    return f'<span class="fig" style="{style};width:{wide:.0f}px;height:{high:.0f}px">{picture}</span>', caption


def _caption(writer: Writer, longest: int) -> str:
    shown = (
        f"{writer.word('地')}之圖",
        f"{writer.word('官')}{writer.word('人')}",
        writer.word("署"),
        writer.word("地"),
    )
    return next((text for text in shown if len(text) <= longest and writer.writes(text)), shown[-1])


def _scene(writer: Writer) -> str:
    name = writer.chance.choice(sorted(set(SCENES) - {"station"}))  # the station has its name written on it
    return SCENES[name](0)


def _cut(writer: Writer) -> str:
    """A part of the woodcut, as black lines on paper."""
    left = writer.chance.choice((0, 500, 900, 1200))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{left} 60 560 600" width="560" height="600">'
        f'<svg x="0" y="0" width="{WIDE}" height="{HIGH}" viewBox="0 0 {WIDE} {HIGH}">{prospect()}</svg>'
        f'<rect x="{left + 2}" y="62" width="556" height="596" fill="none" stroke="{INK}" stroke-width="4"/></svg>'
    )
