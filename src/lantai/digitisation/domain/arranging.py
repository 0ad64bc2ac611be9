"""Arranging: the sets that the items of a batch lie in, found or made in custody (ISAD(G) 3.3.4).

A fonds for the fonds code; below it a series where the sheet names one, and the volume where the code has one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from lantai.accounts.models import User
from lantai.catalogue.domain.record_set import NewRecordSet, describe_record_sets
from lantai.catalogue.enums import Level
from lantai.catalogue.models import RecordSet
from lantai.digitisation.models import Batch, MadeSet
from lantai.journal.insertion import insert_rows
from lantai.values.dates import parse

_REMEMBERED = 20_000
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A set that an item lies in, with what is said of it where it must be made."""

    code: str
    title: str
    level: Level
    above: str
    profile: str = ""
    date: str = ""


@dataclass(slots=True)
class Arrangement:
    """The sets of one batch, remembered from chunk to chunk."""

    batch: Batch
    by: User
    _known: dict[str, RecordSet] = field(default_factory=dict)
    _last: tuple[tuple[Any, ...], tuple[_Wanted, ...]] = ((), ())
    """What the last item said of its place, and its way down: the next one says the same, as a rule."""

    def homes(self, items: Iterable[tuple[str, dict[str, Any]]]) -> list[RecordSet]:
        """The set that each item lies in, by its code and values; of a volume, the volume itself."""
        ways = [self._way_down(code, values) for code, values in items]
        if len(self._known) > _REMEMBERED:
            self._known.clear()
        self._find({one.code for way in ways for one in way})
        for level in (Level.FONDS, Level.SERIES, Level.VOLUME):
            self._make({one.code: one for way in ways for one in way if one.level == level})
        return [self._known[way[-1].code] for way in ways]

    def _way_down(self, code: str, values: dict[str, Any]) -> tuple[_Wanted, ...]:
        said = tuple(values.get(name, "") for name in _PLACES)
        place = (said, "" if values["volume"] else code.rpartition("-")[0])
        if self._last[0] != place:
            self._last = (place, tuple(_way_down(code, values)))
        return self._last[1]

    def _find(self, codes: set[str]) -> None:
        unknown = sorted(codes - self._known.keys())
        for start in range(0, len(unknown), _AT_ONCE):
            for one in RecordSet.objects.filter(code__in=unknown[start : start + _AT_ONCE]):
                self._known[one.code] = one

    def _make(self, wanted: dict[str, _Wanted]) -> None:
        new = [one for code, one in wanted.items() if code not in self._known]
        if not new:
            return
        made = describe_record_sets(
            [
                NewRecordSet(
                    code=one.code,
                    title=one.title or one.code,
                    level=one.level,
                    parent=self._known[one.above] if one.above else None,
                    date=parse(one.date) if one.date else None,
                    code_profile=one.profile,
                )
                for one in new
            ],
            accepted=False,
            by=self.by,
        )
        insert_rows([MadeSet(batch=self.batch, record_set=one) for one in made])
        self._known |= {one.code: one for one in made}


_PLACES = ("fonds", "fonds_title", "profile", "series_title", "volume", "volume_title", "volume_date")


def _way_down(code: str, values: dict[str, Any]) -> Iterator[_Wanted]:
    """From the fonds down to where the item lies."""
    fonds = values["fonds"]
    yield _Wanted(fonds, values.get("fonds_title", ""), Level.FONDS, "", profile=values["profile"])
    above, volume = fonds, values["volume"]
    series = (volume or code).rpartition("-")[0]
    if values.get("series_title") and series and series != fonds:
        yield _Wanted(series, values["series_title"], Level.SERIES, above)
        above = series
    if volume and volume != above:
        title, date = values.get("volume_title", ""), values.get("volume_date", "")
        yield _Wanted(volume, title, Level.VOLUME, above, date=date)
