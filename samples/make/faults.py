"""Small deliveries for tests: a clean one, and one with a fault of every kind planted where the test can find it.

Both have the shape of ``samples/delivery`` and need neither Chromium nor fonts: the images are tiny and plain. The bad
one is never committed; it is made anew wherever it is needed.
"""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image

IMAGES, TEXTS, SHEET = "圖像", "全文TXT", "目錄.xlsx"
HEADINGS = (
    "檔號",
    "全宗號",
    "全宗名稱",
    "案卷號",
    "案卷題名",
    "件號",
    "題名",
    "責任者",
    "日期",
    "文種",
    "頁數",
    "保管期限",
    "開放標識",
    "延期至",
    "稿本",
    "語種",
    "提要",
    "備註",
)
SIMPLIFIED = (
    "档号",
    "全宗号",
    "全宗名称",
    "案卷号",
    "案卷题名",
    "件号",
    "题名",
    "责任者",
    "日期",
    "文种",
    "页数",
    "保管期限",
    "开放标识",
    "延期至",
    "稿本",
    "语种",
    "提要",
    "备注",
)
MATTERS = ("修理渡口石階", "添購路燈", "查勘官井", "種植堤柳", "整理菜市", "重修鼓樓", "設立公共水站", "清理溝渠")

Cell = str | int | None


@dataclass(frozen=True)
class Planted:
    """One planted fault: the check's code for it, and where it must be reported.

    `row` is the row of the sheet as a reader counts it (the headings are row 1); `path` is relative to the delivery.
    """

    code: str
    row: int | None = None
    column: str | None = None
    path: str | None = None


def make_small(target: Path, items: int = 6) -> None:
    """Write a clean delivery of `items` items with one or two pages each and the text of every page."""
    sheet = [_row(number) for number in range(1, items + 1)]
    for cells in sheet:
        _deliver(target, cells)
    _write_sheet(target, HEADINGS, sheet)


def make_faulty(target: Path) -> list[Planted]:
    """Write a delivery with simplified headings and one fault of each kind, and say what was planted."""
    sheet = [_row(number) for number in range(1, 11)]
    planted = _spoil_rows(sheet)
    for cells in sheet:
        _deliver(target, cells)
    planted += _spoil_files(target, sheet)
    _write_sheet(target, SIMPLIFIED, sheet)
    return planted


def _row(number: int) -> list[Cell]:
    """A correct row; the odd items have two pages, the even ones one."""
    matter = MATTERS[(number - 1) % len(MATTERS)]
    return [
        f"L099-01-0001-{number:04d}",
        "L099",
        "臨河縣建設局",
        "0001",
        "建設雜卷",
        f"{number:04d}",
        f"關於{matter}的呈文（第{number}件）",
        "臨河縣建設局",
        f"1926{number % 12 + 1:02d}{number:02d}",
        "呈",
        1 + number % 2,
        "永久",
        "開放",
        None,
        "正本",
        "漢文",
        f"請撥款{matter}。",
        None,
    ]


def _deliver(target: Path, cells: Sequence[Cell]) -> None:
    """The images and texts of a row."""
    code, pages = str(cells[0]), cells[10]
    assert isinstance(pages, int)
    for folder in (IMAGES, TEXTS):
        (target / folder / code).mkdir(parents=True, exist_ok=True)
    for page in range(1, pages + 1):
        _image(target / IMAGES / code / f"{page:04d}.jpg", seed=int(str(cells[5])) * 10 + page)
        text = f"{cells[6]}\n竊查本邑{cells[16]}\n第{page}頁\n"
        (target / TEXTS / code / f"{page:04d}.txt").write_text(text, "utf-8")


def _image(path: Path, seed: int) -> None:
    """A page of 200 × 300 pixels: paper, and bars where columns would be; no two alike."""
    rng = np.random.default_rng(seed)
    page = np.full((300, 200, 3), (238, 228, 204), dtype=np.uint8)
    for column in range(8):
        page[30 : 60 + int(rng.integers(40, 220)), 170 - column * 20 : 178 - column * 20] = (40, 34, 30)
    Image.fromarray(page).save(path, "JPEG", quality=70, dpi=(300, 300))


def _spoil_rows(sheet: list[list[Cell]]) -> list[Planted]:
    """Faults of the catalogue alone, in rows 2 to 6 of the sheet: the images are delivered to fit."""
    sheet[0][6] = None
    sheet[1][0] = "臨河 卷一 之二"
    sheet[2][0], sheet[2][10] = sheet[3][0], sheet[3][10]
    sheet[4][8] = "民國十三年十三月四十日"
    return [
        Planted("missing-field", row=2, column="題名"),
        Planted("bad-code", row=3, column="檔號"),
        Planted("duplicate-code", row=5, column="檔號"),
        Planted("bad-date", row=6, column="日期"),
    ]


def _spoil_files(target: Path, sheet: list[list[Cell]]) -> list[Planted]:
    """Faults between catalogue and images: in rows 7 to 10 of the sheet."""
    codes = [str(cells[0]) for cells in sheet]
    shutil.rmtree(target / IMAGES / codes[5])
    shutil.rmtree(target / TEXTS / codes[5])
    sheet[6][10] = 5
    (target / IMAGES / codes[8] / "0002.jpg").rename(target / IMAGES / codes[8] / "0003.jpg")
    (target / IMAGES / codes[7] / "0001.jpg").write_bytes("這不是圖像".encode())
    return [
        Planted("missing-image", row=7, path=f"{IMAGES}/{codes[5]}"),
        Planted("page-count", row=8, column="頁數", path=f"{IMAGES}/{codes[6]}"),
        Planted("unreadable-image", row=9, path=f"{IMAGES}/{codes[7]}/0001.jpg"),
        Planted("page-gap", row=10, path=f"{IMAGES}/{codes[8]}"),
    ]


def _write_sheet(target: Path, headings: Sequence[str], sheet: Sequence[Sequence[Cell]]) -> None:
    book = Workbook()
    page = book.active
    assert isinstance(page, Worksheet)
    page.title = "目錄"
    page.append(list(headings))
    for cells in sheet:
        page.append(list(cells))
    target.mkdir(parents=True, exist_ok=True)
    book.save(target / SHEET)
