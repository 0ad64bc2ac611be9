"""Playbills of the Daguan theatre: large type on coloured paper."""

# ruff: noqa: E501 (an element of SVG or HTML is read whole)

from typing import Any

from samples.make.markup import BRUSH, SERIF, body, set_in_type
from samples.make.press import Sheet

WIDTH, HEIGHT = 900, 1120


def playbill(page: dict[str, Any], seed: int) -> Sheet:
    """A playbill of two evenings: ``house``, ``band``, two ``nights`` (``when``, ``play``, ``cast``), ``foot``."""
    del seed
    first, second = (_night(night, place) for night, place in zip(page["nights"], ("right", "left"), strict=True))
    style = (
        '.f{position:absolute;inset:40px;border:7px solid}.f:after{content:"";position:absolute;inset:8px;border:2px solid}.x{position:absolute}'
        f".when{{font:400 54px/1 {BRUSH};-webkit-text-stroke:1.6px;letter-spacing:.1em}}.play{{font:900 150px/1 {SERIF};letter-spacing:.1em}}"
        f".cast{{font:500 37px/62px {SERIF};letter-spacing:.16em}}"
    )
    content = (
        '<div class="f"></div>'
        f'<div class="x rtl" data-t style="top:74px;left:0;right:0;text-align:center;font:400 120px/1.2 {BRUSH};-webkit-text-stroke:4px;letter-spacing:.14em">{set_in_type(page["house"])}</div>'
        f'<div class="x" data-t style="top:236px;left:70px;right:70px;border-top:3px solid;border-bottom:3px solid;text-align:center;font:600 33px/58px {SERIF};letter-spacing:.16em">{set_in_type(page["band"])}</div>'
        f"{first}{second}"
        f'<div class="x" data-t style="bottom:86px;left:74px;right:74px;border-top:3px solid;padding-top:22px;text-align:center;font:500 32px/54px {SERIF};letter-spacing:.14em">{set_in_type(page["foot"])}</div>'
    )
    return Sheet(body(WIDTH, HEIGHT, style, content), WIDTH, HEIGHT, "vertical")


def _night(night: dict[str, str], side: str) -> str:
    """An evening's columns, from the right: when, what, who."""
    at = {"right": ("right:96px", "right:190px", "right:364px"), "left": ("left:346px", "left:180px", "left:88px")}[
        side
    ]
    return "".join(
        f'<div class="v x {name}" data-t style="{place};top:340px">{set_in_type(night[name])}</div>'
        for name, place in zip(("when", "play", "cast"), at, strict=True)
    )
