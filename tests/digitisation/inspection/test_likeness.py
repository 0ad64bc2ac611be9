"""Pictures that are alike are found without comparing each with each, and none is missed."""

from __future__ import annotations

import hashlib
from random import Random

import pytest

from lantai.digitisation.inspection import Alike, duplicates, similar


def plainly(hashes: list[int], distance: int) -> list[Alike]:
    """Each with all before it: the nearest, of equals the earliest."""
    found = []
    for place, one in enumerate(hashes):
        near = [((one ^ other).bit_count(), before) for before, other in enumerate(hashes[:place])]
        bits, first = min(near, default=(65, 0))
        if bits <= distance:
            found.append(Alike(first, place, bits))
    return found


def with_relatives(count: int, seed: int) -> list[int]:
    """Hashes of which every third has up to nine bits of an earlier one changed."""
    chance = Random(seed)
    hashes: list[int] = []
    for _one in range(count):
        if hashes and chance.random() < 0.34:
            changed = chance.choice(hashes)
            for bit in chance.sample(range(64), chance.randint(0, 9)):
                changed ^= 1 << bit
            hashes.append(changed)
        else:
            hashes.append(chance.getrandbits(64))
    return hashes


@pytest.mark.parametrize("distance", [0, 1, 4, 6, 9, 12])
def test_what_plain_comparing_finds_is_found(distance: int) -> None:
    hashes = with_relatives(500, seed=distance)
    assert list(similar(hashes, distance=distance)) == plainly(hashes, distance)


def test_equal_hashes_are_paired_with_the_first() -> None:
    assert list(similar([7, 1 << 40, 7, 7], distance=0)) == [Alike(0, 2, 0), Alike(0, 3, 0)]


def test_no_hashes_and_one() -> None:
    assert list(similar([])) == list(similar([5])) == []


def test_a_crowd_of_like_forms_is_answered_in_one_pair_each() -> None:
    """A form filled in five thousand times: every later one is told once, not with every other."""
    chance = Random(1)
    crowd = list(
        dict.fromkeys((0xF0F0 << 40) ^ (1 << chance.randrange(64)) ^ (1 << chance.randrange(64)) for _ in range(5000))
    )
    found = list(similar(crowd, distance=6))
    assert len(found) >= 0.99 * len(crowd)  # in a crowd each is compared with 512 neighbours a time, not with all
    assert all(one.first < one.second for one in found)


def test_a_distance_that_would_compare_all_with_all_is_refused() -> None:
    with pytest.raises(ValueError, match="0 to 12 were expected"):
        list(similar([1, 2], distance=20))


def test_duplicates_are_paired_with_the_first_of_the_same_bytes() -> None:
    digests = [hashlib.sha512(content).hexdigest() for content in (b"a", b"b", b"a", b"c", b"b", b"a")]
    assert list(duplicates(digests)) == [(0, 2), (1, 4), (0, 5)]
    assert list(duplicates([])) == []
