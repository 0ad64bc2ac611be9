"""What lies in a delivery's folder: sheets, image folders by item, delivered text by item and page.

Nothing is read here but names and sizes; links are not followed and nothing outside the folder is seen.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from lantai.digitisation.profile import DeliveryProfile
from lantai.values import codes
from lantai.values.folding import fold

_NUMBER = re.compile(r"(\d{1,6})$")


class NotADelivery(Exception):
    """There is nothing here that could be taken in; the message is one sentence for people."""


@dataclass(frozen=True, slots=True)
class ImageFile:
    """``path`` is relative to the delivery, with slashes; ``number`` the page's own, from the end of its name."""

    path: str
    number: int | None


@dataclass(slots=True)
class Delivery:
    """The files of one delivery. Folders of items are keyed by the code as the search folds it."""

    root: Path
    sheets: list[Path] = field(default_factory=list)
    images: dict[str, list[ImageFile]] = field(default_factory=dict)
    texts: dict[str, dict[int, str]] = field(default_factory=dict)
    folders: dict[str, str] = field(default_factory=dict)
    """Key → the folder's path as it stands, for sentences."""
    files: list[str] = field(default_factory=list)
    """Every file that counts, sorted: what the digest of the delivery is made of."""


def open_delivery(root: Path, profile: DeliveryProfile) -> Delivery:
    """List a delivery. Raises NotADelivery when it is no folder or has no sheet."""
    if root.is_file() and root.suffix.lower().lstrip(".") in profile.sheets:
        return Delivery(root=root.parent, sheets=[root], files=[root.name])
    if not root.is_dir():
        raise NotADelivery(f"{root} is not a folder; give the folder of the delivery, or its sheet.")
    delivery = Delivery(root=root)
    for path in _files(root, profile):
        _place(delivery, path, profile)
    if not delivery.sheets:
        endings = ", ".join(f".{ending}" for ending in profile.sheets)
        raise NotADelivery(f"{root} holds no catalogue; expected one {endings} file.")
    for images in delivery.images.values():
        images.sort(key=lambda one: (one.number is None, one.number, one.path))
    delivery.files.sort()
    return delivery


def _files(root: Path, profile: DeliveryProfile) -> Iterator[PurePosixPath]:
    for folder, names, files in os.walk(root, followlinks=False):
        names.sort()
        for name in sorted(files):
            path = Path(folder) / name
            if not profile.is_ignored(name) and path.is_file() and not path.is_symlink():
                yield PurePosixPath(path.relative_to(root).as_posix())


def _place(delivery: Delivery, path: PurePosixPath, profile: DeliveryProfile) -> None:
    ending = path.suffix.lower().lstrip(".")
    in_text = any(fold(part) in profile.text_folders for part in path.parts[:-1])
    key = folder_key(path.parent.name)
    match = _NUMBER.search(path.stem)
    number = int(match.group(1)) if match else None
    delivery.files.append(str(path))
    if _is_sheet(path, ending, profile):
        delivery.sheets.append(delivery.root / path)
    elif ending in profile.texts and in_text and number is not None:
        delivery.texts.setdefault(key, {})[number] = str(path)
    elif ending in profile.images and not in_text:
        delivery.images.setdefault(key, []).append(ImageFile(path=str(path), number=number))
        delivery.folders.setdefault(key, str(path.parent))


def _is_sheet(path: PurePosixPath, ending: str, profile: DeliveryProfile) -> bool:
    """By its ending, near the top of the delivery; a text file only in a folder of catalogues."""
    if ending not in profile.sheets or len(path.parts) > 2:
        return False
    return ending not in profile.texts or fold(path.parent.name) in profile.catalogue_folders


def folder_key(name: str) -> str:
    """A folder's name and a code are the same item when their keys are equal."""
    return codes.fold_code(codes.from_file_name(name))


def code_key(code: str) -> str:
    return codes.fold_code(codes.from_file_name(codes.file_name(code)))
