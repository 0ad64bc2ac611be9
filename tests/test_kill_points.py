"""Killed with -9 anywhere, not only between stages: five points of the walk that `make faults` makes with 200."""

from __future__ import annotations

from pathlib import Path

from tools.kill_points import Walk


def test_killed_at_random_points_it_ends_as_if_it_had_never_stopped(tmp_path: Path) -> None:
    walk = Walk(tmp_path, items=4)
    assert len(walk.outcome["records"]) == 4
    assert (walk.outcome["orphans"], walk.outcome["broken_seals"], walk.outcome["index"]["caught_up"]) == (0, 0, True)
    assert [(point.share, point.differs) for point in walk.points(5, seed=7) if point.differs] == []
