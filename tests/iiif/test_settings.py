"""The settings that viewers are told of refuse nonsense at start."""

from __future__ import annotations

from pathlib import Path

import pytest

from lantai.config.installation import load
from lantai.config.typed import BadSetting


def loaded(home: Path, name: str, value: str) -> object:
    return getattr(load({"LANTAI_HOME": str(home), f"LANTAI_{name.upper()}": value}), name)


@pytest.mark.parametrize(
    "uri",
    [
        "http://creativecommons.org/publicdomain/mark/1.0/",
        "http://creativecommons.org/licenses/by/4.0/",
        "http://rightsstatements.org/vocab/InC/1.0/",
    ],
)
def test_rights_are_a_licence_or_a_statement(tmp_path: Path, uri: str) -> None:
    assert loaded(tmp_path, "rights", uri) == uri


@pytest.mark.parametrize(
    "nonsense", ["CC0", "https://creativecommons.org/licenses/by/4.0/", "http://example.org/rights"]
)
def test_other_rights_are_refused(tmp_path: Path, nonsense: str) -> None:
    with pytest.raises(BadSetting, match="Setting rights is"):
        loaded(tmp_path, "rights", nonsense)


def test_viewer_origins_are_origins(tmp_path: Path) -> None:
    origins = ["https://viewer.example.org", "http://localhost:8080"]
    assert loaded(tmp_path, "viewer_origins", ", ".join(origins)) == origins


@pytest.mark.parametrize(
    "nonsense", ["*", "viewer.example.org", "https://viewer.example.org/", "https://x; script-src *"]
)
def test_other_viewer_origins_are_refused(tmp_path: Path, nonsense: str) -> None:
    with pytest.raises(BadSetting, match="Setting viewer_origins names"):
        loaded(tmp_path, "viewer_origins", nonsense)
