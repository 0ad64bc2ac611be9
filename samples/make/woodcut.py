"""The woodcut: the prospect of the walled city in the county gazetteer, seen from the south over the river.

West is left: Shigang with its pagoda and the Dragon Spring stand outside the west gate, as every text says.
"""

# ruff: noqa: E501 (an element of SVG or HTML is read whole)

import math
import random
from collections.abc import Sequence

from samples.make.markup import SERIF
from samples.make.scenery import Curve, waves

INK = "#17120e"
WIDE, HIGH = 1800, 720
Points = Sequence[tuple[float, float]]


def path(points: Points, *, closed: bool = True) -> str:
    """Path data through points."""
    return "M" + " L".join(f"{x:.1f} {y:.1f}" for x, y in points) + ("Z" if closed else "")


def stroke(x: float, y: float, angle: float, length: float, width: float, curve: float = 0) -> str:
    """A knife's stroke, thick in the middle and pointed at both ends."""
    dx, dy = math.cos(angle), math.sin(angle)
    mx, my = x + dx * length * 0.45 - dy * curve, y + dy * length * 0.45 + dx * curve
    ex, ey = x + dx * length, y + dy * length
    return (
        f'<path d="M{x:.1f} {y:.1f}Q{mx - dy * width:.1f} {my + dx * width:.1f} {ex:.1f} {ey:.1f}'
        f'Q{mx + dy * width:.1f} {my - dx * width:.1f} {x:.1f} {y:.1f}Z" fill="{INK}"/>'
    )


def _ridge(
    cx: float, base: float, wide: float, high: float, rng: random.Random
) -> tuple[Curve, list[tuple[float, float]]]:
    count = max(3, int(wide / 110))
    peaks = [
        (
            cx - wide / 2 + wide * (i + 0.5) / count + rng.uniform(-18, 18),
            high * math.sin(math.pi * (i + 0.5) / count) ** 0.8 * rng.uniform(0.62, 1),
            wide / count * rng.uniform(0.75, 1.05),
        )
        for i in range(count)
    ]
    jitter = waves(rng.randrange(999), [(2.2, 0.11), (1.5, 0.27), (1.0, 0.61)])

    def top(x: float) -> float:
        rise = max([0.0] + [ph * max(0, 1 - (abs(x - px) / pw) ** 1.35 * 0.62) for px, ph, pw in peaks])
        edge = max(0.0, min(1.0, (x - cx + wide / 2) / 70, (cx + wide / 2 - x) / 70))
        return base - float(max(0.0, rise * edge + jitter(x) * (0.5 if edge < 1 else 1)))

    return top, [(px, pw) for px, _, pw in peaks]


def mountain(cx: float, base: float, wide: float, high: float, seed: int) -> tuple[str, Curve]:
    """A range with hemp-fibre strokes and dotted trees; also its ridge, for what stands on it."""
    rng = random.Random(seed)
    top, peaks = _ridge(cx, base, wide, high, rng)
    xs = [cx - wide / 2 + 4 * i for i in range(int(wide / 4) + 1)]
    line = [(x, top(x)) for x in xs]
    out = f'<path d="{path([(xs[0], base + 6), *line, (xs[-1], base + 6)])}" fill="#fff"/>'
    out += f'<path d="{path([*line, *[(x, y + 1.2 + 1.7 * abs(math.sin(x * 0.021 + seed))) for x, y in line[::-1]]])}" fill="{INK}"/>'
    for px, pw in peaks:
        for side in (-1, 1):
            for i in range(12):
                out += _fibres(px + side * (i + 0.35) / 12 * pw * 0.95, side, top, base, rng)
    for _ in range(int(wide / 26)):
        x = rng.uniform(xs[0] + 20, xs[-1] - 20)
        out += "".join(
            f'<ellipse cx="{x + k * 6:.1f}" cy="{top(x) - 3 + rng.uniform(-1, 2):.1f}" rx="3.3" ry="1.9" fill="{INK}"/>'
            for k in range(rng.randint(1, 3))
            if top(x) < base - 26
        )
    return out, top


def _fibres(x: float, side: int, top: Curve, base: float, rng: random.Random) -> str:
    out = ""
    for j in range(rng.randint(1, 3)):
        y = top(x) + 5 + j * rng.uniform(11, 20)
        length = min(rng.uniform(16, 40), base - y - 2)
        if length > 6:
            out += stroke(
                x + rng.uniform(-4, 4),
                y,
                math.pi / 2 - side * 0.7 + rng.uniform(-0.15, 0.15),
                length,
                rng.uniform(0.7, 1.5),
                side * rng.uniform(2, 6),
            )
    return out


def roof(x: float, y: float, wide: float, high: float, wall: float) -> str:
    """A house: wall and swept roof; (x, y) is the middle of the eaves."""
    out = f'<rect x="{x - wide * 0.42:.1f}" y="{y:.1f}" width="{wide * 0.84:.1f}" height="{wall:.1f}" fill="#fff" stroke="{INK}" stroke-width="1.5"/>'
    out += f'<rect x="{x - wide * 0.09:.1f}" y="{y + wall * 0.3:.1f}" width="{wide * 0.18:.1f}" height="{wall * 0.7:.1f}" fill="{INK}"/>'
    out += (
        f'<path d="M{x - wide * 0.56:.1f} {y - 1:.1f}Q{x - wide * 0.36:.1f} {y - high * 0.12:.1f} {x - wide * 0.3:.1f} {y - high:.1f}H{x + wide * 0.3:.1f}'
        f'Q{x + wide * 0.36:.1f} {y - high * 0.12:.1f} {x + wide * 0.56:.1f} {y - 1:.1f}Q{x:.1f} {y + 3:.1f} {x - wide * 0.56:.1f} {y - 1:.1f}Z" '
        f'fill="#fff" stroke="{INK}" stroke-width="1.9"/>'
    )
    for k in range(1, max(4, int(wide / 6))):
        part = k / max(4, int(wide / 6))
        out += (
            f'<path d="M{x - wide * 0.28 + wide * 0.56 * part:.1f} {y - high + 2:.1f}L{x - wide * 0.47 + wide * 0.94 * part:.1f} {y - 0.5:.1f}" '
            f'stroke="{INK}" stroke-width="1.1"/>'
        )
    return (
        out
        + f'<path d="M{x - wide * 0.33:.1f} {y - high - 1.5:.1f}h{wide * 0.66:.1f}" stroke="{INK}" stroke-width="3.6" stroke-linecap="round"/>'
    )


def willow(x: float, y: float, high: float, rng: random.Random) -> str:
    """A willow of the dyke."""
    out = stroke(x, y, -math.pi / 2, high * 1.05, high * 0.05 + 1, rng.uniform(-3, 3))
    for i in range(16):
        part = i / 15 - 0.5
        tip = x + part * high * 0.75
        out += (
            f'<path d="M{x + part * 6:.1f} {y - high * 0.95:.1f}Q{tip:.1f} {y - high * 1.17 + abs(part) * high * 0.34:.1f} {tip + part * 5:.1f} '
            f'{y - high * 1.05 + high * rng.uniform(0.66, 1):.1f}" fill="none" stroke="{INK}" stroke-width="1.3"/>'
        )
    return out


def leafy(x: float, y: float, high: float, rng: random.Random) -> str:
    """A round tree of small rings."""
    out = stroke(x, y, -math.pi / 2, high, high * 0.05 + 1)
    for _ in range(int(9 + high * 0.5)):
        angle, far = rng.uniform(0, 6.28), rng.random() ** 0.6 * high * 0.5
        out += (
            f'<circle cx="{x + math.cos(angle) * far:.1f}" cy="{y - high * 0.95 + math.sin(angle) * far * 0.72:.1f}" r="{high * 0.085 + 1:.1f}" '
            f'fill="#fff" stroke="{INK}" stroke-width="1.25"/>'
        )
    return out


def pagoda(x: float, y: float) -> str:
    """Seven storeys and a spire."""
    out = ""
    for k in range(7):
        wide, foot = 58 - k * 5.4, y - k * 22
        out += (
            f'<rect x="{x - wide * 0.33:.1f}" y="{foot - 19:.1f}" width="{wide * 0.66:.1f}" height="19" fill="#fff" stroke="{INK}" stroke-width="1.5"/>'
            f'<rect x="{x - 3.4:.1f}" y="{foot - 15:.1f}" width="6.8" height="11" fill="{INK}"/>'
            f'<path d="M{x - wide * 0.56:.1f} {foot - 16:.1f}L{x - wide * 0.26:.1f} {foot - 25:.1f}H{x + wide * 0.26:.1f}L{x + wide * 0.56:.1f} {foot - 16:.1f}Z" fill="{INK}"/>'
        )
    return out + f'<path d="M{x:.1f} {y - 172:.1f}v-30" stroke="{INK}" stroke-width="3"/>'


def wall(left: int, right: int, top: int) -> str:
    """The south wall with battlements, brick courses, three gates and their towers."""
    high = 62
    out = f'<rect x="{left}" y="{top}" width="{right - left}" height="{high}" fill="#fff" stroke="{INK}" stroke-width="2.4"/>'
    out += "".join(
        f'<rect x="{x}" y="{top - 13}" width="13" height="14" fill="#fff" stroke="{INK}" stroke-width="1.7"/>'
        for x in range(left, right - 6, 21)
    )
    for row in range(1, 5):
        y = top + high * row / 5
        out += f'<path d="M{left} {y:.1f}H{right}" stroke="{INK}"/>'
        out += "".join(
            f'<path d="M{x + row % 2 * 10} {y - high / 5:.1f}v{high / 5:.1f}" stroke="{INK}" stroke-width=".9"/>'
            for x in range(left + 4, right, 21)
        )
    return out + _gate(430, top, 0.82) + _gate(790, top, 1.15) + _gate(1150, top, 0.82)


def _gate(x: int, top: int, size: float) -> str:
    wide, foot = 110 * size, top + 66
    return (
        f'<path d="M{x - wide * 0.62:.1f} {foot}L{x - wide * 0.54:.1f} {top - 18 * size:.1f}H{x + wide * 0.54:.1f}L{x + wide * 0.62:.1f} {foot}Z" fill="#fff" stroke="{INK}" stroke-width="2.3"/>'
        f'<path d="M{x - 17 * size:.1f} {foot}v{-26 * size:.1f}a{17 * size:.1f} {17 * size:.1f} 0 0 1 {34 * size:.1f} 0V{foot}Z" fill="{INK}"/>'
        + roof(x, top - 42 * size, wide * 1.02, 26 * size, 25 * size)
        + roof(x, top - 76 * size, wide * 0.78, 28 * size, 14 * size)
    )


def river(rng: random.Random) -> str:
    """Long broken lines of water."""
    out = ""
    for k in range(17):
        line, x = waves(200 + k, [(2.2, 0.013), (1.3, 0.034), (0.7, 0.09)]), rng.uniform(-40, 40)
        while x < WIDE:
            length = rng.uniform(60, 240) * (1 + 0.02 * k)
            points = [(x + i * length / 18, 566 + k * 9.2 + line(x + i * length / 18)) for i in range(19)]
            half = [0.5 * math.sin(math.pi * i / 18) ** 0.6 * (1.05 + 0.05 * k) for i in range(19)]
            under = [(px, py + h) for (px, py), h in zip(points, half, strict=True)]
            over = [(px, py - h) for (px, py), h in zip(points, half, strict=True)]
            out += f'<path d="{path([*over, *under[::-1]])}" fill="{INK}"/>'
            x += length + rng.uniform(14, 90)
    return out


def bridge(x: int) -> str:
    """The hump of Yongji bridge with its four arches."""
    out = f'<path d="M{x - 150} 578Q{x} 506 {x + 150} 578V596Q{x} 524 {x - 150} 596Z" fill="#fff" stroke="{INK}" stroke-width="2.4"/>'
    for k in (-92, -32, 32, 92):
        crown = 624 - 36 * (1 - (k / 150) ** 2)
        out += f'<path d="M{x + k - 24} 660V{crown:.0f}a24 24 0 0 1 48 0V660" fill="none" stroke="{INK}" stroke-width="2.4"/>'
    return out + "".join(
        f'<path d="M{x + k * 20} {578 - 36 * (1 - (k / 7.5) ** 2):.1f}v-15" stroke="{INK}" stroke-width="2"/>'
        for k in range(-7, 8)
    )


def sail(x: float, y: float, size: float) -> str:
    """A sailing boat."""
    ribs = "".join(
        f'<path d="M{x + 1} {y - size * (1.1 - 0.145 * k):.1f}L{x + size * 0.44:.1f} {y - size * (1 - 0.133 * k):.1f}" stroke="{INK}" stroke-width="1.1"/>'
        for k in range(1, 7)
    )
    return (
        f'<path d="M{x - size * 0.6:.1f} {y - size * 0.06:.1f}Q{x - size * 0.3:.1f} {y + size * 0.15:.1f} {x} {y + size * 0.15:.1f}T{x + size * 0.68:.1f} {y - size * 0.12:.1f}'
        f'Q{x} {y + size * 0.03:.1f} {x - size * 0.6:.1f} {y - size * 0.06:.1f}Z" fill="{INK}"/><path d="M{x} {y}V{y - size * 1.15:.1f}" stroke="{INK}" stroke-width="2.2"/>'
        f'<path d="M{x + 1} {y - size * 1.1:.1f}Q{x + size * 0.5:.1f} {y - size * 0.95:.1f} {x + size * 0.42:.1f} {y - size * 0.14:.1f}L{x + 1} {y - size * 0.1:.1f}Z" fill="#fff" stroke="{INK}" stroke-width="1.7"/>{ribs}'
    )


def labels(places: Sequence[tuple[int, int, str]]) -> str:
    """Names in boxes; each is a run of text."""
    return (
        "".join(f'<div class="v l" data-t style="left:{x - 19}px;top:{y}px">{name}</div>' for x, y, name in places)
        + f"<style>.l{{position:absolute;border:2px solid {INK};background:#fff;padding:5px 4px;font:600 24px/1.15 {SERIF};letter-spacing:3px}}</style>"
    )


def prospect() -> str:
    """The whole prospect, 1800 × 720, without its names."""
    rng = random.Random(12)
    out = "".join(
        mountain(*place)[0]
        for place in (
            (1500, 250, 560, 105, 3),
            (980, 236, 640, 120, 8),
            (370, 250, 640, 112, 15),
            (1710, 338, 420, 130, 21),
            (1330, 330, 380, 62, 40),
            (680, 330, 420, 70, 44),
        )
    )
    hill, ridge = mountain(210, 360, 520, 196, 34)
    out += hill + pagoda(240, ridge(240) + 6)
    out += "".join(
        leafy(40 + i * 24 + rng.uniform(-8, 8), 352 + rng.uniform(-6, 10), rng.uniform(22, 34), rng) for i in range(15)
    )
    for row, (y, count, wide) in enumerate([(352, 11, 64), (386, 12, 72), (424, 12, 80)]):
        for i in range(count):
            x = 330 + (i + 0.5) * 920 / count + (20 if row % 2 else -12) + rng.uniform(-8, 8)
            out += (
                leafy(x, y + 16, rng.uniform(28, 42), rng)
                if rng.random() < 0.25
                else roof(x, y, wide * rng.uniform(0.84, 1.05), rng.uniform(19, 25), 13)
            )
    out += (
        roof(790, 392, 120, 36, 26)
        + roof(790, 352, 86, 32, 20)
        + wall(286, 1296, 458)
        + _bank(rng)
        + river(rng)
        + bridge(1180)
    )
    out += "".join(sail(*place) for place in ((300, 628, 62), (640, 668, 78), (1480, 650, 70)))
    out += "".join(
        f'<path d="M{980 + i * 22} {96 + abs(i - 3) * 8}q6 -7 11 0q5 -7 11 0" fill="none" stroke="{INK}" stroke-width="2"/>'
        for i in range(7)
    )
    return out + f'<circle cx="1480" cy="92" r="31" fill="#fff" stroke="{INK}" stroke-width="2.2"/>'


def _bank(rng: random.Random) -> str:
    bank = waves(77, [(5, 0.008), (3, 0.021), (1.4, 0.07)])
    line = [(float(x), 546 + bank(x)) for x in range(0, 1801, 6)]
    out = f'<path d="{path([(0, 400), (232, 522), (1350, 522), (1800, 460), *line[::-1]])}" fill="#fff"/>'.replace(
        "M0.0 400.0", "M0 470"
    )
    out += (
        f'<path d="{path([*line, *[(x, y + 2.4 + 1.4 * math.sin(x * 0.05)) for x, y in line[::-1]]])}" fill="{INK}"/>'
    )
    willows = [*range(40, 230, 40), *range(500, 720, 62), *range(870, 1090, 58), *range(1310, 1780, 52)]
    out += "".join(willow(x + rng.uniform(-8, 8), 544 + bank(x), rng.uniform(44, 62), rng) for x in willows)
    return out + "".join(roof(1420 + i * 72, 516 + bank(1420 + i * 72), 62, 22, 15) for i in range(5))
