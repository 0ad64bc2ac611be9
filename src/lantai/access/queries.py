"""``visible(to=reader)``: decided here and in the query, nowhere else (decision 5, model.md 12 and 13)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import Q, QuerySet

from lantai.accounts.models import User
from lantai.catalogue.models import Record, RecordSet
from lantai.digitisation.models import Page
from lantai.ports.search import Visibility
from lantai.values.dates import julian_day


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who looks: what counts is the day and what they may do. Nobody in particular is PUBLIC."""

    today: int
    sees_closed: bool = False
    sees_custody: bool = False

    @property
    def key(self) -> str:
        """Equal for readers who see the same: a part of cache keys."""
        return f"{self.today}.{self.sees_closed:d}{self.sees_custody:d}"


def today() -> int:
    """Today's Julian day number in the setting ``timezone``, by which dated closures are judged."""
    now: date = datetime.now(tz=settings.LANTAI_ZONE).date()
    return julian_day(now)


def reader_for(user: object) -> Reader:
    """The reader that a user is; anybody not logged in is the public."""
    if isinstance(user, User) and user.is_active:
        return Reader(today=today(), sees_closed=user.may("closed.see"), sees_custody=user.may("custody.see"))
    return Reader(today=today())


@dataclass(frozen=True, slots=True)
class Visible:
    """What one reader may see, as filters of every kind."""

    to: Reader

    def _where(self, prefix: str = "") -> Q:
        where = Q()
        if not self.to.sees_custody:
            where &= Q(**{f"{prefix}accepted": True})
        if not self.to.sees_closed:
            where &= Q(**{f"{prefix}open_day__lte": self.to.today})
        return where

    def records(self) -> QuerySet[Record]:
        return Record.objects.filter(self._where())

    def record_sets(self) -> QuerySet[RecordSet]:
        return RecordSet.objects.filter(self._where())

    def pages(self) -> QuerySet[Page]:
        """Pages of records that are visible themselves."""
        return Page.objects.filter(self._where("record__"))

    def in_index(self) -> Visibility:
        return Visibility(open_by=None if self.to.sees_closed else self.to.today, custody=self.to.sees_custody)


def visible(*, to: Reader) -> Visible:
    return Visible(to)
