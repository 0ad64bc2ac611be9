"""How deliveries are laid out, as data.

``profiles/inventories/<name>.toml`` says what kinds of files there are; every file of ``profiles/layouts`` is one
layout. A home's own file of the same name replaces the shipped one.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any, Final, TypeVar

from lantai.values.folding import fold

PROFILES: Final = Path(__file__).parents[2] / "profiles"
OWNERS: Final = ("item", "volume")
WAYS: Final = ("folder", "prefix", "name")
KINDS: Final = ("image", "pdf", "text")

T = TypeVar("T")


class BadLayoutProfile(ValueError):
    """A profile of inventories or layouts that cannot be used."""


@dataclass(frozen=True, slots=True)
class InventoryProfile:
    """What the files of a delivery are by name and content, and what their names tell.

    ``kinds`` and ``formats`` go from endings without the dot; words are folded.
    """

    kinds: Mapping[str, str]
    formats: Mapping[str, frozenset[str]]
    words: Mapping[str, tuple[str, ...]]
    catalogue_folders: frozenset[str]
    ignored: tuple[str, ...]
    pages: tuple[re.Pattern[str], ...]
    masters: tuple[str, ...]
    depth: int
    longest_path: int

    def is_ignored(self, name: str) -> bool:
        return any(fnmatchcase(name.lower(), pattern) for pattern in self.ignored)

    def kind_of(self, stem: str, ending: str, format_: str, *, in_catalogue: bool) -> str:
        """The kind of a file: what its bytes say, then its name. ``stray`` when neither says anything."""
        kind = self.kinds.get(ending, "")
        known = {"pdf": "pdf"}.get(format_) or (format_ in _PICTURES and "image")
        if known:
            return known
        if kind in ("text", "sheet", "paper", ""):
            kind = self._by_word(stem) or kind
        if kind == "text" and in_catalogue:
            return "sheet"
        return kind or "stray"

    def _by_word(self, stem: str) -> str:
        folded = fold(stem)
        return next((kind for kind, words in self.words.items() if any(word in folded for word in words)), "")

    def contradicts(self, ending: str, format_: str) -> bool:
        """Whether the ending says one thing and the bytes another; an ending unknown here says nothing."""
        if ending not in self.kinds or not format_:
            return False
        if format_ in self.formats:
            return ending not in self.formats[format_]
        return format_ != "text" if self.kinds[ending] in ("text", "digests") else _is_told_by_bytes(ending, self)

    def split(self, stem: str) -> tuple[str, int | None]:
        """The part of a file's name before the page number, and the number; the whole and None without one."""
        for pattern in self.pages:
            if match := pattern.fullmatch(stem):
                return match["code"], int(match["page"])
        return stem, None


_PICTURES: Final = frozenset({"jpeg", "tiff", "png", "jp2", "j2k", "webp", "bmp", "gif"})


def _is_told_by_bytes(ending: str, profile: InventoryProfile) -> bool:
    return any(ending in endings for endings in profile.formats.values())


@dataclass(frozen=True, slots=True)
class Way:
    """How a file is known to belong: ``of`` an item or a volume, ``by`` its folder, the prefix of its name before
    the page number, or its whole name."""

    of: str
    by: str


@dataclass(frozen=True, slots=True)
class LayoutProfile:
    """One way in which contractors lay files out; ``ways`` are tried in their order. ``titles`` are by language, with
    the key "" for all others."""

    name: str
    titles: Mapping[str, str]
    kind: str
    ways: tuple[Way, ...]
    order: int = 50

    def title(self, language: str) -> str:
        """What it is called in a language of the interface, as ``zh-hant``."""
        by_code = {code.lower(): title for code, title in self.titles.items()}
        return by_code.get(language.lower()) or by_code.get("") or by_code.get("en") or self.name


@cache
def inventory_profile(name: str = "default", own: Path | None = None) -> InventoryProfile:
    """The profile of this name; ``own`` is the home's profiles folder. Raises BadLayoutProfile."""
    candidates = [folder / "inventories" / f"{name}.toml" for folder in (own, PROFILES) if folder is not None]
    path = next((one for one in candidates if one.is_file()), None)
    if path is None:
        raise BadLayoutProfile(f"No profile of inventories is called {name!r}; expected {candidates[-1].name}.")
    return _read(path, _inventory)


def layout_profiles(own: Path | None = None) -> tuple[LayoutProfile, ...]:
    """Every layout, in the order in which equals are preferred. Raises BadLayoutProfile."""
    folders = [folder / "layouts" for folder in (PROFILES, own) if folder is not None]
    found = {path.stem: path for folder in folders for path in sorted(folder.glob("*.toml"))}
    layouts = [_read(path, _layout) for path in found.values()]
    return tuple(sorted(layouts, key=lambda one: (one.order, one.name)))


def _read(path: Path, make: Callable[[dict[str, Any]], T]) -> T:
    try:
        return make(tomllib.loads(path.read_text(encoding="utf-8")))
    except KeyError as error:
        raise BadLayoutProfile(f"The profile {path.name} lacks the key {error}.") from error
    except (ValueError, TypeError, AttributeError, re.error) as error:
        raise BadLayoutProfile(f"The profile {path.name} cannot be read: {error}.") from error


def _inventory(data: dict[str, Any]) -> InventoryProfile:
    pages = tuple(re.compile(pattern, re.IGNORECASE) for pattern in data["pages"]["patterns"])
    if not all({"code", "page"} <= set(pattern.groupindex) for pattern in pages):
        raise ValueError("every pattern of [pages] must name the parts 'code' and 'page'")
    return InventoryProfile(
        kinds=_turned(data["kinds"]),
        formats={name: frozenset(endings) for name, endings in data["formats"].items()},
        words={kind: tuple(fold(word) for word in words) for kind, words in data["words"].items()},
        catalogue_folders=frozenset(fold(name) for name in data["folders"]["catalogue"]),
        ignored=tuple(pattern.lower() for pattern in data["names"]["ignored"]),
        pages=pages,
        masters=tuple(data["pages"]["masters"]),
        depth=int(data["limits"]["depth"]),
        longest_path=int(data["limits"]["path"]),
    )


def _turned(lists: dict[str, Sequence[str]]) -> dict[str, str]:
    return {one: name for name, members in lists.items() for one in members}


def _layout(data: dict[str, Any]) -> LayoutProfile:
    ways = tuple(Way(of=way["of"], by=way["by"]) for way in data["ways"])
    if data["kind"] not in KINDS or not all(way.of in OWNERS and way.by in WAYS for way in ways):
        known = "; ".join(" ".join(words) for words in (KINDS, OWNERS, WAYS))
        raise ValueError(f"kind, of and by must be among {known}")
    if not ways:
        raise ValueError("it has no ways")
    title = data["title"]
    return LayoutProfile(
        name=data["name"],
        titles=dict(title) if isinstance(title, dict) else {"": str(title)},
        kind=data["kind"],
        ways=ways,
        order=int(data.get("order", 50)),
    )
