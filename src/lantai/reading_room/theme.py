"""The site in an archive's own colour: the settings ``accent`` and ``accent_dark`` as a style sheet over the tokens.

The accent stands where cinnabar stands (``frontend/css/tokens.css``): seal, chosen things, hits. It must be read on
every paper, by day and by night.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from lantai.values.colours import LEAST_CONTRAST, contrast, is_colour, mixed

PAPERS: Final = ("#f7f2e7", "#fdfaf3", "#eee6d6")
DARK_PAPERS: Final = ("#181410", "#211c16", "#100d0a")
ON_ACCENT: Final = "#fff8ee"
"""What is written on a surface of the accent. These are the tokens' own values; a test compares them."""
_WASH, _DARK_WASH = 0.1, 0.2
_STEPS: Final = 40


class BadAccent(Exception):
    """A colour that cannot be the accent; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Theme:
    """The accent by day, and by night."""

    accent: str
    dark: str

    @property
    def sheet(self) -> str:
        """CSS for the public site (``data-theme``) and for the office (``w-theme-…``)."""
        day = _rule(self.accent, self.accent, mixed(self.accent, PAPERS[0], _WASH))
        night = _rule(self.dark, self.accent, mixed(self.dark, DARK_PAPERS[0], _DARK_WASH))
        roots = ':root, :root[data-theme="dark"], :root:not([data-theme="light"])'
        return (
            f":root {day}\n"
            f'@media (prefers-color-scheme: dark) {{ :root:not([data-theme="light"]), .w-theme-system {night} }}\n'
            f':root[data-theme="dark"], .w-theme-dark {night}\n.w-theme-light {day}\n'
            f"@media print {{ {roots} {_rule(self.accent, self.accent, '#fff')} }}\n"
        )


def theme(accent: str, dark: str) -> Theme | None:
    """None without an accent; without a colour for the night, one is made by lightening. Raises BadAccent."""
    if not accent:
        if dark:
            raise BadAccent("Setting accent_dark stands alone; it needs accent.")
        return None
    _check("accent", accent, (*PAPERS, mixed(accent, PAPERS[0], _WASH) if is_colour(accent) else PAPERS[0]))
    night = dark or _lightened(accent)
    _check("accent_dark", night, (*DARK_PAPERS, mixed(night, DARK_PAPERS[0], _DARK_WASH) if is_colour(night) else ""))
    return Theme(accent.lower(), night.lower())


def _check(name: str, colour: str, papers: tuple[str, ...]) -> None:
    if not is_colour(colour):
        raise BadAccent(f"Setting {name} is {colour!r}; expected a colour like #1f4e79.")
    least = min(contrast(colour, paper) for paper in papers)
    if least < LEAST_CONTRAST:
        light = "darker" if name == "accent" else "lighter"
        raise BadAccent(
            f"Setting {name} is {colour}: its contrast to the paper is {least:.2f}, below {LEAST_CONTRAST}; "
            f"choose a {light} colour."
        )


def _lightened(accent: str) -> str:
    """The accent with just as much white as makes it readable by night."""
    tried = (mixed("#ffffff", accent, step / _STEPS) for step in range(_STEPS + 1))
    return next(one for one in tried if _reads_by_night(one))


def _reads_by_night(colour: str) -> bool:
    papers = (*DARK_PAPERS, mixed(colour, DARK_PAPERS[0], _DARK_WASH))
    return min(contrast(colour, paper) for paper in papers) >= LEAST_CONTRAST


def _rule(text: str, fill: str, wash: str) -> str:
    return f"{{ --zhu: {text}; --zhu-fill: {fill}; --seal: {fill}; --on-zhu: {ON_ACCENT}; --zhu-wash: {wash}; }}"
