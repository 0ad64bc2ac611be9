"""The image information document, ``info.json`` (Image API 3.0, clause 5)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from lantai.iiif.image_request import QUALITIES, Limits
from lantai.iiif.tiles import Pyramid

CONTEXT: Final = "http://iiif.io/api/image/3/context.json"
PROFILE: Final = "http://iiif.io/api/image/3/level2.json"
_FEATURES: Final = ("canonicalLinkHeader", "mirroring", "profileLinkHeader", "rotationArbitrary", "sizeUpscaling")
"""What is served beyond level 2."""


def information(
    image_id: str, pyramid: Pyramid, limits: Limits, services: Sequence[dict[str, Any]] = ()
) -> dict[str, Any]:
    """What a viewer must know: the canvas, the tiles that cost nothing, the sizes that stand ready, the limits."""
    full = pyramid.levels[0]
    return {
        "@context": CONTEXT,
        "id": image_id,
        "type": "ImageService3",
        "protocol": "http://iiif.io/api/image",
        "profile": "level2",
        "width": full.width,
        "height": full.height,
        "maxWidth": limits.side,
        "maxArea": limits.area,
        "sizes": _sizes(pyramid, limits),
        "tiles": [
            {
                "width": full.tile_width,
                "height": full.tile_height,
                "scaleFactors": [1 << number for number in range(len(pyramid.levels))],
            }
        ],
        "preferredFormats": ["jpg"],
        "extraFormats": ["webp"],
        "extraQualities": list(QUALITIES[1:]),
        "extraFeatures": list(_FEATURES),
        **({"service": list(services)} if services else {}),
    }


def _sizes(pyramid: Pyramid, limits: Limits) -> list[dict[str, int]]:
    """The levels of the pyramid, smallest first, as far as they may be asked for."""
    return [
        {"width": level.width, "height": level.height}
        for level in reversed(pyramid.levels)
        if max(level.width, level.height) <= limits.side and level.width * level.height <= limits.area
    ]
