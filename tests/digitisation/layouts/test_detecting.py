"""Layouts told apart by themselves, and the files of each row."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.digitisation.layouts.conftest import Judge, lay, pages, row

from lantai.digitisation.layouts.detecting import UnknownLayout
from lantai.digitisation.layouts.layout import ImageFile, ItemFiles, Layout, TextFile
from lantai.digitisation.layouts.rows import ItemRow, PageSpan


def _codes(layout: Layout) -> list[str]:
    return [seen.code for seen in layout.observations()]


def _paths(files: ItemFiles) -> list[str]:
    return [image.path for image in files.images]


# -- images --------------------------------------------------------------------------------------


def test_folder_per_item(root: Path, judge: Judge) -> None:
    lay(root, "目錄.xlsx", *pages("圖像/X001-0012-001", 3), *pages("圖像/X001-0012-002", 2))
    rows = [row("X001-0012-001", pages=3), row("X001-0012-002", number=3, pages=2)]
    layout = judge(root, rows)
    assert layout.name == "folder-per-item"
    assert layout.parts[0].score == 1
    assert layout.parts[0].why == "5 of 5 files, 2 of 2 rows, 2 of 2 page counts as stated"
    assert layout.files_of(rows[1]).images == (
        ImageFile("圖像/X001-0012-002/0001.jpg", 1),
        ImageFile("圖像/X001-0012-002/0002.jpg", 2),
    )
    assert _codes(layout) == []


def test_folder_per_item_in_folders_that_are_the_parts_of_the_code(root: Path, judge: Judge) -> None:
    lay(root, *pages("X001/0012/001", 2), *pages("X001/0013/001", 1))
    rows = [row("X001-0012-001", pages=2), row("X001-0013-001", number=3, pages=1)]
    layout = judge(root, rows)
    assert layout.name == "folder-per-item"
    assert _paths(layout.files_of(rows[1])) == ["X001/0013/001/0001.jpg"]
    assert _codes(layout) == []


def test_folder_that_lost_its_zeros_and_its_dots(root: Path, judge: Judge) -> None:
    lay(root, *pages("X001_WS_1956_Y_3_12/TIFF", 2, "tif"))
    rows = [row("X001-WS·1956·Y-003-012", pages=2)]
    layout = judge(root, rows)
    assert len(layout.files_of(rows[0]).images) == 2
    assert _codes(layout) == []


def test_folder_per_volume_with_page_ranges(root: Path, judge: Judge) -> None:
    lay(root, *pages("圖像/X001/X001-0012", 9))
    rows = [
        row("X001-0012-001", number=2, span=(1, 3), pages=3),
        row("X001-0012-002", number=3, span=(3, 5), pages=3),
        row("X001-0012-003", number=4, span=(6, 9), pages=4),
    ]
    layout = judge(root, rows)
    files = layout.files_of(rows[1])
    assert layout.name == "folder-per-volume"
    assert _paths(files) == [f"圖像/X001/X001-0012/000{number}.jpg" for number in (3, 4, 5)]
    assert files.span == PageSpan(3, 5)
    assert files.shared == (3,)
    assert layout.files_of(rows[2]).shared == ()
    assert _codes(layout) == []


def test_list_of_a_volume_that_tells_only_where_items_begin(root: Path, judge: Judge) -> None:
    lay(root, *pages("X001-0012", 9))
    rows = [
        ItemRow(sheet="s", row=number + 1, code=f"X001-0012-00{number}", volume="X001-0012", first=first)
        for number, first in ((1, 1), (2, 4), (3, 8))
    ]
    layout = judge(root, rows)
    assert [len(files.images) for _row, files in layout.items()] == [3, 4, 2]
    assert layout.files_of(rows[2]).span == PageSpan(8, None)
    assert _codes(layout) == []


def test_volume_whose_rows_tell_only_how_many_pages(root: Path, judge: Judge) -> None:
    lay(root, *pages("X001-0012", 6))
    rows = [row(f"X001-0012-00{number}", number=number, pages=count) for number, count in ((1, 1), (2, 2), (3, 3))]
    layout = judge(root, rows)
    assert layout.name == "folder-per-volume"
    assert [[image.number for image in files.images] for _row, files in layout.items()] == [[1], [2, 3], [4, 5, 6]]


def test_rows_of_volumes_beside_rows_of_items(root: Path, judge: Judge) -> None:
    lay(root, *pages("X001-0012", 4))
    volume = row("X001-0012", number=2, pages=4)
    rows = [volume, row("X001-0012-001", number=3, span=(1, 2)), row("X001-0012-002", number=4, span=(3, 4))]
    layout = judge(root, rows)
    assert layout.name == "folder-per-volume"
    assert [one.code for one, _files in layout.items()] == ["X001-0012-001", "X001-0012-002"]
    assert _codes(layout) == []


def test_name_per_page(root: Path, judge: Judge) -> None:
    names = [f"圖像/X001-WS·1956·Y-003-012-000{n}.tif" for n in (1, 2, 3)]
    lay(root, *names, "圖像/X001-WS·1956·Y-003-013_01.tif", "圖像/X001-WS·1956·Y-003-014(1).tif")
    rows = [row(f"X001-WS·1956·Y-003-0{n}", number=n, pages=count) for n, count in ((12, 3), (13, 1), (14, 1))]
    layout = judge(root, rows)
    assert layout.name == "name-per-page"
    assert _paths(layout.files_of(rows[0])) == names
    assert _codes(layout) == []


def test_volume_page_in_the_name(root: Path, judge: Judge) -> None:
    lay(root, *[f"all/X001-0012-{n:04d}.jpg" for n in range(1, 7)])
    rows = [row("X001-0012-001", span=(1, 2)), row("X001-0012-002", number=3, span=(3, 6))]
    layout = judge(root, rows)
    assert layout.name == "name-per-volume-page"
    assert [image.number for image in layout.files_of(rows[1]).images] == [3, 4, 5, 6]


def test_photographs_called_as_their_items(root: Path, judge: Judge) -> None:
    lay(root, *[f"X001-ZP·2008/X001-ZP·2008-{n:03d}.jpg" for n in (1, 2, 4)])
    rows = [row(f"X001-ZP·2008-{n:03d}", number=n, pages=1) for n in (1, 2, 4)]
    layout = judge(root, rows)
    assert layout.name == "image-per-item"
    assert layout.files_of(rows[2]).images == (ImageFile("X001-ZP·2008/X001-ZP·2008-004.jpg", 1),)
    assert _codes(layout) == []


def test_one_image_in_a_folder_of_the_same_name(root: Path, judge: Judge) -> None:
    lay(root, "X001-0012-034/X001-0012-034.jpg", *pages("X001-0012-035", 2))
    rows = [row("X001-0012-034", pages=1), row("X001-0012-035", number=3, pages=2)]
    layout = judge(root, rows)
    assert len(layout.files_of(rows[0]).images) == 1
    assert _codes(layout) == []


def test_images_of_another_item_in_the_wrong_folder(root: Path, judge: Judge) -> None:
    lay(root, *[f"X001-0012-00{i}/X001-0012-00{i}-000{n}.jpg" for i in (1, 2) for n in (1, 2)])
    lay(root, "X001-0012-001/X001-0012-003-0001.jpg")
    rows = [row(f"X001-0012-00{i}", number=i, pages=2) for i in (1, 2)] + [row("X001-0012-003", number=4, pages=1)]
    layout = judge(root, rows)
    assert [len(files.images) for _row, files in layout.items()] == [2, 2, 1]
    assert _codes(layout) == []


def test_masters_and_their_copies_in_another_format(root: Path, judge: Judge) -> None:
    lay(root, *pages("JPG/X001-0012-001", 2), *pages("TIFF/X001-0012-001", 2, "tif"))
    layout = judge(root, [row("X001-0012-001", pages=2)])
    files = layout.files_of(row("X001-0012-001"))
    assert _paths(files) == ["TIFF/X001-0012-001/0001.tif", "TIFF/X001-0012-001/0002.tif"]
    assert [copy.path for copy in files.copies] == ["JPG/X001-0012-001/0001.jpg", "JPG/X001-0012-001/0002.jpg"]
    assert _codes(layout) == []


def test_page_ten_comes_after_page_nine(root: Path, judge: Judge) -> None:
    lay(root, *[f"X001-0012-001/{n}.jpg" for n in range(1, 12)])
    layout = judge(root, [row("X001-0012-001", pages=11)])
    assert [image.number for image in layout.files_of(row("X001-0012-001")).images] == list(range(1, 12))


# -- PDFs and text -------------------------------------------------------------------------------


def test_pdf_per_item(root: Path, judge: Judge) -> None:
    lay(root, "雙層PDF/X001-0012-034.pdf", "雙層PDF/X001-0012-035.pdf")
    rows = [row("X001-0012-034", pages=3), row("X001-0012-035", number=3, pages=2)]
    layout = judge(root, rows)
    assert layout.name == "pdf-per-item"
    assert layout.files_of(rows[1]) == ItemFiles(pdf="雙層PDF/X001-0012-035.pdf")
    assert _codes(layout) == []


def test_pdf_called_by_its_number_in_the_folder_of_the_volume(root: Path, judge: Judge) -> None:
    lay(root, "X001-0012/034.pdf", "X001-0012/035.pdf")
    layout = judge(root, [row("X001-0012-034"), row("X001-0012-035", number=3)])
    assert layout.files_of(row("X001-0012-035")).pdf == "X001-0012/035.pdf"


def test_pdf_per_volume(root: Path, judge: Judge) -> None:
    lay(root, "X001-0012.pdf")
    rows = [row("X001-0012-001", span=(1, 2)), row("X001-0012-002", number=3, span=(3, 6))]
    layout = judge(root, rows)
    assert layout.files_of(rows[1]) == ItemFiles(pdf="X001-0012.pdf", span=PageSpan(3, 6))
    assert _codes(layout) == []


def test_some_items_as_images_and_some_as_pdf(root: Path, judge: Judge) -> None:
    lay(root, *pages("圖像/X001-0012-001", 2), "PDF/X001-0012-002.pdf")
    rows = [row("X001-0012-001", pages=2), row("X001-0012-002", number=3, pages=4)]
    layout = judge(root, rows)
    assert layout.name == "folder-per-item + pdf-per-item"
    assert len(layout.files_of(rows[0]).images) == 2
    assert layout.files_of(rows[1]).pdf == "PDF/X001-0012-002.pdf"
    assert _codes(layout) == []


def test_text_by_page_beside_the_images(root: Path, judge: Judge) -> None:
    lay(root, *pages("圖像/X001-0012-001", 2), *pages("全文TXT/X001-0012-001", 2, "txt"), "圖像/說明.txt")
    layout = judge(root, [row("X001-0012-001", pages=2)])
    files = layout.files_of(row("X001-0012-001"))
    assert files.texts == (
        TextFile("全文TXT/X001-0012-001/0001.txt", 1),
        TextFile("全文TXT/X001-0012-001/0002.txt", 2),
    )
    assert _codes(layout) == []


def test_text_by_item(root: Path, judge: Judge) -> None:
    lay(root, *pages("圖像/X001-0012-001", 2), *pages("圖像/X001-0012-002", 3))
    lay(root, "全文TXT/X001-0012-001.txt", "全文TXT/X001-0012-002.txt")
    layout = judge(root, [row("X001-0012-001", pages=2), row("X001-0012-002", number=3, pages=3)])
    assert layout.name == "folder-per-item + text-per-item"
    assert layout.files_of(row("X001-0012-002")).texts == (TextFile("全文TXT/X001-0012-002.txt", None),)


def test_text_by_page_of_a_volume(root: Path, judge: Judge) -> None:
    lay(root, *pages("圖像/X001-0012", 4), *pages("TXT/X001-0012", 4, "txt"))
    rows = [row("X001-0012-001", span=(1, 2)), row("X001-0012-002", number=3, span=(3, 4))]
    layout = judge(root, rows)
    assert [text.number for text in layout.files_of(rows[1]).texts] == [3, 4]
    assert _codes(layout) == []


def test_text_only(root: Path, judge: Judge) -> None:
    lay(root, *pages("TXT/X001-0012-001", 2, "txt"))
    layout = judge(root, [row("X001-0012-001", pages=2)])
    assert layout.is_text_only
    assert _codes(layout) == []


def test_catalogue_only(root: Path, judge: Judge) -> None:
    lay(root, "目錄.xlsx")
    layout = judge(root, [row("X001-0012-001")])
    assert layout.name == "catalogue-only"
    assert _codes(layout) == []
    assert _codes(judge(root, [row("X001-0012-001", pages=2)])) == []


# -- what is wrong -------------------------------------------------------------------------------


def test_every_fault_of_folders_and_rows_once(root: Path, judge: Judge) -> None:
    lay(root, *pages("X001-0012-001", 3), *pages("X001-0012-002", 2), *pages("X001-0012-009", 2))
    lay(root, *pages("X001-0012-003", 4), *pages("X001-0012-004", 1), "TXT/X001-0099-001/0001.txt")
    (root / "X001-0012-003/0002.jpg").unlink()
    rows = [row(f"X001-0012-00{n}", number=n + 1, pages=count) for n, count in ((1, 3), (2, 5), (3, 3), (4, 1), (5, 2))]
    layout = judge(root, rows)
    seen = [(one.code, one.row, one.path, one.found, one.expected) for one in layout.observations()]
    assert seen == [
        ("page-count", 3, "X001-0012-002", "2", "5"),
        ("page-gap", 4, "X001-0012-003", "1 3 4", "2"),
        ("missing-image", 6, "", "0", "2"),
        ("stray-file", None, "TXT/X001-0099-001/0001.txt", "1", ""),
        ("image-without-row", None, "X001-0012-009", "2", ""),
    ]


def test_an_image_without_a_number_is_called_by_its_name(root: Path, judge: Judge) -> None:
    lay(root, *pages("X001-0012-001", 2), "X001-0012-001/封面.jpg")
    seen = list(judge(root, [row("X001-0012-001", number=2)]).observations())
    assert [(one.code, one.found, one.expected) for one in seen] == [("page-gap", "1 2 封面.jpg", "3")]


def test_every_fault_of_ranges_once(root: Path, judge: Judge) -> None:
    lay(root, *pages("X001-0012", 16))
    (root / "X001-0012/0002.jpg").unlink()
    rows = [
        row("X001-0012-001", number=2, span=(1, 3), pages=3),
        row("X001-0012-002", number=3, span=(3, 6), pages=9),
        row("X001-0012-003", number=4, span=(5, 8)),
        row("X001-0012-004", number=5, span=(11, 12)),
        row("X001-0012-005", number=6, span=(13, 12)),
    ]
    seen = [(one.code, one.row, one.found, one.expected) for one in judge(root, rows).observations()]
    assert seen == [
        ("page-gap", 2, "1 3", "2"),
        ("missing-image", 6, "0", ""),
        ("page-count", 3, "4", "9"),
        ("page-overlap", 4, "5-8", "7"),
        ("page-gap", 5, "11", "9"),
        ("page-overlap", 6, "13-12", "12-13"),
        ("image-without-row", None, "6", ""),
    ]


def test_rows_that_all_begin_with_page_one_number_their_own_pages(root: Path, judge: Judge) -> None:
    lay(root, *pages("X001-0012-001", 2), *pages("X001-0012-002", 3))
    layout = judge(root, [row("X001-0012-001", span=(1, 2)), row("X001-0012-002", number=3, span=(1, 3))])
    assert _codes(layout) == []


def test_layout_that_the_caller_names(root: Path, judge: Judge) -> None:
    lay(root, *pages("X001-0012-001", 2), "X001-0012-002.pdf")
    rows = [row("X001-0012-001", pages=2), row("X001-0012-002", number=3, pages=1)]
    layout = judge(root, rows, ["folder-per-item"])
    assert layout.name == "folder-per-item"
    assert _codes(layout) == ["missing-image", "image-without-row"]


def test_layout_that_nobody_knows(root: Path, judge: Judge) -> None:
    with pytest.raises(UnknownLayout, match="No layout is called 'per-shelf'; expected one of folder-per-item"):
        judge(root, [], ["per-shelf"])


def test_names_in_gb18030(root: Path, judge: Judge) -> None:
    folder = bytes(root) + b"/" + "X001-WS·1956·永久-001".encode("gb18030")
    Path(folder.decode("utf-8", "surrogateescape")).mkdir()
    (Path(folder.decode("utf-8", "surrogateescape")) / "0001.jpg").write_bytes(b"\xff\xd8\xff")
    layout = judge(root, [row("X001-WS·1956·永久-001", pages=1)])
    (image,) = layout.files_of(row("X001-WS·1956·永久-001")).images
    assert (root / image.path).read_bytes() == b"\xff\xd8\xff"
    assert _codes(layout) == []


def test_codes_that_are_no_text_cost_nothing_but_themselves(root: Path, judge: Judge) -> None:
    lay(root, *pages("X001-0012-001", 1), "%90/%90-0001.jpg")
    layout = judge(root, [row("X001-0012-001", pages=1), row("X\ud800-1", number=3, pages=1)])
    assert _codes(layout) == ["missing-image", "image-without-row"]
