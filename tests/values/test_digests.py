"""Digests of files, against digests of the same bytes."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from lantai.values.digests import UnknownAlgorithm, digest_file


@pytest.mark.parametrize("size", [0, 1, 2**18, 2**18 + 1, 1_000_000])
@pytest.mark.parametrize("algorithm", ["sha512", "sha256", "md5", "blake2b"])
def test_digest_is_that_of_the_bytes(tmp_path: Path, size: int, algorithm: str) -> None:
    data = bytes(range(256)) * (size // 256) + bytes(size % 256)
    file = tmp_path / "0001.tif"
    file.write_bytes(data)
    read: list[int] = []
    expected = hashlib.new(algorithm, data).hexdigest()
    assert digest_file(file, algorithm) == expected
    assert digest_file(file, algorithm, progress=read.append) == expected
    assert sum(read) == size


@pytest.mark.parametrize("algorithm", ["crc7", "shake_128", ""])
def test_digest_of_an_unknown_algorithm_is_refused(tmp_path: Path, algorithm: str) -> None:
    with pytest.raises(UnknownAlgorithm, match=r"sha512"):
        digest_file(tmp_path, algorithm)


def test_digest_of_a_missing_file_is_the_systems_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        digest_file(tmp_path / "none")
