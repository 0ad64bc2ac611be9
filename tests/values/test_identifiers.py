"""Identifiers: the check shows every wrong character and every swap of neighbours, proved by trying them all."""

from __future__ import annotations

from collections import Counter

import pytest

from lantai.values import identifiers
from lantai.values.identifiers import ALPHABET, BadPrefix, check_character, is_valid, new

SAMPLES = [new() for _ in range(20)] + [
    new(prefix=prefix) for prefix in ("d", "88435/", "x7-", "a.b/") for _ in "12345"
]


def test_new_is_ten_characters_and_a_check_character() -> None:
    identifier = new()
    assert len(identifier) == 11
    assert set(identifier) <= set(ALPHABET)
    assert identifier[-1] == check_character(identifier[:-1])


def test_alphabet_has_no_vowel_and_no_look_alike() -> None:
    assert len(ALPHABET) == 29 == len(set(ALPHABET))
    assert not set(ALPHABET) & set("aeiouyl")


def test_check_character_is_noids_own_example() -> None:
    assert check_character("13030/xf93gt2") == "q"


@pytest.mark.parametrize("identifier", SAMPLES, ids=range(len(SAMPLES)))
def test_every_substitution_of_one_character_is_seen(identifier: str) -> None:
    for at in range(len(identifier) - 11, len(identifier)):
        wrong = (identifier[:at] + char + identifier[at + 1 :] for char in ALPHABET if char != identifier[at])
        assert not any(map(is_valid, wrong))


@pytest.mark.parametrize("identifier", SAMPLES, ids=range(len(SAMPLES)))
def test_every_swap_of_neighbours_is_seen(identifier: str) -> None:
    for at in range(len(identifier) - 11, len(identifier) - 1):
        swapped = identifier[:at] + identifier[at + 1] + identifier[at] + identifier[at + 2 :]
        assert swapped == identifier or not is_valid(swapped)


@pytest.mark.parametrize("prefix", ["", "d", "88435/", "0123456789bcdfghj"])
def test_new_with_a_prefix_is_valid(prefix: str) -> None:
    identifier = new(prefix=prefix)
    assert identifier.startswith(prefix)
    assert is_valid(identifier)


@pytest.mark.parametrize("prefix", ["0123456789bcdfghjk", "A", "檔", "a b", "a\n"])
def test_new_with_a_prefix_that_breaks_the_check_is_refused(prefix: str) -> None:
    with pytest.raises(BadPrefix):
        new(prefix=prefix)


@pytest.mark.parametrize(
    "text", ["", "q", "bcdfghjkmn", "檔" * 11, new() + "\n", new().upper() + "B", "b" * 40], ids=range(7)
)
def test_other_texts_are_not_valid(text: str) -> None:
    assert not is_valid(text)


def test_new_does_not_repeat_itself() -> None:
    assert len({new() for _ in range(10_000)}) == 10_000


@pytest.mark.parametrize("prefix", ["", "99999/f", "x.y-z/"])
def test_many_are_valid_and_no_two_the_same(prefix: str) -> None:
    drawn = identifiers.many(2_000, prefix=prefix)
    assert len(drawn) == 2_000
    assert all(one.startswith(prefix) and identifiers.is_valid(one) for one in drawn)


def test_many_use_every_character_alike() -> None:
    counts = Counter(char for one in identifiers.many(3_000) for char in one[: identifiers.RANDOM_CHARACTERS])
    expected = 3_000 * identifiers.RANDOM_CHARACTERS / len(identifiers.ALPHABET)
    assert set(counts) == set(identifiers.ALPHABET)
    assert all(abs(count - expected) < expected * 0.25 for count in counts.values())


def test_many_refuse_a_bad_prefix() -> None:
    with pytest.raises(identifiers.BadPrefix):
        identifiers.many(3, prefix="A b")
