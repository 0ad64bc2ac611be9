"""The Chicago Manual of Style, 18th edition, notes and bibliography: manuscript collections and newspapers.

A note leads from the document to the place that keeps it; the entry of the bibliography says the same in sentences.
Months are English, whatever the interface; the archive's own words stay as they are.
"""

from __future__ import annotations

from typing import Final

from lantai.reading_room.citation.cited import ISO, Citation

_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_NAMED_IN_NOTES: Final = 2
_NAMED_IN_BIBLIOGRAPHIES: Final = (6, 3)
"""As many names stand whole; of more, so many."""


def note(cited: Citation) -> str:
    """Without its number."""
    kept = (cited.code, cited.fonds, cited.holder, cited.url)
    if cited.newspaper:
        return _sentence(cited.newspaper, _day(cited.date), str(cited.page or ""), cited.code, cited.holder, cited.url)
    page = f"p. {cited.page}" if cited.page else ""
    document = f"“{cited.title},” {', '.join(part for part in (_day(cited.date), page, *kept) if part)}"
    return _sentence(_names(cited.creators, most=_NAMED_IN_NOTES, whole=1), document)


def bibliography(cited: Citation) -> str:
    if cited.newspaper:
        return _sentences(cited.newspaper, _day(cited.date), cited.code, cited.holder, cited.url)
    most, whole = _NAMED_IN_BIBLIOGRAPHIES
    names = _names(cited.creators, most=most, whole=whole)
    kept = ", ".join(part for part in (cited.code, cited.fonds) if part)
    return _sentences(names, f"“{cited.title}.”", _day(cited.date), kept, cited.holder, cited.url)


def _names(names: tuple[str, ...], *, most: int, whole: int) -> str:
    if len(names) > most:
        return f"{', '.join(names[:whole])} et al."
    if len(names) < 3:
        return " and ".join(names)
    return f"{', '.join(names[:-1])}, and {names[-1]}"


def _day(date: str) -> str:
    """September 3, 1924; September 1924; 1924; else as written, or that there is none."""
    if not ISO.fullmatch(date):
        return date or "n.d."
    year, *rest = date.split("-")
    if not rest or not 1 <= int(rest[0]) <= len(_MONTHS):
        return year
    month = _MONTHS[int(rest[0]) - 1]
    return f"{month} {int(rest[1])}, {year}" if len(rest) > 1 else f"{month} {year}"


def _sentence(*parts: str) -> str:
    return f"{', '.join(part for part in parts if part)}."


def _sentences(*parts: str) -> str:
    ends = (".", ".”")
    return " ".join(part if part.endswith(ends) else f"{part}." for part in parts if part)
