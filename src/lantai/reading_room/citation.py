"""Citing a record: GB/T 7714-2025 (numeric), BibTeX and RIS.

An archival document is ``責任者. 題名[A]. 日期. 館名, 檔號.`` and an issue of a newspaper
``報名[N]. 日期(版). 館名, 檔號.``; the standard's punctuation is half width.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_MOST_NAMES = 3
_ISO = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """What a citation needs. ``date`` is ISO 8601 where that is known, else as written; ``url`` is absolute.

    ``newspaper`` is the newspaper's title when the record is an issue of one; ``page`` the page that is cited.
    """

    identifier: str
    title: str
    creators: tuple[str, ...] = ()
    date: str = ""
    holder: str
    code: str
    url: str
    newspaper: str = ""
    page: int | None = None

    def gbt7714(self) -> str:
        return " ".join(part for part in self._parts() if part)

    def _parts(self) -> tuple[str, ...]:
        kept = f"{self.holder}, {self.code}."
        if self.newspaper:
            page = f"({self.page})" if self.page else ""
            return f"{self.newspaper}[N].", f"{self.date or 's.d.'}{page}.", kept
        names = f"{_names(self.creators)}." if self.creators else ""
        return names, f"{self.title}[A].", f"{self.date}." if self.date else "", kept

    def bibtex(self) -> str:
        fields = {
            "author": " and ".join(f"{{{_tex(name)}}}" for name in self.creators),
            "title": f"{{{_tex(self.title)}}}",
            "journal" if self.newspaper else "howpublished": _tex(self.newspaper or f"{self.holder}, {self.code}"),
            "year": self.date[:4] if _ISO.fullmatch(self.date) else "",
            "date": self.date,
            "pages": str(self.page or ""),
            "note": _tex(f"{self.holder}, {self.code}") if self.newspaper else "",
            "url": self.url,
        }
        rows = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
        return f"@{'article' if self.newspaper else 'misc'}{{{self.identifier},\n{rows}}}\n"

    def ris(self) -> str:
        """The RIS format; lines end in CR LF."""
        rows = [
            ("TY", "NEWS" if self.newspaper else "MANSCPT"),
            ("ID", self.identifier),
            *(("AU", name) for name in self.creators),
            ("TI", self.title),
            ("T2", self.newspaper),
            ("PY", self.date[:4] if _ISO.fullmatch(self.date) else ""),
            ("DA", self.date.replace("-", "/")),
            ("SP", str(self.page or "")),
            ("DP", self.holder),
            ("CN", self.code),
            ("UR", self.url),
        ]
        lines = [f"{tag}  - {' '.join(value.split())}" for tag, value in rows if value]
        return "\r\n".join([*lines, "ER  - ", ""])


def _names(names: tuple[str, ...]) -> str:
    """GB/T 7714, 8.1.2: more than three names are three and 等."""
    shown = ", ".join(names[:_MOST_NAMES])
    return f"{shown}, 等" if len(names) > _MOST_NAMES else shown


def _tex(text: str) -> str:
    return re.sub(r"([&%$#_])", r"\\\1", text.replace("\\", "").replace("{", "(").replace("}", ")"))


def iso_or_text(edtf: str, text: str) -> str:
    """The date as a citation writes it: a whole ISO date where the normalised form is one, else as written."""
    return edtf if _ISO.fullmatch(edtf) else text
