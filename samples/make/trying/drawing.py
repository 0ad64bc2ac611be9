"""Drawing pages for trying: each kind some times, in faces and damage by chance, under names that tell the seed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from samples.make.measuring import newspapers
from samples.make.measuring.faces import FACES
from samples.make.measuring.grammar import Writer
from samples.make.measuring.looks import DAMAGE
from samples.make.measuring.pages import TRAITS, Folders, Plan, sheets_of, write_page
from samples.make.press import Sheet, running_press
from samples.make.trying.layouts import LAYOUTS

HANDS = ("letter", "form", "bare-form", "account", "bare-account")
"""Kinds that are written as often as printed."""

RESOLUTIONS = (150, 200, 200, 300)


def plans(seed: int, *, times: int = 1, only: str = "") -> Iterator[Plan]:
    """Pages of every kind whose name holds ``only``; the same for the same seed, for ever."""
    for kind in (*TRAITS, *LAYOUTS):
        for number in range(1, times + 1):
            name = f"try{seed}-{kind}-{number:02d}"
            chance = random.Random(name)
            faces = [key for key, face in FACES.items() if kind in HANDS or not face.written]
            face = chance.choice(faces)
            damage = () if chance.random() < 0.4 else (chance.choice(tuple(DAMAGE)),)
            plan = Plan(name, kind, FACES[face], face, chance.choice(RESOLUTIONS), damage)
            if only in kind:
                yield plan


def draw(folder: Path, *, seed: int, times: int = 1, only: str = "") -> None:
    """Draw the pages into ``folder``, image and truth side by side, and say their names."""
    folders = Folders(folder, folder)
    with running_press() as press:
        for plan in plans(seed, times=times, only=only):
            writer = Writer(plan.face, newspapers.chance_of(plan.name))
            try:
                write_page(press, plan, writer, _sheets(plan, writer), folders)
            except (SystemExit, ValueError) as missing:
                # A face that lacks a character of the page: by chance, and no matter.
                print(f"{plan.name}  left out: {missing}", flush=True)
                continue
            print(f"{plan.name}  {plan.face_name}  {plan.dpi} dpi  {' '.join(plan.damage)}", flush=True)


def _sheets(plan: Plan, writer: Writer) -> list[Sheet]:
    return LAYOUTS[plan.kind](writer, plan.seed) if plan.kind in LAYOUTS else sheets_of(plan, writer)
