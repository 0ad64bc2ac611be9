"""Retention periods (保管期限, handbook 1.4): the words of a column and the codes in reference codes are one list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from lantai.digitisation.check.observation import Observation, at
from lantai.digitisation.check.own_profile import own_profile
from lantai.digitisation.profile import DeliveryProfile
from lantai.digitisation.sheets.rows import SheetRow
from lantai.values.folding import fold
from lantai.values.numerals import write_integer

_MOST_WORDS = 4_096


@dataclass(frozen=True, slots=True)
class RetentionList:
    """``codes``: folded word → code; ``words``: code → its first word."""

    codes: Mapping[str, str]
    words: Mapping[str, str]

    def code_of(self, word: str) -> str:
        """Y, D30 and the like; empty for a word that is not in the list."""
        return self.codes.get(_folded(word), "")

    def listed(self) -> str:
        """The list for a sentence."""
        return " ".join(self.words.values())


def look_at_retention(row: SheetRow, retention: RetentionList, profile: DeliveryProfile) -> Iterator[Observation]:
    """Code: bad-retention."""
    word = row.values.get("retention")
    if word and not retention.code_of(word):
        yield at(row, "bad-retention", column=profile.labels["retention"], found=word, expected=retention.listed())


@cache
def retention_list(name: str = "default") -> RetentionList:
    """The list of the home's profile. Raises FileNotFoundError when there is none of this name."""
    return from_data(own_profile("retention", name))


def from_data(data: Mapping[str, Any]) -> RetentionList:
    """The list in a profile's data."""
    spelt = {code: tuple(words) for code, words in data["words"].items()} | dict(_of_years(data["terms"]))
    return RetentionList(
        codes={fold(word): code for code, words in spelt.items() for word in words},
        words={code: words[0] for code, words in spelt.items()},
    )


def _of_years(terms: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for years in terms["years"]:
        numerals = (str(years), write_integer(years))
        words = (spelling.replace("{}", numeral) for numeral in numerals for spelling in terms["spellings"])
        yield terms["code"].replace("{}", str(years)), tuple(words)


@lru_cache(maxsize=_MOST_WORDS)
def _folded(word: str) -> str:
    return fold(word)
