"""All rules of a row over made catalogues: every planted fault is found at its place, and nothing in a clean one."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from samples.make.deliveries import FORMS, make_delivery
from samples.make.deliveries.expected import Expected

from lantai.digitisation.check import open_delivery
from lantai.digitisation.check.dated import FondsDates
from lantai.digitisation.check.observation import Observation
from lantai.digitisation.check.reading import open_catalogue
from lantai.digitisation.check.row_rules import row_rules
from lantai.digitisation.check.sequence import sequence_gaps
from lantai.digitisation.progress import SilentProgress
from lantai.digitisation.sheets.rows import SheetRow
from lantai.values import codes
from lantai.values.dates import julian_day

FAULTS = (
    "sequence-gap", "missing-field", "bad-date", "doubtful-date", "date-outside-fonds", "bad-retention", "bad-status",
    "classified", "code-field-mismatch", "lost-leading-zeros", "rounded-number", "encoding",
)  # fmt: skip


def judged(folder: Path, made: Expected) -> list[Observation]:
    """What the rules of rows say, each fonds as the delivery expects it to be known."""
    (fonds,) = made.fonds
    profile = codes.load_profiles()[fonds.profile]
    dates = FondsDates(
        *(julian_day(datetime.date(*day)) for day in ((fonds.first_year, 1, 1), (fonds.last_year, 12, 31)))
    )
    rules = row_rules(today=julian_day(datetime.date(2026, 6, 1)))
    seen: list[Observation] = []
    numbers: list[tuple[str, int, SheetRow]] = []
    above: SheetRow | None = None
    with (
        open_delivery(folder, SilentProgress()) as delivery,
        open_catalogue(folder, delivery.sheets, seen.append) as catalogue,
    ):
        for row in catalogue.items(seen.append):
            code = profile.parse(row.get("code"))
            seen += rules.look_at(row, code, profile, fonds=dates, above=above)
            numbers.append((code.parent, int(code.item), row))
            above = row
    seen += sequence_gaps(sorted(numbers, key=lambda one: one[:2]), column="檔號")
    return [one for one in seen if one.severity != "info"]


@pytest.mark.parametrize("form", FORMS)
def test_every_planted_fault_is_found_and_nothing_else(tmp_path: Path, form: str) -> None:
    made = make_delivery(tmp_path, layout="catalogue-only", form=form, seed=5, items=20, faults=FAULTS)
    findings = judged(tmp_path, made)
    assert made.missed(findings) == []
    assert made.false(findings) == []


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_clean_catalogue_is_clean(tmp_path: Path, form: str, seed: int) -> None:
    made = make_delivery(tmp_path, layout="catalogue-only", form=form, seed=seed, items=30)
    assert judged(tmp_path, made) == []
