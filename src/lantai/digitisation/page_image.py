"""The picture of a page for use outside: its canvas to be cut, or a file of it that other programs open.

Only pages whose pyramid stands: their masters were decoded behind walls before, and are trusted since.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final, TypeAlias

import pyvips

from lantai.digitisation import derivatives
from lantai.digitisation.models import Page
from lantai.digitisation.pyramid import UnreadableImage, canvas_of
from lantai.preservation.store import masters

Picture: TypeAlias = "pyvips.Image"

_OPENED_BY_ALL: Final = frozenset((".jpg", ".jpeg", ".png", ".tif", ".tiff"))


def canvas(page: Page) -> Picture:
    """The pixels of the page: of its master, or of its pyramid where the master holds many pages. Raises
    UnreadableImage."""
    _require_pyramid(page)
    if _is_alone(page):
        return canvas_of(_master(page))
    pyramid = derivatives.pyramid_path(page.holder.identifier, page.number)
    try:
        return pyvips.Image.new_from_file(str(pyramid))
    except pyvips.Error as error:
        raise UnreadableImage(f"The pyramid of {page} cannot be read; make it anew.") from error


def put_image(page: Page, folder: Path, stem: str, *, force: bool) -> str:
    """Write the page's picture; its name in the folder. One that is there stays unless ``force``.

    The master as it is where other programs show it as Lantai does, else a PNG of its canvas: upright, one page.
    Raises UnreadableImage and OSError.
    """
    _require_pyramid(page)
    suffix = Path(page.file).suffix.lower()
    as_it_is = suffix in _OPENED_BY_ALL and _is_alone(page) and _is_upright(_master(page))
    target = folder / f"{stem}{suffix if as_it_is else '.png'}"
    if target.exists() and not force:
        return target.name
    draft = target.with_name(f".{target.name}.part")
    if as_it_is:
        shutil.copyfile(_master(page), draft)
    else:
        draft.write_bytes(canvas(page).pngsave_buffer())
    draft.replace(target)
    return target.name


def _require_pyramid(page: Page) -> None:
    if not page.derived:
        raise UnreadableImage(f"The picture of {page} has not been opened yet; expected its pyramid to be made first.")


def _is_alone(page: Page) -> bool:
    return not page.leaf and not page.file.lower().endswith(".pdf")


def _master(page: Page) -> Path:
    return masters().local_path(page.instantiation.identifier, page.file)


def _is_upright(master: Path) -> bool:
    """Whether nothing in the file turns it; what libvips cannot open is drawn anew."""
    try:
        header = pyvips.Image.new_from_file(str(master))
    except pyvips.Error:
        return False
    return not header.get_typeof("orientation") or header.get("orientation") == 1
