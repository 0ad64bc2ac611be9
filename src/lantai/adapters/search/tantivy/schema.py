"""The fields of the index, and how a document is laid down in them.

Text is given to Tantivy as tokens that Lantai made (``values.tokens``), so its own tokenizers only split at
spaces. Every text stands as bigrams with positions, for words of two characters and more, and as single characters
without positions, for words of one. The whole text stands as trigrams too: a word of three is one of them, and of a
longer one they say where its bigrams need not be looked at. Positions are what is slow to read.

A list is put in order by columns of unsigned 64-bit integers (``RUNGS``). Tantivy can also sort by a text
column, but looks every shown key of every segment up in a dictionary for it, which costs two milliseconds where
a column of integers costs a tenth, and it cannot go on after a text key. So the code's sort key is cut into
integers of eight UTF-8 bytes each, which sort as the text does; what they leave tied is put in order by the
whole key, which is stored beside the text (``Card``).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal, cast

import tantivy

from lantai.adapters.search.codes import beginnings
from lantai.adapters.search.ordering import Key, days_number, order_number
from lantai.ports.search import NEVER, Document, Kind, Order
from lantai.values.tokens import bigrams_of_each, trigrams, unigrams

TOKENS: Final = "spaces"
"""The tokenizer that splits at spaces; it must be registered with every opened index."""

Place = Literal["title", "creator", "any", "doubtful"]
"""Where a word may be looked for (``ports.search.Word``)."""

TEXT_FIELDS: Final[dict[Place, str]] = {
    "title": "title",
    "creator": "creator",
    "any": "text",
    "doubtful": "doubtful",
}
PLACES: Final[tuple[Place, ...]] = tuple(TEXT_FIELDS)
TRIGRAMS: Final = "trigrams"
"""The field of three characters side by side, of the place ``any``."""

CODE_RUNGS: Final = tuple(f"code_{n}" for n in range(6))
RUNGS: Final[dict[Order, tuple[str, ...]]] = {
    "code": CODE_RUNGS,
    "date": ("days", *CODE_RUNGS),
    "newest": ("age", *CODE_RUNGS),
}
"""The columns that each order climbs, one after the other."""

MARK_KEY: Final = ":mark"
"""The key of the document that holds the mark: no identifier has a colon."""

IN_CUSTODY: Final = "custody"
CLOSED: Final = "closed"

EARLIEST: Final = -(2**62)
LATEST: Final = 2**62
NO_YEAR: Final = 2**40
_NUL: Final = "\0"
_NAMES: Final = 7
"""What a packed card says before its texts."""
_INTEGERS: Final = struct.Struct(f">{len(CODE_RUNGS)}Q")


def characters_field(text_field: str) -> str:
    """The field of single characters beside a field of bigrams."""
    return f"{text_field}_characters"


def build_schema() -> tantivy.Schema:
    """The schema of this release; an index of any other is refused and made anew."""
    fields = tantivy.SchemaBuilder()
    for name in ("key", "identifier", "codes", "hidden"):
        fields.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in ("kind", "fonds", "level"):
        fields.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    for name in TEXT_FIELDS.values():
        fields.add_text_field(name, tokenizer_name=TOKENS, index_option="position")
        fields.add_text_field(characters_field(name), tokenizer_name=TOKENS, index_option="basic")
    fields.add_text_field(TRIGRAMS, tokenizer_name=TOKENS, index_option="basic")
    for name in ("first", "last", "years", "opens"):
        fields.add_integer_field(name, fast=True)
    for name in ("days", "age", *CODE_RUNGS):
        fields.add_unsigned_field(name, fast=True)
    fields.add_bytes_field("card", stored=True)
    fields.add_text_field("mark", stored=True, tokenizer_name="raw", index_option="basic")
    return fields.build()


def lay_down(documents: Sequence[Document]) -> Iterator[tantivy.Document]:
    """Each document as the index holds it; their tokens are made at once.

    Raises OverflowError, TypeError and ValueError for what cannot stand in an index.
    """
    tokens = {place: bigrams_of_each([_texts(document)[place] for document in documents]) for place in PLACES}
    return map(_laid_down, documents, *(tokens[place] for place in PLACES))


def _laid_down(document: Document, *tokens: str) -> tantivy.Document:
    """``tokens``: the bigrams of each place."""
    row = tantivy.Document()
    for name, text in (("key", document.key), ("identifier", document.identifier), ("kind", document.kind)):
        row.add_text(name, text)
    for name, text in (("fonds", document.fonds), ("level", document.level)):
        if text:
            row.add_text(name, text)
    for beginning in {beginning for code in document.codes for beginning in beginnings(code)}:
        row.add_text("codes", beginning)
    texts = _texts(document)
    for place, pairs in zip(PLACES, tokens, strict=True):
        if characters := unigrams(texts[place]):
            row.add_text(TEXT_FIELDS[place], pairs)
            row.add_text(characters_field(TEXT_FIELDS[place]), characters)
    if threes := trigrams(texts["any"]):
        row.add_text(TRIGRAMS, threes)
    card = Card.of(document)
    _lay_down_days(row, document)
    _lay_down_rungs(row, card)
    row.add_bytes("card", card.pack())
    return row


def _texts(document: Document) -> dict[Place, Sequence[str]]:
    return {
        "title": (document.title,),
        "creator": document.creators,
        "any": document.segments,
        "doubtful": document.doubtful,
    }


def _lay_down_days(row: tantivy.Document, document: Document) -> None:
    if document.first is not None or document.last is not None:
        row.add_integer("first", EARLIEST if document.first is None else document.first)
        row.add_integer("last", LATEST if document.last is None else document.last)
    for year in sorted(set(document.years)):
        row.add_integer("years", year)
    _lay_down_sight(row, document)


def _lay_down_sight(row: tantivy.Document, document: Document) -> None:
    """Why somebody may not see it: most documents have no such reason, and cost nothing to be seen."""
    if not document.accepted:
        row.add_text("hidden", IN_CUSTODY)
    if document.open_day >= NEVER:
        row.add_text("hidden", CLOSED)
    elif document.open_day > 0:
        row.add_integer("opens", document.open_day)


def _lay_down_rungs(row: tantivy.Document, card: Card) -> None:
    row.add_unsigned("days", card.days)
    row.add_unsigned("age", card.age)
    for name, number in zip(CODE_RUNGS, code_numbers(card.code_key), strict=True):
        row.add_unsigned(name, number)


def code_numbers(code_key: str) -> tuple[int, ...]:
    """The sort key as integers of eight UTF-8 bytes, as many as there are rungs; they sort as the text does."""
    width = 8 * len(CODE_RUNGS)
    whole = code_key.encode()[:width].ljust(width, b"\0")
    return _INTEGERS.unpack(whole)


def rung_values(key: Key, order: Order) -> tuple[int, ...]:
    """Where a key of this order stands on each of its rungs."""
    codes = code_numbers(key[1])
    return codes if order == "code" else (key[0], *codes)


@dataclass(frozen=True, slots=True)
class Card:
    """What is stored of a document: all that a hit needs, and the texts in which occurrences are counted.

    It is packed so that packed cards, compared as bytes, sort by ``code_key`` and then ``key``: relevance looks
    at thousands of them and unpacks twenty.
    """

    code_key: str
    key: str
    identifier: str
    kind: Kind
    page: int | None
    days: int
    age: int
    texts: bytes
    """The text of each of ``PLACES``, parted by NUL; of each text a line a segment."""

    @classmethod
    def of(cls, document: Document) -> Card:
        texts = _texts(document)
        return cls(
            document.code_key,
            document.key,
            document.identifier,
            document.kind,
            document.page,
            days_number(document.first, document.last),
            order_number(document, "newest"),
            _NUL.join("\n".join(texts[place]) for place in PLACES).encode(),
        )

    @classmethod
    def unpack(cls, packed: bytes) -> Card:
        *names, texts = packed.split(_NUL.encode(), _NAMES)
        code_key, key, identifier, kind, page, days, age = (name.decode() for name in names)
        return cls(
            code_key, key, identifier, cast("Kind", kind), int(page) if page else None, int(days), int(age), texts
        )

    def pack(self) -> bytes:
        """The card as it is stored. Raises ValueError when one of the names holds a NUL."""
        page = "" if self.page is None else self.page
        names = f"{self.code_key}\0{self.key}\0{self.identifier}\0{self.kind}\0{page}\0{self.days}\0{self.age}\0"
        if names.count(_NUL) != _NAMES:
            raise ValueError("a key cannot hold the character NUL")
        return names.encode() + self.texts

    def order_key(self, order: Order) -> Key:
        """As ``ordering.order_key`` has it."""
        number = {"date": self.days, "newest": self.age}.get(order, 0)
        return number, self.code_key, self.key


def texts_by_place(packed: bytes) -> dict[Place, bytes]:
    """The texts of a packed card, in UTF-8, a line for each."""
    return dict(zip(PLACES, packed.split(_NUL.encode(), _NAMES + len(PLACES) - 1)[_NAMES:], strict=True))
