"""A ground for every hostile delivery."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.digitisation.hostile.ground import Ground

from lantai.accounts.models import User


@pytest.fixture
def ground(tmp_path: Path, administrator: User) -> Ground:
    return Ground(tmp_path / "ground", administrator)
