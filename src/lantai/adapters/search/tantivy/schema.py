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
from dataclasses import dataclass
from typing import Final

import tantivy

from lantai.adapters.search.codes import beginnings
from lantai.adapters.search.ordering import Key, days_number, order_number
from lantai.ports.search import Document, Kind, Order
from lantai.values.tokens import bigrams, unigrams

TOKENS: Final = "spaces"
"""The tokenizer that splits at spaces; it must be registered with every opened index."""

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


def build_schema() -> tantivy.Schema:
    """The schema of this release; an index of any other is refused and made anew."""
    fields = tantivy.SchemaBuilder()
    for name in ("key", "identifier", "kind", "codes"):
        fields.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in ("fonds", "level"):
        fields.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    for name in ("text", "title", "creator"):
        fields.add_text_field(name, tokenizer_name=TOKENS, index_option="position")
        fields.add_text_field(f"{name}_characters", tokenizer_name=TOKENS, index_option="basic")
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
    _lay_down_texts(row, document)
    _lay_down_days(row, document)
    card = Card.of(document)
    row.add_unsigned("days", card.days)
    row.add_unsigned("age", card.age)
    for name, number in zip(CODE_RUNGS, code_numbers(document.code_key), strict=True):
        row.add_unsigned(name, number)
    row.add_bytes("card", card.pack())
    return row


def _lay_down_texts(row: tantivy.Document, document: Document) -> None:
    for name, texts in (
        ("text", document.segments),
        ("title", (document.title,)),
        ("creator", document.creators),
    ):
        if any(texts):
            row.add_text(name, bigrams(texts))
            row.add_text(f"{name}_characters", unigrams(texts))


def _lay_down_days(row: tantivy.Document, document: Document) -> None:
    if document.first is not None or document.last is not None:
        row.add_integer("first", EARLIEST if document.first is None else document.first)
        row.add_integer("last", LATEST if document.last is None else document.last)
    for year in sorted(set(document.years)):
        row.add_integer("years", year)
    row.add_integer("open_day", document.open_day)
    if document.accepted:
        row.add_integer("public_day", document.open_day)


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
    """What is stored of a document: all that a hit needs, and the texts in which occurrences are counted."""

    key: str
    identifier: str
    kind: Kind
    page: int | None
    code_key: str
    days: int
    age: int
    title: bytes
    creator: bytes
    text: bytes

    @classmethod
    def of(cls, document: Document) -> Card:
        return cls(
            document.key,
            document.identifier,
            document.kind,
            document.page,
            document.code_key,
            days_number(document.first, document.last),
            order_number(document, "newest"),
            document.title.encode(),
            "\n".join(document.creators).encode(),
            "\n".join(document.segments).encode(),
        )

    @classmethod
    def unpack(cls, packed: bytes) -> Card:
        head, title, creator, text = packed.split(b"\0", 3)
        key, identifier, kind, page, code_key, days, age = json.loads(head)
        return cls(key, identifier, kind, page, code_key, days, age, title, creator, text)

    def pack(self) -> bytes:
        head = (self.key, self.identifier, self.kind, self.page, self.code_key, self.days, self.age)
        return b"\0".join((json.dumps(head).encode(), self.title, self.creator, self.text))

    def order_key(self, order: Order) -> Key:
        """As ``ordering.order_key`` has it."""
        number = {"date": self.days, "newest": self.age}.get(order, 0)
        return number, self.code_key, self.key

    def texts(self, where: str) -> bytes:
        return {"any": self.text, "title": self.title, "creator": self.creator}[where]
