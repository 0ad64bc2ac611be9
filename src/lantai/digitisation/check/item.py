"""Item: one row of the catalogue that can be taken in, or one volume that was scanned as one, with its files."""

from __future__ import annotations

from dataclasses import dataclass

from lantai.digitisation.sheets.rows import SheetRow


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page as an image: the file, the page's number, which page of the file (0: it has one), and its label."""

    path: str
    number: int
    leaf: int = 0
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Paths are relative to the delivery; ``volume`` is the code of the volume, empty without one.

    ``texts`` are paths by page number, 0 where one text is that of the whole item; ``copies`` the same pages in a
    second format. ``span`` are the first and last page in the volume, where the files are the volume's. ``standing``
    tells what has the item's code in the catalogue already (``check.standing``), empty where nothing has.
    """

    row: SheetRow
    code: str
    fonds: str
    volume: str = ""
    profile: str = ""
    is_volume: bool = False
    leaves: tuple[Leaf, ...] = ()
    texts: tuple[tuple[int, str], ...] = ()
    copies: tuple[str, ...] = ()
    span: tuple[int, int] | None = None
    volume_row: SheetRow | None = None
    standing: str = ""
    faulty: bool = False

    @property
    def scan_files(self) -> tuple[str, ...]:
        """The files of its scan: each once, in page order, and the copies after them."""
        if not (self.leaves or self.copies):
            return ()
        return tuple(dict.fromkeys((*(leaf.path for leaf in self.leaves), *self.copies)))

    @property
    def text_files(self) -> tuple[str, ...]:
        """The files of its text that are no part of its scan, in page order."""
        if not self.texts:
            return ()
        scan = set(self.scan_files)
        return tuple(path for _page, path in self.texts if path not in scan)

    @property
    def page_count(self) -> int:
        return len(self.leaves) or len(self.texts)

    @property
    def pages_to_read(self) -> int:
        """Images for which no text was delivered."""
        with_text = {number for number, _path in self.texts}
        if with_text == {0} and len(self.leaves) == 1:
            return 0
        return sum(leaf.number not in with_text for leaf in self.leaves)
