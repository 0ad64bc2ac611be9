"""Leading a delivery through the check: sheets, cells, codes, the catalogue that stands, images."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext

from lantai.catalogue.models import Record
from lantai.digitisation.check.coding import Coding
from lantai.digitisation.check.fields import look_at_item, look_at_volume
from lantai.digitisation.check.images import count_images
from lantai.digitisation.check.item import Item
from lantai.digitisation.check.observation import Observation, at
from lantai.digitisation.check.reading import read_catalogue
from lantai.digitisation.check.scans import inspect_scans
from lantai.digitisation.delivery import Delivery, code_key, open_delivery
from lantai.digitisation.enums import Severity
from lantai.digitisation.profile import delivery_profile
from lantai.digitisation.progress import Progress, SilentProgress
from lantai.digitisation.sameness import is_unchanged
from lantai.digitisation.sheets.mapping import ColumnMapping
from lantai.digitisation.sheets.rows import SheetRow


@dataclass(slots=True)
class Check:
    """What a delivery holds and what is wrong with it."""

    delivery: Delivery
    items: list[Item] = field(default_factory=list)
    volumes: dict[str, SheetRow] = field(default_factory=dict)
    """Reference code of a volume → its row in a sheet of volumes."""
    findings: list[Observation] = field(default_factory=list)
    profiles: dict[str, str] = field(default_factory=dict)
    """Fonds code → name of its code profile, given or proposed."""
    standing: set[str] = field(default_factory=set)
    """Codes that stand in the catalogue already."""

    @property
    def ok(self) -> bool:
        return not any(one.severity == Severity.ERROR for one in self.findings)

    @property
    def page_count(self) -> int:
        return sum(item.page_count for item in self.items)


def check_delivery(
    source: Path,
    *,
    fonds_code: str | None = None,
    mapping: ColumnMapping | None = None,
    progress: Progress | None = None,
) -> Check:
    """Check a delivery and write nothing. Raises NotADelivery, BadMapping and PoolBroken."""
    profile = delivery_profile()
    delivery = open_delivery(source, profile)
    read = read_catalogue(delivery.root, delivery.sheets, mapping=mapping)
    check = Check(delivery=delivery, volumes=read.volumes, findings=read.findings)
    check.findings += [one for row in read.items for one in look_at_item(row, profile)]
    check.findings += [one for row in read.volumes.values() for one in look_at_volume(row, profile)]
    _code(check, read.items, fonds_code)
    check.findings += _against_catalogue(check)
    check.findings += count_images(delivery, check.items)
    check.findings += inspect_scans(delivery.root, check.items, progress or SilentProgress())
    check.findings.sort(key=lambda one: (one.sheet, one.row or 0))
    return check


def _code(check: Check, rows: list[SheetRow], fonds_code: str | None) -> None:
    """Make the items: rows with a code of their own, and the files that its folders hold."""
    coding = Coding(rows, fonds_code)
    for coded in coding.run():
        key = code_key(coded.code)
        images = check.delivery.images.get(key, [])
        check.items.append(
            Item(
                row=coded.row,
                code=coded.code,
                fonds=coded.fonds,
                volume=coded.volume,
                images=tuple(image.path for image in images),
                texts=dict(sorted(check.delivery.texts.get(key, {}).items())),
            )
        )
    check.findings += coding.findings
    check.profiles, check.standing = coding.profiles, coding.standing


def _against_catalogue(check: Check) -> Iterator[Observation]:
    """A code that stands already is no fault when the row says and brings the same again."""
    for item in check.items:
        if item.code not in check.standing:
            continue
        record = Record.objects.filter(code=item.code).first()
        same = record is not None and is_unchanged(
            record, values=item.row.values, root=check.delivery.root, images=item.images, texts=item.texts
        )
        if not same:
            yield at(item.row, "duplicate-code", column="檔號", found=item.code, expected=gettext("in the catalogue"))
