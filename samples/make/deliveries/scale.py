"""A catalogue of as many rows as wanted, without images: what an archive's database gives when it is emptied.

Codes, titles and dates are as they are in real life: volumes of about twenty items, fonds of some ten thousand, a
title of twenty to thirty characters, hardly two alike. It states no 頁數: a page that is stated is an image that is
missed. A million rows take some seconds and 150 megabytes.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Final

COLUMNS: Final = (
    "檔號", "全宗號", "全宗名稱", "案卷號", "案卷題名", "件號", "責任者", "題名", "日期", "保管期限",
    "開放標識", "備註",
)  # fmt: skip
_FONDS_SIZE, _VOLUME_SIZE, _CHUNK = 20_000, 20, 5_000
_BODIES: Final = ["縣政府", "建設局", "教育局", "警察局", "商會", "自來水公司", "電燈公司", "郵政局"]
_VERBS: Final = ["關於", "呈報", "函送", "核准", "轉發", "檢送", "催辦", "查復"]
_PLACES: Final = ["東門外", "南關", "渡口", "鼓樓街", "河堤", "北碼頭", "菜市", "官井巷", "西橋", "柳堤"]
_WORKS: Final = ["修理石階", "添設路燈", "疏濬溝渠", "改建橋樑", "編訂門牌", "測繪地圖", "募集捐款", "更換水管"]
_KINDS: Final = ["呈文", "訓令", "公函", "通知", "合同", "圖紙", "報告", "會議錄", "預算書", "清冊"]


def make_catalogue(path: Path, *, rows: int, seed: int = 1) -> None:
    """Write a CSV in UTF-8 of so many rows and a header; the same seed gives the same bytes."""
    lines = catalogue_lines(rows, seed)
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(",".join(COLUMNS) + "\r\n")
        while chunk := list(islice(lines, _CHUNK)):
            file.writelines(chunk)


def catalogue_lines(rows: int, seed: int = 1) -> Iterator[str]:
    """The lines of such a catalogue, the header left out."""
    draw = random.Random(seed)
    for number in range(rows):
        fonds, rest = divmod(number, _FONDS_SIZE)
        volume, item = divmod(rest, _VOLUME_SIZE)
        if item == 0:
            year = draw.randint(1912, 1948)
            body = _BODIES[fonds % len(_BODIES)]
            of_volume = f"L{fonds + 100:03d},臨河{body},{volume + 1:04d},{year}年{body}{draw.choice(_KINDS)}雜卷"
        day = f"{year}{draw.randint(1, 12):02d}{draw.randint(1, 28):02d}"
        title = (
            f"{draw.choice(_VERBS)}{draw.choice(_PLACES)}{draw.choice(_WORKS)}及{draw.choice(_PLACES)}"
            f"{draw.choice(_WORKS)}的{draw.choice(_KINDS)}（建字第{draw.randint(1, 99_999)}號）"
        )
        yield (
            f"L{fonds + 100:03d}-01-{volume + 1:04d}-{item + 1:04d},{of_volume},{item + 1:04d},臨河{body},{title},"
            f"{day},永久,開放,\r\n"
        )
