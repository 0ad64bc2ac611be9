"""Counting: in memory while pages are answered, added to the rows of the day once a minute."""

from __future__ import annotations

import atexit
import logging
import re
import threading
from collections import Counter
from datetime import date, datetime
from typing import Final

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.models import F

from lantai.usage.models import DayCount, Kind

_EVERY: Final = 60.0
"""Seconds; what a process counted since is lost when it is killed."""
_BROWSER: Final = re.compile(r"Mozilla/\d.*(Gecko|WebKit|Trident|Presto)", re.IGNORECASE)
_PROGRAM: Final = re.compile(r"bot\b|bot/|crawl|spider|slurp|headless|preview|monitor|http|python|curl", re.IGNORECASE)

Key = tuple[date, Kind, bool]

logger = logging.getLogger(__name__)


def is_program(user_agent: str) -> bool:
    """Whether it calls itself something else than a browser; the name itself is kept nowhere."""
    named = re.sub(r"\(compatible; MSIE[^)]*\)", "", user_agent)
    return _BROWSER.search(named) is None or _PROGRAM.search(named) is not None


class Tally:
    """What this process has counted and not yet written."""

    def __init__(self) -> None:
        self._counted: Counter[Key] = Counter()
        self._lock = threading.Lock()
        self._keeper: threading.Thread | None = None
        self._ending = threading.Event()

    def count(self, kind: Kind, *, by_program: bool) -> None:
        key = (datetime.now(tz=settings.LANTAI_ZONE).date(), kind, by_program)
        with self._lock:
            self._counted[key] += 1

    def write(self) -> None:
        """Add what was counted to the rows; what a database refuses is kept for the next time."""
        with self._lock:
            counted, self._counted = self._counted, Counter()
        try:
            _add(counted)
        except DatabaseError as error:
            logger.warning("What was counted of the site's use is written later: %s", error)
            with self._lock:
                self._counted.update(counted)

    def keep(self) -> None:
        """Write once a minute from now on, in a thread of its own, and once more at the end."""
        if self._keeper is None:
            self._keeper = threading.Thread(target=self._write_on, name="usage", daemon=True)
            self._keeper.start()
            atexit.register(self._end)

    def _write_on(self) -> None:
        while not self._ending.wait(_EVERY):
            self.write()
            connection.close()

    def _end(self) -> None:
        self._ending.set()
        self.write()


tally: Final = Tally()


@transaction.atomic
def _add(counted: Counter[Key]) -> None:
    for (day, kind, by_program), number in counted.items():
        row, _is_new = DayCount.objects.get_or_create(day=day, kind=kind, by_program=by_program)
        DayCount.objects.filter(pk=row.pk).update(number=F("number") + number)
