"""Scenes of Linhe, as SVG in grey. A scene takes the eye's shift in pixels, so that two make a stereo pair."""

# ruff: noqa: E501 (an element of SVG or HTML is read whole)

import math
from collections.abc import Callable

from samples.make.scenery import (
    DEFS,
    boat,
    crowd,
    foliage,
    grass,
    house,
    land,
    man,
    ripples,
    sky,
    tree,
    waves,
)

SIZE = 900  # every scene but the station is a square of this many units


def _layer(content: str, depth: float, eye: float, blur: str = "") -> str:
    """Things at a depth: the nearer, the more they shift with the eye."""
    return f'<g transform="translate({eye * depth:.1f},0)"{blur}>{content}</g>'


def _scene(*layers: str, wide: int = SIZE, high: int = SIZE) -> str:
    return f'<svg viewBox="0 0 {wide} {high}" width="{wide}" height="{high}" xmlns="http://www.w3.org/2000/svg">{DEFS}{"".join(layers)}</svg>'


def _hills(eye: float) -> str:
    far, near = waves(3, [(26, 0.006), (11, 0.017), (4, 0.05)]), waves(9, [(18, 0.008), (9, 0.02), (3, 0.07)])
    return _layer(land(lambda x: 540 + far(x), -60, 960, 900, "#b9b9b9"), 0.25, eye, ' filter="url(#b1)"') + _layer(
        land(lambda x: 606 + near(x), -60, 960, 900, "#8e8e8e"), 0.45, eye
    )


def _town(eye: float, y: int) -> str:
    return _layer(
        "".join(
            house(x, y + (x * 7) % 23, 62 + x % 17, 30, wall="#c2c2c2", roof="#606060", doors=2)
            for x in range(-20, 900, 71)
        ),
        0.5,
        eye,
    )


def _mound(x: float) -> float:
    return 700 - 120 * math.exp(-(((x - 470) / 250) ** 2)) + 6 * math.sin(x * 0.03)


def _shaft(top: int, courses: int) -> str:
    cx, base = 470, 592
    out = f'<path d="M{cx - 74} {base + 8}L{cx - 58 - (top - 330) * 0.06:.0f} {top}H{cx + 58 + (top - 330) * 0.06:.0f}L{cx + 74} {base + 8}Z" fill="url(#br)"/>'
    for k in range(courses):
        y = base - k * 6.6
        half = 58 + 16 * (y - 330) / 268
        out += f'<path d="M{cx - half:.0f} {y:.1f}H{cx + half:.0f}" stroke="#000" stroke-opacity=".12" stroke-width="1.1"/>'
    for y, high in ((400, 30), (470, 32)):
        if y > top + 12:
            out += "".join(
                f'<path d="M{cx + dx - 6} {y + high}v-{high - 8}a7 7 0 0 1 14 0v{high - 8}z" fill="#1f1f1f"/>'
                for dx in (-26, 18)
            )
    return out + f'<path d="M{cx - 16} {base + 6}v-44a16 16 0 0 1 32 0v44z" fill="#161616"/>'


def _tank() -> str:
    cx = 470
    rail = "".join(
        f'<path d="M{cx + k * 10.8:.1f} 292v-17" stroke="#3b3b3b" stroke-width="1.6"/>' for k in range(-9, 10)
    )
    plates = "".join(
        f'<path d="M{cx + 84 * math.sin(k * 0.21):.1f} 190v102" stroke="#000" stroke-opacity=".22" stroke-width="1.7"/>'
        for k in range(-7, 8)
    )
    return (
        f'<path d="M{cx - 66} 332L{cx - 98} 300H{cx + 98}L{cx + 66} 332Z" fill="#4f4f4f"/><rect x="{cx - 100}" y="292" width="200" height="9" fill="#2e2e2e"/>'
        f'{rail}<path d="M{cx - 99} 275H{cx + 99}" stroke="#333" stroke-width="2.4"/><rect x="{cx - 84}" y="190" width="168" height="102" fill="url(#br)"/>{plates}'
        f'<path d="M{cx - 84} 222h168M{cx - 84} 258h168" stroke="#111" stroke-opacity=".4" stroke-width="3"/>'
        f'<path d="M{cx - 100} 194L{cx} 120L{cx + 100} 194Q{cx} 210 {cx - 100} 194Z" fill="#3a3a3a"/>'
        f'<path d="M{cx} 120L{cx + 100} 194Q{cx + 40} 204 {cx + 4} 202Z" fill="#1e1e1e"/><path d="M{cx} 124V86" stroke="#2a2a2a" stroke-width="4"/>'
        f'<circle cx="{cx}" cy="84" r="6" fill="#2a2a2a"/>'
    )


def _pump_house() -> str:
    x = 596
    windows = "".join(f'<path d="M{x + 16 + k * 40} 610v-20a9 9 0 0 1 18 0v20z" fill="#2b2b2b"/>' for k in range(4))
    return (
        f'<path d="M{x - 8} 566l18 -34h150l18 34z" fill="#4a4a4a"/><rect x="{x}" y="566" width="170" height="62" fill="#b6b6b6"/>'
        f'<rect x="{x}" y="566" width="170" height="8" fill="#7c7c7c"/>{windows}<rect x="{x + 136}" y="470" width="16" height="66" fill="#555"/>'
    )


def _foreground(eye: float) -> str:
    bank = waves(31, [(12, 0.01), (5, 0.03)])
    tones = ["#151515", "#222", "#333", "#2b2b2b", "#555", "#7c7c7c"]
    near = (
        '<path d="M92 900Q104 640 86 470Q80 400 60 330L78 326Q98 400 106 470Q128 640 132 900Z" fill="#1b1b1b"/>'
        '<path d="M98 520Q160 430 214 400M90 450Q40 380 -10 360M104 560Q40 500 -20 486" stroke="#1b1b1b" stroke-width="9" fill="none"/>'
    )
    crown = (
        foliage(60, 250, 200, 120, 1500, 4, tones)
        + foliage(200, 360, 95, 56, 420, 6, tones)
        + foliage(-10, 400, 100, 80, 520, 7, tones)
    )
    ground = land(lambda x: 778 + bank(x), -90, 990, 900, "#3b3b3b") + grass(
        lambda x: 790 + bank(x), -60, 960, 110, 520, 18
    )
    return _layer(ground, 1.25, eye) + _layer(near + crown, 1.6, eye)


def tower(eye: float = 0) -> str:
    """The water tower of Shigang on the day it was opened; six people before it."""
    people = crowd(((430, 622), (450, 626), (476, 624), (510, 629), (350, 640), (366, 642)), 36, 2)
    hill = land(_mound, -80, 980, 900, "#6a6a6a") + grass(_mound, -40, 940, 150, 420, 8)
    middle = hill + _shaft(330, 40) + _tank() + _pump_house() + people
    return _scene(sky(SIZE, SIZE, 1), _hills(eye), _town(eye, 660), _layer(middle, 0.7, eye), _foreground(eye))


def scaffold(eye: float = 0) -> str:
    """The tower at its fortieth course of brick, in bamboo scaffolding."""
    poles = "".join(
        f'<path d="M{x} 612L{x + (470 - x) * 0.12:.0f} 300" stroke="#1d1d1d" stroke-width="4"/>'
        for x in range(352, 600, 34)
    )
    boards = "".join(
        f'<path d="M{350 + k * 2} {600 - k * 48}H{592 - k * 2}" stroke="#2b2b2b" stroke-width="4"/>'
        f'<path d="M{350 + k * 4} {600 - k * 48}L{592 - k * 4} {552 - k * 48}" stroke="#444" stroke-width="2.4"/>'
        for k in range(6)
    )
    men = crowd(((400, 452), (520, 404), (430, 356), (560, 500)), 30, 3) + crowd(
        ((300, 640), (330, 650), (640, 648), (690, 664), (250, 662)), 38, 5
    )
    hill = land(_mound, -80, 980, 900, "#747474") + grass(_mound, -40, 940, 150, 300, 8)
    bricks = "".join(
        f'<rect x="{640 + k % 6 * 26}" y="{690 - k // 6 * 14}" width="25" height="13" fill="{"#4d4d4d" if k % 2 else "#5f5f5f"}"/>'
        for k in range(24)
    )
    return _scene(
        sky(SIZE, SIZE, 6),
        _hills(eye),
        _layer(hill + _shaft(372, 32) + poles + boards + men + bricks, 0.7, eye),
        _foreground(eye),
    )


def flood(eye: float = 0) -> str:
    """A street of the south quarter under water; people on roofs, boats between."""
    back = "".join(house(x, 640, 150, 190, wall="#b4b4b4", roof="#474747", doors=2) for x in range(-60, 900, 168))
    gate = house(372, 640, 176, 290, wall="#9a9a9a", roof="#333", doors=1) + house(
        400, 400, 120, 110, wall="#b0b0b0", roof="#2c2c2c", doors=3
    )
    left = (
        house(-130, 760, 350, 400, wall="#8c8c8c", roof="#2b2b2b", doors=2)
        + man(40, 366, 60)
        + man(96, 362, 56, "#d5d5d5")
    )
    right = (
        house(680, 770, 350, 420, wall="#979797", roof="#303030", doors=2)
        + man(800, 356, 60, hat=True)
        + man(850, 354, 50)
    )
    water = f'<rect x="-100" y="600" width="1100" height="400" fill="#9c9c9c"/>{ripples(-60, 960, 606, 890, 620, 4)}'
    craft = (
        boat(330, 680, 120)
        + man(315, 668, 62, hat=True)
        + man(348, 670, 52)
        + boat(560, 790, 190)
        + crowd(((510, 774), (560, 776), (610, 772)), 84, 9)
    )
    lamp = '<path d="M590 690V430M572 430h36l6 -34h-48z" stroke="#1c1c1c" stroke-width="7" fill="#ddd"/>'
    return _scene(
        sky(SIZE, SIZE, 9),
        _hills(eye),
        _layer(back + gate, 0.5, eye),
        _layer(left + right, 0.85, eye),
        _layer(water, 0.95, eye),
        _layer(lamp, 0.9, eye),
        _layer(craft, 1.15, eye),
    )


def bridge(eye: float = 0) -> str:
    """The bridge of Yongji over the Cheng, with sails behind it."""
    arches = "".join(f'<path d="M{150 + k * 150} 640v-62a52 52 0 0 1 104 0v62z" fill="#2a2a2a"/>' for k in range(4))
    deck = '<path d="M-20 640V560Q450 420 920 560V640Z" fill="#9b9b9b"/><path d="M-20 560Q450 420 920 560" stroke="#4a4a4a" stroke-width="10" fill="none"/>'
    rail = "".join(
        f'<path d="M{x} {560 - 70 * (1 - ((x - 450) / 470) ** 2):.0f}v-26" stroke="#5d5d5d" stroke-width="5"/>'
        for x in range(0, 900, 30)
    )
    walkers = crowd([(x, 556 - 70 * (1 - ((x - 450) / 470) ** 2)) for x in (160, 250, 300, 430, 470, 600, 720)], 40, 12)
    water = f'<rect x="-60" y="636" width="1020" height="280" fill="#a6a6a6"/>{ripples(-40, 940, 644, 890, 560, 21)}'
    return _scene(
        sky(SIZE, SIZE, 14),
        _hills(eye),
        _layer(boat(210, 610, 90, sail=True) + boat(700, 600, 70, sail=True), 0.5, eye),
        _layer(deck + rail + arches + walkers, 0.7, eye),
        _layer(water + boat(330, 760, 150) + man(318, 746, 70, hat=True), 1.0, eye),
        _layer(tree(830, 900, 460, 3), 1.5, eye),
    )


def school(eye: float = 0) -> str:
    """The new building of the first school, pupils in rows before it."""
    hall = house(120, 600, 660, 230, wall="#bcbcbc", roof="#3b3b3b", doors=0) + house(
        380, 600, 140, 320, wall="#c8c8c8", roof="#333", doors=1
    )
    windows = "".join(
        f'<path d="M{150 + k * 54} 580v-70a16 16 0 0 1 32 0v70z" fill="#2a2a2a"/><path d="M{166 + k * 54} 580v-84M{150 + k * 54} 540h32" stroke="#bbb" stroke-width="3"/>'
        for k in (0, 1, 2, 3, 7, 8, 9, 10)
    )
    rows = "".join(
        crowd([(170 + k * 38 + row * 9, 690 + row * 44) for k in range(15)], 62 + row * 8, 30 + row) for row in range(3)
    )
    yard = '<rect x="-60" y="596" width="1020" height="320" fill="#a2a2a2"/>'
    flag = '<path d="M450 282V190" stroke="#2c2c2c" stroke-width="5"/>'
    return _scene(
        sky(SIZE, SIZE, 17),
        _hills(eye),
        _layer(yard + hall + windows + flag, 0.6, eye),
        _layer(tree(60, 660, 330, 5) + tree(860, 650, 300, 8), 0.8, eye),
        _layer(rows, 1.0, eye),
    )


def theatre(eye: float = 0) -> str:
    """The front of the Daguan theatre, lanterns lit, people going in."""
    front = (
        house(150, 640, 600, 420, wall="#a4a4a4", roof="#2d2d2d", doors=0)
        + '<rect x="250" y="420" width="400" height="70" fill="#e6e6e6" stroke="#333" stroke-width="5"/>'
    )
    name = '<text x="450" y="473" text-anchor="middle" font-family="AR PL UKai TW" font-size="52" letter-spacing="16" fill="#1a1a1a" stroke="#1a1a1a" stroke-width="1.4">園戲觀大</text>'
    doors = "".join(f'<path d="M{232 + k * 150} 640V530a66 66 0 0 1 132 0V640z" fill="#1c1c1c"/>' for k in range(3))
    lanterns = "".join(
        f'<ellipse cx="{x}" cy="520" rx="17" ry="22" fill="#f4f4f4"/><path d="M{x} 492v-14" stroke="#222" stroke-width="3"/>'
        for x in (214, 374, 526, 686)
    )
    boards = "".join(
        f'<rect x="{x}" y="560" width="46" height="96" fill="#dedede" stroke="#333" stroke-width="4"/>'
        for x in (110, 746)
    )
    street = '<rect x="-60" y="636" width="1020" height="300" fill="#8d8d8d"/>'
    people = crowd([(120 + k * 47, 690 + (k * 37) % 90) for k in range(15)], 82, 41)
    return _scene(
        sky(SIZE, SIZE, 23),
        _layer(street + front + name + doors + lanterns + boards, 0.6, eye),
        _layer(people, 1.0, eye),
    )


def waterstand(eye: float = 0) -> str:
    """A public tap by the drum tower, and the queue with its buckets."""
    drum = (
        house(300, 560, 330, 150, wall="#8a8a8a", roof="#333", doors=1)
        + house(345, 420, 240, 140, wall="#b0b0b0", roof="#2c2c2c", doors=3)
        + house(385, 300, 160, 110, wall="#bbb", roof="#2a2a2a", doors=2)
    )
    shops = house(-80, 600, 300, 210, wall="#b9b9b9", roof="#444", doors=3) + house(
        700, 600, 320, 220, wall="#adadad", roof="#3e3e3e", doors=3
    )
    tap = '<rect x="430" y="610" width="46" height="120" fill="#dcdcdc" stroke="#555" stroke-width="3"/><path d="M476 640h34v26" stroke="#1c1c1c" stroke-width="9" fill="none"/>'
    buckets = "".join(
        f'<path d="M{x} {y}l5 40h34l5 -40z" fill="#3a3a3a"/><path d="M{x + 3} {y}q19 -34 38 0" stroke="#333" stroke-width="3" fill="none"/>'
        for x, y in ((490, 700), (560, 730), (640, 742), (740, 760), (830, 770))
    )
    queue = crowd([(540 + k * 62, 740 + k * 14) for k in range(7)], 118, 52) + man(410, 744, 120)
    street = '<rect x="-60" y="556" width="1020" height="360" fill="#9a9a9a"/>'
    return _scene(
        sky(SIZE, SIZE, 29),
        _layer(street + drum, 0.5, eye),
        _layer(shops, 0.7, eye),
        _layer(queue + tap + buckets, 1.0, eye),
    )


def station(eye: float = 0) -> str:
    """The forecourt of Linhe station: hall, clock, rickshaws, a lamp; wider than the other scenes."""
    wings = _wing(250) + _wing(900)
    hall = (
        '<rect x="610" y="380" width="300" height="282" fill="#b8b8b8"/><rect x="600" y="366" width="320" height="16" fill="#e0e0e0"/>'
        '<path d="M596 366L760 268L924 366Z" fill="#c8c8c8"/><path d="M590 368L760 262L930 368" fill="none" stroke="#3f3f3f" stroke-width="11"/>'
        '<circle cx="760" cy="326" r="25" fill="#f4f4f4" stroke="#333" stroke-width="5"/><path d="M760 326V309M760 326l12 7" stroke="#222" stroke-width="3.4"/>'
        '<rect x="716" y="150" width="88" height="122" fill="#a5a5a5"/><rect x="766" y="150" width="38" height="122" fill="#7f7f7f"/>'
        '<path d="M704 152L760 76L816 152Z" fill="#434343"/><path d="M760 80V44" stroke="#333" stroke-width="4"/><path d="M740 240v-48a20 20 0 0 1 40 0v48z" fill="#222"/>'
    )
    doors = "".join(
        f'<path d="M{x - 33} 660V508a33 33 0 0 1 66 0V660z" fill="#e6e6e6"/><path d="M{x - 25} 660V510a25 25 0 0 1 50 0V660z" fill="#1d1d1d"/>'
        for x in (668, 760, 852)
    )
    board = (
        '<rect x="650" y="400" width="220" height="44" fill="#ececec" stroke="#555" stroke-width="2"/><text x="766" y="435" text-anchor="middle" '
        'font-family="AR PL UKai TW" font-size="38" letter-spacing="12" fill="#1a1a1a" stroke="#1a1a1a">站車河臨</text>'
    )
    steps = "".join(
        f'<rect x="{596 - k * 12}" y="{660 + k * 8}" width="{328 + k * 24}" height="9" fill="{"#d6d6d6" if k % 2 else "#b4b4b4"}"/>'
        for k in range(4)
    )
    people = crowd(((520, 706), (548, 708), (690, 700), (820, 702), (842, 703), (1010, 716)), 66, 61) + crowd(
        ((1120, 742), (1150, 746), (330, 760), (1400, 800)), 88, 62
    )
    lamp = '<path d="M420 860V470" stroke="#1c1c1c" stroke-width="9"/><path d="M404 470h32l8 -44h-48z" fill="#ededed" stroke="#1c1c1c" stroke-width="5"/>'
    ground = '<rect y="640" width="1500" height="340" fill="#a6a6a6"/>' + ripples(0, 1500, 700, 970, 160, 71)
    trees = tree(120, 660, 220, 1) + tree(1390, 660, 240, 2) + _layer(tree(1470, 980, 820, 9), 1.3, eye)
    return _scene(
        sky(1500, 980, 4),
        ground,
        trees,
        wings,
        hall,
        doors,
        board,
        steps,
        people,
        _rickshaw(1240, 800) + _rickshaw(140, 806),
        lamp,
        wide=1500,
        high=980,
    )


def _wing(x: int) -> str:
    y, wide, high = 470, 370, 190
    out = (
        f'<rect x="{x}" y="{y}" width="{wide}" height="{high}" fill="#a8a8a8"/><rect x="{x}" y="{y + high - 34}" width="{wide}" height="34" fill="#7d7d7d"/>'
        f'<rect x="{x - 10}" y="{y - 10}" width="{wide + 20}" height="12" fill="#d8d8d8"/><path d="M{x - 14} {y - 10}l34 -58h{wide - 40}l34 58z" fill="#4c4c4c"/>'
    )
    for k in range(5):
        cx = x + (k + 0.5) * wide / 5
        out += (
            f'<path d="M{cx - 21} {y + high - 36}v-88a21 21 0 0 1 42 0v88z" fill="#e4e4e4"/><path d="M{cx - 15} {y + high - 36}v-86a15 15 0 0 1 30 0v86z" fill="#2a2a2a"/>'
            f'<path d="M{cx} {y + high - 36}v-98M{cx - 15} {y + high - 80}h30" stroke="#cfcfcf" stroke-width="3"/>'
        )
    return out


def _rickshaw(x: int, y: int) -> str:
    spokes = "".join(
        f'<path d="M0 -36L{36 * math.cos(a * 0.52):.0f} {-36 + 36 * math.sin(a * 0.52):.0f}" stroke="#222" stroke-width="2"/>'
        for a in range(12)
    )
    return (
        f'<g transform="translate({x},{y}) scale(1.2)"><ellipse cx="10" cy="4" rx="90" ry="6" fill="#000" opacity=".35"/>'
        f'<circle cx="0" cy="-36" r="36" fill="none" stroke="#181818" stroke-width="5"/>{spokes}'
        '<path d="M-34 -44q-6 -44 6 -58q34 -24 56 0l-8 20h-24l-6 40z" fill="#1b1b1b"/><path d="M-18 -40h44l84 18" stroke="#1b1b1b" stroke-width="6" fill="none"/></g>'
    )


SCENES: dict[str, Callable[[float], str]] = {
    "tower": tower,
    "scaffold": scaffold,
    "flood": flood,
    "bridge": bridge,
    "school": school,
    "theatre": theatre,
    "waterstand": waterstand,
    "station": station,
}
