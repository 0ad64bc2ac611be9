"""Digest lists as they come, and the files they speak of."""

from __future__ import annotations

import hashlib
from pathlib import Path

import openpyxl
import pytest
from tests.digitisation.layouts.conftest import Take, lay

from lantai.digitisation.layouts.digest_check import check_digests, digests_of, lists_against_files
from lantai.digitisation.layouts.digest_lines import LineReader
from lantai.digitisation.layouts.digest_lists import DigestList, enter_lists
from lantai.digitisation.layouts.inventory import Inventory
from lantai.values.digests import UnknownAlgorithm

MD5 = "d41d8cd98f00b204e9800998ecf8427e"
SHA1 = "da39a3ee5e6b4b0d3255bfef95601890afd80709"
SHA256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
FILES = ("圖像/X001-0012-001/0001.jpg", "圖像/X001-0012-001/0002.jpg", "PDF/X001-0012-002.pdf")


@pytest.mark.parametrize(
    ("line", "path", "algorithm"),
    [
        (f"{MD5}  圖像/0001.jpg", "圖像/0001.jpg", "md5"),
        (f"{MD5} *圖像/0001.jpg", "圖像/0001.jpg", "md5"),
        (f"{MD5.upper()} 0001.jpg", "0001.jpg", "md5"),
        (f"\\{MD5}  a\\\\b\\nc.jpg", "a\\b\nc.jpg", "md5"),
        (f"MD5 (圖像/0001 (1).jpg) = {MD5}", "圖像/0001 (1).jpg", "md5"),
        (f"SM3 (0001.jpg) = {SHA256}", "0001.jpg", "sm3"),
        (f"0001.jpg {MD5}", "0001.jpg", "md5"),
        (f"D:\\交付\\圖像\\0001.jpg  {SHA1}", "D:\\交付\\圖像\\0001.jpg", "sha1"),
        (f"with space.jpg = {MD5}", "with space.jpg", "md5"),
        (f"a,b.jpg {MD5}", "a,b.jpg", "md5"),
        (f"0001.jpg\t{SHA256}", "0001.jpg", "sha256"),
        (f"1\t圖像\\0001.jpg\t123456\t{MD5}", "圖像\\0001.jpg", "md5"),
        (f"1,0001.jpg,2026-03-15,{MD5}", "0001.jpg", "md5"),
        (f'"{MD5}","a, b.jpg"', "a, b.jpg", "md5"),
        (f"{MD5}|圖像|0001.jpg", "0001.jpg", "md5"),
        (f"{'ab' * 64}  0001.jpg", "0001.jpg", "sha512"),
    ],
)
def test_lines_of_every_form(line: str, path: str, algorithm: str) -> None:
    stated = LineReader("校驗.txt").line(line + "\r\n", 1)
    assert stated is not None
    assert (stated.path, stated.algorithm) == (path, algorithm)
    assert stated.digest == stated.digest.lower()


@pytest.mark.parametrize(
    "line", ["", "# md5", "序號,文件名,MD5", "合計 3 件", "0001.jpg", MD5[:31] + "  x", "a" + " " * 60_000 + "b"]
)
def test_lines_that_state_nothing(line: str) -> None:
    assert LineReader("校驗.txt").line(line, 1) is None


def test_header_tells_the_columns() -> None:
    reader = LineReader("list.csv")
    assert reader.line("序号,路径,文件名,说明,SM3值", 1) is None
    stated = reader.line(f"1,D:\\圖像\\,0001.jpg,a very long remark that is no path at all,{SHA256}", 2)
    assert stated is not None
    assert (stated.path, stated.algorithm) == ("D:\\圖像/0001.jpg", "sm3")


def test_name_of_the_list_tells_sm3() -> None:
    stated = LineReader("SM3校驗.txt").line(f"{SHA256}  a.jpg", 1)
    assert stated is not None
    assert stated.algorithm == "sm3"


def _digest(root: Path, path: str, algorithm: str = "md5") -> str:
    return hashlib.new(algorithm, (root / path).read_bytes()).hexdigest()


def _read(inventory: Inventory) -> tuple[DigestList, list[tuple[str, str]], list[tuple[str, str, str]]]:
    """The one list; what differs; what is missing or unlisted."""
    (one,) = enter_lists(inventory)
    wrong = [(seen.code, seen.path) for file in check_digests(inventory) for seen in file.seen]
    return one, wrong, [(seen.code, seen.path, seen.found) for seen in lists_against_files(inventory)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "big5", "utf-16"])
def test_list_in_every_encoding(root: Path, take: Take, encoding: str) -> None:
    lay(root, *FILES)
    lines = "".join(f"{_digest(root, path)}  {path}\r\n" for path in FILES)
    (root / "MD5校驗.txt").write_bytes(lines.encode(encoding))
    assert _read(take(root)) == (DigestList("MD5校驗.txt", 3, 3, 0), [], [])


@pytest.mark.parametrize(
    "before", ["", ".\\", "D:\\工作\\交付批次\\", "\\\\server\\share\\批次\\", "/mnt/disk/", "交付批次/"]
)
def test_paths_are_cut_to_their_common_root(root: Path, take: Take, before: str) -> None:
    lay(root, *FILES)
    lines = [f"{before}{path.replace('/', chr(92))} {_digest(root, path)}\n" for path in FILES]
    (root / "md5.txt").write_text("".join(lines), encoding="gb18030")
    one, wrong, rest = _read(take(root))
    assert (one.lines, one.matched, wrong, rest) == (3, 3, [], [])


def test_list_in_the_folder_that_it_speaks_of(root: Path, take: Take) -> None:
    lay(root, *FILES, "0001.jpg")
    (root / "圖像/X001-0012-001/0001.jpg").write_bytes(b"\xff\xd8\xffother")
    names = ("0001.jpg", "0002.jpg")
    lines = [f"{_digest(root, f'圖像/X001-0012-001/{name}')}  {name}\n" for name in names]
    (root / "圖像/X001-0012-001/checksum.md5").write_text("".join(lines))
    one, wrong, _rest = _read(take(root))
    assert (one.matched, wrong) == (2, [])


def test_list_of_names_alone(root: Path, take: Take) -> None:
    lay(root, *FILES)
    lines = [f"{path.rpartition('/')[2]} {_digest(root, path)}\n" for path in FILES]
    (root / "校驗.txt").write_text("".join(lines))
    one, wrong, _rest = _read(take(root))
    assert (one.matched, wrong) == (3, [])


def test_list_as_a_workbook(root: Path, take: Take) -> None:
    lay(root, *FILES)
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["校驗清單"])
    sheet.append(["序號", "文件路徑", "大小", "SHA256"])
    for at, path in enumerate(FILES, start=1):
        sheet.append([at, path, 12, _digest(root, path, "sha256")])
    book.save(root / "校驗.xlsx")
    assert _read(take(root)) == (DigestList("校驗.xlsx", 3, 3, 0), [], [])


@pytest.mark.parametrize("algorithm", ["md5", "sha1", "sha256", "sha512", "sm3"])
def test_file_that_is_another_one_than_stated(root: Path, take: Take, algorithm: str) -> None:
    lay(root, *FILES)
    lines = [f"{_digest(root, path, algorithm)}  {path}\n" for path in FILES]
    (root / f"{algorithm}.txt").write_text("".join(lines), encoding="utf-8")
    (root / FILES[1]).write_bytes(b"\xff\xd8\xffrotten")
    _one, wrong, _rest = _read(take(root))
    assert wrong == [("checksum-mismatch", FILES[1])]


def test_listed_and_missing_and_there_and_unlisted(root: Path, take: Take) -> None:
    lay(root, *FILES)
    lines = [f"{_digest(root, FILES[0])}  {FILES[0]}\n", f"{MD5}  圖像/gone.jpg\n", f"{MD5}  ../../etc/passwd\n"]
    (root / "md5.txt").write_text("".join(lines), encoding="utf-8")
    _one, wrong, rest = _read(take(root))
    assert wrong == []
    assert rest == [
        ("missing-file", "圖像/gone.jpg", ""),
        ("missing-file", "../../etc/passwd", ""),
        ("unlisted-file", "PDF/X001-0012-002.pdf", "1"),
        ("unlisted-file", "圖像/X001-0012-001/0002.jpg", "1"),
    ]


def test_list_that_cannot_be_read_never_stops_the_others(root: Path, take: Take) -> None:
    lay(root, *FILES, "校驗.xlsx")
    (root / "md5.txt").write_text(f"{_digest(root, FILES[0])}  {FILES[0]}\n", encoding="utf-8")
    good, bad = enter_lists(take(root))
    assert (good.path, good.matched, good.trouble) == ("md5.txt", 1, "")
    assert (bad.path, bad.lines) == ("校驗.xlsx", 0)
    assert bad.trouble.startswith("校驗.xlsx")


def test_delivery_without_a_list(root: Path, take: Take) -> None:
    lay(root, *FILES)
    taken = take(root)
    assert enter_lists(taken) == ()
    assert list(lists_against_files(taken)) == []
    checked = list(check_digests(taken, also=("sha512",)))
    assert [one.path for one in checked] == sorted(FILES)
    assert checked[0].digests == {"sha512": _digest(root, min(FILES), "sha512")}


def test_every_digest_in_one_reading(tmp_path: Path) -> None:
    path = tmp_path / "abc"
    path.write_bytes(b"abc" * 200_000)
    names = ("md5", "sha1", "sha256", "sha512", "sm3")
    assert digests_of(path, names) == {name: hashlib.new(name, b"abc" * 200_000).hexdigest() for name in names}


def test_sm3_gives_what_its_standard_gives(tmp_path: Path) -> None:
    """The two examples of GB/T 32905-2016, annex A."""
    for data, digest in (
        (b"abc", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"),
        (b"abcd" * 16, "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"),
    ):
        (tmp_path / "file").write_bytes(data)
        assert digests_of(tmp_path / "file", ["sm3"]) == {"sm3": digest}


def test_digest_that_nobody_can_compute(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"abc")
    with pytest.raises(UnknownAlgorithm, match="cannot compute crc9"):
        digests_of(tmp_path / "file", ["crc9"])


def test_link_put_in_place_of_a_file_is_not_read(root: Path, take: Take, tmp_path: Path) -> None:
    lay(root, *FILES)
    taken = take(root)
    enter_lists(taken)
    (tmp_path / "secret").write_bytes(b"secret")
    (root / FILES[2]).unlink()
    (root / FILES[2]).symlink_to(tmp_path / "secret")
    checked = {one.path: one for one in check_digests(taken, also=("md5",))}
    assert checked[FILES[2]].digests == {}
    assert [seen.code for seen in checked[FILES[2]].seen] == ["unreadable-file"]
