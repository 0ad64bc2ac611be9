"""BibTeX and RIS: a citation as a reference manager takes it."""

from __future__ import annotations

import re

from lantai.reading_room.citation.cited import Citation


def bibtex(cited: Citation) -> str:
    kept = f"{cited.holder}, {cited.code}"
    fields = {
        "author": " and ".join(f"{{{_tex(name)}}}" for name in cited.creators),
        "title": f"{{{_tex(cited.title)}}}",
        "journal" if cited.newspaper else "howpublished": _tex(cited.newspaper or kept),
        "year": cited.year,
        "date": cited.date,
        "pages": str(cited.page or ""),
        "note": _tex(kept) if cited.newspaper else "",
        "url": cited.url,
        "urldate": cited.accessed,
    }
    rows = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@{'article' if cited.newspaper else 'misc'}{{{cited.identifier},\n{rows}}}\n"


def ris(cited: Citation) -> str:
    """Lines end in CR LF."""
    rows = [
        ("TY", "NEWS" if cited.newspaper else "MANSCPT"),
        ("ID", cited.identifier),
        *(("AU", name) for name in cited.creators),
        ("TI", cited.title),
        ("T2", cited.newspaper),
        ("PY", cited.year),
        ("DA", cited.date.replace("-", "/")),
        ("SP", str(cited.page or "")),
        ("DP", cited.holder),
        ("CN", cited.code),
        ("UR", cited.url),
        ("Y2", cited.accessed.replace("-", "/")),
    ]
    lines = [f"{tag}  - {' '.join(value.split())}" for tag, value in rows if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def _tex(text: str) -> str:
    return re.sub(r"([&%$#_])", r"\\\1", text.replace("\\", "").replace("{", "(").replace("}", ")"))
