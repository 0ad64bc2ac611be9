"""The committed delivery: clean, consistent with itself and with its truth, and its closed words closed."""

import datetime
import json
import re
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PIL import Image
from samples.make.build import page_texts
from samples.make.catalogue import COLUMNS

SAMPLES = Path(__file__).parents[2] / "samples"
DELIVERY, TRUTH = SAMPLES / "delivery", SAMPLES / "truth"
STATUSES = {"開放", "控制", "延期開放", "部分開放", "未審核"}
WEEKDAYS = "一二三四五六日"
WRONG_WEEKDAY = {"B001-1927-1105"}  # on purpose: see samples/world.md


@cache
def catalogue() -> list[dict[str, str]]:
    sheet = load_workbook(DELIVERY / "目錄.xlsx").active
    assert sheet is not None
    head, *body = sheet.iter_rows(values_only=True)
    assert head == COLUMNS
    return [
        {column: "" if cell is None else str(cell) for column, cell in zip(COLUMNS, row, strict=True)} for row in body
    ]


@cache
def delivered_texts() -> dict[str, str]:
    """Each item's catalogue row, delivered text and true text, in one string."""
    words = {row["檔號"]: "\n".join(row.values()) for row in catalogue()}
    for path in [*DELIVERY.glob("全文TXT/*/*.txt"), *TRUTH.glob("*/*.json")]:
        words[path.parent.name] += path.read_text("utf-8")
    return words


def images() -> list[Path]:
    return sorted(DELIVERY.glob("圖像/*/*.jpg"))


def test_catalogue_names_every_item_once() -> None:
    assert [code for code, count in Counter(row["檔號"] for row in catalogue()).items() if count > 1] == []
    assert len(catalogue()) > 400


@pytest.mark.parametrize(
    "column", ["檔號", "全宗號", "全宗名稱", "件號", "題名", "責任者", "日期", "保管期限", "開放標識"]
)
def test_catalogue_has_no_empty_field(column: str) -> None:
    assert [row["檔號"] for row in catalogue() if not row[column].strip()] == []


def test_statuses_are_known_and_postponements_lie_ahead() -> None:
    assert {row["開放標識"] for row in catalogue()} == STATUSES
    assert all((row["延期至"] > "2040") == (row["開放標識"] == "延期開放") for row in catalogue())


def test_images_are_numbered_without_gaps_and_counted() -> None:
    counts = {row["檔號"]: row["頁數"] for row in catalogue()}
    for folder in DELIVERY.glob("圖像/*"):
        names = sorted(path.name for path in folder.iterdir())
        assert names == [f"{number:04d}.jpg" for number in range(1, len(names) + 1)]
        assert counts.pop(folder.name) == str(len(names))
    assert set(counts.values()) == {""}


def test_every_page_text_has_its_image_and_truth() -> None:
    wanted = [f"{page.code}/{page.number:04d}" for page in page_texts()]
    assert [f"{path.parent.name}/{path.stem}" for path in images()] == sorted(wanted)
    assert sorted(f"{path.parent.name}/{path.stem}" for path in TRUTH.glob("*/*.json")) == sorted(wanted)


@pytest.mark.parametrize("path", images(), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_truth_fits_its_image(path: Path) -> None:
    facts = json.loads((TRUTH / path.parent.name / f"{path.stem}.json").read_text("utf-8"))
    with Image.open(path) as image:
        assert image.size == (facts["width"], facts["height"])
        assert round(image.info["dpi"][0]) in (200, 300)
    assert facts["text"] == "\n".join(line["text"] for line in facts["lines"])
    assert "".join(char for char, *_ in facts["chars"]) == re.sub(r"\s", "", facts["text"])
    for _, x, y, wide, high in facts["chars"]:
        assert 0 <= x < x + wide <= facts["width"]
        assert 0 <= y < y + high <= facts["height"]


def test_delivered_text_is_the_true_text() -> None:
    for path in DELIVERY.glob("全文TXT/*/*.txt"):
        truth = TRUTH / path.parent.name / f"{path.stem}.json"
        if truth.exists():
            assert path.read_text("utf-8") == json.loads(truth.read_text("utf-8"))["text"] + "\n"


def closed_words() -> dict[str, dict[str, str]]:
    words: dict[str, dict[str, str]] = json.loads((TRUTH / "closed.json").read_text("utf-8"))
    return words


@pytest.mark.parametrize("word", closed_words())
def test_closed_word_stands_in_its_item_and_nowhere_else(word: str) -> None:
    entry = closed_words()[word]
    row = next(row for row in catalogue() if row["檔號"] == entry["code"])
    assert row["開放標識"] == entry["status"] != "開放"
    place = {"title": row["題名"], "scope": row["提要"], "text": delivered_texts()[entry["code"]]}[entry["where"]]
    assert word in place
    assert [code for code, text in delivered_texts().items() if word in re.sub(r"\s", "", text)] == [entry["code"]]


def test_every_closed_item_has_its_word() -> None:
    closed = {row["檔號"] for row in catalogue() if row["開放標識"] != "開放"}
    assert {entry["code"] for entry in closed_words().values()} == closed
    assert sum((DELIVERY / "圖像" / code).exists() and (DELIVERY / "全文TXT" / code).exists() for code in closed) >= 3


def test_mastheads_name_the_right_weekday() -> None:
    wrong = set()
    for row in catalogue():
        if stated := re.search(r"星期(.)", row["報頭"]):
            day = datetime.date(*(int(part) for part in re.findall(r"\d+", row["日期"])))
            if WEEKDAYS[day.weekday()] != stated[1]:
                wrong.add(row["檔號"])
    assert wrong == WRONG_WEEKDAY


def test_wells_add_up() -> None:
    text = json.loads((TRUTH / "L012-02-0047-0012" / "0004.json").read_text("utf-8"))["text"]
    assert {"二百三十七口", "九十一口", "六十四口", "八十二口"} <= set(text.split("\n"))
    assert 91 + 64 + 82 == 237


def test_file_names_are_composed_and_the_whole_is_small() -> None:
    files = [path for path in SAMPLES.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    assert [path for path in files if not unicodedata.is_normalized("NFC", str(path))] == []
    assert sum(path.stat().st_size for path in DELIVERY.rglob("*") if path.is_file()) < 45_000_000
