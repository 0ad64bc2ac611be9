"""Which pictures of many are alike: the same bytes, or almost the same 64 bits of ``fingerprint``.

Comparing each with each would be half a million million comparisons for a million pictures. Two hashes that differ in
at most *d* bits, cut into *d + k* blocks, agree in at least *k* blocks; so for every choice of *k* blocks the hashes
are sorted by these, and only neighbours that agree in them are compared (Manku, Jain and Das Sarma, 2007). It is exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import reduce
from itertools import combinations, pairwise
from math import comb
from typing import Final, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

Hashes: TypeAlias = NDArray[np.uint64]
Places: TypeAlias = NDArray[np.intp]

LIKELY: Final = 6
"""Bits by which two scans of one page usually differ at most; other pages of one layout differ by eight and more."""
LARGEST_DISTANCE: Final = 12
"""Bits; pictures that differ in more of 64 are not alike, and looking for them would compare all with all."""
_CROWD: Final = 512
"""In a crowd that agrees in its blocks (a form filled in by the thousand) each is compared with so many neighbours."""
_SORT_COST: Final = 12.0
"""What sorting costs a hash, in comparisons."""


class Alike(NamedTuple):
    """Places of two pictures in the order given, ``first`` before ``second``, and the bits in which they differ."""

    first: int
    second: int
    distance: int


def duplicates(digests: Iterable[str]) -> Iterator[tuple[int, int]]:
    """(place of the first, place of a later one) for equal digests in hexadecimal, by the later place.

    The first 16 bytes of a digest are compared: 16 MB for a million files.
    """
    data = b"".join(bytes.fromhex(digest)[:16].ljust(16, b"\x00") for digest in digests)
    halves = np.frombuffer(data, dtype=">u8").reshape(-1, 2)
    order = np.lexsort((np.arange(len(halves)), halves[:, 1], halves[:, 0]))
    starts = np.ones(len(order), dtype=bool)
    starts[1:] = (halves[order[1:]] != halves[order[:-1]]).any(axis=1)
    firsts = order[np.maximum.accumulate(np.where(starts, np.arange(len(order)), 0))]
    pairs = sorted(zip(order[~starts].tolist(), firsts[~starts].tolist(), strict=True))
    yield from ((first, later) for later, first in pairs)


def similar(hashes: Iterable[int], *, distance: int = LIKELY) -> Iterator[Alike]:
    """Each picture that is like an earlier one, with the nearest (of equals the earliest), by its place.

    Leave blank pages out: they are all alike. Raises ValueError for a distance beyond ``LARGEST_DISTANCE``.
    """
    if not 0 <= distance <= LARGEST_DISTANCE:
        raise ValueError(f"The distance is {distance} bits; 0 to {LARGEST_DISTANCE} were expected.")
    given = np.fromiter(hashes, dtype=np.uint64)
    values, firsts, which = np.unique(given, return_index=True, return_inverse=True)
    nearest = _nearest_earlier(values, firsts, distance)
    for place, one in enumerate(which.tolist()):
        first = int(firsts[one])
        if first != place:
            yield Alike(first, place, 0)
        elif (found := int(nearest[one])) != _NONE:
            yield Alike(found & _PLACE, place, found >> _PLACE_BITS)


_PLACE_BITS: Final = 40
_PLACE: Final = (1 << _PLACE_BITS) - 1
_NONE: Final = (1 << 63) - 1


def _nearest_earlier(values: Hashes, firsts: Places, distance: int) -> NDArray[np.int64]:
    """For each value the distance and place of the nearest that came before, in one number; ``_NONE`` for none."""
    nearest = np.full(len(values), _NONE, dtype=np.int64)
    for mask in _masks(len(values), distance):
        keys = values & mask
        order = np.argsort(keys, kind="stable")
        for one, other in _neighbours(keys[order]):
            _note(nearest, values, firsts, order[one], order[other], distance)
    return nearest


def _note(
    nearest: NDArray[np.int64], values: Hashes, firsts: Places, one: Places, other: Places, distance: int
) -> None:
    bits = np.bitwise_count(values[one] ^ values[other])
    near = bits <= distance
    one, other, bits = one[near], other[near], bits[near].astype(np.int64)
    in_order = firsts[one] < firsts[other]
    earlier, later = np.where(in_order, one, other), np.where(in_order, other, one)
    np.minimum.at(nearest, later, (bits << _PLACE_BITS) | firsts[earlier])


def _neighbours(keys: Hashes) -> Iterator[tuple[Places, Places]]:
    """Places of equal keys in a sorted row, two by two: all neighbours, then all next but one, and so on."""
    places = np.arange(len(keys))
    for step in range(1, _CROWD + 1):
        places = places[places < len(keys) - step]
        places = places[keys[places] == keys[places + step]]
        if not len(places):
            return
        yield places, places + step


def _masks(count: int, distance: int) -> Iterator[np.uint64]:
    """The bits of every choice of blocks, for the number of blocks that costs least."""
    agreeing = min(range(1, 5), key=lambda kept: _cost(count, distance, kept))
    blocks = distance + agreeing
    edges = [round(64 * number / blocks) for number in range(blocks + 1)]
    parts = [(1 << high) - (1 << low) for low, high in pairwise(edges)]
    for chosen in combinations(parts, agreeing):
        yield np.uint64(reduce(int.__or__, chosen))


def _cost(count: int, distance: int, agreeing: int) -> float:
    """Comparisons, for hashes that are spread evenly: tables × (sorting + neighbours)."""
    together = count * count / 2 ** (64 * agreeing / (distance + agreeing)) / 2
    return comb(distance + agreeing, agreeing) * (count * _SORT_COST + together)
