"""Made deliveries: they hold what is said of them, and are the same each time."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from PIL import Image
from samples.make.deliveries import CLEAN, FAULTS, FORMS, LAYOUTS, TWENTY, NoRoom, Planted, fitting, make_delivery
from samples.make.deliveries.drawing import draw
from samples.make.deliveries.model import Leaf

ISSUE = [
    "missing-field",
    "bad-code",
    "duplicate-code",
    "code-field-mismatch",
    "sequence-gap",
    "bad-date",
    "date-outside-fonds",
    "bad-retention",
    "classified",
    "missing-image",
    "no-image",
    "image-without-row",
    "page-count",
    "page-gap",
    "page-overlap",
    "unreadable-image",
    "truncated-image",
    "format-mismatch",
    "low-resolution",
    "oversized-image",
    "empty-file",
    "stray-file",
    "duplicate-image",
    "similar-image",
    "skewed",
    "blank-page",
    "checksum-mismatch",
    "password-protected",
    "lost-leading-zeros",
    "rounded-number",
    "encoding",
    "unsafe-path",
    "new-fonds",
]


def digests(folder: Path) -> dict[str, str]:
    """Path to digest, of every file."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_clean_delivery_has_the_files_that_are_told(tmp_path: Path, layout: str) -> None:
    made = make_delivery(tmp_path, layout=layout, seed=3, form="csv-utf8", items=6)
    assert (len(made.items), made.planted, made.tolerated) == (6, (), ())
    for item in made.items:
        paths = [*item.images, *item.texts, *([item.pdf] if item.pdf else [])]
        assert all((tmp_path / path).stat().st_size for path in paths)
        if item.images:
            assert len(item.images) == item.pages
    told = {path for item in made.items for path in (*item.images, *item.texts, item.pdf) if path}
    assert {path for path in digests(tmp_path) if Path(path).suffix in {".jpg", ".tif", ".png", ".pdf"}} <= told


@pytest.mark.parametrize("layout", ["folder-per-item", "folder-per-volume", "pdf-double-layer"])
def test_same_seed_gives_the_same_files(tmp_path: Path, layout: str) -> None:
    faults = ("stray-file", "bad-date")
    for name in ("one", "two"):
        make_delivery(tmp_path / name, layout=layout, seed=5, form="xlsx", faults=faults, items=5)
    assert digests(tmp_path / "one") == digests(tmp_path / "two")
    make_delivery(tmp_path / "three", layout=layout, seed=6, form="xlsx", faults=faults, items=5)
    assert digests(tmp_path / "one") != digests(tmp_path / "three")


def test_pages_are_whole_and_state_300_dpi(tmp_path: Path) -> None:
    endings = set()
    for seed in range(6):
        made = make_delivery(tmp_path / str(seed), layout="folder-per-item", seed=seed, items=3)
        for path in (path for item in made.items for path in item.images):
            with Image.open(tmp_path / str(seed) / path) as image:
                image.load()
                assert (image.mode, round(image.info["dpi"][0])) == ("RGB", 300)
            endings.add(Path(path).suffix)
    assert endings == {".jpg", ".png", ".tif"}


def test_volume_pages_chain_and_some_are_shared(tmp_path: Path) -> None:
    shared = 0
    for seed in range(4):
        made = make_delivery(tmp_path / str(seed), layout="folder-per-volume", seed=seed, items=12)
        for before, item in zip(made.items, made.items[1:], strict=False):
            if before.volume == item.volume:
                assert before.span
                assert item.span
                assert item.span[0] - before.span[1] in (0, 1)
                shared += item.span[0] == before.span[1]
    assert shared > 3


def test_every_code_of_the_issue_has_its_fault() -> None:
    assert sorted(set(ISSUE) - set(FAULTS)) == []
    assert sorted(set(FAULTS) - set(ISSUE)) == ["bad-status", "doubtful-date"]
    assert {code for layout in LAYOUTS for code in fitting(layout, "xlsx")} == set(FAULTS)


def test_twenty_cover_layouts_forms_and_faults() -> None:
    assert (len(TWENTY), len(CLEAN)) == (20, 20)
    for recipes in (TWENTY, CLEAN):
        assert {one.layout for one in recipes} == set(LAYOUTS)
        assert {one.form for one in recipes} == set(FORMS)
        assert len({one.name for one in recipes}) == 20
    assert {code: sum(code in one.faults for one in TWENTY) > 2 for code in FAULTS} == dict.fromkeys(FAULTS, True)


@pytest.mark.parametrize("recipe", TWENTY[::2], ids=lambda one: one.name)
def test_faulty_delivery_plants_each_of_its_faults_once(tmp_path: Path, recipe: object) -> None:
    assert isinstance(recipe, type(TWENTY[0]))
    made = recipe.make(tmp_path)
    assert sorted(one.code for one in made.planted) == sorted(recipe.faults)
    rows = {item.row for item in made.items}
    for one in made.planted:
        assert one.row in rows or (one.row is None and one.path is not None)
        if one.path and one.code != "page-gap":
            assert (tmp_path / recipe.name / one.path).is_symlink() or (tmp_path / recipe.name / one.path).exists()


def test_more_faults_than_items_are_refused(tmp_path: Path) -> None:
    with pytest.raises(NoRoom, match="fewer faults or more items"):
        make_delivery(tmp_path, layout="folder-per-item", seed=1, faults=fitting("folder-per-item", "xlsx"), items=4)


def test_fault_that_does_not_fit_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="cannot have password-protected"):
        make_delivery(tmp_path, layout="catalogue-only", seed=1, faults=["password-protected"])


def test_pages_differ_from_afar_and_a_second_scan_does_not() -> None:
    """By a difference hash of 8 × 8: what calls two pages similar must have cause to."""

    def outline(leaf: Leaf) -> int:
        small = draw(leaf).convert("L").resize((9, 8))
        tones = [[small.getpixel((x, y)) for x in range(9)] for y in range(8)]
        bits = "".join("1" if row[x] > row[x + 1] else "0" for row in tones for x in range(8))  # type: ignore[operator]
        return int(bits, 2)

    pages = [outline(Leaf(seed)) for seed in range(30)]
    assert min((a ^ b).bit_count() for at, a in enumerate(pages) for b in pages[:at]) > 10
    assert max((outline(Leaf(seed, "rescan")) ^ pages[seed]).bit_count() for seed in range(30)) < 5


def test_finding_at_the_place_or_as_good_a_place_is_the_fault() -> None:
    fault = Planted("duplicate-image", path="圖像/a/2.jpg", instead=(Planted("duplicate-image", path="圖像/b/1.jpg"),))
    said = [
        Planted("duplicate-image", "", None, "", path) for path in ("圖像/b/1.jpg", "圖像/a", "圖像", "圖像/a/1.jpg")
    ]
    assert [fault.is_said_by(one) for one in said] == [True, True, False, False]  # type: ignore[arg-type]
    row = Planted("bad-date", sheet="目錄", row=4, column="日期")
    assert row.is_said_by(Planted("bad-date", "目錄", 4, "", "")) is True  # type: ignore[arg-type]
    assert row.is_said_by(Planted("bad-date", "目錄", 5, "日期", "")) is False  # type: ignore[arg-type]
