"""Settings that cannot be are refused at start, in one sentence that says what was expected."""

from __future__ import annotations

from pathlib import Path

import pytest

from lantai.config.installation import load
from lantai.config.typed import BadSetting


@pytest.mark.parametrize(
    ("word", "said", "told"),
    [
        ("LANTAI_DOWNLOADS", "page,masters", "expected page, pdf, text, alto"),
        ("LANTAI_PDF_PAGES", "0", "expected 1 to 2000"),
        ("LANTAI_ERROR_REPORTS", "perhaps", "expected bool"),
    ],
)
def test_nonsense_is_refused(tmp_path: Path, word: str, said: str, told: str) -> None:
    with pytest.raises(BadSetting, match=told):
        load({"LANTAI_HOME": str(tmp_path), word: said})


def test_nothing_may_be_taken_along_where_the_list_is_empty(tmp_path: Path) -> None:
    assert load({"LANTAI_HOME": str(tmp_path), "LANTAI_DOWNLOADS": ""}).downloads == []
    assert load({"LANTAI_HOME": str(tmp_path)}).downloads == ["page", "pdf", "text", "alto"]
