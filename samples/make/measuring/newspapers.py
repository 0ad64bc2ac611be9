"""Newspapers of the measuring set: decks cut into blocks, with headlines of every form, tables and advertisements.

Unlike the sample archive's newspaper, whose articles flow, each block has its place here: so headlines can stand over
several columns, run from right to left, or reach over two decks. A block's text is cut where the block is full.
"""

from __future__ import annotations

import html
import random
from dataclasses import dataclass

from samples.make.markup import SERIF, body, set_in_type
from samples.make.measuring.grammar import Writer, bare
from samples.make.press import Sheet

WIDTH, HEIGHT = 1180, 1640
SIDE, TOP = 46, 76
TYPE, LEAD = 26, 38  # the body's size and the step from column to column

CUT = """<script>
for (const block of document.querySelectorAll('.b')) {
  const text = block.querySelector('p'), full = () => block.scrollWidth > block.clientWidth + 1;
  while (full() && text.lastChild) {
    const last = text.lastChild;
    if (last.nodeType === 3 && last.data.length > 1) last.data = last.data.slice(0, -1); else last.remove();
  }
}
</script>"""

STYLE = f"""
.x{{position:absolute;overflow:hidden}}.b{{white-space:normal;line-break:anywhere;font:500 {TYPE}px/{LEAD}px {SERIF}}}
.rule{{position:absolute;background:#111}}h1,h2,h3{{font-weight:700;white-space:nowrap}}
.b h2{{font-size:38px;line-height:57px;letter-spacing:3px}}.b h3{{font-size:29px;line-height:{LEAD}px}}
.cap{{display:flex;align-items:center;justify-content:center;font:900 44px/1 {SERIF};letter-spacing:5px;
 white-space:nowrap}}
.cap.small{{font-size:34px}}.two h1{{font:900 66px/88px {SERIF};letter-spacing:5px}}
.two h3{{font:700 33px/50px {SERIF};letter-spacing:3px}}
.head{{position:absolute;left:{SIDE}px;right:{SIDE}px;top:30px;font:500 21px/1 {SERIF};display:flex;
 justify-content:space-between;flex-direction:row-reverse;letter-spacing:3px}}
.mast{{border:6px double #111;display:flex;align-items:center;justify-content:center}}
.mast b{{font:700 92px/1.2 {SERIF};-webkit-text-stroke:2px #111}}
.info{{border:2px solid #111;padding:8px 4px;font:500 20px/26px {SERIF};letter-spacing:1px}}
.ad{{border:2px solid #111;display:flex;flex-direction:column;justify-content:center;align-items:center;gap:8px;
 padding:8px}}
.ad.inv{{background:#161210;color:#fff}}.ad.frame{{border:7px double #111}}
.beside{{position:absolute;line-height:1;transform:translate(.46em,-.72em);font-style:normal;-webkit-text-stroke:1.4px}}
table{{border-collapse:collapse;writing-mode:vertical-rl;height:100%;width:100%}}
td{{border:1px solid #222;font:500 23px/1.1 {SERIF};padding:5px 3px;text-align:center;white-space:nowrap}}"""


@dataclass(frozen=True)
class Room:
    """A rectangle of the page, in CSS pixels."""

    x: float
    y: float
    wide: float
    high: float

    def style(self) -> str:
        return f"left:{self.x:.0f}px;top:{self.y:.0f}px;width:{self.wide:.0f}px;height:{self.high:.0f}px"


def newspaper(writer: Writer, *, first: bool, decks: int = 4, marks: str = "none") -> Sheet:
    """A page of ``decks`` decks; the ``first`` has a masthead. ``marks``: none, inline, or beside the columns."""
    inner, ads_high = WIDTH - 2 * SIDE, 0 if decks > 4 else 236
    high = (HEIGHT - TOP - 40 - ads_high) / decks
    rows = [Room(SIDE, TOP + high * k + 8, inner, high - 16) for k in range(decks)]
    parts = [head(writer)]
    taken = 0.0
    if first:
        parts.append(_masthead(writer, Room(SIDE + inner - 150, rows[0].y, 150, rows[1].y + rows[1].high - rows[0].y)))
        taken = 162
    tall = Room(SIDE + inner - taken - 196, rows[0].y, 184, rows[1].y + rows[1].high - rows[0].y)
    parts.append(_over_two_decks(writer, tall))
    for k, room in enumerate(rows):
        used = taken + 200 if k < 2 else 0
        parts.append(rule(SIDE, room.y - 9, inner - (used if k == 1 else 0), 2))
        parts.append(_deck(writer, Room(room.x, room.y, room.wide - used, room.high), marks, table=k == 2))
    if ads_high:
        parts.append(rule(SIDE, HEIGHT - 40 - ads_high, inner, 5))
        parts.append(_advertisements(writer, Room(SIDE, HEIGHT - 28 - ads_high, inner, ads_high - 12), columns=5))
    return Sheet(body(WIDTH, HEIGHT, STYLE, "".join(parts) + CUT), WIDTH, HEIGHT, "vertical")


def advertisements(writer: Writer) -> Sheet:
    """A page of advertisements in type of many sizes, in rows read from the right."""
    highs = [1.0, 0.62, 1.3, 0.75]
    writer.chance.shuffle(highs)
    unit, top = (HEIGHT - TOP - 50) / sum(highs), float(TOP)
    parts = [head(writer)]
    for share in highs:
        room = Room(SIDE, top, WIDTH - 2 * SIDE, unit * share - 12)
        parts.append(_advertisements(writer, room, columns=writer.chance.randint(3, 5)))
        top += unit * share
    return Sheet(body(WIDTH, HEIGHT, STYLE, "".join(parts)), WIDTH, HEIGHT, "vertical")


def set_with_marks(text: str, marks: str) -> str:
    """The text with its marks left out, in the column, or small beside it."""
    if marks == "none":
        return html.escape(bare(text))
    if marks == "inline":
        return html.escape(text)
    return "".join(f'<i class="beside">{char}</i>' if char in "。、" else html.escape(char) for char in text)


def head(writer: Writer) -> str:
    parts = (f"第{writer.word('數')}版", "臨河時報", f"民國二十三年{writer.word('日')}")
    return '<div class="head">' + "".join(f'<span class="rtl" data-t>{part}</span>' for part in parts) + "</div>"


def rule(x: float, y: float, wide: float, high: float) -> str:
    return f'<div class="rule" style="{Room(x, y, wide, high).style()}"></div>'


def _masthead(writer: Writer, room: Room) -> str:
    title = Room(room.x, room.y, room.wide, room.high * 0.62)
    info = Room(room.x, room.y + room.high * 0.64, room.wide, room.high * 0.36)
    lines = (
        "民國二十三年",
        writer.word("日"),
        f"第{writer.word('數')}號",
        f"本報設{writer.word('地')}",
        f"一張取{writer.word('價')}",
    )
    return (
        f'<div class="x v mast" style="{title.style()}"><b data-t>臨河時報</b></div>'
        f'<div class="x v info" style="{info.style()}" data-t>{"<br>".join(lines)}</div>'
    )


def _over_two_decks(writer: Writer, room: Room) -> str:
    below = "".join(f"<h3 data-t>{headline(writer, 14)}</h3>" for _ in range(2))
    large = headline(writer, int(room.high / 72))
    return f'<div class="x v two" style="{room.style()}"><h1 data-t>{large}</h1>{below}</div>'


def headline(writer: Writer, longest: int) -> str:
    """A headline of at most so many characters."""
    return next(text for text in iter(lambda: writer.sentence("headline"), "") if len(text) <= longest)


def _deck(writer: Writer, room: Room, marks: str, *, table: bool) -> str:
    """Blocks from the right: their widths are whole columns, their forms drawn by chance."""
    columns = int(room.wide // LEAD)
    out, right = "", room.x + room.wide
    while columns > 0:
        take = columns if columns < 9 else writer.chance.randint(5, min(9, columns - 4))
        part = Room(right - take * LEAD, room.y, take * LEAD - 10, room.high)
        if table:
            out, table = out + _prices(writer, part), False
        elif take >= 6 and writer.chance.random() < 0.5:
            out += _capped(writer, part, marks)
        else:
            out += _plain(writer, part, marks)
        columns, right = columns - take, right - take * LEAD
        if columns > 0:
            out += rule(right - 7, room.y, 1.6, room.high)
    return out


def text_for(writer: Writer, room: Room, marks: str) -> str:
    """More sentences than the room holds; the page cuts them."""
    need = room.wide / LEAD * room.high / TYPE * 1.1 + 30
    text = ""
    while len(text) < need:
        text += writer.sentence("news") + "。"
    return f"<p data-t>{set_with_marks(text, marks)}</p>"


def _plain(writer: Writer, room: Room, marks: str) -> str:
    second = f"<h3 data-t>{headline(writer, int(room.high / 30))}</h3>" if writer.chance.random() < 0.4 else ""
    return (
        f'<div class="x v b" style="{room.style()}"><h2 data-t>{headline(writer, int(room.high / 42))}</h2>{second}'
        f"{text_for(writer, room, marks)}</div>"
    )


def _capped(writer: Writer, room: Room, marks: str) -> str:
    """A headline over all columns of the block, read from right to left."""
    title = headline(writer, int(room.wide / 40))
    cap = Room(room.x, room.y, room.wide, 56)
    below = Room(room.x, room.y + 62, room.wide, room.high - 62)
    small = " small" if len(title) * 49 > room.wide else ""
    return (
        f'<div class="x cap{small}" style="{cap.style()}"><span class="rtl" data-t>{title}</span></div>'
        f'<div class="x v b" style="{below.style()}">{text_for(writer, below, marks)}</div>'
    )


def _prices(writer: Writer, room: Room) -> str:
    """Market prices as a ruled table read from the right."""
    goods = writer.words("貨", max(4, int(room.wide // LEAD) - 2))
    rows = [("貨名", "市價"), *((name, writer.word("價")) for name in goods)]
    cells = "".join("<tr>" + "".join(f"<td data-t>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f'<div class="x" style="{room.style()}"><table>{cells}</table></div>'


def _advertisements(writer: Writer, room: Room, *, columns: int) -> str:
    """One row of advertisements from the right, of different widths."""
    shares = [writer.chance.uniform(0.9, 1.5) for _ in range(columns)]
    out, right = "", room.x + room.wide
    for share in shares:
        wide = room.wide * share / sum(shares)
        out += _advertisement(writer, Room(right - wide, room.y, wide - 10, room.high))
        right -= wide
    return out


def _advertisement(writer: Writer, room: Room) -> str:
    name, lines = writer.word("鋪"), writer.sentence("advertisement").split("\n")
    look = writer.chance.choice(("", "", "inv", "frame"))
    across = room.wide > 230 and writer.chance.random() < 0.5
    deep, wide = room.high - (76 if across else 36), room.wide - 40
    small = min(34.0, deep / (max(map(len, lines)) * 1.06), wide / (len(lines) * 1.5 + (0 if across else 2)))
    beside = (room.wide - 36 - small * 1.5 * len(lines)) / 1.2  # what the text leaves for the name
    longest = room.wide - 44 if across else room.high - 40
    large = min(longest / (len(name) * 1.12), 64.0 if across else beside)
    title = f'<b data-t style="font:900 {large:.0f}px/1.12 {SERIF};white-space:nowrap"'
    title += f' class="rtl">{name}</b>' if across else f">{name}</b>"
    columns = set_in_type("\n".join(lines))
    text = f'<span class="v" data-t style="font:500 {small:.0f}px/1.46 {SERIF}">{columns}</span>'
    upright = "" if across else " v"
    return f'<div class="x ad{upright} {look}" style="{room.style()}">{title}{text}</div>'


def chance_of(name: str) -> random.Random:
    """The page's own chance, the same for the same name for ever."""
    return random.Random(f"measuring/{name}")
