"""The access image of a page: what its pyramid holds at a size that is fit to be read and sent away."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pyvips

from lantai.digitisation.pyramid import QUALITY, UnreadableImage


@dataclass(frozen=True, slots=True)
class AccessImage:
    """A JPEG, its size in pixels, and whether it is grey."""

    data: bytes
    width: int
    height: int
    grey: bool


def access_image(pyramid: Path, *, longest: int) -> AccessImage:
    """The largest level whose longer side has at most ``longest`` pixels; nothing is scaled. Raises UnreadableImage."""
    try:
        levels = int(pyvips.Image.new_from_file(str(pyramid)).get("n-pages"))
        picture = pyvips.Image.new_from_file(str(pyramid), page=0, access="sequential")
        for level in range(1, levels):
            if max(picture.width, picture.height) <= longest:
                break
            picture = pyvips.Image.new_from_file(str(pyramid), page=level, access="sequential")
        data: bytes = picture.jpegsave_buffer(Q=QUALITY, keep="none")
    except pyvips.Error as error:
        raise UnreadableImage(f"The pyramid “{pyramid.name}” cannot be read.") from error
    return AccessImage(data, picture.width, picture.height, grey=picture.bands == 1)
