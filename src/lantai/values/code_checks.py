"""What is doubtful about a reference code that can be read, and what is missing from a row of them.

DA/T 13-2022 asks that a code be unique and that the items of one row (of one parent) be numbered without a gap.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from lantai.values import code_names
from lantai.values.codes import BadCode, CodeProfile, ReferenceCode, sort_key

Severity = Literal["error", "warning", "notice"]

PLAUSIBLE_YEARS: Final = range(1368, 2101)
"""Years in which a file of an archive can have been made, when nothing better is known of the fonds."""


@dataclass(frozen=True, slots=True)
class CodeProblem:
    """One thing that is wrong (error), doubtful (warning) or was mended (notice)."""

    code: str
    severity: Severity
    message: str


def check_code(
    text: str,
    profile: CodeProfile,
    *,
    width: int | None = None,
    years: range = PLAUSIBLE_YEARS,
    retention: str | None = None,
) -> tuple[CodeProblem, ...]:
    """Everything that is wrong with a code under its profile; empty when it is good as it stands.

    ``width`` is the number of digits that the fonds gives its last number, ``years`` those that it spans, ``retention``
    the code of the record's own retention field. Nothing is asked about what is None.

    Codes of problems: bad-code; mended; unknown-category, unknown-retention, other-retention, implausible-year, width,
    long-file-name.
    """
    try:
        code = profile.parse(text)
    except BadCode as error:
        return (CodeProblem("bad-code", "error", str(error)),)
    return (*_mended(text, code), *_doubts(code, profile, width, years, retention))


def _mended(text: str, code: ReferenceCode) -> Iterator[CodeProblem]:
    if text != code.text:
        yield CodeProblem("mended", "notice", f"{text!r} was written; it was read as {code.text}.")


def _doubts(
    code: ReferenceCode, profile: CodeProfile, width: int | None, years: range, retention: str | None
) -> Iterator[CodeProblem]:
    yield from _unknown_words(code, profile)
    if retention is not None and retention != code.retention:
        said = code.retention or "none"
        yield _doubt("other-retention", f"The code says retention {said}, the record says {retention or 'none'}.")
    if code.year is not None and code.year not in years:
        yield _doubt("implausible-year", f"The year {code.year} is not one of {years.start} to {years.stop - 1}.")
    if width is not None and len(code.item) != width:
        yield _doubt("width", f"The last number {code.item!r} has {len(code.item)} digits; this fonds writes {width}.")
    if not code_names.fits(code_names.file_name(code.text)):
        yield _doubt("long-file-name", f"As a file name the code is longer than {code_names.LONGEST_NAME} bytes.")


def _unknown_words(code: ReferenceCode, profile: CodeProfile) -> Iterator[CodeProblem]:
    category = code.series.split("·")[0]
    if profile.categories and category.isalpha() and category not in profile.categories:
        known = " ".join(profile.categories)
        yield _doubt("unknown-category", f"{profile.name} knows no category {category!r}, only {known}.")
    if profile.retentions and code.retention and code.retention not in profile.retentions:
        known = " ".join(profile.retentions)
        yield _doubt("unknown-retention", f"{profile.name} knows no retention code {code.retention!r}, only {known}.")


def _doubt(code: str, message: str) -> CodeProblem:
    return CodeProblem(code, "warning", message)


# -- rows ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Row:
    """The items of one parent: how many, from which number to which, what is missing and what stands twice.

    ``missing`` are runs of item numbers, first and last; ``duplicates`` are the numbers that stand more than once,
    however they are written (3 and 003 are the same item).
    """

    parent: str
    count: int
    first: int
    last: int
    missing: tuple[tuple[int, int], ...]
    duplicates: tuple[int, ...]

    @property
    def is_whole(self) -> bool:
        return not self.missing and not self.duplicates


def rows(codes: Iterable[ReferenceCode], *, begins: int | None = 1) -> tuple[Row, ...]:
    """The rows that codes make, in the order of their parents. Codes without an item number make none.

    A row begins with the number ``begins`` (the usual 1), or where it happens to begin when that is None.
    """
    numbers: dict[str, Counter[int]] = {}
    for code in codes:
        if code.item:
            numbers.setdefault(code.parent, Counter())[int(code.item)] += 1
    return tuple(_row(parent, numbers[parent], begins) for parent in sorted(numbers, key=sort_key))


def gaps(codes: Iterable[ReferenceCode], *, begins: int | None = 1) -> tuple[Row, ...]:
    """Those rows in which a number is missing or stands twice."""
    return tuple(row for row in rows(codes, begins=begins) if not row.is_whole)


def _row(parent: str, numbers: Counter[int], begins: int | None) -> Row:
    there = sorted(numbers)
    before = there[0] - 1 if begins is None else min(begins, there[0]) - 1
    missing = tuple(
        (left + 1, right - 1) for left, right in zip([before, *there], there, strict=False) if right > left + 1
    )
    duplicates = tuple(number for number in there if numbers[number] > 1)
    return Row(parent, numbers.total(), there[0], there[-1], missing, duplicates)
