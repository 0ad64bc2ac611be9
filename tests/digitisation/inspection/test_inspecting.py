"""Files of every kind through child processes: hostile ones cost one finding each, and the next file goes on."""

from __future__ import annotations

import os
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from tests.digitisation.inspection.drawing import blank, cut, page, png_chunk, png_of_zeros, saved, tiff

from lantai.digitisation.confined import worker as worker_module
from lantai.digitisation.inspection import Inspected, Limits, PoolBroken, Problem, Thresholds, inspect_files
from lantai.digitisation.progress import SilentProgress, Stopped

ONE = Limits(processes=1)
NUMBER, WORD = 4, 3


def inspected(*paths: Path, limits: Limits = ONE, thresholds: Thresholds | None = None) -> list[Inspected]:
    return list(inspect_files(paths, limits=limits, thresholds=thresholds))


def codes(one: Inspected) -> list[str]:
    return [problem.code for problem in one.problems]


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return saved(page(scale=2), tmp_path_factory.mktemp("good") / "0001.jpg")


def test_a_good_page(good: Path) -> None:
    (found,) = inspected(good)
    assert found.problems == ()
    assert (found.path, found.format, found.width, found.height, found.dpi) == (str(good), "jpeg", 1654, 2338, 300)
    assert found.measures is not None
    assert found.measures.skew == pytest.approx(0, abs=0.1)


def test_answers_come_in_the_order_of_the_questions(tmp_path: Path) -> None:
    """Two children; the first file takes longest."""
    paths = [saved(page(scale=4 if number == 0 else 1), tmp_path / f"{number}.png") for number in range(12)]
    found = inspected(*paths, limits=Limits(processes=2))
    assert [one.path for one in found] == [str(path) for path in paths]


def test_names_that_are_no_unicode_and_hold_control_characters(tmp_path: Path, good: Path) -> None:
    """臨河 in GB18030, as an old archive unpacks it; a line feed and a quotation mark."""
    paths = [tmp_path / os.fsdecode(name) for name in (b"\xc1\xd9\xba\xd3.jpg", b'a\n"b.jpg', b"a" * 251 + b".jpg")]
    for path in paths:
        path.write_bytes(good.read_bytes())
    found = inspected(*paths)
    assert [(one.path, one.problems) for one in found] == [(str(path), ()) for path in paths]


# -- faults of files -------------------------------------------------------------------------------


@pytest.fixture
def faulty(tmp_path: Path) -> dict[str, Path]:
    """Name → a file with the fault that the name says."""
    text = tmp_path / "notes.jpg"
    text.write_text("這不是圖像", encoding="utf-8")
    (tmp_path / "empty.jpg").touch()
    (tmp_path / "pdf.jpg").write_bytes(b"%PDF-1.7 and so on")
    (tmp_path / "link.jpg").symlink_to("/etc/passwd")
    os.mkfifo(tmp_path / "pipe.jpg")
    (tmp_path / "folder.jpg").mkdir()
    return {
        "text": text,
        "empty": tmp_path / "empty.jpg",
        "pdf": tmp_path / "pdf.jpg",
        "link": tmp_path / "link.jpg",
        "pipe": tmp_path / "pipe.jpg",
        "folder": tmp_path / "folder.jpg",
        "missing": tmp_path / "missing.jpg",
        "png as jpg": saved(page(), tmp_path / "a.jpg", format="PNG"),
        "cut jpg": cut(saved(page(), tmp_path / "cut.jpg"), 0.6),
        "cut tif": cut(saved(page(), tmp_path / "cut.tif", compression="tiff_lzw"), 0.6),
        "cut png": cut(saved(page(), tmp_path / "cut.png"), 0.6),
        "cut jp2": cut(saved(page(), tmp_path / "cut.jp2"), 0.6),
        "cut webp": cut(saved(page(), tmp_path / "cut.webp"), 0.6),
        "blank": saved(blank(), tmp_path / "blank.jpg"),
        "skewed": saved(page(lean=4.0), tmp_path / "skewed.jpg"),
        "72 dpi": saved(page(), tmp_path / "72.jpg", dpi=(72, 72)),
    }


def test_each_fault_is_told_by_its_code(faulty: dict[str, Path]) -> None:
    found = dict(zip(faulty, map(codes, inspected(*faulty.values())), strict=True))
    assert found == {
        "text": ["unreadable-image"],
        "empty": ["empty-file"],
        "pdf": ["format-mismatch", "unreadable-image"],
        "link": ["unreadable-image"],
        "pipe": ["unreadable-image"],
        "folder": ["unreadable-image"],
        "missing": ["unreadable-image"],
        "png as jpg": ["format-mismatch"],
        "cut jpg": ["truncated-image"],
        "cut tif": ["truncated-image"],
        "cut png": ["truncated-image"],
        "cut jp2": ["truncated-image"],
        "cut webp": ["truncated-image"],
        "blank": ["blank-page"],
        "skewed": ["skewed"],
        "72 dpi": ["low-resolution"],
    }


def test_damaged_bits_inside_a_jpeg(tmp_path: Path) -> None:
    path = saved(page(), tmp_path / "a.jpg")
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 200] = b"\xff\xd3" * 100
    path.write_bytes(data)
    assert codes(inspected(path)[0]) == ["damaged-image"]


def test_damaged_bits_on_the_second_page(tmp_path: Path) -> None:
    path = saved(page(), tmp_path / "a.tif", compression="tiff_deflate", save_all=True, append_images=[page(seed=2)])
    data = bytearray(path.read_bytes())
    place = len(data) - 4000
    data[place : place + 50] = bytes(50)
    path.write_bytes(data)
    assert codes(inspected(path)[0]) == ["unreadable-image", "many-pages"]


# -- monsters --------------------------------------------------------------------------------------


def test_sizes_of_another_world_are_refused_by_the_header(tmp_path: Path) -> None:
    head = struct.pack(">IIBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0)
    png, tif = tmp_path / "a.png", tmp_path / "a.tif"
    png.write_bytes(
        b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", head) + png_chunk(b"IDAT", bytes(9)) + png_chunk(b"IEND", b"")
    )
    tags = {256: (NUMBER, 1, 100_000), 257: (NUMBER, 1, 100_000), 273: (NUMBER, 1, 8), 279: (NUMBER, 1, 8)}
    tiff(tif, tags)
    jpg = saved(page(), tmp_path / "a.jpg")
    data = jpg.read_bytes()
    frame = data.index(b"\xff\xc0")
    jpg.write_bytes(data[: frame + 5] + struct.pack(">HH", 65_000, 65_000) + data[frame + 9 :])
    found = inspected(png, tif, jpg)
    assert [one.problems for one in found] == [
        (Problem("oversized-image", "100000 × 100000", "600000000"),),
        (Problem("oversized-image", "100000 × 100000", "600000000"),),
        (Problem("oversized-image", "65000 × 65000", "600000000"),),
    ]
    assert (found[0].width, found[0].height) == (100_000, 100_000)


def test_bomb_of_zeros_is_refused(tmp_path: Path) -> None:
    bomb = png_of_zeros(tmp_path / "bomb.png", 30_000, 30_000)
    assert bomb.stat().st_size < 1_000_000
    assert codes(inspected(bomb)[0]) == ["oversized-image"]


def test_pages_of_a_tiff_are_judged_one_by_one(tmp_path: Path) -> None:
    """However many there are: together they are bound by the time that one file may take."""
    width, height = page().size
    limits = Limits(processes=1, pixels=width * height)
    many = saved(page(), tmp_path / "many.tif", save_all=True, append_images=[page()] * 9)
    large = saved(page(), tmp_path / "large.tif", save_all=True, append_images=[page(scale=2), page()])
    found = inspected(many, large, limits=limits)
    assert [codes(one) for one in found] == [["many-pages"], ["oversized-image"]]
    assert found[1].problems[0].found == f"{2 * width} × {2 * height}"


def test_tiff_that_lies_about_its_height(tmp_path: Path, good: Path) -> None:
    """A thousand times the rows that its one strip holds."""
    tags = {256: (NUMBER, 1, 1000), 257: (NUMBER, 1, 100_000), 258: (WORD, 1, 8), 262: (WORD, 1, 1),
            273: (NUMBER, 1, 8), 277: (WORD, 1, 1), 278: (NUMBER, 1, 100_000), 279: (NUMBER, 1, 100)}  # fmt: skip
    found = inspected(tiff(tmp_path / "a.tif", tags), good)
    assert found[0].problems[0].code in {"unreadable-image", "truncated-image"}
    assert codes(found[1]) == []


def test_directories_in_an_endless_loop(tmp_path: Path) -> None:
    path = tiff(tmp_path / "a.tif", {256: (NUMBER, 1, 10), 257: (NUMBER, 1, 10)}, following=8)
    assert codes(inspected(path)[0]) == ["unreadable-image"]


def test_a_file_that_needs_too_much_memory_costs_one_finding(tmp_path: Path, good: Path) -> None:
    """An interlaced PNG must be held whole: 400 million bytes, where 200 million are allowed."""
    path = png_of_zeros(tmp_path / "a.png", 20_000, 20_000, interlaced=True)
    found = inspected(path, good, limits=Limits(processes=1, memory=200_000_000))
    assert [codes(one) for one in found] == [["unreadable-image"], []]


def test_a_file_that_computes_too_long_costs_one_finding(tmp_path: Path, good: Path) -> None:
    slow = png_of_zeros(tmp_path / "slow.png", 100_000, 200_000)
    found = inspected(slow, good, limits=Limits(processes=1, processor_seconds=1, pixels=10**11))
    assert found[0].problems == (Problem("unreadable-image", "takes more than 1 s of processor time"),)
    assert codes(found[1]) == []


# -- children that die -----------------------------------------------------------------------------

OBSTINATE = """
import json, os, signal, sys, time
told = json.loads(sys.stdin.readline())
sys.stdout.write('{"ready": true}\\n'); sys.stdout.flush()
answer = {"path": "", "size": 1, "format": "jpeg", "width": 0, "height": 0, "dpi": None, "mode": "", "bits": 0,
          "compression": "", "pages": 0, "turn": 1, "icc": False, "measures": None, "problems": []}
for line in sys.stdin:
    name = os.path.basename(json.loads(line))
    if name == "kill":
        os.kill(os.getpid(), signal.SIGSEGV)
    if name == "hang":
        time.sleep(60)
    if name == "babble":
        print("no answer at all", flush=True)
    if name == "once" and not os.path.exists(json.loads(line)):
        open(json.loads(line), "w").close()
        os.kill(os.getpid(), signal.SIGKILL)
    print(json.dumps({"answer": answer, "bytes": 0}), flush=True)
"""
"""A child that does by the file's name what decoders do by accident."""


@pytest.fixture
def obstinate(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker_module, "command", lambda _module: (sys.executable, "-S", "-c", OBSTINATE))


@pytest.mark.usefixtures("obstinate")
@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("kill", "breaks the decoder (SIGSEGV)"),
        ("hang", "takes more than 1 s"),
        ("babble", "breaks the decoder (SIGKILL)"),
    ],
)
def test_a_child_that_dies_hangs_or_babbles_costs_one_finding(name: str, reason: str) -> None:
    names = ["a", "b", name, "c", "d", name, "e"]
    found = inspected(*map(Path, names), limits=Limits(processes=2, seconds=1))
    assert [one.path for one in found] == names
    broken = (Problem("unreadable-image", reason),)
    assert [one.problems for one in found] == [broken if one == name else () for one in names]


@pytest.mark.usefixtures("obstinate")
def test_a_child_that_somebody_else_killed_costs_nothing(tmp_path: Path) -> None:
    found = inspected(Path("a"), tmp_path / "once", Path("b"))
    assert [one.problems for one in found] == [(), (), ()]


@pytest.mark.usefixtures("obstinate")
def test_children_are_replaced_after_so_many_files() -> None:
    found = inspected(*[Path(str(number)) for number in range(50)], limits=Limits(processes=2, files_a_child=3))
    assert [one.path for one in found] == [str(number) for number in range(50)]


def test_children_that_never_begin_are_the_machines_fault(monkeypatch: pytest.MonkeyPatch, good: Path) -> None:
    monkeypatch.setattr(worker_module, "command", lambda _module: (sys.executable, "-c", "raise SystemExit(1)"))
    with pytest.raises(PoolBroken, match="died before they had seen one"):
        inspected(good)


# -- the parent ------------------------------------------------------------------------------------


def children_of(parent: int) -> list[int]:
    """All but the tracker that multiprocessing leaves running once another test used it."""
    entries = [one for one in Path("/proc").iterdir() if one.name.isdigit() and parent == _parent_of(one)]
    return [int(one.name) for one in entries if b"resource_tracker" not in (one / "cmdline").read_bytes()]


def _parent_of(entry: Path) -> int | None:
    try:
        return int((entry / "stat").read_text().rpartition(")")[2].split()[1])
    except (OSError, IndexError):
        return None


def wait_until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not true():
        assert time.monotonic() < end
        os.sched_yield()


class StopAfter(SilentProgress):
    def __init__(self, count: int) -> None:
        self.left = count

    def advance(self, count: int = 1) -> None:
        self.left -= count
        if not self.left:
            raise Stopped


@pytest.mark.usefixtures("obstinate")
def test_stopped_by_progress_the_children_end() -> None:
    found = []
    with pytest.raises(Stopped):
        for one in inspect_files([Path(str(n)) for n in range(20)], limits=ONE, progress=StopAfter(3)):
            found.append(one.path)
    assert found == ["0", "1", "2"]
    assert children_of(os.getpid()) == []


@pytest.mark.usefixtures("obstinate")
def test_a_reader_that_goes_away_ends_the_children() -> None:
    answers = inspect_files([Path(str(n)) for n in range(20)], limits=Limits(processes=2))
    next(answers)
    assert children_of(os.getpid())
    answers.close()  # type: ignore[attr-defined]  # a generator, promised as an iterator only
    assert children_of(os.getpid()) == []


@pytest.mark.usefixtures("obstinate")
def test_paths_are_taken_as_they_are_needed() -> None:
    """A million paths are not listed ahead of the answers."""
    taken = []

    def paths() -> Iterable[Path]:
        for number in range(10_000):
            taken.append(number)
            yield Path(str(number))

    answers = inspect_files(paths(), limits=ONE)
    for _answer in range(100):
        next(answers)
    assert len(taken) < 200


def test_children_die_with_a_parent_that_was_killed(tmp_path: Path, good: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from lantai.digitisation.inspection import *\n"
        "answers = inspect_files([Path(sys.argv[1])] * 100, limits=Limits(processes=2))\n"
        "next(answers); print('begun', flush=True); sys.stdin.read()"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", program, str(good)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout is not None
    assert parent.stdout.readline() == "begun\n"
    children = children_of(parent.pid)
    assert children
    os.kill(parent.pid, signal.SIGKILL)
    parent.communicate()
    wait_until(lambda: not any(_is_running(child) for child in children))


def _is_running(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_a_child_knows_neither_django_nor_our_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    program = "import sys, lantai.digitisation.inspection.child; print('django' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert told.stdout == "False\n"
    monkeypatch.setenv("LANTAI_SECRET_KEY", "swordfish")
    worker = worker_module.Worker("lantai.digitisation.inspection.child", ONE, {})
    try:
        environment = Path(f"/proc/{worker.process_id}/environ")
        given = next(told for _look in range(100_000) if b"VIPS_CONCURRENCY=1" in (told := environment.read_bytes()))
        assert b"swordfish" not in given
    finally:
        worker.end()


def test_modules_in_the_current_folder_are_not_run(tmp_path: Path, good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A delivery may hold a file ``numpy.py``, and a clerk may stand in its folder."""
    (tmp_path / "numpy.py").write_text("raise SystemExit(9)")
    monkeypatch.chdir(tmp_path)
    assert codes(inspected(good)[0]) == []
