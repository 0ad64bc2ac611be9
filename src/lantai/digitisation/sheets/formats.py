"""What a file is, by its first bytes and never by its ending: contractors rename, and programs lie."""

from __future__ import annotations

import codecs
import zipfile
from enum import StrEnum
from typing import IO, Final

from lantai.digitisation.sheets.unreadable import Reason, UnreadableSheet, unreadable

_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DBF: Final = frozenset(b"\x02\x03\x30\x31\x32\x43\x63\x83\x8b\xcb\xf5\xfb")
_HEAD: Final = 4_096
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_BOOKS: Final = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
_UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class Format(StrEnum):
    XLSX = "xlsx"
    XLSB = "xlsb"
    XLS = "xls"
    ODS = "ods"
    DBF = "dbf"
    TEXT = "text"


def format_of(file: IO[bytes], name: str) -> Format:
    """What kind of sheet this is. Raises UnreadableSheet when it is none, or locked."""
    file.seek(0)
    head = file.read(_HEAD)
    if not head.strip():
        raise UnreadableSheet(name, Reason.NOT_A_SHEET, "it is empty")
    if head.startswith(_ZIP):
        return _zipped(file, name)
    if head.startswith(_OLE):
        return _compound(file, name)
    if _is_dbf(head):
        return Format.DBF
    return _text(head, name)


def _zipped(file: IO[bytes], name: str) -> Format:
    try:
        with zipfile.ZipFile(file) as archive:
            names = {entry.filename.lower().replace("\\", "/") for entry in archive.infolist()}
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise unreadable(name, error, Reason.TRUNCATED) from error
    if "xl/workbook.bin" in names:
        return Format.XLSB
    if "[content_types].xml" in names and any(one.startswith("xl/") for one in names):
        return Format.XLSX
    if "content.xml" in names and "mimetype" in names:
        return Format.ODS
    raise UnreadableSheet(name, Reason.NOT_A_SHEET, "it is an archive of other files")


def _compound(file: IO[bytes], name: str) -> Format:
    """A compound file (MS-CFB) holds an old workbook, or a locked new one; its directory names what is in it."""
    encrypted = book = False
    file.seek(0)
    before = b""
    while chunk := file.read(1 << 20):
        encrypted = encrypted or _ENCRYPTED in before + chunk
        book = book or any(one in before + chunk for one in _BOOKS)
        before = chunk[-64:]
    if encrypted:
        raise UnreadableSheet(name, Reason.PASSWORD)
    if not book:
        raise UnreadableSheet(name, Reason.NOT_A_SHEET, "it is a document of another program")
    return Format.XLS


def _is_dbf(head: bytes) -> bool:
    """Version, a month and a day that exist, a first field after the header, and a record of more than its mark."""
    if len(head) < 65 or head[0] not in _DBF or b"\0" not in head[12:32]:
        return False
    header, record = int.from_bytes(head[8:10], "little"), int.from_bytes(head[10:12], "little")
    return head[2] <= 12 and head[3] <= 31 and header >= 65 and record >= 2 and head[43:44].isalpha()


def _text(head: bytes, name: str) -> Format:
    opening = head.lstrip(codecs.BOM_UTF8 + b" \t\r\n")[:200].lower()
    if opening.startswith((b"<html", b"<!doctype html", b"<table", b"<meta")):
        raise UnreadableSheet(name, Reason.NOT_A_SHEET, "it is a web page; save it as XLSX")
    if opening.startswith((b"<?xml", b"%pdf")):
        raise UnreadableSheet(name, Reason.NOT_A_SHEET, "it is a document of another program; save it as XLSX")
    if b"\0" in head and not head.startswith(_UTF_16) and not _may_be_wide(head):
        raise UnreadableSheet(name, Reason.NOT_A_SHEET, "it is neither text nor a known sheet")
    return Format.TEXT


def _may_be_wide(head: bytes) -> bool:
    """UTF-16 without a mark: every other byte of what is ASCII in it is 0, and no pair is."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    return (even == 0) != (odd == 0)
