"""The letter as PDF, set by Typst (``letter.typ``): PDF/A-2a, its glyphs embedded, its text to be searched and copied.

Typst and the fonts are the extra ``letters``; a home may lay fonts of its own into ``profiles/fonts``, and they come
first. Fonts of the machine are never taken: a letter looks the same wherever it is made.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime, time
from importlib.util import find_spec
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

from django.utils.translation import gettext

from lantai.digitisation.reports.languages import Language
from lantai.digitisation.reports.letter import Letter

if TYPE_CHECKING:
    import typst

_TEMPLATE: Final = Path(__file__).with_name("letter.typ")
_PACKAGES: Final = ("pylopdf_fonts_zh_tw", "pylopdf_fonts_zh_cn")
_FAMILIES: Final[dict[Language, Sequence[str]]] = {
    "zh-Hant": ("Noto Serif TC", "Noto Serif SC"),
    "zh-Hans": ("Noto Serif SC", "Noto Serif TC"),
    "en": ("Noto Serif TC", "Noto Serif SC"),
}
_BESIDE: Final = ("Libertinus Serif", "DejaVu Sans Mono")
"""Come with Typst; they have the Latin letters and the signs that the Chinese fonts lack."""


class NoPdf(Exception):
    """A letter cannot be made as PDF here; the message is one sentence for people. As DOCX it can."""


def write_pdf(out: IO[bytes], letter: Letter, *, fonts: Path | None = None) -> None:
    """Write the letter; ``fonts`` is the home's own folder of them. Raises NoPdf, before anything is written."""
    if find_spec("typst") is None:
        raise NoPdf(gettext("A PDF needs the extra “letters” of Lantai; install it, or take the letter as DOCX."))

    held = _held(fonts)
    families = _families(letter.language, held, own=fonts)
    data = {**asdict(letter), "day": [letter.day.year, letter.day.month, letter.day.day], "fonts": families}
    out.write(_set(json.dumps(data), held, datetime.combine(letter.day, time(), UTC)))


def _set(data: str, fonts: typst.Fonts, when: datetime) -> bytes:
    """PDF/A; an ordinary PDF where the text has a character that no font has, which PDF/A forbids."""
    import typst

    compiler = typst.Compiler(
        _TEMPLATE, root=_TEMPLATE.parent, font_paths=fonts, ignore_system_fonts=True, sys_inputs={"letter": data}
    )
    try:
        made: Any = compiler.compile(format="pdf", pdf_standards="a-2a", timestamp=when)
    except typst.TypstError as error:
        if "could not be displayed" not in str(error):
            raise
        made = compiler.compile(format="pdf", timestamp=when)
    return bytes(made)


def _held(own: Path | None) -> typst.Fonts:
    import typst

    found = [find_spec(name) for name in _PACKAGES]
    folders = [str(Path(one.origin).parent) for one in found if one is not None and one.origin]
    if own is not None and own.is_dir():
        folders.append(str(own))
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=folders)


def _families(language: Language, held: typst.Fonts, *, own: Path | None) -> list[str]:
    """The fonts to be asked for a glyph, in this order. Raises NoPdf where none has Chinese ones."""
    inside = f"{own}/" if own is not None else None
    of_home = sorted({one.family for one in held.fonts() if inside and one.path and one.path.startswith(inside)})
    shipped = [name for name in _FAMILIES[language] if name in held.families()]
    if not of_home and not shipped:
        raise NoPdf(
            gettext(
                "There is no font with Chinese characters: install the extra “letters” of Lantai, or lay a font into "
                "the folder profiles/fonts of the home, or take the letter as DOCX."
            )
        )
    first = _BESIDE[:1] if language == "en" else ()
    return [*first, *of_home, *shipped, *_BESIDE]
