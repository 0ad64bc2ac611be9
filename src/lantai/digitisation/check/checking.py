"""Leading a delivery through the check: sheets, cells, codes, the catalogue that stands, files, images.

Everything stands in the working table, row by row: a million rows need no more memory than a thousand.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

from django.conf import settings

from lantai.digitisation.check import faulty
from lantai.digitisation.check.coding import Coding
from lantai.digitisation.check.delivery import OpenDelivery, as_observed, open_delivery
from lantai.digitisation.check.fields import look_at_volume
from lantai.digitisation.check.filing import detect_layout, file_pieces, has_nothing_to_file
from lantai.digitisation.check.item import Item
from lantai.digitisation.check.items import items, page_count
from lantai.digitisation.check.observation import Observation
from lantai.digitisation.check.reading import open_catalogue
from lantai.digitisation.check.row_rules import row_rules
from lantai.digitisation.check.scans import compare_scans, inspect_scans, judge_by_paper
from lantai.digitisation.check.standing import compare_standing, find_standing, may_stand
from lantai.digitisation.enums import Severity
from lantai.digitisation.failing import in_one_sentence
from lantai.digitisation.layouts.layout import CATALOGUE_ONLY
from lantai.digitisation.profile import delivery_profile
from lantai.digitisation.progress import Progress, SilentProgress
from lantai.digitisation.sheets.mapping import ColumnMapping
from lantai.values import codes
from lantai.values.dates import julian_day

_TOLD_BY_LOOKING: Final = ("format-mismatch", "unreadable-file")
_LOOKED_AT: Final = "SELECT 1 FROM digest JOIN image ON image.path = digest.path WHERE digest.shown = ?"

_UNREAD: Final = "SELECT 1 FROM digest WHERE shown = ? AND sha512 = ''"
"""A file of which it was told already that it cannot be read, and why."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is wanted of a check. ``layouts``: names of those that the files lie in, none: as detected. ``revising``:
    codes that stand in the archive are no fault, and codes that do not are. ``own``: the identifier of a batch whose
    own records, still in custody, are to be replaced."""

    fonds_code: str | None = None
    mapping: ColumnMapping | None = None
    layouts: tuple[str, ...] = ()
    accept_good: bool = False
    revising: bool = False
    own: str = ""


@dataclass(slots=True)
class Check:
    """What a delivery holds and what is wrong with it. It is there while the delivery lies open."""

    delivery: OpenDelivery
    asked: Asked
    layout: str = ""
    profiles: dict[str, str] = field(default_factory=dict)
    """Fonds code → name of its code profile, given or proposed."""
    counts: dict[tuple[str, str], int] = field(default_factory=dict)
    """How many findings by severity and code."""
    item_count: int = 0
    page_count: int = 0
    faulty_count: int = 0
    stops: bool = False
    """An error concerns the delivery as a whole."""

    @property
    def ok(self) -> bool:
        """Whether it can be taken in: it has no error, or only items have, and the good ones are wanted."""
        if self.asked.accept_good:
            return not self.stops and self.item_count > self.faulty_count
        return not self.count(Severity.ERROR)

    def count(self, severity: Severity) -> int:
        return sum(count for (grave, _code), count in self.counts.items() if grave == severity)

    def findings(self) -> Iterator[Observation]:
        """By sheet and row; what has no row comes first."""
        return self.delivery.table.findings()

    def items(self) -> Iterator[Item]:
        """In the order of the sheets; those with errors too, marked as faulty."""
        return items(self.delivery.table)


@contextmanager
def check_delivery(source: Path, asked: Asked | None = None, *, progress: Progress | None = None) -> Iterator[Check]:
    """Check a delivery and write nothing. Raises NotADelivery, UnknownLayout, BadMapping and IntakeFailed."""
    shown = progress or SilentProgress()
    with ExitStack() as open_until_it_is_read:
        with in_one_sentence(source.name):
            delivery = open_until_it_is_read.enter_context(open_delivery(source, shown))
            delivery.read_bytes(shown)
            check = check_open(delivery, asked or Asked(), shown)
        yield check


def check_open(delivery: OpenDelivery, asked: Asked, progress: Progress) -> Check:
    """The check of a delivery whose bytes were read. Raises as ``check_delivery`` does, and OSError and sqlite3.Error
    where that says it in a sentence."""
    check, table = Check(delivery, asked), delivery.table
    _read_rows(check, progress)
    coding = Coding(table, row_rules(today=julian_day(datetime.now(tz=settings.LANTAI_ZONE).date())))
    coding.run(progress)
    check.profiles = coding.profiles
    find_standing(table, own=asked.own)
    check.layout = _file(delivery, asked, progress)
    if may_stand(table):
        compare_standing(delivery, check.items(), revising=asked.revising, own=asked.own)
    _tell_of_files(delivery)
    faulty.place_findings(table)
    faulty.mark(table)
    if asked.accept_good:
        faulty.leave_out_bad_pages(table)
    check.counts, check.stops = table.counted(), faulty.stops(table)
    check.item_count, check.faulty_count = faulty.counted(table)
    check.page_count = page_count(table)
    return check


def _file(delivery: OpenDelivery, asked: Asked, progress: Progress) -> str:
    """Find out whose the files are, and look at the images; the name of the layout."""
    if has_nothing_to_file(delivery):
        return CATALOGUE_ONLY
    layout = detect_layout(delivery, asked.layouts)
    inspect_scans(delivery, progress)
    file_pieces(delivery, layout, progress)
    compare_scans(delivery)
    judge_by_paper(delivery)
    return layout.name


def _tell_of_files(delivery: OpenDelivery) -> None:
    """What is odd about the files themselves. Of an image that was looked at, its looking says what it is."""
    table = delivery.table
    for seen in delivery.inventory.observations():
        is_told = (seen.code in _TOLD_BY_LOOKING and table.store.one(_LOOKED_AT, (seen.path,))) or (
            seen.code == "unreadable-file" and table.store.one(_UNREAD, (seen.path,))
        )
        if not is_told:
            table.tell(as_observed(seen))
    table.settle()


# -- rows -----------------------------------------------------------------------------------------


def _read_rows(check: Check, progress: Progress) -> None:
    """Enter the rows as they are read. What is wrong with them is asked when their codes can be read (``coding``)."""
    progress.stage("rows", 0)
    delivery, table, profile = check.delivery, check.delivery.table, delivery_profile()
    with (
        open_catalogue(delivery.root, delivery.sheets, table.tell, mapping=check.asked.mapping) as catalogue,
        table.store.transaction(),
    ):
        for name, fields in catalogue.fields_by_sheet():
            table.add_heading(name, fields)
        for row in catalogue.volumes(table.tell):
            for one in look_at_volume(row, profile):
                table.tell(one)
            table.add_volume(codes.normalise(row.get("code")), row)
        for row in catalogue.items(table.tell):
            code = codes.normalise(row.get("code"))
            table.add_entry(row, code=code, fonds=check.asked.fonds_code or row.get("fonds") or code.split("-")[0])
            progress.advance()
        table.settle()
    table.index_rows()
