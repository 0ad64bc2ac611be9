"""What the store of masters holds, as a value that can be compared."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable


def content_digest(digests: Iterable[str]) -> str:
    """SHA-512 over the digests of an object's files in their order: the same content, whatever the names."""
    return hashlib.sha512("\n".join(digests).encode()).hexdigest()
