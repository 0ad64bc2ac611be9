"""What a reference code says and what the columns beside it say (handbook 1.3): the same, or a contradiction.

They are compared by value: 3 is 003 and 第三卷, 永久 is Y, 定期30年 is D30, simplified is traditional. What a code does
not say contradicts nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from lantai.digitisation.check.dated import years_of
from lantai.digitisation.check.observation import Observation, at
from lantai.digitisation.check.retention import RetentionList
from lantai.digitisation.profile import DeliveryProfile
from lantai.digitisation.sheets.rows import SheetRow
from lantai.values.codes import CodeProfile, ReferenceCode
from lantai.values.codes import fold_code as folded_code
from lantai.values.folding import fold
from lantai.values.numerals import read_integer

_COUNTED: Final = re.compile("第?(.+?)[卷冊册號号件盒]?")
_ZEROS: Final = re.compile("(?<![0-9])0+(?=[0-9])")
_SHORT_TERM: Final = "D"
_MOST: Final = 8_192


def look_at_code(
    row: SheetRow,
    code: ReferenceCode,
    read_by: CodeProfile,
    *,
    above: SheetRow | None,
    retention: RetentionList,
    profile: DeliveryProfile,
) -> Iterator[Observation]:
    """Code: code-field-mismatch. ``above`` is the row before, which tells 件號 from a running number."""
    for key, said, part in _contradictions(row, code, read_by, above, retention):
        yield at(row, "code-field-mismatch", column=profile.labels[key], found=said, expected=part)


def _contradictions(
    row: SheetRow, code: ReferenceCode, read_by: CodeProfile, above: SheetRow | None, retention: RetentionList
) -> Iterator[tuple[str, str, str]]:
    """Field, what its column says, and what the code says."""
    values = row.values
    if (said := values.get("fonds")) and not _is_fonds(said, code, sure=read_by.sure):
        yield "fonds", said, code.fonds
    if (said := values.get("series")) and code.series and not _is_series(said, code, sure=read_by.sure):
        yield "series", said, code.series
    if (said := values.get("volume")) and code.volume and not _is_number(said, code.volume, code, sure=read_by.sure):
        yield "volume", said, code.volume
    if (said := values.get("item")) and code.item and not _is_item(said, row, above, code, sure=read_by.sure):
        yield "item", said, code.item
    if (said := values.get("year")) and code.year and code.year not in (years_of(said) or (code.year,)):
        yield "year", said, str(code.year)
    if (said := values.get("retention")) and code.retention and not _is_retention(said, code.retention, retention):
        yield "retention", said, f"{code.retention} {retention.words.get(code.retention, '')}".strip()
    if (said := values.get("organisation")) and code.organisation and not _is_organisation(said, code.organisation):
        yield "organisation", said, code.organisation


def _is_fonds(said: str, code: ReferenceCode, *, sure: bool) -> bool:
    return is_same(said, code.fonds) or (not sure and folded_code(code.text).startswith(f"{folded_code(said)}-"))


def _is_series(said: str, code: ReferenceCode, *, sure: bool) -> bool:
    """The whole 類別號, its beginning, or one of its parts, as 目錄號 may be."""
    if is_same(said, code.series) or folded_code(code.series).startswith(f"{folded_code(said)}·"):
        return True
    return any(is_same(said, part) for part in re.split("[-·]", code.series if sure else code.text))


def _is_number(said: str, part: str, code: ReferenceCode, *, sure: bool) -> bool:
    return is_same(said, part) or (not sure and any(is_same(said, other) for other in code.text.split("-")))


def _is_item(said: str, row: SheetRow, above: SheetRow | None, code: ReferenceCode, *, sure: bool) -> bool:
    return _is_number(said, code.item, code, sure=sure) or _is_running(row, above)


def _is_running(row: SheetRow, above: SheetRow | None) -> bool:
    """Whether the number only goes on from the row above: a column called 序號 may count the rows of the sheet."""
    if above is None or above.sheet != row.sheet:
        return False
    here, before = read_integer(row.get("item")), read_integer(above.get("item"))
    return here is not None and before is not None and here - before == row.row - above.row


def _is_retention(said: str, part: str, retention: RetentionList) -> bool:
    """A word that is not in the list is told for itself; D alone is of before the years were written."""
    code = retention.code_of(said)
    return not code or code == part or (part == _SHORT_TERM and code.startswith(_SHORT_TERM))


def _is_organisation(said: str, part: str) -> bool:
    """A name and an abbreviation (辦公室, BGS) cannot be compared; of two names one may hold the other."""
    one, other = fold(said), fold(part)
    return one.isascii() != other.isascii() or one in other or other in one or is_same(said, part)


def is_same(one: str, other: str) -> bool:
    """Whether two texts are the same part of a code: by value where they are numbers."""
    return one == other or _value(one) == _value(other)


@lru_cache(maxsize=_MOST)
def _value(text: str) -> str:
    plain = _ZEROS.sub("", folded_code(text))
    if plain.isascii():
        return plain
    counted = _COUNTED.fullmatch(text.strip())
    number = read_integer(counted[1]) if counted else None
    return plain if number is None else str(number)
