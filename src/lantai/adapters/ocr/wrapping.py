"""Columns around a picture: those above it are read before those beneath it, whole ones beside it in their turn."""

from __future__ import annotations

from collections.abc import Sequence

from lantai.adapters.ocr.places import Part, Place

FEWEST = 2
"""So many columns at least end above a picture, and so many begin beneath it: fewer prove nothing."""


def wrapped(part: Part, pictures: Sequence[Place]) -> list[Part] | None:
    """The part in its turns around the first picture with columns above and beneath it; None where there is none."""
    for picture in pictures:
        above = [place for place in part if _is_along(place, picture) and place.end < _middle(picture)]
        beneath = [place for place in part if _is_along(place, picture) and place.begin > _middle(picture)]
        if len(above) >= FEWEST and len(beneath) >= FEWEST:
            taken = {place.index for place in (*above, *beneath)}
            rest = [place for place in part if place.index not in taken]
            before = [place for place in rest if place.middle < picture.middle]
            after = [place for place in rest if place.middle >= picture.middle]
            return [one for one in (before, above, beneath, after) if one]
    return None


def stands_between(before: Part, after: Part, pictures: Sequence[Place]) -> bool:
    """Whether a picture stands in the band between two parts, and so they are no rows of one table."""
    return any(
        max(place.end for place in before) < _middle(picture) < min(place.begin for place in after)
        and any(_is_along(place, picture) for place in before)
        and any(_is_along(place, picture) for place in after)
        for picture in pictures
    )


def _is_along(place: Place, picture: Place) -> bool:
    return min(place.last, picture.last) - max(place.first, picture.first) > 0.5 * place.thickness


def _middle(picture: Place) -> float:
    return (picture.begin + picture.end) / 2
