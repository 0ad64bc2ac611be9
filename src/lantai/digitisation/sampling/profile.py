"""How samples are drawn and judged, as data: ``profiles/sampling/<name>.toml``, or the home's own copy of it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.utils.translation import get_language

from lantai.digitisation.enums import DefectSeverity

ROW: Final = "row"
"""The aspect that the verdict on row and scan counts for; every profile has it."""
TAKEN_KEYS: Final = frozenset("ehjkmnvz")
"""Keys of the workbench itself; no defect may have one of them."""


class BadSamplingProfile(ValueError):
    """A profile of sampling that cannot be used; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Named:
    """What stands in a profile under a key, with its words in the three languages."""

    key: str
    words: Mapping[str, str]

    @property
    def label(self) -> str:
        """The words in the language of the interface; where it has none, in whichever there are."""
        language = {"zh-hant": "zh-Hant", "zh-hans": "zh-Hans"}.get(get_language() or "", "en")
        return self.words.get(language) or next(iter(self.words.values()), self.key)


@dataclass(frozen=True, slots=True)
class Aspect(Named):
    """What a sample is judged by. ``least`` is the per cent of the items that must be without a major defect of it."""

    least: int


@dataclass(frozen=True, slots=True)
class DefectCode(Named):
    """A defect. ``of_page``: it stands at the page that is open, else at the item. ``shortcut`` notes it."""

    aspect: str
    severity: DefectSeverity
    of_page: bool
    shortcut: str


@dataclass(frozen=True, slots=True)
class SamplingProfile:
    """``share`` is per cent of the items, ``least`` the fewest that are drawn."""

    name: str
    share: float
    least: int
    required_for_acceptance: bool
    aspects: Mapping[str, Aspect]
    defects: Mapping[str, DefectCode]

    def defect(self, code: str) -> DefectCode:
        """The defect of this code; one that the profile no longer has is named by its code and judged by the row."""
        unknown = DefectCode(code, {}, aspect=ROW, severity=DefectSeverity.MAJOR, of_page=False, shortcut="")
        return self.defects.get(code, unknown)

    def by_aspect(self) -> Iterator[tuple[Aspect, list[DefectCode]]]:
        """The aspects with their defects, both in the order of the file."""
        for aspect in self.aspects.values():
            yield aspect, [one for one in self.defects.values() if one.aspect == aspect.key]


@cache
def sampling_profile(name: str = "default") -> SamplingProfile:
    """What a home's own copy leaves out is as in the one that is shipped. Raises BadSamplingProfile."""
    shipped = resources.files("lantai.profiles").joinpath("sampling")
    standard = tomllib.loads(shipped.joinpath("default.toml").read_text(encoding="utf-8"))
    own = Path(settings.LANTAI.profiles_dir) / "sampling" / f"{name}.toml"
    if not own.exists() and name == "default":
        return _from_data(name, standard)
    try:
        return _from_data(name, _overlaid(standard, tomllib.loads(own.read_text(encoding="utf-8"))))
    except FileNotFoundError:
        raise BadSamplingProfile(f"No profile of sampling is called {name!r}; expected {own}.") from None
    except KeyError as error:
        raise BadSamplingProfile(f"The profile {own} lacks the key {error}.") from error
    except (ValueError, TypeError, AttributeError) as error:
        raise BadSamplingProfile(f"The profile {own} cannot be used: {error}.") from error


def _overlaid(standard: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Table by table: what ``own`` says wins, what it leaves out stays."""
    merged = dict(standard)
    for key, value in own.items():
        both = isinstance(value, dict) and isinstance(merged.get(key), dict)
        merged[key] = _overlaid(merged[key], value) if both else value
    return merged


def _from_data(name: str, data: Mapping[str, Any]) -> SamplingProfile:
    sample = data["sample"]
    aspects = {key: Aspect(key, one["label"], least=int(one["least"])) for key, one in data["aspects"].items()}
    defects = {key: _defect(key, one) for key, one in data["defects"].items()}
    profile = SamplingProfile(
        name=name,
        share=float(sample["share"]),
        least=int(sample["least"]),
        required_for_acceptance=bool(sample["required_for_acceptance"]),
        aspects=aspects,
        defects=defects,
    )
    _check(profile)
    return profile


def _defect(key: str, said: Mapping[str, Any]) -> DefectCode:
    if said["at"] not in ("page", "item"):
        raise ValueError(f"defect {key!r} stands at {said['at']!r}; expected page or item")
    return DefectCode(
        key,
        said["label"],
        aspect=said["aspect"],
        severity=DefectSeverity(said["severity"]),
        of_page=said["at"] == "page",
        shortcut=str(said.get("key", "")),
    )


def _check(profile: SamplingProfile) -> None:
    if ROW not in profile.aspects:
        raise ValueError(f"it has no aspect {ROW!r}")
    if not 0 < profile.share <= 100 or not all(0 <= one.least <= 100 for one in profile.aspects.values()):
        raise ValueError("a share or threshold is no per cent")
    met: dict[str, str] = {}
    for one in profile.defects.values():
        if one.aspect not in profile.aspects:
            raise ValueError(f"defect {one.key!r} is of the unknown aspect {one.aspect!r}")
        if one.shortcut and (one.shortcut in TAKEN_KEYS or met.setdefault(one.shortcut, one.key) != one.key):
            raise ValueError(f"the key {one.shortcut!r} of defect {one.key!r} is taken")
