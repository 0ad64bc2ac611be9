"""The check of a delivery: everything that is wrong, said at once, before anything is written.

Codes here: missing-field, missing-column, bad-code, duplicate-code, bad-date, bad-status, missing-image,
page-count, page-gap, unreadable-image, image-without-row (errors, but for a guessed code profile), no-image and
new-fonds,
doubtful-date (warnings).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext

from lantai.catalogue.doubts import doubts_about
from lantai.catalogue.models import CodeAlias, Record, RecordSet
from lantai.digitisation import sentences
from lantai.digitisation.delivery import Delivery, ImageFile, code_key, open_delivery
from lantai.digitisation.enums import Severity
from lantai.digitisation.profile import DeliveryProfile, delivery_profile
from lantai.digitisation.progress import Progress, SilentProgress
from lantai.digitisation.pyramid import UnreadableImage, check_readable
from lantai.digitisation.sameness import is_unchanged
from lantai.digitisation.sheet import Sheet, SheetRow, UnreadableSheet, read_sheets
from lantai.values import codes
from lantai.values.dates import NotADate, parse
from lantai.values.folding import fold
from lantai.values.numerals import read_integer

PARALLEL = 2
_CHUNK = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One thing seen by the check; the columns of a Finding."""

    code: str
    severity: Severity
    sheet: str = ""
    row: int | None = None
    column: str = ""
    path: str = ""
    found: str = ""
    expected: str = ""

    @property
    def message(self) -> str:
        return sentences.message(self)


@dataclass(frozen=True, slots=True)
class Item:
    """One row that can be taken in, with its files (paths relative to the delivery)."""

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


@dataclass(slots=True)
class Check:
    """What a delivery holds and what is wrong with it."""

    delivery: Delivery
    items: list[Item] = field(default_factory=list)
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


def check_delivery(source: Path, *, fonds_code: str | None = None, progress: Progress | None = None) -> Check:
    """Check a delivery and write nothing. Raises NotADelivery and UnreadableSheet."""
    profile = delivery_profile()
    delivery = open_delivery(source, profile)
    check = Check(delivery=delivery)
    sheets = [sheet for path in delivery.sheets for sheet in read_sheets(path, profile)]
    if not sheets:
        names = ", ".join(path.name for path in delivery.sheets)
        raise UnreadableSheet(f"{names}: no row names the columns; expected 檔號 and 題名 among them.")
    for sheet in sheets:
        check.findings += _missing_columns(sheet, profile)
    rows = [row for sheet in sheets for row in sheet.rows]
    check.findings += [one for row in rows for one in _fields(row, profile)]
    _codes(check, rows, fonds_code)
    check.findings += _against_catalogue(check)
    _images(check, progress or SilentProgress())
    check.findings.sort(key=lambda one: (one.sheet, one.row or 0))
    return check


# -- the sheet ------------------------------------------------------------------------------------


def _missing_columns(sheet: Sheet, profile: DeliveryProfile) -> Iterator[Observation]:
    for key in profile.required:
        if key not in sheet.fields:
            yield Observation(
                code="missing-column",
                severity=Severity.ERROR,
                sheet=sheet.name,
                row=sheet.header_row,
                column=profile.labels[key],
                expected=profile.labels[key],
            )


def _fields(row: SheetRow, profile: DeliveryProfile) -> Iterator[Observation]:
    for key in profile.required:
        if not row.get(key):
            yield _at(row, "missing-field", column=profile.labels[key], expected=profile.labels[key])
    for key in ("date", "opening_day"):
        yield from _date(row, key, profile)
    status = row.get("status")
    if status and fold(status) not in profile.statuses:
        yield _at(
            row,
            "bad-status",
            column=profile.labels["status"],
            found=status,
            expected="開放 控制 延期開放 部分開放 未審核",
        )


def _date(row: SheetRow, key: str, profile: DeliveryProfile) -> Iterator[Observation]:
    """A date that cannot be read is an error; what is doubtful in one that can may stand so on the paper."""
    text, column = row.get(key), profile.labels[key]
    try:
        date = parse(text) if text else None
    except NotADate:
        yield _at(row, "bad-date", column=column, found=text)
        return
    for doubt in doubts_about(date)[:1]:
        yield _at(row, "doubtful-date", severity=Severity.WARNING, column=column, found=text, expected=doubt)


def _at(row: SheetRow, code: str, *, severity: Severity = Severity.ERROR, **rest: str) -> Observation:
    return Observation(code=code, severity=severity, sheet=row.sheet, row=row.row, **rest)


# -- the codes ------------------------------------------------------------------------------------


def _codes(check: Check, rows: list[SheetRow], fonds_code: str | None) -> None:
    """Parse every code by its fonds' profile, find the doubles, and make the items."""
    by_fonds: dict[str, list[SheetRow]] = defaultdict(list)
    for row in rows:
        if code := row.get("code"):
            by_fonds[fonds_code or row.get("fonds") or codes.normalise(code).split("-")[0]].append(row)
    seen: dict[str, SheetRow] = {}
    check.standing = _standing(codes.normalise(row.get("code")) for row in rows if row.get("code"))
    for fonds, members in by_fonds.items():
        named = _named_profile(check, fonds, members[0])
        profile = named or _likeliest([codes.normalise(row.get("code")) for row in members])
        check.profiles[fonds] = profile.name
        for row in members:
            code = codes.normalise(row.get("code"))
            if code in seen:
                first = seen[code]
                check.findings.append(
                    _at(row, "duplicate-code", column="檔號", found=code, expected=f"({first.sheet}, {first.row})")
                )
                continue
            seen[code] = row
            _item(check, row, code, fonds, profile, named is not None)


def _likeliest(members: list[str]) -> codes.CodeProfile:
    """The first profile that parses every code; where none does, the one that parses most."""
    profiles = codes.load_profiles(_profile_folders())
    every = codes.propose_profile(members, profiles)
    return every or max(profiles.values(), key=lambda profile: sum(map(profile.matches, members)))


def _item(check: Check, row: SheetRow, code: str, fonds: str, profile: codes.CodeProfile, named: bool) -> None:
    volume = ""
    try:
        parsed = profile.parse(code)
        volume = parsed.parent if parsed.volume else ""
    except codes.BadCode as error:
        severity = Severity.ERROR if named else Severity.WARNING
        check.findings.append(
            _at(row, "bad-code", severity=severity, column="檔號", found=row.get("code"), expected=error.expected)
        )
    key = code_key(code)
    images = check.delivery.images.get(key, [])
    check.items.append(
        Item(
            row=row,
            code=code,
            fonds=fonds,
            volume=volume,
            images=tuple(image.path for image in images),
            texts=dict(sorted(check.delivery.texts.get(key, {}).items())),
        )
    )


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
            yield _at(item.row, "duplicate-code", column="檔號", found=item.code, expected=gettext("in the catalogue"))


def _named_profile(check: Check, fonds: str, row: SheetRow) -> codes.CodeProfile | None:
    """The profile that the fonds names; a fonds not known yet is told as ``new-fonds``."""
    known = RecordSet.objects.filter(code=fonds).values_list("code_profile", flat=True).first()
    if known is None:
        check.findings.append(_at(row, "new-fonds", severity=Severity.WARNING, column="全宗號", found=fonds))
        return None
    return codes.load_profiles(_profile_folders()).get(known)


def _profile_folders() -> list[Path]:
    return [settings.LANTAI.profiles_dir / "codes"]


def _standing(wanted: Iterable[str]) -> set[str]:
    """Which of these codes stand in the catalogue, as codes or aliases."""
    all_codes, found = sorted(set(wanted)), set[str]()
    for start in range(0, len(all_codes), _CHUNK):
        chunk = all_codes[start : start + _CHUNK]
        for model in (Record, RecordSet, CodeAlias):
            found.update(model.objects.filter(code__in=chunk).values_list("code", flat=True))
    return found


# -- the images -----------------------------------------------------------------------------------


def _images(check: Check, progress: Progress) -> None:
    described = {code_key(item.code) for item in check.items}
    for item in check.items:
        check.findings += _counts(item, check.delivery.images.get(code_key(item.code), []))
    for key, images in check.delivery.images.items():
        if key not in described:
            folder = check.delivery.folders[key]
            check.findings.append(
                Observation(code="image-without-row", severity=Severity.ERROR, path=folder, found=str(len(images)))
            )
    check.findings += _unreadable(check, progress)


def _counts(item: Item, images: list[ImageFile]) -> Iterator[Observation]:
    """Row and folder compared: images that are missing, too many, or not numbered from 1 without a gap."""
    stated = _stated_pages(item.row)
    if not images:
        if item.texts:
            yield _at(item.row, "no-image", severity=Severity.WARNING)
        elif stated:
            yield _at(item.row, "missing-image", column="頁數", found="0", expected=str(stated))
        return
    folder = str(Path(images[0].path).parent)
    if stated is not None and stated != len(images):
        yield _at(item.row, "page-count", column="頁數", path=folder, found=str(len(images)), expected=str(stated))
    numbers = Counter(image.number for image in images)
    missing = [number for number in range(1, len(images) + 1) if numbers[number] != 1]
    if missing:
        listed = " ".join("?" if image.number is None else str(image.number) for image in images[:50])
        yield _at(item.row, "page-gap", path=folder, found=listed, expected=str(missing[0]))


def _stated_pages(row: SheetRow) -> int | None:
    """The row's count of pages: 12, １２, 十二, 12頁; None where it states none that can be read."""
    return read_integer(row.get("pages").rstrip("頁页面張张 "))


def _unreadable(check: Check, progress: Progress) -> Iterator[Observation]:
    """Decode every image whole; the decoder works outside the interpreter's lock, so two at a time."""
    jobs = [(item.row, path) for item in check.items for path in item.images]
    progress.stage("check", len(jobs))
    with ThreadPoolExecutor(PARALLEL) as pool:
        for (row, path), trouble in zip(
            jobs, pool.map(lambda job: _trouble(check.delivery.root / job[1]), jobs), strict=True
        ):
            progress.advance()
            if trouble:
                yield _at(row, "unreadable-image", path=path, found=trouble)


def _trouble(path: Path) -> str:
    try:
        check_readable(path)
    except UnreadableImage as error:
        return str(error)
    return ""
