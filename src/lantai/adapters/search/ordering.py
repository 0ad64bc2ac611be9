"""The orders of ``ports.search``, as one key that every engine sorts by, and the cursors made of it.

A key is ``(number, code_key, key)``. The number is an unsigned integer of 64 bits, so that an engine may keep
it in a column: nothing for ``code``, the days for ``date``, the distance from the newest for ``newest``. The
document's own key at the end makes it unique whatever the codes are, so a cursor visits everything once.
"""

from __future__ import annotations

import base64
import binascii
from typing import Final, cast, get_args

from lantai.ports.search import DEEPEST_RELEVANCE, BadRequest, Document, Order, Request

Key = tuple[int, str, str]

UNDATED: Final = 2**64 - 1
_DAY_ZERO: Final = 2**31
_PART: Final = "\x1f"


def refuse_nonsense(request: Request) -> None:
    """Raise BadRequest, with what was expected, for a request that no engine can answer."""
    if request.limit < 0:
        raise BadRequest(f"A search cannot return {request.limit} hits: the limit must be 0 or more.")
    if not 0 <= request.offset <= DEEPEST_RELEVANCE:
        raise BadRequest(f"The offset {request.offset} is not in 0..{DEEPEST_RELEVANCE}: narrow the search instead.")
    if request.offset and request.order != "relevance":
        raise BadRequest(f'The order "{request.order}" goes on by a cursor (`after`), not by an offset.')
    if request.after and request.order == "relevance":
        raise BadRequest('The order "relevance" goes on by an offset, not by a cursor.')


def order_key(document: Document, order: Order) -> Key:
    """The key that puts the document into its place, for every order but ``relevance``."""
    return order_number(document, order), document.code_key, document.key


def order_number(document: Document, order: Order) -> int:
    """What comes before the code in this order, from 0 to 2**64 - 1."""
    if order == "date":
        return days_number(document.first, document.last)
    return 2**63 - document.serial if order == "newest" else 0


def days_number(first: int | None, last: int | None) -> int:
    """Julian days as one number that sorts by the first, then the last; undated after everything."""
    if first is None and last is None:
        return UNDATED
    begin = 0 if first is None else _in_32_bits(first)
    end = 2**32 - 2 if last is None else _in_32_bits(last)
    return begin << 32 | end


def _in_32_bits(day: int) -> int:
    return min(max(day + _DAY_ZERO, 0), 2**32 - 2)


def write_cursor(order: Order, key: Key) -> str:
    """An opaque text, safe in URLs, that says after which document to go on."""
    number, code_key, document = key
    text = _PART.join((order, str(number), code_key, document))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_cursor(text: str, order: Order) -> Key:
    """The key behind a cursor. Raises BadRequest when it is none, or one of another order."""
    made_for, key = _parts(text)
    if made_for != order:
        raise BadRequest(
            f'The cursor continues a list in the order "{made_for}", not "{order}": start again without it.'
        )
    return key


def _parts(text: str) -> tuple[Order, Key]:
    try:
        padded = text.encode("ascii") + b"=" * (-len(text) % 4)
        order, number, code_key, document = base64.b64decode(padded, b"-_", validate=True).decode().split(_PART)
        key = (int(number), code_key, document)
    except (ValueError, binascii.Error):
        raise BadRequest(f"This is no cursor of a search: {text[:80]!r}. Take it from an answer's `next`.") from None
    if order not in get_args(Order) or not 0 <= key[0] <= UNDATED:
        raise BadRequest(f"This is no cursor of a search: {text[:80]!r}. Take it from an answer's `next`.")
    return cast("Order", order), key
