"""GB/T 7714 in the numeric system, by the editions of 2025 and 2015; the standard's punctuation is half width.

An archival document is ``責任者. 題名[A]. 日期. 館名, 檔號: 頁.`` and an issue of a newspaper
``報名[N]. 日期(版). 館名, 檔號.``. By 2025 a record is cited as it is held. By 2015 it is cited as it was read here,
and so is, by both, a part of a page: with the carrier ``/OL``, the day of reading and the address.
"""

from __future__ import annotations

from typing import Final, Literal

from lantai.reading_room.citation.cited import Citation

Edition = Literal["2025", "2015"]

_MOST_NAMES: Final = 3


def gbt7714(cited: Citation, edition: Edition = "2025") -> str:
    online = edition == "2015" or cited.is_part
    return " ".join(part for part in (*_said(cited, online=online), f"{cited.url}." if online else "") if part)


def _said(cited: Citation, *, online: bool) -> tuple[str, ...]:
    carrier = "/OL" if online else ""
    read = f"[{cited.accessed}]" if online and cited.accessed else ""
    kept = f"{cited.holder}, {cited.code}"
    if cited.newspaper:
        page = f"({cited.page})" if cited.page else ""
        return f"{cited.newspaper}[N{carrier}].", f"{cited.date or 's.d.'}{page}{read}.", f"{kept}."
    names = f"{_names(cited.creators)}." if cited.creators else ""
    day = f"{cited.date}{read}"
    page = f": {cited.page}" if cited.page else ""
    return names, f"{cited.title}[A{carrier}].", f"{day}." if day else "", f"{kept}{page}."


def _names(names: tuple[str, ...]) -> str:
    """8.1.2: more than three names are three and 等."""
    shown = ", ".join(names[:_MOST_NAMES])
    return f"{shown}, 等" if len(names) > _MOST_NAMES else shown
