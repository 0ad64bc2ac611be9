"""Opaque identifiers: the one public name of a thing, never reused, never derived from its code.

Ten random characters and a check character, in the alphabet of NOID: no vowels, so that no word forms by
chance, and no letter that looks like a digit. The check character is NOID's: the sum of position times value,
modulo 29. As 29 is prime and greater than any position, it shows every single wrong character and every swap of
two neighbours.
"""

from __future__ import annotations

import re
import secrets
from operator import mul
from typing import Final

ALPHABET: Final = "0123456789bcdfghjkmnpqrstvwxz"
"""29 characters, a prime number of them."""

RANDOM_CHARACTERS: Final = 10
LONGEST: Final = len(ALPHABET) - 1
"""The check holds for at most this many characters, prefix and check character included."""

_VALUES: Final = {char: value for value, char in enumerate(ALPHABET)}
_BEYOND: Final = bytes(range(len(ALPHABET) * (256 // len(ALPHABET)), 256))
_SHAPE: Final = re.compile(rf"[0-9a-z/.-]*[{ALPHABET}]{{{RANDOM_CHARACTERS + 1}}}")


class BadPrefix(ValueError):
    """A prefix that would break the check, or a URL."""


def new(*, prefix: str = "") -> str:
    """A new identifier, from the system's source of secrets: prefix, ten random characters, check character.

    The prefix (at most 17 small ASCII letters, digits, ``/ . -``) is covered by the check; characters outside
    the alphabet count nothing in it, as in NOID. Raises BadPrefix.
    """
    body = prefix + "".join(secrets.choice(ALPHABET) for _ in range(RANDOM_CHARACTERS))
    identifier = body + check_character(body)
    if not is_valid(identifier):
        raise BadPrefix(
            f"Identifiers cannot begin with {prefix!r}: at most {LONGEST - RANDOM_CHARACTERS - 1} "
            "small letters, digits, slashes, dots or hyphens were expected."
        )
    return identifier


def many(count: int, *, prefix: str = "") -> set[str]:
    """So many new identifiers, no two the same, drawn at once: a tenth of the time of one by one. Raises BadPrefix."""
    new(prefix=prefix)  # says what is wrong with a prefix
    drawn: set[str] = set()
    before = sum(position * _VALUES.get(char, 0) for position, char in enumerate(prefix, start=1))
    weights = range(len(prefix) + 1, len(prefix) + 1 + RANDOM_CHARACTERS)
    while len(drawn) < count:
        # The greatest multiple of 29 below 256 is 232: bytes from there on would favour the first characters.
        kept = secrets.token_bytes((count - len(drawn)) * (RANDOM_CHARACTERS + 2)).translate(None, _BEYOND)
        for start in range(0, len(kept) - RANDOM_CHARACTERS + 1, RANDOM_CHARACTERS):
            numbers = [byte % len(ALPHABET) for byte in kept[start : start + RANDOM_CHARACTERS]]
            total = before + sum(map(mul, weights, numbers))
            drawn.add(prefix + "".join([ALPHABET[number] for number in numbers]) + ALPHABET[total % len(ALPHABET)])
            if len(drawn) == count:
                break
    return drawn


def is_valid(text: str) -> bool:
    """Whether the text is written like an identifier and its check character fits."""
    return len(text) <= LONGEST and _SHAPE.fullmatch(text) is not None and check_character(text[:-1]) == text[-1]


def check_character(body: str) -> str:
    """NOID's check character of what stands before it."""
    total = sum(position * _VALUES.get(char, 0) for position, char in enumerate(body, start=1))
    return ALPHABET[total % len(ALPHABET)]
