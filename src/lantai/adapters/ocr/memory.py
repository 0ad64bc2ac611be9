"""Giving memory back: the models take and free blocks of many sizes, and the C library keeps what lies between them."""

from __future__ import annotations

import ctypes


def give_back() -> None:
    """Give what is free back to the system. Only glibc can; elsewhere nothing is done."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
