"""Drawn sheets: the woodcut prospect of the city, maps and plans."""

# ruff: noqa: E501 (an element of SVG or HTML is read whole)

from typing import Any

from samples.make.markup import BRUSH, SERIF, body, set_in_type
from samples.make.press import Sheet
from samples.make.woodcut import HIGH, INK, WIDE, labels, prospect


def woodcut(page: dict[str, Any], seed: int) -> Sheet:
    """The prospect of the walled city over a double leaf: ``title`` at the right, ``place`` at the left, ``names`` on it."""
    del seed
    frame = (
        f'<svg width="2000" height="900"><g transform="translate(100,90)"><clipPath id="c"><rect width="{WIDE}" height="{HIGH}"/></clipPath>'
        f'<g clip-path="url(#c)">{prospect()}</g><rect x="-1" y="-1" width="1802" height="722" fill="none" stroke="{INK}" stroke-width="2.5"/>'
        f'<rect x="-12" y="-12" width="1824" height="744" fill="none" stroke="{INK}" stroke-width="8"/></g></svg>'
    )
    names = f'<div style="position:absolute;left:100px;top:90px">{labels([(x, y, name) for x, y, name in page["names"]])}</div>'
    sides = (
        f'<div class="v" data-t style="position:absolute;right:36px;top:330px;font:600 32px {SERIF};letter-spacing:.3em">{set_in_type(page["title"])}</div>'
        f'<div class="v" data-t style="position:absolute;left:36px;top:380px;font:500 25px {SERIF};letter-spacing:.3em">{set_in_type(page["place"])}</div>'
    )
    return Sheet(body(2000, 900, "", frame + sides + names), 2000, 900, "picture", 1.7)


def plan(page: dict[str, Any], seed: int) -> Sheet:
    """A plan in lines: ``paths`` are [SVG path, width, colour, dash]; ``names`` are [x, y, text, size, vertical];
    ``table`` are rows of the title block, ``table_at`` its CSS place; ``ink`` and ``ground`` are the colours.
    """
    del seed
    wide, high = page.get("width", 1400), page.get("height", 1000)
    ink = page.get("ink", "#2a2019")
    lines = "".join(
        f'<path d="{d}" fill="none" stroke="{colour or ink}" stroke-width="{width}" stroke-dasharray="{dash}"/>'
        for d, width, colour, dash in page["paths"]
    )
    fills = "".join(f'<path d="{d}" fill="{colour}"/>' for d, colour in page.get("fills", ()))
    names = "".join(
        f'<div class="n{" v" if vertical else ""}" data-t style="left:{x}px;top:{y}px;font-size:{size}px">{set_in_type(text)}</div>'
        for x, y, text, size, vertical in page["names"]
    )
    table = "".join(
        "<tr>" + "".join(f"<td data-t>{set_in_type(cell)}</td>" for cell in row) + "</tr>"
        for row in page.get("table", ())
    )
    style = (
        f"body{{background:{page.get('ground', '#fff')};color:{ink}}}.n{{position:absolute;font-family:{BRUSH};white-space:nowrap;line-height:1.1;"
        f"letter-spacing:2px;-webkit-text-stroke:.5px}}table{{position:absolute;{page.get('table_at', 'right:52px;bottom:52px')};border-collapse:collapse;border:3px solid {ink}}}"
        f"td{{border:1.5px solid {ink};padding:5px 14px;font:500 21px {SERIF}}}"
    )
    frame = (
        f'<rect x="36" y="36" width="{wide - 72}" height="{high - 72}" fill="none" stroke="{ink}" stroke-width="4"/>'
    )
    svg = f'<svg width="{wide}" height="{high}">{fills}{frame}{lines}</svg>'
    return Sheet(body(wide, high, style, f"{svg}{names}<table>{table}</table>"), wide, high, "picture", 2.0)
