"""Item: one row of the catalogue that can be taken in, with its files."""

from __future__ import annotations

from dataclasses import dataclass

from lantai.digitisation.sheets.rows import SheetRow


@dataclass(frozen=True, slots=True)
class Item:
    """Paths are relative to the delivery; ``volume`` is the code of the volume, empty without one."""

    row: SheetRow
    code: str
    fonds: str
    volume: str
    images: tuple[str, ...]
    texts: dict[int, str]

    @property
    def page_count(self) -> int:
        return len(self.images) or len(self.texts)

    @property
    def pages_to_read(self) -> int:
        """Images for which no text was delivered."""
        return sum(1 for number in range(1, len(self.images) + 1) if number not in self.texts)
