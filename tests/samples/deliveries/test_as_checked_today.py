"""The check, as it stands, judges the made deliveries that it can read: nothing missed, nothing false."""

from __future__ import annotations

from pathlib import Path

import pytest
from samples.make.deliveries import FORMS, make_delivery

from lantai.digitisation.check import Observation, check_delivery

pytestmark = pytest.mark.django_db

IN_CELLS = (
    "missing-field", "bad-code", "duplicate-code", "bad-date", "bad-status", "doubtful-date",
    "lost-leading-zeros", "rounded-number", "encoding",
)  # fmt: skip
COUNTED = ("missing-image", "page-count", "page-gap", "image-without-row")
IN_SCANS = (
    "unreadable-image", "truncated-image", "format-mismatch", "low-resolution", "oversized-image", "skewed",
    "blank-page", "duplicate-image", "similar-image",
)  # fmt: skip


def judged(folder: Path) -> list[Observation]:
    return [one for one in check_delivery(folder).findings if one.code != "new-fonds" and one.severity != "info"]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("layout", ["folder-per-item", "text-per-page"])
def test_clean_delivery_is_clean(tmp_path: Path, layout: str, form: str) -> None:
    made = make_delivery(tmp_path, layout=layout, form=form, seed=2, items=6)
    assert judged(tmp_path) == []
    check = check_delivery(tmp_path)
    assert [(one.code, one.row.row, one.images) for one in check.items] == [
        (one.code, one.row, one.images) for one in made.items
    ]


@pytest.mark.parametrize("layout", ["pdf-single-layer", "pdf-double-layer"])
def test_pdfs_of_items_are_refused_in_one_finding(tmp_path: Path, layout: str) -> None:
    made = make_delivery(tmp_path, layout=layout, seed=2, items=4)
    (told,) = [one for one in judged(tmp_path) if one.code == "pdf-not-taken"]
    assert (told.severity, told.found) == ("error", str(len(made.items)))


@pytest.mark.parametrize("faults", [IN_CELLS, COUNTED, IN_SCANS], ids=["cells", "counts", "scans"])
@pytest.mark.parametrize("layout", ["folder-per-item", "text-per-page"])
def test_faults_known_today_are_found(tmp_path: Path, layout: str, faults: tuple[str, ...]) -> None:
    made = make_delivery(tmp_path, layout=layout, seed=4, faults=faults, items=20)
    findings = judged(tmp_path)
    assert made.missed(findings) == []
    assert made.false(findings) == []
