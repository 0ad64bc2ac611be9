"""Rows taken apart by an expression are the rows that the parser reads."""

from __future__ import annotations

import io
import random

from tests.digitisation.sheets.sheet_files import worksheet

from lantai.digitisation.sheets.xlsx.parsed import parsed_rows
from lantai.digitisation.sheets.xlsx.strings import SharedStrings
from lantai.digitisation.sheets.xlsx.usual import rows as usual_rows
from lantai.digitisation.sheets.xlsx.worksheet import Worksheet

CELLS = (
    '<c r="{0}"/>',
    '<c r="{0}" s="1"><v>7</v></c>',
    '<c r="{0}" t="s"><v>1</v></c>',
    '<c r="{0}" t="s"><v>9</v></c>',
    '<c r="{0}" t="inlineStr"><is><t xml:space="preserve"> 甲&lt;&#x4e00;&#20108; \n</t></is></c>',
    '<c r="{0}" t="inlineStr"><is><r><t>甲</t></r><rPh><t>jia</t></rPh><r><t>乙</t></r></is></c>',
    '<c r="{0}"><f>A1+1</f><v>3</v></c>',
    '<c r="{0}" t="str"><v></v></c>',
    '<c r="{0}" t="b"><v>1</v></c>',
    '<c r="{0}" t="e"><v>#N/A</v></c>',
    '<c r="{0}"><v>1.5E3</v></c>',
    "<!-- c -->",
)


def drawn(dice: random.Random) -> str:
    """Some rows, most of them written the usual way."""
    number, lines = 0, []
    for _ in range(dice.randrange(7)):
        number += dice.randrange(1, 3)
        columns = sorted(dice.sample("ABCDEFG", dice.randrange(5)))
        cells = "".join(dice.choice(CELLS).format(f"{column}{number}") for column in columns)
        begin = dice.choice((f'<row r="{number}">', f'<row r="{number}">', f'<row spans="1:3" r="{number}" s="1">'))
        lines.append(dice.choice((f'<row r="{number}"/>', *[f"{begin}{cells}</row>"] * 4)))
    return "".join(lines)


def test_both_ways_give_the_same() -> None:
    strings = SharedStrings()
    strings.extend(["甲", "乙 &"])
    sheet = Worksheet(strings, [None, 3])
    dice = random.Random(4)
    for _ in range(1_500):
        data = worksheet(drawn(dice)).encode()
        parsed = list(parsed_rows(data, io.BytesIO(), sheet.cell))
        assert list(usual_rows(io.BytesIO(data), sheet.cell)) == parsed, data.decode()
