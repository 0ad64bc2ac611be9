"""Markup: the small pieces of HTML that pages are put together from. All are drawn from seeds."""

import html
import random
import re

SERIF = "'Noto Serif CJK TC'"
BRUSH = "'AR PL UKai TW','AR PL UKai TW MBE'"
RESET = (
    "*{box-sizing:border-box;margin:0;padding:0}html,body{background:#fff;color:#15110e}"
    f"body{{position:relative;overflow:hidden;font-family:{SERIF};font-kerning:none}}"
    "svg{position:absolute;inset:0}.v{writing-mode:vertical-rl;white-space:nowrap}"
    ".hand span{display:inline-block}"
    ".rtl{direction:rtl;unicode-bidi:bidi-override}"
    ".n{display:inline-block;vertical-align:middle}"
)


def brushed(text: str, seed: int, *, stroke: float = 0.9) -> str:
    """The text as a brush writes it: no two characters quite alike in place, size, slant and ink."""
    rng = random.Random(seed)
    wet = 1.0
    out = []
    for char in text:
        if char == "\n":
            out.append("<br>")
            continue
        if char == "　":
            out.append(char)
            continue
        wet = 1.0 if wet < 0.72 or rng.random() < 0.06 else wet - rng.uniform(0.005, 0.035)
        out.append(
            f'<span style="transform:translate({rng.gauss(0, 0.022):.3f}em,{rng.gauss(0, 0.018):.3f}em)'
            f" rotate({rng.gauss(0, 1.3):.2f}deg) scale({rng.gauss(1, 0.03):.3f},{rng.gauss(1, 0.026):.3f});"
            f'opacity:{wet:.2f};-webkit-text-stroke-width:{stroke * rng.uniform(0.55, 1.25):.2f}px">'
            f"{html.escape(char)}</span>"
        )
    return "".join(out)


def set_in_type(text: str) -> str:
    """The text as type sets it; ``⟨…｜…⟩`` becomes a note in two small half-columns."""
    safe = html.escape(text).replace("\n", "<br>")
    return re.sub("⟨([^｜⟩]*)｜([^⟩]*)⟩", r'<span class="n">\1<br>\2</span>', safe)


def seal(text: str, style: str, *, size: int = 34, turn: float = 1.5, frame: int = 5) -> str:
    """A red square seal; the columns of its text are parted by ``/``. Seals are drawn over ink and are not read."""
    return (
        f'<div class="v" style="position:absolute;{style};border:{frame}px solid #b8321f;color:#b8321f;padding:5px;'
        f"font:400 {size}px/1.1 {BRUSH};-webkit-text-stroke:1.3px #b8321f;opacity:.84;mix-blend-mode:multiply;"
        f'transform:rotate({turn}deg)">{set_in_type(text.replace("/", chr(10)))}</div>'
    )


def body(width: int, height: int, style: str, content: str) -> str:
    """A whole page."""
    return f"<style>{RESET}body{{width:{width}px;height:{height}px}}{style}</style><body>{content}</body>"
