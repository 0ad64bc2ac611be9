"""Every rule about one row of items, in one pass: its cells, its code, its days, its secrecy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lantai.digitisation.check.code_fields import look_at_code
from lantai.digitisation.check.dated import FondsDates, dated, look_at_days
from lantai.digitisation.check.fields import look_at_item
from lantai.digitisation.check.lengths import longest_of_items, look_at_lengths
from lantai.digitisation.check.observation import Observation
from lantai.digitisation.check.retention import RetentionList, look_at_retention, retention_list
from lantai.digitisation.check.secrecy import Secrecy, look_at_secrecy, secrecy_profile
from lantai.digitisation.profile import DeliveryProfile, delivery_profile
from lantai.digitisation.sheets.rows import SheetRow
from lantai.values.codes import CodeProfile, ReferenceCode

UNDATED = FondsDates()


@dataclass(frozen=True, slots=True)
class RowRules:
    """The rules with the home's profiles; ``today`` is a Julian day number."""

    profile: DeliveryProfile
    retention: RetentionList
    secrecy: Secrecy
    today: int

    def look_at(
        self,
        row: SheetRow,
        code: ReferenceCode | None = None,
        read_by: CodeProfile | None = None,
        *,
        fonds: FondsDates = UNDATED,
        above: SheetRow | None = None,
    ) -> Iterator[Observation]:
        """Everything that is wrong with a row of items. ``above`` is the row before it in its sheet.

        ``code`` is its reference code as ``read_by`` reads it; None where it has none that can be read.
        """
        yield from look_at_item(row, self.profile)
        yield from look_at_lengths(row, longest_of_items(), self.profile)
        yield from look_at_retention(row, self.retention, self.profile)
        if code is not None and read_by is not None:
            yield from look_at_code(row, code, read_by, above=above, retention=self.retention, profile=self.profile)
        yield from look_at_days(row, fonds, year_of_code=code.year if code else None, profile=self.profile)
        if "classification" in row.values:
            date = dated(row.get("date"))
            days = (date.first, date.last) if date else (None, None)
            yield from look_at_secrecy(
                row, days, fonds_last=fonds.last, today=self.today, secrecy=self.secrecy, profile=self.profile
            )


def row_rules(*, today: int) -> RowRules:
    """The rules of the home's profiles, on a day."""
    return RowRules(delivery_profile(), retention_list(), secrecy_profile(), today)
