"""Two begin on the same empty folder: one makes the storage root, the other finds it made."""

from __future__ import annotations

from pathlib import Path

import pytest

from lantai.adapters.masters import layout
from lantai.adapters.masters.ocfl import OcflMasters


def test_root_declared_by_another_while_we_looked_is_ours_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def another_is_quicker(root: Path) -> None:
        monkeypatch.undo()
        layout.establish(root)
        layout._refuse_foreign(root)

    monkeypatch.setattr(layout, "_refuse_foreign", another_is_quicker)
    assert list(OcflMasters(tmp_path).objects()) == []


def test_folder_of_something_else_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "holiday.jpg").write_bytes(b"")
    with pytest.raises(layout.NotAStorageRoot, match=r"holiday\.jpg"):
        OcflMasters(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["holiday.jpg"]
