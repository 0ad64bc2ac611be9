"""What is asked of scans, as data: ``profiles/deliveries/images/<name>.toml``, or the home's own copy of it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from django.conf import settings

from lantai.digitisation.confined import BadThresholds, Limits
from lantai.digitisation.inspection.likeness import LARGEST_DISTANCE, LIKELY
from lantai.digitisation.inspection.limits import Thresholds, read_limits, read_thresholds


@dataclass(frozen=True, slots=True)
class ImageProfile:
    """``distance``: bits of 64 by which pictures may differ that are told as alike."""

    thresholds: Thresholds
    limits: Limits
    distance: int


@cache
def image_profile(name: str = "default") -> ImageProfile:
    """Raises FileNotFoundError when there is no profile of this name, BadThresholds when it states nonsense."""
    own = settings.LANTAI.profiles_dir / "deliveries" / "images" / f"{name}.toml"
    shipped = resources.files("lantai.profiles").joinpath("deliveries", "images", f"{name}.toml")
    return read_profile((own if own.exists() else shipped).read_text(encoding="utf-8"))


def read_profile(text: str) -> ImageProfile:
    """From the text of a profile. Raises BadThresholds and tomllib.TOMLDecodeError."""
    data = tomllib.loads(text)
    distance = data.get("likeness", {}).get("distance", LIKELY)
    if type(distance) is not int or not 0 <= distance <= LARGEST_DISTANCE:
        raise BadThresholds(f"The distance of likeness is {distance!r}; 0 to {LARGEST_DISTANCE} were expected.")
    return ImageProfile(
        thresholds=read_thresholds(data.get("thresholds", {})),
        limits=read_limits(data.get("limits", {})),
        distance=distance,
    )
