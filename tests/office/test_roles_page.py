"""docs/roles.md says what roles.toml says."""

from __future__ import annotations

from pathlib import Path

from lantai.accounts.roles import roles
from lantai.office.actions import all_actions
from lantai.office.desks import DESKS

PAGE = Path(__file__).parents[2] / "docs" / "roles.md"


def test_matrix_is_the_one_in_force() -> None:
    assert _table() in PAGE.read_text(encoding="utf-8")


def _table() -> str:
    """Permissions down, roles across, in the order of the file."""
    known = roles()
    permissions = list(dict.fromkeys(permission for role in known.values() for permission in sorted(role.may)))
    head = ["permission", *known]
    rows = [[f"`{name}`", *("●" if name in role.may else "" for role in known.values())] for name in permissions]
    lines = [head, ["---", *[":-:"] * len(known)], *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines).replace("|  |", "| |").replace("|  |", "| |")


def test_every_permission_asked_for_is_somebodys() -> None:
    asked = {action.permission for action in all_actions()} | {desk.permission for desk in DESKS}
    assert asked <= set().union(*(role.may for role in roles().values()))


def test_every_permission_is_explained() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert [name for role in roles().values() for name in role.may if f"* `{name}`: " not in text] == []
