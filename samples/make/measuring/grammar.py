"""Grammar: texts of the invented city from words and sentences, drawn from a seed; nobody else's text is in them.

A sentence is taken only if the page's face draws all of it, so that no character comes from a face not named.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

from samples.make.build import DATA
from samples.make.measuring.faces import Face

DIGITS = "零一二三四五六七八九"
PARTS = ("子", "丑", "寅", "卯", "辰", "巳", "午", "未", "申", "酉", "戌", "亥")
REIGNS = ("咸豐", "同治", "光緒", "嘉慶", "道光")
UNSEEN = " \n　⟨｜⟩"  # what stands for a break or for small type, and is not drawn
FILLINGS = 12  # tries at filling one pattern before the face is held not to draw it


@cache
def lexicon() -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """The words and the sentences of ``samples/data/measuring/words.toml``."""
    told = tomllib.loads((DATA / "measuring" / "words.toml").read_text("utf-8"))
    return told["words"], told["sentences"]


def numeral(number: int) -> str:
    """A number from 1 to 9999 as it is written out: 一百零三."""
    written, zero = "", False
    for value, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, value)
        if digit:
            written += ("零" if zero and written else "") + DIGITS[digit] + unit
        zero = not digit
    return re.sub("^一十", "十", written)


@dataclass(frozen=True)
class Writer:
    """Writes for one page: in a face, from the page's own chance."""

    face: Face
    chance: random.Random
    written: Counter[str] = field(default_factory=Counter)

    def sentence(self, kind: str) -> str:
        """One sentence of a kind, whole in the page's face; a pattern comes back when the others have been used."""
        patterns = list(lexicon()[1][kind])
        self.chance.shuffle(patterns)
        for pattern in sorted(patterns, key=lambda pattern: self.written[pattern]):
            for _ in range(FILLINGS):
                if self.writes(text := self._filled(pattern)):
                    self.written[pattern] += 1
                    return text
        raise ValueError(f"{self.face.family} draws no sentence of the kind {kind}.")

    def sentences(self, kind: str, count: int) -> list[str]:
        """Sentences of a kind."""
        return [self.sentence(kind) for _ in range(count)]

    def word(self, kind: str) -> str:
        """A word, or something made: {日}, {價} …"""
        for _ in range(10 * FILLINGS):
            if self.writes(word := self._filled("{" + kind + "}")):
                return word
        raise ValueError(f"{self.face.family} draws no word of the kind {kind}.")

    def words(self, kind: str, count: int) -> list[str]:
        """Different words of a kind, at most as many as there are."""
        fitting = [word for word in lexicon()[0][kind] if self.writes(word)]
        return self.chance.sample(fitting, min(count, len(fitting)))

    def writes(self, text: str) -> bool:
        """Whether the face draws all of the text."""
        return all(char in UNSEEN or self.face.draws(char) for char in text)

    def _filled(self, pattern: str) -> str:
        return re.sub(r"\{(.)\}", lambda found: self._one(found[1]), pattern)

    def _one(self, name: str) -> str:
        made: dict[str, Callable[[], str]] = {
            "數": lambda: numeral(self.chance.randint(2, self.chance.choice((9, 40, 300)))),
            "日": lambda: f"{numeral(self.chance.randint(1, 12))}月{numeral(self.chance.randint(1, 30))}日",
            "時": lambda: f"{self.chance.choice(PARTS)}{self.chance.choice(('初', '正', '刻', '時'))}",
            "價": self._price,
            "尺": lambda: f"{numeral(self.chance.randint(1, 9))}丈{numeral(self.chance.randint(1, 9))}尺",
            "人": lambda: self._one("姓") + self._one("名"),
            "號": lambda: "".join(self.chance.choice(DIGITS[1:]) for _ in range(3)),
            "年": lambda: f"{self.chance.choice(REIGNS)}{numeral(self.chance.randint(2, 10))}年",
        }
        return made[name]() if name in made else self.chance.choice(lexicon()[0][name])

    def _price(self) -> str:
        yuan, jiao = self.chance.randint(0, 90), self.chance.randint(1, 9)
        return (f"{numeral(yuan)}元" if yuan else "") + f"{DIGITS[jiao]}角"


def bare(text: str) -> str:
    """The text as older printing sets it, without marks."""
    return re.sub("[。、]", "", text)
