"""Texts of pages as files in a folder, one a page, for programs in which people correct them.

``manifest.jsonl`` beside them says of which transcription each was written, so that a file that comes back is known to
have been made before or after somebody else's correction (``domain.bringing_in``).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from django.db.models import Q
from django.utils import timezone

from lantai.digitisation.models import Page, Transcription
from lantai.digitisation.page_image import put_image
from lantai.digitisation.page_names import stem_of
from lantai.digitisation.pyramid import UnreadableImage
from lantai.digitisation.queries.readings import reading_of
from lantai.digitisation.text_formats.formats import TextFormat, written

MANIFEST: Final = "manifest.jsonl"

_AT_ONCE: Final = 200


@dataclass(frozen=True, slots=True)
class Exported:
    """What became of one page. ``there``: a file of this name stood there, and stays; ``reason`` says why its picture
    is missing."""

    page: str
    file: str
    outcome: Literal["written", "there"]
    reason: str = ""


def texts(pages: Q) -> int:
    """How many pages of these have a text."""
    return Transcription.objects.filter(current=True, page__in=Page.objects.filter(pages).order_by()).count()


def write_texts(
    pages: Q, folder: Path, *, text_format: TextFormat, images: bool = False, force: bool = False
) -> Iterator[Exported]:
    """Write the current text of every page that has one; as they are written. Raises OSError.

    The text of a whole record that nothing divides into pages is written as ``txt`` only. Stopped at any point, what is
    written stays, and the next run goes on.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / MANIFEST).open("a", encoding="utf-8") as manifest:
        for text in _current(pages, with_wholes=text_format == TextFormat.TXT):
            name = f"{stem_of(text.page)}{text_format.ending}"
            if (folder / name).exists() and not force:
                yield Exported(str(text.page), name, "there")
                continue
            image, reason = _image(text.page, folder, force=force) if images else (Path(text.page.file).name, "")
            _put(folder / name, _content(text, text_format, image))
            line = {"page": str(text.page), "file": name, "image": image, "transcription": text.pk, "kind": text.kind}
            manifest.write(json.dumps(line, ensure_ascii=False) + "\n")
            manifest.flush()
            yield Exported(str(text.page), name, "written", reason)


def _current(pages: Q, *, with_wholes: bool) -> Iterator[Transcription]:
    found = Transcription.objects.filter(current=True, page__in=Page.objects.filter(pages).order_by())
    found = found.select_related("page__record", "page__record_set", "page__instantiation")
    if not with_wholes:
        found = found.filter(page__number__gt=0)
    return found.order_by("page").iterator(chunk_size=_AT_ONCE)


def _image(page: Page, folder: Path, *, force: bool) -> tuple[str, str]:
    """The name of the picture written, and why it is not there; a page without one has none to be missing."""
    if not page.has_image:
        return "", ""
    try:
        return put_image(page, folder, stem_of(page), force=force), ""
    except UnreadableImage as error:
        return Path(page.file).name, str(error)


def _content(text: Transcription, text_format: TextFormat, image: str) -> bytes:
    number, at = max(1, text.page.number), timezone.localtime(text.made_at)
    return written(
        reading_of(text), text_format, page_id=str(text.page), file_name=image or str(text.page), number=number, at=at
    )


def _put(target: Path, content: bytes) -> None:
    draft = target.with_name(f".{target.name}.part")
    draft.write_bytes(content)
    draft.replace(target)
