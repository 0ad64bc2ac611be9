"""The check judges twenty deliveries of all layouts and forms with all faults, and twenty clean ones: nothing missed,
nothing false."""

from __future__ import annotations

from pathlib import Path

import pytest
from samples.make.deliveries import CLEAN, TWENTY, Expected, Recipe

from lantai.accounts.models import User
from lantai.catalogue.domain.record_set import describe_record_set
from lantai.catalogue.enums import Level
from lantai.digitisation.check import Item, Observation, check_delivery
from lantai.values.dates import parse

pytestmark = pytest.mark.django_db


def fonds_stand(made: Expected, by: User) -> None:
    for one in made.fonds:
        describe_record_set(
            code=one.code,
            title=one.title,
            level=Level.FONDS,
            accepted=True,
            code_profile=one.profile,
            date=parse(f"{one.first_year}/{one.last_year}"),
            by=by,
        )


def judged(folder: Path) -> tuple[list[Observation], list[Item]]:
    with check_delivery(folder) as check:
        return [one for one in check.findings() if one.severity != "info"], list(check.items())


@pytest.mark.parametrize("recipe", TWENTY, ids=lambda recipe: recipe.name)
def test_every_planted_fault_is_found_and_nothing_else(tmp_path: Path, recipe: Recipe, administrator: User) -> None:
    made = recipe.make(tmp_path)
    fonds_stand(made, administrator)
    findings, _items = judged(tmp_path / recipe.name)
    assert made.missed(findings) == []
    assert made.false(findings) == []


@pytest.mark.parametrize("recipe", CLEAN, ids=lambda recipe: recipe.name)
def test_a_clean_delivery_has_no_finding_and_every_file_its_owner(
    tmp_path: Path, recipe: Recipe, administrator: User
) -> None:
    made = recipe.make(tmp_path)
    fonds_stand(made, administrator)
    findings, items = judged(tmp_path / recipe.name)
    assert findings == []
    assert [one.code for one in items if not one.is_volume] == [one.code for one in made.items]
    by_code = {one.code: one for one in items if not one.is_volume}
    for expected in made.items:
        item = by_code[expected.code]
        assert (item.row.sheet, item.row.row, item.volume) == (expected.sheet, expected.row, expected.volume)
        if expected.span:
            assert item.span == expected.span
        elif not expected.pdf:
            assert tuple(leaf.path for leaf in item.leaves) == expected.images
