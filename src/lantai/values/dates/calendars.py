"""The readers of single expressions, asked in turn: digits, English, Chinese.

Each knows its own forms and nothing of what stands around them; a further way of writing dates joins here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from lantai.values.dates import chinese, digits, english_eras, western

if TYPE_CHECKING:
    from lantai.values.dates.context import Context
    from lantai.values.dates.span import Span


class Reader(Protocol):
    """A reader of one settled expression: its span, or None when it is written in no form of the reader's.

    ``like`` is the other end of a range, from which a shortened end (20日, 33年) takes what it lacks; what is lacking
    still comes from ``context``. Raises NotADate when the form is known and there is no such day.
    """

    def __call__(
        self, text: str, *, like: Span | None = None, day_first: bool | None = None, context: Context | None = None
    ) -> Span | None: ...


READERS: Final[tuple[Reader, ...]] = (digits.read, english_eras.read, western.read, chinese.read)
"""Asked in this order; the first that knows the form answers."""


def read(
    text: str, *, like: Span | None = None, day_first: bool | None = None, context: Context | None = None
) -> Span | None:
    """The span of one settled expression by the first reader that knows its form. Raises NotADate."""
    for reader in READERS:
        if span := reader(text, like=like, day_first=day_first, context=context):
            return span
    return None
