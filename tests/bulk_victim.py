"""What ``catalogue/test_bulk_killed.py`` kills: changes of many records, from choosing them to taking them back.

    python tests/bulk_victim.py make          a home with 40 records, and two operations that wait for a worker
    python tests/bulk_victim.py work [N]      do all that is left to do; with N, die at the N-th statement of SQL
    python tests/bulk_victim.py tell          what came of it, as JSON

The home is LANTAI_HOME. What is left is told from the rows alone, as a worker tells it.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections import Counter
from typing import Any

RECORDS = 40
_STEP = 7


def make() -> None:
    from lantai.accounts.models import User
    from lantai.catalogue.domain.bulk import begin_edit
    from lantai.catalogue.domain.record import Description, NewRecord, describe_records
    from lantai.catalogue.domain.record_set import describe_record_set
    from lantai.catalogue.enums import Level, OpeningStatus
    from lantai.journal.domain import issue_identifier
    from lantai.office import bulk_work
    from lantai.office.record_sheets import kept
    from lantai.office.record_sheets.coming_back import find_table
    from lantai.values.dates import parse

    by = User.objects.get(username="admin")
    fonds = describe_record_set(code="L012", title="臨河自來水公司", level=Level.FONDS, by=by, accepted=True)
    new = [
        NewRecord(
            identifier=issue_identifier("record"),
            code=f"L012-{number:04d}",
            in_set=fonds,
            description=Description(title=f"勘井日記第{number}冊", date=parse("1924-09-03")),
            stated_status=OpeningStatus.OPEN,
        )
        for number in range(1, RECORDS + 1)
    ]
    records = describe_records(new, by=by)
    sheet = begin_edit(choice={"plan": True}, by=by)
    path = kept.path_of(sheet)
    path.parent.mkdir(parents=True, exist_ok=True)
    _write_sheet(path, [(one.identifier, one.version) for one in records])
    bulk_work.start(sheet, {"kind": "sheet", **find_table(path).as_json()}, small=False)
    chosen = begin_edit(choice={"set": fonds.identifier}, by=by)
    bulk_work.start(chosen, {"kind": "set", "of": fonds.identifier}, small=False)


def _write_sheet(path: Any, rows: list[tuple[str, int]]) -> None:
    """A note for every record, a date that cannot be, a record that is none, and one that comes twice."""
    from openpyxl import Workbook

    book = Workbook()
    table = book.worksheets[0]
    table.append(["identifier", "version", "note", "date"])
    for number, (identifier, version) in enumerate(rows):
        table.append([identifier, version, f"注{number}", "某年" if number == 3 else "1924-09-03"])
        if number == 20:
            table.append(["nobody", 1, "x", ""])
            table.append([rows[2][0], 1, "又", ""])
    book.save(path)


def work() -> None:
    """Read the sheet and save it; choose, replace, save; take that back, and save this as well."""
    from lantai.catalogue.models import BulkEdit

    sheet, chosen = BulkEdit.objects.order_by("pk")[:2]
    _carry_on()
    _save(sheet)
    chosen.refresh_from_db()
    if chosen.work["kind"] == "set":
        _start(chosen, {"kind": "replace", "fields": ["title"], "words": "日記", "by": "日志", "how": "exact"})
    _save(chosen)
    _save(_undoing(chosen))


def _undoing(edit: Any) -> Any:
    from lantai.catalogue.domain.taking_back import begin_taking_back

    undoing = edit.undone_by.first() or begin_taking_back(edit, by=edit.by)
    if not undoing.work:
        _start(undoing, {"kind": "undo"})
    return undoing


def _start(edit: Any, told: dict[str, Any]) -> None:
    from lantai.office import bulk_work

    bulk_work.start(edit, told, small=False)
    _carry_on()


def _save(edit: Any) -> None:
    from lantai.catalogue.domain.saving import save_edit

    edit.refresh_from_db()
    if edit.state == "draft":
        save_edit(edit, reason="統一用字", by=edit.by)
    _carry_on()


def _carry_on() -> None:
    from lantai.catalogue.domain import saving
    from lantai.office import bulk_work

    bulk_work.go_on()
    saving.go_on()


def tell() -> dict[str, Any]:
    from lantai.catalogue.models import BulkEdit, DescriptionVersion, PlannedChange, Record, RowNote
    from lantai.journal.domain import broken_seals
    from lantai.journal.models import LogEntry
    from lantai.office.record_sheets import kept

    kept.sweep()
    counts = ("chosen", "planned", "refused", "stale", "applied", "looked", "unchanged", "noted")
    return {
        "edits": [[one.state, one.error, *(getattr(one, f"{name}_count") for name in counts)]
                  for one in BulkEdit.objects.order_by("pk")],
        "plan": list(PlannedChange.objects.order_by("edit", "record").values_list(
            "edit", "record__code", "state", "row_version", "changes", "refused", "stale")),
        "notes": list(RowNote.objects.order_by("row").values_list("row", "code")),
        "records": list(Record.objects.order_by("code_key").values_list("code", "title", "note", "version")),
        "versions": list(DescriptionVersion.objects.order_by("record", "number").values_list(
            "record__code", "number", "row_version", "reason", "changes")),
        "journal": sorted(Counter(LogEntry.objects.values_list("verb", flat=True)).items()),
        "broken_seals": len(broken_seals()),
        "sheets": len(list(kept.path_of(BulkEdit()).parent.glob("*"))),
    }  # fmt: skip


def _make_steps_small() -> None:
    from lantai.catalogue.domain import replacing, saving, taking_back
    from lantai.office.queries import choosing
    from lantai.office.record_sheets import coming_back

    replacing._STEP = taking_back._STEP = coming_back._STEP = choosing._KEYS = saving.CHUNK = _STEP  # type: ignore[misc]


class _Deadly:
    """Counts statements; at the one that it was made for the process dies as by ``kill -9``."""

    def __init__(self, at: int) -> None:
        self.at, self.count = at, 0

    def __call__(self, execute: Any, *statement: Any) -> Any:
        self.count += 1
        if self.count == self.at:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(*statement)


def main(what: str, at: str = "0") -> None:
    from lantai.cli import house

    if what == "make":
        house.prepare()
    else:
        house.enter()
    from django.db import connection

    _make_steps_small()
    deadly = _Deadly(int(at))
    with connection.execute_wrapper(deadly):
        {"make": make, "work": work, "tell": tell}[what]()
    print(json.dumps(tell() if what == "tell" else deadly.count, ensure_ascii=False))


if __name__ == "__main__":
    main(*sys.argv[1:])
