"""Profiles of layouts: those shipped, those of the home, and those that cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest

from lantai.digitisation.layouts.profile import PROFILES, BadLayoutProfile, inventory_profile, layout_profiles


def test_every_shipped_layout_is_called_as_its_file() -> None:
    assert sorted(layout.name for layout in layout_profiles()) == sorted(
        path.stem for path in (PROFILES / "layouts").glob("*.toml")
    )


def test_home_replaces_a_layout_and_adds_one(tmp_path: Path) -> None:
    (tmp_path / "layouts").mkdir()
    text = 'name = "{}"\ntitle = "自己的"\nkind = "image"\norder = 1\nways = [{{ of = "item", by = "prefix" }}]\n'
    for name in ("folder-per-item", "our-own"):
        (tmp_path / "layouts" / f"{name}.toml").write_text(text.format(name), encoding="utf-8")
    own = layout_profiles(tmp_path)
    assert len(own) == len(layout_profiles()) + 1
    assert [layout.title("en") for layout in own][:2] == ["自己的", "自己的"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('name = "x"', "lacks the key 'ways'"),
        ("name =", "cannot be read"),
        ('name="x"\ntitle="x"\nkind="film"\nways=[]', "must be among image pdf text; item volume; folder prefix name"),
        ('name="x"\ntitle="x"\nkind="image"\nways=[]', "has no ways"),
    ],
)
def test_layout_that_cannot_be_used(tmp_path: Path, text: str, sentence: str) -> None:
    (tmp_path / "layouts").mkdir()
    (tmp_path / "layouts/x.toml").write_text(text)
    with pytest.raises(BadLayoutProfile, match=sentence):
        layout_profiles(tmp_path)


def test_inventory_profile_of_the_home(tmp_path: Path) -> None:
    (tmp_path / "inventories").mkdir()
    shipped = (PROFILES / "inventories/default.toml").read_text(encoding="utf-8")
    (tmp_path / "inventories/default.toml").write_text(shipped.replace("depth = 24", "depth = 5"), encoding="utf-8")
    assert (inventory_profile(own=tmp_path).depth, inventory_profile().depth) == (5, 24)


def test_inventory_profile_that_is_not_there() -> None:
    with pytest.raises(BadLayoutProfile, match=r"No profile of inventories is called 'ours'"):
        inventory_profile("ours")


@pytest.mark.parametrize(
    ("stem", "code", "page"),
    [
        ("0001", "", 1),
        ("X001-0012-034-0001", "X001-0012-034", 1),
        ("X001-0012-034_01", "X001-0012-034", 1),
        ("X001-0012-034 (3)", "X001-0012-034", 3),
        ("X001-0012-034.007", "X001-0012-034", 7),
        ("X001-0012-034-p7", "X001-0012-034", 7),
        ("X001-0012-034-第7頁", "X001-0012-034", 7),
        ("第12页", "", 12),
        ("IMG_0042", "", 42),
        ("封面", "封面", None),
        ("20260315123456", "20260315123456", None),
    ],
)
def test_name_of_a_file_tells_the_page(stem: str, code: str, page: int | None) -> None:
    assert inventory_profile().split(stem) == (code, page)
