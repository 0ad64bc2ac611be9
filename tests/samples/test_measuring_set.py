"""The measuring set: large and mixed enough, true to its images, and strange to the tuning part."""

import json
import re
from collections import Counter
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from samples.make.measuring.faces import FACES
from samples.make.measuring.grammar import bare, numeral
from samples.make.measuring.pages import plans

SAMPLES = Path(__file__).parents[2] / "samples"
IMAGES, TRUTH, TUNING = SAMPLES / "measuring" / "images", SAMPLES / "measuring" / "truth", SAMPLES / "truth"
NAMES = sorted(path.stem for path in TRUTH.glob("*.json"))
FEATURES = {
    *("vertical", "horizontal", "four-decks", "six-decks", "masthead", "spanning-headline", "rtl-headline"),
    *("advertisements", "mixed-sizes", "table", "form", "double-row-notes", "spread", "contents", "letter"),
    *("handwriting", "marks-inline", "marks-beside"),
    *("worn", "blur", "bleed", "faint", "stained", "skew", "seal"),
}
RUN = 12  # so many characters in a row are a sentence, not a name or a date
MEGABYTES = 12.5


@cache
def told(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((TRUTH / f"{name}.json").read_text("utf-8"))
    return found


def runs(text: str) -> set[str]:
    letters = re.sub(r"\s", "", bare(text))
    return {letters[at : at + RUN] for at in range(len(letters) - RUN + 1)}


def test_sixty_pages_at_least_each_of_them_planned() -> None:
    assert len(NAMES) >= 60
    assert NAMES == sorted(plan.name for plan in plans()) == sorted(path.stem for path in IMAGES.glob("*.jpg"))


def test_many_faces_and_resolutions_none_of_them_rare() -> None:
    faces = Counter(told(name)["face"] for name in NAMES)
    assert len(faces) >= 6
    assert set(faces) == set(FACES)
    assert min(faces.values()) >= 3
    resolutions = Counter(told(name)["dpi"] for name in NAMES)
    assert set(resolutions) == {150, 200, 300, 400}
    assert min(resolutions.values()) >= 4


def test_every_feature_stands_on_two_pages_or_more() -> None:
    features = Counter(feature for name in NAMES for feature in told(name)["features"])
    assert set(features) >= FEATURES
    assert {feature for feature in FEATURES if features[feature] < 2} == set()


@pytest.mark.parametrize("name", NAMES)
def test_truth_fits_its_plan_and_its_image(name: str) -> None:
    truth = told(name)
    plan = next(plan for plan in plans() if plan.name == name)
    assert (truth["kind"], truth["face"], truth["dpi"]) == (plan.kind, plan.face_name, plan.dpi)
    assert truth["features"] == list(plan.features)
    assert truth["direction"] in truth["features"]
    with Image.open(IMAGES / f"{name}.jpg") as image:
        assert image.size == (truth["width"], truth["height"])
        assert image.mode == ("RGB" if "seal" in plan.damage else "L")
        assert round(image.info["dpi"][0]) == plan.dpi


@pytest.mark.parametrize("name", NAMES)
def test_every_box_lies_inside_the_image(name: str) -> None:
    truth = told(name)
    for x, y, wide, high in [*(line["box"] for line in truth["lines"]), *(row[1:] for row in truth["chars"])]:
        assert x >= 0
        assert y >= 0
        assert wide > 0
        assert high > 0
        assert x + wide <= truth["width"]
        assert y + high <= truth["height"]


@pytest.mark.parametrize("name", NAMES)
def test_text_lines_and_characters_are_the_same(name: str) -> None:
    truth = told(name)
    assert truth["text"] == "\n".join(line["text"] for line in truth["lines"])
    assert re.sub(r"\s", "", truth["text"]) == "".join(char for char, *_ in truth["chars"])
    assert sorted(truth["order"]) == list(range(len(truth["lines"])))


@pytest.mark.parametrize("name", NAMES)
def test_no_two_characters_lie_on_one_another(name: str) -> None:
    for (char, x, y, wide, high), (after, right, below, *_) in pairwise(told(name)["chars"]):
        if not {char, after} & {"。", "、"} and not (char + after).isascii():
            assert max(abs(right - x), abs(below - y)) >= 0.6 * min(wide, high), (char, after)


def test_no_sentence_of_the_tuning_part_is_in_the_set() -> None:
    tuning = set().union(
        *(runs(json.loads(path.read_text("utf-8"))["text"]) for path in sorted(TUNING.glob("*/*.json")))
    )
    assert {name: shared for name in NAMES if (shared := runs(told(name)["text"]) & tuning)} == {}


def test_no_two_pages_of_the_set_are_the_same() -> None:
    texts = sorted(told(name)["text"] for name in NAMES)
    assert all(first != second for first, second in pairwise(texts))


def test_the_set_is_small_enough_for_the_repository() -> None:
    assert sum(path.stat().st_size for path in IMAGES.glob("*")) < MEGABYTES * 1_000_000


@pytest.mark.parametrize(
    ("number", "written"),
    [(2, "二"), (10, "十"), (20, "二十"), (103, "一百零三"), (110, "一百一十"), (4250, "四千二百五十")],
)
def test_numbers_are_written_out(number: int, written: str) -> None:
    assert numeral(number) == written
