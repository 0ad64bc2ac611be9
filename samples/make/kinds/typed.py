"""Typed papers of the 1930s and 1940s: horizontal lines, a printed letterhead, a seal."""

from typing import Any

from samples.make.markup import SERIF, body, seal, set_in_type
from samples.make.press import Sheet

WIDTH, HEIGHT = 1000, 1414


def typed(page: dict[str, Any], seed: int) -> Sheet:
    """A typed page: ``letterhead``, ``title``, ``notes`` (left, right: number and date), ``paragraphs``, ``signed``,
    ``number`` (of the page).

    A paragraph that starts with ``|`` keeps its place without indent.
    """
    letterhead = page.get("letterhead", "")
    notes = "".join(f"<span data-t>{set_in_type(note)}</span>" for note in page.get("notes", ()))
    paragraphs = "".join(
        f'<p class="{"flat" if text.startswith("|") else ""}" data-t>{_struck(text.lstrip("|"), seed + i)}</p>'
        for i, text in enumerate(page["paragraphs"])
    )
    signed = "".join(f"<div data-t>{set_in_type(line)}</div>" for line in page.get("signed", ()))
    style = (
        f".w{{position:absolute;inset:84px 104px 60px 116px}}"
        f".lh{{font:700 40px/1.5 {SERIF};letter-spacing:.34em;text-align:center;color:{page.get('ink', '#a8402e')};"
        f"border-bottom:4px double {page.get('ink', '#a8402e')};padding-bottom:8px}}"
        f"h1{{font:600 31px/1.6 {SERIF};letter-spacing:.12em;text-align:center;margin:26px 0 10px}}"
        f".notes{{display:flex;justify-content:space-between;font:500 23px {SERIF};margin:14px 0}}"
        f"p{{font:500 {page.get('size', 26)}px/{page.get('leading', 46)}px {SERIF};letter-spacing:1.5px;"
        "text-indent:2em;"
        "margin-bottom:10px}.flat{text-indent:0}.type{display:inline}.type span{display:inline}"
        f".s{{font:500 26px/1.8 {SERIF};text-align:right;margin-top:24px;letter-spacing:.1em}}"
        f".no{{position:absolute;bottom:44px;left:0;right:0;text-align:center;font:500 21px {SERIF}}}"
    )
    head = f'<div class="lh" data-t>{set_in_type(letterhead)}</div>' if letterhead else ""
    title = f"<h1 data-t>{set_in_type(page['title'])}</h1>" if page.get("title") else ""
    foot = f'<div class="no" data-t>{set_in_type(page["number"])}</div>' if page.get("number") else ""
    seals = "".join(seal(text, place, size=size) for text, place, size in page.get("seals", ()))
    content = (
        f'<div class="w">{head}<div class="notes">{notes}</div>{title}{paragraphs}<div class="s">{signed}</div></div>'
        f"{foot}{seals}"
    )
    return Sheet(body(WIDTH, HEIGHT, style, content), WIDTH, HEIGHT, "horizontal")


def _struck(text: str, seed: int) -> str:
    """Type struck by hand: each key a little lighter or darker."""
    shades = ("#15110e", "#231d19", "#332b26", "#1c1714")
    return "".join(
        f'<span style="color:{shades[(seed * 7 + i * i * 13 + ord(c)) % 4]}">{set_in_type(c)}</span>'
        for i, c in enumerate(text)
    )
