"""The check, as it stands, judges the made deliveries that it can read: nothing missed, nothing false."""

from __future__ import annotations

from pathlib import Path

import pytest
from samples.make.deliveries import make_delivery

from lantai.digitisation.check import Observation, check_delivery

pytestmark = pytest.mark.django_db

# Two-part headers, serial numbers and ditto marks are for the reader of sheets that comes; here sheets are plain.


def judged(folder: Path) -> list[Observation]:
    return [one for one in check_delivery(folder).findings if one.code != "new-fonds" and one.severity != "info"]


@pytest.mark.parametrize("form", ["xlsx", "xls", "csv-bom", "csv-gb18030", "csv-big5"])
@pytest.mark.parametrize("layout", ["folder-per-item", "text-per-page"])
def test_clean_delivery_is_clean(tmp_path: Path, layout: str, form: str) -> None:
    made = make_delivery(tmp_path, layout=layout, form=form, seed=2, items=6, dirty=False)
    assert judged(tmp_path) == []
    check = check_delivery(tmp_path)
    assert [(one.code, one.row.row, one.images) for one in check.items] == [
        (one.code, one.row, one.images) for one in made.items
    ]


@pytest.mark.parametrize("layout", ["folder-per-item", "text-per-page"])
def test_faults_known_today_are_found(tmp_path: Path, layout: str) -> None:
    faults = (
        "missing-field", "bad-code", "duplicate-code", "bad-date", "bad-status", "missing-image", "page-count",
        "page-gap", "unreadable-image", "image-without-row", "doubtful-date",
    )  # fmt: skip
    made = make_delivery(tmp_path, layout=layout, seed=4, faults=faults, items=20, dirty=False)
    findings = judged(tmp_path)
    assert made.missed(findings) == []
    assert made.false(findings) == []
