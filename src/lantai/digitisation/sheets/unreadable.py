"""Why a sheet cannot be read: one reason for machines, one sentence for people."""

from __future__ import annotations

import errno
from enum import StrEnum
from typing import Final


class Reason(StrEnum):
    """What is the matter with a file that should be a sheet."""

    GONE = "unreadable-file"
    NOT_A_SHEET = "not-a-sheet"
    PASSWORD = "password-protected"  # noqa: S105 - the name of a finding, no secret
    TRUNCATED = "truncated"
    DAMAGED = "damaged"
    UNSAFE = "unsafe"
    TOO_LARGE = "too-large"
    TOO_SLOW = "too-slow"


_SENTENCES: Final[dict[Reason, str]] = {
    Reason.GONE: "cannot be opened; check that it is an ordinary file on a sound disk, is there, and may be read",
    Reason.NOT_A_SHEET: "is no sheet; deliver the catalogue as XLSX, XLS, ODS, CSV or DBF",
    Reason.PASSWORD: "is protected by a password; save it without one",
    Reason.TRUNCATED: "ends before it is whole; copy it again from the contractor's own disk",
    Reason.DAMAGED: "is damaged; open it in the program that made it and save it anew",
    Reason.UNSAFE: "is built so that it would fill the memory or reach outside itself, and was not read",
    Reason.TOO_LARGE: "is larger than a sheet can be read; deliver it in parts, or as CSV",
    Reason.TOO_SLOW: "took too long to read; open it in the program that made it and save it anew, or as CSV",
}


class UnreadableSheet(Exception):
    """A sheet that cannot be read. ``path`` is the file's name, ``detail`` says where and what, and may be empty."""

    def __init__(self, path: str, reason: Reason, detail: str = "") -> None:
        self.path = path
        self.reason = reason
        self.detail = detail
        super().__init__(f"{path} {_SENTENCES[reason]}{f' ({detail})' if detail else ''}.")


def unreadable(name: str, error: Exception, otherwise: Reason, where: str = "") -> UnreadableSheet:
    """GONE where the system could not read (no disk, no right), which says nothing of what is in the file.

    ``zipfile`` hides such an error behind its own. EINVAL is the file's fault: it places a part before its beginning.
    """
    told = error if isinstance(error, OSError) else error.__context__
    if isinstance(told, OSError) and told.errno not in {None, errno.EINVAL}:
        return UnreadableSheet(name, Reason.GONE, told.strerror or "")
    return UnreadableSheet(name, otherwise, where)
