"""The small deliveries: the clean one is clean, and every planted fault is where it is said to be."""

from pathlib import Path

from openpyxl import load_workbook
from PIL import Image, UnidentifiedImageError
from samples.make.faults import SIMPLIFIED, Planted, make_faulty, make_small


def rows(delivery: Path) -> list[tuple[object, ...]]:
    sheet = load_workbook(delivery / "目錄.xlsx").active
    assert sheet is not None
    return list(sheet.iter_rows(values_only=True))


def test_small_delivery_has_an_image_and_a_text_for_every_page(tmp_path: Path) -> None:
    make_small(tmp_path, items=4)
    _, *body = rows(tmp_path)
    assert [row[10] for row in body] == [2, 1, 2, 1]
    for row in body:
        assert isinstance(row[10], int)
        names = [f"{number:04d}" for number in range(1, row[10] + 1)]
        assert sorted(path.stem for path in (tmp_path / "圖像" / str(row[0])).iterdir()) == names
        assert sorted(path.stem for path in (tmp_path / "全文TXT" / str(row[0])).iterdir()) == names


def test_small_delivery_is_the_same_each_time(tmp_path: Path) -> None:
    for name in ("one", "two"):
        make_small(tmp_path / name, items=2)
    first, second = (sorted((tmp_path / name / "圖像").rglob("*.jpg")) for name in ("one", "two"))
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]
    assert len({path.read_bytes() for path in first}) == len(first) == 3


def test_faulty_delivery_plants_each_code_once(tmp_path: Path) -> None:
    assert sorted(planted.code for planted in make_faulty(tmp_path)) == [
        "bad-code",
        "bad-date",
        "duplicate-code",
        "missing-field",
        "missing-image",
        "page-count",
        "page-gap",
        "unreadable-image",
    ]


def test_faulty_rows_hold_what_was_planted(tmp_path: Path) -> None:
    planted = {fault.code: fault for fault in make_faulty(tmp_path)}
    sheet = rows(tmp_path)
    assert sheet[0] == SIMPLIFIED
    assert sheet[_row(planted["missing-field"])][6] is None
    assert sheet[_row(planted["bad-code"])][0] == "臨河 卷一 之二"
    assert sheet[_row(planted["duplicate-code"])][0] == sheet[_row(planted["duplicate-code"]) - 1][0]
    assert sheet[_row(planted["page-count"])][10] == 5


def test_faulty_files_hold_what_was_planted(tmp_path: Path) -> None:
    planted = {fault.code: tmp_path / (fault.path or "") for fault in make_faulty(tmp_path)}
    assert not planted["missing-image"].exists()
    assert len(list(planted["page-count"].iterdir())) == 2
    assert sorted(path.name for path in planted["page-gap"].iterdir()) == ["0001.jpg", "0003.jpg"]
    try:
        Image.open(planted["unreadable-image"])
        raise AssertionError("the image that cannot be read was read")
    except UnidentifiedImageError:
        pass


def _row(fault: Planted) -> int:
    assert fault.row is not None
    return fault.row - 1
