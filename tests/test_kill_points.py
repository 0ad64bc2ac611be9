"""Killed with -9 anywhere, not only between stages: a few points of the walk that `make faults` makes with 200."""

from __future__ import annotations

from pathlib import Path

import pytest
from tools.kill_points import WAYS, Walk, Way


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_killed_at_random_points_it_ends_as_if_it_had_never_stopped(tmp_path: Path, way: Way) -> None:
    walk = Walk(tmp_path, way)
    assert len(walk.outcome["records"]) == 6
    assert (walk.outcome["orphans"], walk.outcome["broken_seals"], walk.outcome["index"]["caught_up"]) == (0, 0, True)
    assert [(point.share, point.differs) for point in walk.points(2, seed=7) if point.differs] == []
