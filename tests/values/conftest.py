"""Property tests here assert results, never times: a busy machine must not fail them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

SOURCE = Path(__file__).parents[2].parent / "shared" / "source" / "press-conference-2021-06-23.txt"
"""The text that the product is held to lies beside the checkout, never in it."""


@pytest.fixture(scope="session")
def source_bytes() -> bytes:
    if not SOURCE.exists():
        pytest.skip("The source text is not beside this checkout.")
    return SOURCE.read_bytes()


@pytest.fixture(scope="session")
def source_text(source_bytes: bytes) -> str:
    return source_bytes.decode("utf-8")
