"""Which items the errors of a delivery concern, and whether one concerns it as a whole."""

from __future__ import annotations

from lantai.digitisation.check.filing import ITEMS
from lantai.digitisation.check.working import VOLUME, WorkingTable
from lantai.digitisation.layouts.store import Store
from lantai.digitisation.profile import delivery_profile

_ERROR = "finding.severity = 'error'"


def place_findings(table: WorkingTable) -> None:
    """Say of a finding that knows its file only, in which row its item stands: the first, where there are two."""
    store = table.store
    store.script("CREATE TEMP TABLE home (path TEXT PRIMARY KEY, sheet TEXT, number INTEGER)")
    store.run(
        "INSERT OR IGNORE INTO home SELECT COALESCE(digest.shown, piece.path), entry.sheet, entry.number FROM piece "
        "JOIN entry ON entry.id = piece.entry LEFT JOIN digest ON digest.path = piece.path WHERE piece.path IN "
        "(SELECT digest.path FROM finding JOIN digest ON digest.shown = finding.path WHERE finding.number IS NULL) "
        "ORDER BY piece.entry"
    )
    store.run(
        "UPDATE finding SET sheet = (SELECT sheet FROM home WHERE home.path = finding.path), "
        "number = (SELECT number FROM home WHERE home.path = finding.path) "
        "WHERE number IS NULL AND path IN (SELECT path FROM home)"
    )


def mark(table: WorkingTable) -> None:
    """Mark the entries that an error concerns: its row's, those of its volume, and all that have a part in its file."""
    store = table.store
    if not store.one(f"SELECT 1 FROM finding WHERE {_ERROR} LIMIT 1"):  # noqa: S608 - a constant
        return
    store.script("CREATE INDEX IF NOT EXISTS entry_by_place ON entry (sheet, number)")
    store.run(
        "UPDATE entry SET faulty = 1 WHERE id IN (SELECT entry.id FROM finding JOIN entry "  # noqa: S608
        f"ON entry.sheet = finding.sheet AND entry.number = finding.number WHERE {_ERROR})"
    )
    store.run(
        "UPDATE entry SET faulty = 1 WHERE id IN (SELECT piece.entry FROM finding "  # noqa: S608
        f"JOIN digest ON digest.shown = finding.path JOIN piece ON piece.path = digest.path WHERE {_ERROR})"
    )
    _mark_items_of_volumes(store)


def _mark_items_of_volumes(store: Store) -> None:
    """What is wrong with the row of a volume concerns every item in it."""
    store.run(
        "UPDATE entry SET faulty = 1 WHERE volume <> '' AND volume IN (SELECT volume.code FROM finding JOIN volume "  # noqa: S608
        f"ON volume.sheet = finding.sheet AND volume.number = finding.number WHERE {_ERROR} "
        "UNION SELECT code FROM entry WHERE place = ? AND faulty = 1)",
        (VOLUME,),
    )


def leave_out_bad_pages(table: WorkingTable) -> None:
    """A page of a volume that an error concerns does not come in with the good ones."""
    table.store.run(
        "DELETE FROM piece WHERE entry IS NULL AND path IN (SELECT digest.path FROM finding "  # noqa: S608
        f"JOIN digest ON digest.shown = finding.path WHERE {_ERROR})"
    )


def stops(table: WorkingTable) -> bool:
    """Whether an error is of the delivery as a whole: one in no row whose code the profile counts among these."""
    asked = table.store.ask(
        f"SELECT DISTINCT code FROM finding WHERE {_ERROR} AND number IS NULL OR code = 'missing-column'"  # noqa: S608
    )
    whole = delivery_profile().whole
    return any(code in whole for (code,) in asked)


def counted(table: WorkingTable) -> tuple[int, int]:
    """How many items there are, and how many of them are faulty."""
    found = table.store.one(f"SELECT COUNT(*), SUM(faulty) FROM entry WHERE {ITEMS}")  # noqa: S608
    return (int(found[0]), int(found[1] or 0)) if found else (0, 0)
