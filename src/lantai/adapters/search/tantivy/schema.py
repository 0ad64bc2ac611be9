"""The fields of the index, and how a document is laid down in them.

Text is given to Tantivy as tokens that Lantai made (``values.tokens``), so its own tokenizers only split at
spaces. Every text stands twice: as bigrams with positions, for words of two characters and more, and as single
characters without positions, for words of one.

A list is put in order by columns of unsigned 64-bit integers (``RUNGS``). Tantivy can also sort by a text
column, but looks every shown key of every segment up in a dictionary for it, which costs two milliseconds where
a column of integers costs a tenth, and it cannot go on after a text key. So the code's sort key is cut into
integers of eight UTF-8 bytes each, which sort as the text does; what they leave tied is put in order by the
whole key, which is stored beside the text (``Card``).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import tantivy

from lantai.adapters.search.codes import beginnings
from lantai.adapters.search.ordering import Key, days_number, order_number
from lantai.ports.search import Document, Kind, Order
from lantai.values.tokens import bigrams, unigrams

TOKENS: Final = "spaces"
"""The tokenizer that splits at spaces; it must be registered with every opened index."""

Place = Literal["title", "creator", "any"]
"""Where a word may be looked for (``ports.search.Word``)."""

TEXT_FIELDS: Final[dict[Place, str]] = {"title": "title", "creator": "creator", "any": "text"}
PLACES: Final[tuple[Place, ...]] = tuple(TEXT_FIELDS)

CODE_RUNGS: Final = tuple(f"code_{n}" for n in range(6))
RUNGS: Final[dict[Order, tuple[str, ...]]] = {
    "code": CODE_RUNGS,
    "date": ("days", *CODE_RUNGS),
    "newest": ("age", *CODE_RUNGS),
}
"""The columns that each order climbs, one after the other."""

MARK_KEY: Final = ":mark"
"""The key of the document that holds the mark: no identifier has a colon."""

EARLIEST: Final = -(2**62)
LATEST: Final = 2**62
NO_YEAR: Final = 2**40
_NUL: Final = b"\0"


def characters_field(text_field: str) -> str:
    """The field of single characters beside a field of bigrams."""
    return f"{text_field}_characters"


def build_schema() -> tantivy.Schema:
    """The schema of this release; an index of any other is refused and made anew."""
    fields = tantivy.SchemaBuilder()
    for name in ("key", "identifier", "kind", "codes"):
        fields.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in ("fonds", "level"):
        fields.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    for name in TEXT_FIELDS.values():
        fields.add_text_field(name, tokenizer_name=TOKENS, index_option="position")
        fields.add_text_field(characters_field(name), tokenizer_name=TOKENS, index_option="basic")
    for name in ("first", "last", "years", "open_day", "public_day"):
        fields.add_integer_field(name, fast=True)
    for name in ("days", "age", *CODE_RUNGS):
        fields.add_unsigned_field(name, fast=True)
    fields.add_bytes_field("card", stored=True)
    fields.add_text_field("mark", stored=True, tokenizer_name="raw", index_option="basic")
    return fields.build()


def lay_down(document: Document) -> tantivy.Document:
    """The document as the index holds it."""
    row = tantivy.Document()
    for name, text in (("key", document.key), ("identifier", document.identifier), ("kind", document.kind)):
        row.add_text(name, text)
    for name, text in (("fonds", document.fonds), ("level", document.level)):
        if text:
            row.add_text(name, text)
    for beginning in {beginning for code in document.codes for beginning in beginnings(code)}:
        row.add_text("codes", beginning)
    card = Card.of(document)
    _lay_down_texts(row, _texts(document))
    _lay_down_days(row, document)
    _lay_down_rungs(row, card)
    row.add_bytes("card", card.pack())
    return row


def _texts(document: Document) -> dict[Place, Sequence[str]]:
    return {"title": (document.title,), "creator": document.creators, "any": document.segments}


def _lay_down_texts(row: tantivy.Document, texts: Mapping[Place, Sequence[str]]) -> None:
    for place, field in TEXT_FIELDS.items():
        if any(texts[place]):
            row.add_text(field, bigrams(texts[place]))
            row.add_text(characters_field(field), unigrams(texts[place]))


def _lay_down_days(row: tantivy.Document, document: Document) -> None:
    if document.first is not None or document.last is not None:
        row.add_integer("first", EARLIEST if document.first is None else document.first)
        row.add_integer("last", LATEST if document.last is None else document.last)
    for year in sorted(set(document.years)):
        row.add_integer("years", year)
    row.add_integer("open_day", document.open_day)
    if document.accepted:
        row.add_integer("public_day", document.open_day)


def _lay_down_rungs(row: tantivy.Document, card: Card) -> None:
    row.add_unsigned("days", card.days)
    row.add_unsigned("age", card.age)
    for name, number in zip(CODE_RUNGS, code_numbers(card.code_key), strict=True):
        row.add_unsigned(name, number)


def code_numbers(code_key: str) -> tuple[int, ...]:
    """The sort key as integers of eight UTF-8 bytes, as many as there are rungs; they sort as the text does."""
    width = 8 * len(CODE_RUNGS)
    whole = code_key.encode()[:width].ljust(width, b"\0")
    return tuple(int.from_bytes(whole[at : at + 8], "big") for at in range(0, width, 8))


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
            _NUL.join("\n".join(texts[place]).encode() for place in PLACES),
        )

    @classmethod
    def unpack(cls, packed: bytes) -> Card:
        code_key, key, other, texts = packed.split(_NUL, 3)
        identifier, kind, page, days, age = json.loads(other)
        return cls(code_key.decode(), key.decode(), identifier, kind, page, days, age, texts)

    def pack(self) -> bytes:
        """The card as it is stored. Raises ValueError when one of the keys holds a NUL."""
        if "\0" in self.code_key + self.key:
            raise ValueError("a key cannot hold the character NUL")
        other = json.dumps((self.identifier, self.kind, self.page, self.days, self.age))
        return _NUL.join((self.code_key.encode(), self.key.encode(), other.encode(), self.texts))

    def order_key(self, order: Order) -> Key:
        """As ``ordering.order_key`` has it."""
        number = {"date": self.days, "newest": self.age}.get(order, 0)
        return number, self.code_key, self.key


def texts_by_place(packed: bytes) -> dict[Place, bytes]:
    """The texts of a packed card, in UTF-8, a line for each."""
    return dict(zip(PLACES, packed.split(_NUL, 5)[3:], strict=True))
