"""Papers of the measuring set: leaves, letters, forms, ledgers and contents with texts of the grammar.

They are set by the sample archive's kinds, in the page's own face.
"""

from __future__ import annotations

import re
from typing import Any

from samples.make.kinds.leaves import leaf
from samples.make.kinds.letters import letter
from samples.make.kinds.tables import ledger, vertical_table
from samples.make.kinds.typed import typed
from samples.make.markup import SERIF, body, set_in_type
from samples.make.measuring.grammar import Writer, bare
from samples.make.press import Sheet

NOTE = 0.62  # the size of small type in a note, as a part of the text's


def gazette(writer: Writer) -> Sheet:
    """A half leaf with notes in two half-columns."""
    count = writer.chance.choice((8, 9, 10))
    columns = _columns(writer, "gazetteer", count - 1, 23)
    fields: dict[str, Any] = {
        "lines": ["#" + writer.sentence("title"), *columns],
        "columns": count,
        "edge": "臨河志稿",
        "number": f"卷{writer.word('數')}",
    }
    return leaf(fields, 0)


def _columns(writer: Writer, kind: str, count: int, room: int) -> list[str]:
    """Text broken into columns of about ``room`` characters; a note stays whole."""
    lines, line, used = [], "", 0.0
    while len(lines) < count:
        for piece in re.findall("⟨[^⟩]*⟩|.", writer.sentence(kind)):
            size = NOTE * max(map(len, piece[1:-1].split("｜"))) if len(piece) > 1 else 1.0
            if used + size > room:
                lines.append(line)
                line, used = "", 0.0
            line, used = line + piece, used + size
    return lines[:count]


def handwriting(writer: Writer, seed: int) -> Sheet:
    """A letter or draft by hand, in columns on ruled paper."""
    count = writer.chance.choice((7, 8, 9))
    room = writer.chance.choice((15, 17, 19))
    kind = writer.chance.choice(("letter", "letter", "official"))
    text = bare("".join(writer.sentences(kind, 14)))
    lines = [text[at : at + room] for at in range(0, room * (count - 2), room)]
    fields = {
        "lines": [_greeting(writer), *lines, "　　　" + _signature(writer)],
        "columns": count,
        "rules": writer.chance.choice(("red", "blue", "green", "black")),
        "number": f"第{writer.word('數')}頁",
    }
    return letter(fields, seed)


def _greeting(writer: Writer) -> str:
    return f"{writer.word('名')}仁兄大人閣下"


def _signature(writer: Writer) -> str:
    return f"弟{writer.word('人')}頓首{writer.word('日')}"


def form(writer: Writer, seed: int) -> Sheet:
    """A form read from the right: printed heads, filled in by hand."""
    count = writer.chance.choice((5, 6, 7))
    goods = writer.words("貨", count)
    columns = [["品名", "數目", "價銀", "經手"]]
    columns += [[good, writer.word("數") + writer.word("量"), writer.word("價"), writer.word("人")] for good in goods]
    fields = {
        "columns": columns,
        "heights": [270, 260, 260, 260],
        "title": f"{writer.word('署')}{writer.word('節')}支用表",
        "date": f"民國二十三年{writer.word('日')}",
        "signed": f"經理{writer.word('人')}",
    }
    return vertical_table(fields, seed)


def account(writer: Writer, seed: int) -> Sheet:
    """A horizontal ledger of a later year, with Arabic figures."""
    many = writer.chance.randint(10, 15)
    rows = [
        [
            str(100 + k),
            writer.word("貨"),
            str(writer.chance.randint(2, 900)),
            f"{writer.chance.uniform(0.2, 99):.2f}",
            writer.word("人"),
        ]
        for k in range(many)
    ]
    fields = {
        "head": ["編號", "品名", "數目", "金額", "經手人"],
        "widths": [1, 2, 1.2, 1.4, 1.6],
        "rows": rows,
        "title": f"{writer.word('鋪')}收支流水",
        "notes": [f"第{writer.word('數')}號", f"民國三十六年{writer.word('日')}"],
        "foot": [f"覆核{writer.word('人')}　製表{writer.word('人')}"],
        "hand": writer.face.written,
    }
    return ledger(fields, seed)


def typescript(writer: Writer, seed: int) -> Sheet:
    """A horizontal official paper with marks."""
    paragraphs = ["。".join(writer.sentences("official", 2)) + "。" for _ in range(writer.chance.choice((5, 6)))]
    fields = {
        "letterhead": f"臨河{writer.word('署')}",
        "title": writer.sentence("title"),
        "notes": [f"字第{writer.word('號')}號", f"民國三十五年{writer.word('日')}"],
        "paragraphs": paragraphs,
        "signed": [f"{writer.word('官')}　{writer.word('人')}"],
        "size": 27,
    }
    return typed(fields, seed)


def contents(writer: Writer, *, vertical: bool) -> Sheet:
    """The table of contents of a volume: titles, dots, and numbers of pages."""
    wide, high, count = 1000, 1400, 13
    entries = [(writer.sentence("title"), writer.word("數")) for _ in range(count)]
    shape = "v" if vertical else "h"
    items = "".join(
        f'<div class="e"><span data-t>{set_in_type(title)}</span><i></i><span data-t>{set_in_type(number)}</span></div>'
        for title, number in entries
    )
    style = (
        f".w{{position:absolute;inset:110px 90px 90px}}.w.h{{writing-mode:horizontal-tb}}"
        f"h1{{font:700 46px/70px {SERIF};letter-spacing:.4em;margin-block-end:20px;text-align:center}}"
        f".e{{display:flex;align-items:center;font:500 34px/56px {SERIF};letter-spacing:2px;white-space:nowrap}}"
        ".e i{flex:1;align-self:center;margin-inline:14px;border-block-start:4px dotted #222}"
    )
    page = f'<div class="w {shape}"><h1 data-t>目錄</h1>{items}</div>'
    return Sheet(body(wide, high, style, page), wide, high, "vertical" if vertical else "horizontal")
