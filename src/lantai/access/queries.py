"""``visible(to=reader)``: decided here and in the query, nowhere else (decision 5, model.md 12 and 13)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from lantai.accounts.models import User
from lantai.catalogue.enums import OpeningStatus
from lantai.catalogue.models import Record, RecordSet
from lantai.digitisation.models import Page, PageSpan
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
        """What holds of records and sets alike."""
        where = Q()
        if not self.to.sees_custody:
            where &= Q(**{f"{prefix}accepted": True})
        if not self.to.sees_closed:
            where &= Q(**{f"{prefix}open_day__lte": self.to.today})
        return where

    def _of_records(self, prefix: str = "") -> Q:
        where = self._where(prefix)
        return where if self.to.sees_closed else where & Q(**{f"{prefix}withdrawn_at": None})

    def records(self) -> QuerySet[Record]:
        """What is withdrawn is for those who see closed things."""
        return Record.objects.filter(self._of_records())

    def withdrawn(self) -> QuerySet[Record]:
        """Records that stood open to this reader until they were withdrawn: of these a stub is shown, and no more."""
        if self.to.sees_closed:
            return Record.objects.none()
        return Record.objects.filter(accepted=True, open_day__lte=self.to.today, withdrawn_at__isnull=False)

    def record_sets(self) -> QuerySet[RecordSet]:
        return RecordSet.objects.filter(self._where())

    def pages(self) -> QuerySet[Page]:
        """Pages of records that are visible themselves, and of volumes where every record on the page is."""
        return Page.objects.filter(self._in_records() | self._in_volumes())

    def pages_of_records(self) -> QuerySet[Page]:
        """Of ``pages`` the records' own: a shorter question, for who knows whose page is asked for."""
        return Page.objects.filter(self._in_records())

    def pages_of_volumes(self) -> QuerySet[Page]:
        """Of ``pages`` those of volumes."""
        return Page.objects.filter(self._in_volumes())

    def _in_records(self) -> Q:
        return Q(record__isnull=False) & self._of_records("record__")

    def _in_volumes(self) -> Q:
        """What no record holds, as a cover, is open only by a decision on the volume itself."""
        on_page = PageSpan.objects.filter(
            record_set=OuterRef("record_set"), first__lte=OuterRef("number"), last__gte=OuterRef("number")
        )
        if self.to.sees_closed and self.to.sees_custody:
            return Q(record_set__isnull=False)
        where = Q(record_set__isnull=False) & self._where("record_set__")
        if not self.to.sees_closed:
            where &= Q(Exists(on_page)) | self._opened_themselves("record_set__")
        return where & Q(~Exists(on_page.exclude(self._of_records("record__"))))

    def _opened_themselves(self, prefix: str) -> Q:
        day_has_come = Q(**{f"{prefix}status": OpeningStatus.POSTPONED, f"{prefix}opening_day__lte": self.to.today})
        return Q(**{f"{prefix}status": OpeningStatus.OPEN}) | day_has_come

    def in_index(self) -> Visibility:
        return Visibility(open_by=None if self.to.sees_closed else self.to.today, custody=self.to.sees_custody)


def visible(*, to: Reader) -> Visible:
    return Visible(to)
