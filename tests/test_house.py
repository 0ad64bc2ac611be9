"""What import-linter cannot see: foreign keys point down as well."""

from __future__ import annotations

import configparser
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Field, ForeignObject, ManyToManyField

ROOT = Path(__file__).parents[1]


def storeys() -> dict[str, int]:
    """Storey → its height, the ground being 0; those side by side are of one height."""
    contracts = configparser.ConfigParser()
    contracts.read(ROOT / ".importlinter", encoding="utf-8")
    lines = contracts["importlinter:contract:storeys"]["layers"].split("\n")
    drawn = [line for line in lines if line.strip()]
    return {name.strip(" ()"): height for height, line in enumerate(reversed(drawn)) for name in line.split("|")}


def relations() -> Iterator[tuple[str, str, str]]:
    """(storey, storey pointed at, where) of every relation between two of our own tables."""
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.get_fields():
            if isinstance(field, ForeignObject | ManyToManyField) and isinstance(field, Field):
                target = field.related_model
                assert isinstance(target, type)
                if model.__module__.startswith("lantai.") and target.__module__.startswith("lantai."):
                    yield model.__module__.split(".")[1], target.__module__.split(".")[1], str(field)


def test_foreign_keys_point_down() -> None:
    heights = storeys()
    upward = [where for storey, target, where in relations() if heights[target] > heights[storey]]
    assert upward == []


def test_relations_are_found() -> None:
    assert ("digitisation", "catalogue") in {(storey, target) for storey, target, _where in relations()}


@pytest.mark.parametrize("room", ["common", "core", "utils", "helpers", "base", "manager"])
def test_no_room_without_a_name(room: str) -> None:
    """A thing without a home has not been named yet."""
    nameless = [path for path in (ROOT / "src" / "lantai").rglob(f"{room}*") if path.stem == room]
    assert [path for path in nameless if "templates" not in path.parts and "static" not in path.parts] == []
