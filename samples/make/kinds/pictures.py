"""Pictures: photographs on their mounts, stereo cards, and engraved plates.

A scene is drawn clean, then goes through what a lens, a plate and a print did to it, and is set on its mount with its
caption; the ageing of the mount follows as for any page.
"""

import base64
import io
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from samples.make.ageing import Field, blurred, noise
from samples.make.markup import SERIF, body, set_in_type
from samples.make.press import Press, Sheet
from samples.make.scenes import SCENES

SEPIA = np.array([(38, 26, 16), (244, 232, 206)], dtype=np.float32)


def _tones(press: Press, scene: str, eye: float = 0) -> Field:
    """A scene in grey, 0 to 1; shape (height, width)."""
    svg = SCENES[scene](eye)
    wide, high = (1500, 980) if scene == "station" else (900, 900)
    sheet = Sheet(f"<style>*{{margin:0}}svg{{display:block}}</style><body>{svg}</body>", wide, high, "picture", 1.0)
    return np.asarray(Image.fromarray(press.draw(sheet).picture).convert("L"), dtype=np.float32) / 255


def printed(light: Field, seed: int) -> NDArray[np.uint8]:
    """A silver print of a scene: softness, halation, a dark rim, grain, dust, and sepia; shape (height, width, 3)."""
    rng = np.random.default_rng(seed)
    high, wide = light.shape
    light = blurred(light, 1.0) * (1 + 0.045 * noise(high, wide, 60, rng) + 0.03 * noise(high, wide, 14, rng))
    light = light + 0.4 * blurred(np.clip(light - 0.72, 0, 1), 22)
    y, x = np.mgrid[-1 : 1 : high * 1j, -1 : 1 : wide * 1j].astype(np.float32)
    light = light * (1 - 0.5 * np.clip(np.hypot(x, y) - 0.55, 0, 1) ** 1.6)
    light = np.clip((light - 0.06) / 0.9, 0, 1)
    light = light * light * (3 - 2 * light) * 0.55 + light * 0.45 + 0.035 * noise(high, wide, 1.8, rng)
    for _ in range(26):
        top, left, size = rng.integers(0, high - 4), rng.integers(0, wide - 4), rng.integers(1, 3)
        light[top : top + size, left : left + size] += rng.choice([0.4, -0.35])
    silver = (0.07 + np.clip(light, 0, 1) * 0.86)[..., None]
    return np.asarray(np.clip(SEPIA[0] + (SEPIA[1] - SEPIA[0]) * silver, 0, 255), dtype=np.uint8)


def _lines(position: Field, pitch: float, thickness: Field) -> Field:
    """Black lines of the given thickness (0 to 1 of the pitch) along whole steps of a position field."""
    away = np.abs(position / pitch % 1 - 0.5) * 2
    return np.asarray(np.clip((thickness - away) * pitch / 2.2 + 0.5, 0, 1))


def engraved(light: Field, seed: int) -> NDArray[np.uint8]:
    """A plate cut in swelling lines after the tones, cross-hatched where it is dark; twice the size, RGB."""
    rng = np.random.default_rng(seed)
    large = np.asarray(Image.fromarray(light).resize((light.shape[1] * 2, light.shape[0] * 2)), dtype=np.float32)
    high, wide = large.shape
    y, x = np.mgrid[0:high, 0:wide].astype(np.float32)
    drift = 50 * blurred(large, 44) + 2.5 * np.sin(x / 700 * 6.28) + 3 * noise(high, wide, 110, rng)
    dark = 1 - np.clip(large, 0, 1) ** 0.85
    ink = _lines(y + drift, 9.2, np.clip(dark * 1.22 - 0.05, 0, 1))
    cross = _lines(y * 0.5 + x * 0.87 + drift, 9.6, np.clip((dark - 0.52) * 1.5, 0, 1)) * (dark > 0.52)
    grey = (255 * (1 - np.maximum(ink, cross))).astype(np.uint8)
    return np.dstack([grey] * 3)


def _embedded(picture: NDArray[np.uint8]) -> str:
    buffer = io.BytesIO()
    Image.fromarray(picture).save(buffer, "PNG")
    return "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode()


def photograph(press: Press, page: dict[str, Any], seed: int) -> Sheet:
    """A print on its mount: ``scene``; ``caption`` below, ``left`` and ``right`` at the sides."""
    shown = _embedded(printed(_tones(press, page["scene"]), seed))
    style = (
        _mount_style()
        + "img{position:absolute;left:110px;top:90px;width:900px;height:900px;box-shadow:0 0 0 5px #efe6d0}"
    )
    return Sheet(body(1120, 1140, style, f'<img src="{shown}">' + _captions(page, 1020)), 1120, 1140, "picture", 1.8)


def stereo(press: Press, page: dict[str, Any], seed: int) -> Sheet:
    """A stereo card: the scene for the left eye and for the right, arched at the top."""
    pair = [_embedded(printed(_tones(press, page["scene"], eye), seed + k)) for k, eye in enumerate((0.0, -26.0))]
    style = _mount_style() + (
        "img{position:absolute;top:60px;width:640px;height:640px;object-fit:cover;"
        "border-radius:160px 160px 0 0/200px 200px 0 0}"
    )
    images = "".join(f'<img src="{shown}" style="left:{82 + k * 656}px">' for k, shown in enumerate(pair))
    return Sheet(body(1460, 830, style, images + _captions(page, 728)), 1460, 830, "picture", 1.8)


def plate(press: Press, page: dict[str, Any], seed: int) -> Sheet:
    """An engraved plate with a frame and a caption set from the right."""
    shown = _embedded(engraved(_tones(press, page["scene"]), seed))
    style = (
        f"img{{position:absolute;left:60px;top:60px;width:1380px;border:4px solid #17120e}}"
        f".c{{position:absolute;right:66px;top:990px;font:600 34px {SERIF};letter-spacing:.1em}}"
    )
    caption = f'<div class="c rtl" data-t>{set_in_type(page["caption"])}</div>'
    return Sheet(body(1500, 1070, style, f'<img src="{shown}">{caption}'), 1500, 1070, "picture", 1.8)


def _mount_style() -> str:
    return (
        f"body{{background:#d2bc90}}.s{{position:absolute;font:600 22px {SERIF};letter-spacing:9px;color:#463219}}"
        f".c{{position:absolute;left:0;right:0;text-align:center;font:600 31px {SERIF};"
        "letter-spacing:.16em;color:#3a2816}"
    )


def _captions(page: dict[str, Any], top: int) -> str:
    """The side captions, left then right, and the caption at the foot."""
    sides = "".join(
        f'<div class="v s" data-t style="{side}:34px;top:230px">{set_in_type(page[side])}</div>'
        for side in ("right", "left")
        if side in page
    )
    return f'<div class="c" data-t style="top:{top}px">{set_in_type(page["caption"])}</div>{sides}'
