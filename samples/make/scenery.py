"""Scenery: the stock from which scenes are put together, as SVG in tones of grey. Everything is drawn from seeds."""

# ruff: noqa: E501 (an element of SVG or HTML is read whole)

import math
import random
from collections.abc import Callable, Sequence

Curve = Callable[[float], float]

SKY = (
    '<linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#a9a9a9"/>'
    '<stop offset=".6" stop-color="#dcdcdc"/><stop offset="1" stop-color="#ededed"/></linearGradient>'
)
SHAFT = (
    '<linearGradient id="br" x1="0" x2="1"><stop offset="0" stop-color="#9d9d9d"/><stop offset=".28" stop-color="#c4c4c4"/>'
    '<stop offset=".62" stop-color="#7d7d7d"/><stop offset="1" stop-color="#383838"/></linearGradient>'
)
SOFT = '<filter id="b1"><feGaussianBlur stdDeviation="2.4"/></filter><filter id="b6"><feGaussianBlur stdDeviation="14"/></filter>'
DEFS = f"<defs>{SKY}{SHAFT}{SOFT}</defs>"


def waves(seed: int, parts: Sequence[tuple[float, float]]) -> Curve:
    """A sum of sines of (height, frequency), with phases from the seed: ridges, banks, ripples."""
    rng = random.Random(seed)
    phased = [(height, frequency, rng.uniform(0, 6.3)) for height, frequency in parts]
    return lambda x: sum(height * math.sin(frequency * x + phase) for height, frequency, phase in phased)


def land(top: Curve, left: int, right: int, base: int, fill: str) -> str:
    """Ground under a curve."""
    points = " ".join(f"L{x} {top(x):.1f}" for x in range(left, right + 1, 6))
    return f'<path d="M{left} {base} {points} L{right} {base}Z" fill="{fill}"/>'


def foliage(x: float, y: float, wide: float, high: float, leaves: int, seed: int, tones: Sequence[str]) -> str:
    """The crown of a tree about (x, y)."""
    rng = random.Random(seed)
    out = ""
    for _ in range(leaves):
        angle, far = rng.uniform(0, 6.28), math.sqrt(rng.random())
        out += (
            f'<ellipse cx="{x + math.cos(angle) * far * wide:.0f}" cy="{y + math.sin(angle) * far * high:.0f}" '
            f'rx="{rng.uniform(3, 9):.0f}" ry="{rng.uniform(2, 6):.0f}" fill="{rng.choice(tones)}" '
            f'opacity="{rng.uniform(0.5, 0.95):.2f}"/>'
        )
    return out


def tree(x: float, y: float, high: float, seed: int) -> str:
    """A leafy tree standing at (x, y)."""
    tones = ["#1d1d1d", "#2e2e2e", "#3a3a3a", "#5a5a5a", "#7a7a7a"]
    trunk = f'<path d="M{x - high * 0.04:.0f} {y}Q{x:.0f} {y - high * 0.4:.0f} {x - high * 0.02:.0f} {y - high * 0.7:.0f}h{high * 0.04:.0f}Q{x + high * 0.03:.0f} {y - high * 0.4:.0f} {x + high * 0.05:.0f} {y}z" fill="#222"/>'
    return trunk + foliage(x, y - high * 0.72, high * 0.36, high * 0.3, int(high * 5), seed, tones)


def grass(top: Curve, left: int, right: int, depth: int, count: int, seed: int) -> str:
    """Blades below a curve."""
    rng = random.Random(seed)
    tones = ["#4a4a4a", "#8b8b8b", "#3c3c3c", "#a0a0a0"]
    out = ""
    for _ in range(count):
        x = rng.uniform(left, right)
        y = top(x) + rng.random() ** 1.3 * depth
        out += (
            f'<path d="M{x:.0f} {y:.0f}q{rng.uniform(-4, 4):.0f} -7 {rng.uniform(-3, 5):.0f} -{rng.uniform(8, 17):.0f}" '
            f'stroke="{rng.choice(tones)}" stroke-width="1.6" fill="none"/>'
        )
    return out


def house(
    x: float, y: float, wide: float, high: float, *, wall: str = "#b5b5b5", roof: str = "#4d4d4d", doors: int = 1
) -> str:
    """A house with a swept tiled roof; (x, y) is the foot of its left corner."""
    eave = min(high * 0.42, wide * 0.22)
    out = f'<rect x="{x:.0f}" y="{y - high + eave:.0f}" width="{wide:.0f}" height="{high - eave:.0f}" fill="{wall}"/>'
    top = y - high
    out += (
        f'<path d="M{x - wide * 0.07:.0f} {top + eave + 4:.0f}Q{x + wide * 0.05:.0f} {top + eave * 0.8:.0f} {x + wide * 0.1:.0f} {top:.0f}'
        f'H{x + wide * 0.9:.0f}Q{x + wide * 0.95:.0f} {top + eave * 0.8:.0f} {x + wide * 1.07:.0f} {top + eave + 4:.0f}z" fill="{roof}"/>'
    )
    for k in range(1, int(wide / 9)):
        out += (
            f'<path d="M{x + wide * 0.1 + k * 9 * 0.8:.0f} {top + 2:.0f}L{x + k * 9:.0f} {top + eave:.0f}" stroke="#000" '
            'stroke-opacity=".22" stroke-width="2"/>'
        )
    for k in range(doors):
        cx = x + wide * (k + 0.5) / doors
        out += f'<rect x="{cx - wide * 0.08 / doors**0.5:.0f}" y="{y - (high - eave) * 0.72:.0f}" width="{wide * 0.16 / doors**0.5:.0f}" height="{(high - eave) * 0.72:.0f}" fill="#242424"/>'
    return out


def man(x: float, y: float, high: float, tone: str = "#242424", *, hat: bool = False) -> str:
    """Somebody in a gown, standing at (x, y)."""
    head = (
        f'<path d="M{x - high * 0.17:.1f} {y - high * 0.92:.1f}q{high * 0.17:.1f} -{high * 0.2:.1f} {high * 0.34:.1f} 0z" fill="#e8e8e8"/>'
        if hat
        else f'<path d="M{x - high * 0.085:.1f} {y - high * 0.92:.1f}a{high * 0.085:.1f} {high * 0.085:.1f} 0 0 1 {high * 0.17:.1f} 0z" fill="#161616"/>'
    )
    return (
        f'<ellipse cx="{x + high * 0.1:.1f}" cy="{y + 2:.1f}" rx="{high * 0.28:.1f}" ry="{high * 0.04:.1f}" fill="#000" opacity=".35"/>'
        f'<path d="M{x - high * 0.15:.1f} {y:.1f}L{x - high * 0.12:.1f} {y - high * 0.74:.1f}q{high * 0.12:.1f} -{high * 0.1:.1f} {high * 0.24:.1f} 0L{x + high * 0.15:.1f} {y:.1f}z" fill="{tone}"/>'
        f'<ellipse cx="{x:.1f}" cy="{y - high * 0.88:.1f}" rx="{high * 0.075:.1f}" ry="{high * 0.095:.1f}" fill="#cfcfcf"/>{head}'
    )


def crowd(places: Sequence[tuple[float, float]], high: float, seed: int) -> str:
    """Several people, some in white, some with hats."""
    rng = random.Random(seed)
    return "".join(
        man(
            x,
            y,
            high * rng.uniform(0.92, 1.08),
            rng.choice(["#222", "#2c2c2c", "#1b1b1b", "#d9d9d9"]),
            hat=rng.random() < 0.3,
        )
        for x, y in places
    )


def boat(x: float, y: float, size: float, *, sail: bool = False) -> str:
    """A boat of `size` pixels, its water line at (x, y)."""
    out = (
        f'<path d="M{x - size * 0.6:.0f} {y - size * 0.08:.0f}Q{x - size * 0.3:.0f} {y + size * 0.12:.0f} {x:.0f} {y + size * 0.12:.0f}'
        f'T{x + size * 0.68:.0f} {y - size * 0.13:.0f}Q{x:.0f} {y + size * 0.04:.0f} {x - size * 0.6:.0f} {y - size * 0.08:.0f}Z" fill="#1e1e1e"/>'
    )
    if sail:
        out += (
            f'<path d="M{x:.0f} {y:.0f}V{y - size * 1.2:.0f}" stroke="#222" stroke-width="3"/>'
            f'<path d="M{x + 2:.0f} {y - size * 1.15:.0f}Q{x + size * 0.5:.0f} {y - size:.0f} {x + size * 0.44:.0f} {y - size * 0.14:.0f}'
            f'L{x + 2:.0f} {y - size * 0.1:.0f}Z" fill="#c9c9c9"/>'
        )
        out += "".join(
            f'<path d="M{x + 2:.0f} {y - size * (1.1 - 0.16 * k):.0f}L{x + size * 0.44:.0f} {y - size * (1 - 0.15 * k):.0f}" '
            'stroke="#777" stroke-width="1.6"/>'
            for k in range(1, 6)
        )
    return out


def ripples(left: int, right: int, top: int, bottom: int, count: int, seed: int) -> str:
    """Light on water."""
    rng = random.Random(seed)
    out = ""
    for _ in range(count):
        near = rng.random() ** 1.2
        y, x = top + near * (bottom - top), rng.uniform(left, right)
        out += (
            f'<ellipse cx="{x:.0f}" cy="{y:.0f}" rx="{rng.uniform(8, 46) * (0.3 + near):.0f}" ry="{0.6 + 1.8 * near:.1f}" '
            f'fill="{rng.choice(["#f0f0f0", "#e2e2e2", "#6e6e6e", "#828282"])}" opacity="{rng.uniform(0.25, 0.6):.2f}"/>'
        )
    return out


def sky(wide: int, high: int, seed: int) -> str:
    """A sky with long clouds."""
    rng = random.Random(seed)
    clouds = "".join(
        f'<ellipse cx="{rng.uniform(0, wide):.0f}" cy="{rng.uniform(0.08, 0.4) * high:.0f}" rx="{rng.uniform(0.15, 0.3) * wide:.0f}" '
        f'ry="{rng.uniform(0.02, 0.045) * high:.0f}" fill="#f6f6f6"/>'
        for _ in range(5)
    )
    return f'<rect width="{wide}" height="{high}" fill="url(#sky)"/><g filter="url(#b6)" opacity=".6">{clouds}</g>'
