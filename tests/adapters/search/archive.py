"""A small random archive, and random questions to it, for comparing engines with one another.

The texts are drawn from few characters, so that words repeat, touch and overlap; among them punctuation, ``□``,
Latin, digits, private-use characters, characters beyond the first plane, and line breaks.
"""

from __future__ import annotations

from random import Random

from lantai.ports.search import (
    NEVER,
    And,
    Code,
    Dates,
    Document,
    Everything,
    Fonds,
    Identifier,
    KindIs,
    Level,
    Node,
    Not,
    Or,
    Visibility,
    Word,
)
from lantai.values.doubts import MARK, doubtful_words
from lantai.values.folding import fold

ALPHABET = "臨河水井井哈哈瀋沈厂廠" + "□○\ue001\U00020bb7" + "aBc19" + ".,-/:" + "，。「」· \n\u3000"
TODAY = 2_460_000
PUBLIC = Visibility(open_by=TODAY, custody=False)
VISIBILITIES = (
    PUBLIC,
    Visibility(TODAY, custody=True),
    Visibility(None, custody=False),
    Visibility(None, custody=True),
)


def text(random: Random, longest: int) -> str:
    """Text as it may come from a page, not folded."""
    return "".join(random.choices(ALPHABET, k=random.randint(0, longest)))


def archive(random: Random, records: int) -> list[Document]:
    """Each record a description, and up to four pages."""
    return [document for number in range(records) for document in _record(random, number)]


def _record(random: Random, number: int) -> list[Document]:
    identifier = f"r{number:04d}"
    fonds, item = random.choice(("l001", "l002", "")), random.randint(1, 40)
    code = f"{fonds or 'x'}-ws{random.randint(1, 2)}-{item}"
    first = random.choice((None, 2_423_000 + random.randint(0, 2000)))
    last = random.choice((None, 2_424_000 + random.randint(0, 2000)))
    years = () if first is None or last is None else tuple(range(1920 + first % 5, 1925 + last % 5))
    common = {
        "identifier": identifier,
        "code": code.upper(),
        "codes": (code, f"alias{number % 7}·1"),
        "fonds": fonds,
        "level": random.choice(("item", "file", "")),
        "first": first,
        "last": last,
        "years": years,
        "serial": number // 3,
        "accepted": random.random() < 0.8,
        "open_day": random.choice((0, 0, 0, TODAY, TODAY + 1, NEVER)),
    }
    code_key = f"{code.rsplit('-', 1)[0]}-{item:09d}"
    title, creator = fold(text(random, 12)), fold(text(random, 6))
    return [
        Document(
            key=identifier,
            kind="description",
            segments=(title, creator, fold(text(random, 30))),
            title=title,
            creators=(creator, "linhe"),
            code_key=code_key,
            **common,
        ),
        *(
            Document(
                key=f"{identifier}/p{page}",
                kind="page",
                page=page,
                segments=tuple(map(fold, text(random, 120).split("\n\n"))),
                doubtful=tuple(f"{fold(text(random, 9))}{MARK}井" for _ in range(random.randint(0, 2))),
                code_key=f"{code_key}/{page:06d}",
                **common,
            )
            for page in range(1, random.randint(1, 5))
        ),
    ]


def word(random: Random, documents: list[Document]) -> str:
    """A folded word of one to eight characters: mostly one that stands somewhere."""
    if random.random() < 0.15:
        return fold(text(random, 6)) or "水"
    segments = [segment for segment in random.choice(documents).segments if segment] or ["井"]
    segment = random.choice(segments)
    start = random.randrange(len(segment))
    return segment[start : start + random.randint(1, 8)]


def question(random: Random, documents: list[Document], depth: int = 3) -> Node:
    """A random tree."""
    if depth and random.random() < 0.5:
        parts = tuple(question(random, documents, depth - 1) for _ in range(random.randint(0, 3)))
        return random.choice((And(parts), Or(parts), Not(And(parts))))
    leaf: list[Node] = [
        *(Word(word(random, documents)) for _ in range(5)),
        Word(word(random, documents)[:2], "title"),
        Word(word(random, documents)[:2], random.choice(("creator", "title"))),
        Word(random.choice(doubtful_words(word(random, documents)[:2])), "doubtful"),
        Code(random.choice(("l001", "l001-ws1", "l001-ws1-", "l001-ws1-1", "l00", "alias3", "", "L001"))),
        Fonds(random.choice(("l001", "l002", "none", ""))),
        Level(random.choice(("item", "file", "series"))),
        _dates(random),
        Identifier(tuple(f"r{random.randint(0, 60):04d}" for _ in range(random.randint(0, 9)))),
        KindIs(random.choice(("page", "description"))),
        random.choice((Everything(), Word(""), Not(Word("")))),
    ]
    return random.choice(leaf)


def _dates(random: Random) -> Dates:
    first, last = (random.choice((None, 2_423_500 + random.randint(0, 2500))) for _ in range(2))
    return Dates(first, last, within=random.random() < 0.4)
