"""Pyramids of pages, made in child processes: what cannot be decoded is marked, and everything else is made."""

from __future__ import annotations

import errno
import io
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import pyvips
from django.conf import settings
from PIL import Image
from samples.make.deliveries.hostile.documents import DOCUMENTS, sound
from samples.make.deliveries.hostile.images import IMAGES
from samples.make.faults import make_small
from tests.digitisation.inspection.drawing import png_of_zeros
from tests.digitisation.layouts.pdf_files import written
from tests.disks import mounted

from lantai.accounts.models import User
from lantai.catalogue.domain.record_set import describe_record_set
from lantai.catalogue.enums import CarrierKind, Level
from lantai.catalogue.models import Instantiation
from lantai.digitisation import derivatives
from lantai.digitisation.confined import Limits
from lantai.digitisation.domain import deriving
from lantai.digitisation.domain.deriving import derive_pages
from lantai.digitisation.domain.intake import register_delivery
from lantai.digitisation.models import Batch, BatchItem, Page
from lantai.digitisation.progress import SilentProgress, Stopped
from lantai.journal.domain import issue_identifier
from lantai.preservation.store import masters

pytestmark = pytest.mark.django_db(transaction=True)

Delivered = Callable[..., Batch]


@pytest.fixture
def delivered(tmp_path: Path, administrator: User) -> Delivered:
    """A volume whose pages are these files, stored: name → bytes, or (bytes, leaves) for a file of many pages."""

    def make(files: dict[str, bytes | tuple[bytes, int]]) -> Batch:
        disk = tmp_path / "disk"
        disk.mkdir(exist_ok=True)
        volume = describe_record_set(
            code="L099-01-0001", title="路燈", date=None, level=Level.VOLUME, by=administrator, parent=None,
            accepted=False, code_profile="",
        )  # fmt: skip
        batch = register_delivery(source=disk, by=administrator)
        carrier = Instantiation.objects.create(
            identifier=issue_identifier("record"), record_set=volume, kind=CarrierKind.MASTER_SCAN
        )
        pages = []
        for name, content in files.items():
            data, leaves = content if isinstance(content, tuple) else (content, 0)
            (disk / name).write_bytes(data)
            for leaf in range(1, leaves + 1) if leaves else (0,):
                number = len(pages) + 1
                pages.append(Page(record_set=volume, instantiation=carrier, number=number, file=name, leaf=leaf))
        paths = {name: disk / name for name in files}
        masters().store(carrier.identifier, paths, message="m", user="u", created=batch.received_at)
        Page.objects.bulk_create(pages)
        BatchItem.objects.create(batch=batch, row=1, code=volume.code, values={}, is_volume=True, record_set=volume)
        return batch

    return make


def png(width: int = 60, height: int = 40, colour: str = "red") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, "PNG")
    return out.getvalue()


def outcome() -> list[tuple[int, int, bool]]:
    return list(Page.objects.order_by("number").values_list("width", "height", "derived"))


def pyramid(number: int) -> Path:
    return derivatives.pyramid_path(Page.objects.get(number=number).holder.identifier, number)


class Told(SilentProgress):
    def __init__(self) -> None:
        self.total = self.done = 0
        self.notes: list[str] = []

    def stage(self, name: str, total: int) -> None:
        self.total = total

    def advance(self, count: int = 1) -> None:
        self.done += count

    def note(self, sentence: str) -> None:
        self.notes.append(sentence)


def test_pages_of_a_volume_are_derived_once(delivered: Delivered) -> None:
    batch, told = delivered({"1.png": png(60, 40), "2.png": png(70, 50)}), Told()
    assert derive_pages(batch, progress=told) == deriving.Derived(2, 0, ())
    assert outcome() == [(60, 40, True), (70, 50, True)]
    assert (told.total, told.done, told.notes) == (2, 2, [])
    before = pyramid(1).stat().st_mtime_ns
    assert derive_pages(batch, progress=told) == deriving.Derived(0, 0, ())
    assert (told.total, pyramid(1).stat().st_mtime_ns) == (0, before)


def test_leaves_of_pdf_and_tiff(delivered: Delivered) -> None:
    """A PDF of two pages and a TIFF of three, each page by its leaf; the PDF at 300 dpi."""
    tiff = io.BytesIO()
    Image.new("L", (30, 20), 10).save(
        tiff, "TIFF", save_all=True, append_images=[Image.new("L", (50, 40), 99), Image.new("L", (70, 60), 200)]
    )
    document = sound()
    batch = delivered({"1.pdf": (document, 2), "2.tif": (tiff.getvalue(), 3)})
    derive_pages(batch, progress=SilentProgress())
    (width, height, derived), *_rest = outcome()
    assert derived
    with Image.open(io.BytesIO(_jpeg_in(document))) as scanned:  # the PDF's page is its scan of 300 dpi
        assert abs(width - scanned.width) <= 1
        assert abs(height - scanned.height) <= 1
    assert outcome()[2:] == [(30, 20, True), (50, 40, True), (70, 60, True)]
    tones = [pyvips.Image.new_from_file(str(pyramid(number))).avg() for number in (3, 4, 5)]
    assert tones == pytest.approx([10, 99, 200], abs=1)


def _jpeg_in(document: bytes) -> bytes:
    start = document.index(b"\xff\xd8\xff")
    return document[start : document.index(b"\nendstream", start)]


REFUSED = {
    **{name: make for name, make in IMAGES.items() if name not in {"png-in-truth.jpg", "bomb.png", "looping.tif"}},
    **{name: make for name, make in DOCUMENTS.items() if name != "lying-pages.pdf"},
}


def test_hostile_files_are_marked_and_never_stop_the_others(delivered: Delivered) -> None:
    files = {name: make() for name, make in sorted(REFUSED.items())}
    batch, told = delivered({"first.png": png(), **files, "last.png": png()}), Told()
    derived = derive_pages(batch, progress=told)
    assert (derived.made, derived.failed, told.done) == (2, len(files), len(files) + 2)
    assert outcome()[0] == outcome()[-1] == (60, 40, True)
    for page in Page.objects.filter(derived=False):
        assert page.derive_error.endswith(".")
        assert page.file in page.derive_error
        assert "\n" not in page.derive_error
        assert not pyramid(page.number).exists()
    assert told.notes[0].startswith(f"{len(files)} pages have no image to show")
    assert sum(f"{page} (" in told.notes[0] for page in Page.objects.filter(derived=False)) == 10


def test_bombs_cost_their_limits_and_one_sentence_each(
    delivered: Delivered, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A PNG of twenty thousand million pixels, a page that draws without end, a picture that must be held whole."""
    limits = Limits(processes=1, processor_seconds=1, memory=250_000_000, pixels=10**11)
    monkeypatch.setattr(deriving, "_limits", lambda: limits)
    zeros = png_of_zeros(tmp_path / "bomb.png", 100_000, 200_000)
    turned, exif = io.BytesIO(), Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (12_000, 12_000)).save(turned, "JPEG", exif=exif)
    files = {"bomb.png": zeros.read_bytes(), "loop.pdf": (endless_pdf(), 1), "turned.jpg": turned.getvalue()}
    assert derive_pages(delivered({**files, "last.png": png()}), progress=SilentProgress()).failed == 3
    errors = list(Page.objects.order_by("number").values_list("derive_error", flat=True))
    assert errors[0] == "“bomb.png” takes more than 1 s of processor time."
    assert errors[1].startswith(("“loop.pdf” takes more than", "“loop.pdf” breaks the decoder"))
    assert errors[2:] == ["“turned.jpg” needs more memory than one image may take.", ""]


def endless_pdf() -> bytes:
    """A page that draws a form ten times, which draws another ten times, and so on, eleven deep."""
    form = b"<< /Type /XObject /Subtype /Form /BBox [0 0 200 300] /Length %d%s >>\nstream\n%s\nendstream"
    forms = [
        form % (len(calls := b"/N Do " * 10), b" /Resources << /XObject << /N %d 0 R >> >>" % (number + 1), calls)
        for number in range(5, 16)
    ]
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 300] /Contents 4 0 R"
        b" /Resources << /XObject << /N 5 0 R >> >> >>"
    )
    content = b"<< /Length 5 >>\nstream\n/N Do\nendstream"
    last = form % (17, b"", b"0 0 m 200 300 l S")
    pages = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    return written([b"<< /Type /Catalog /Pages 2 0 R >>", pages, page, content, *forms, last])


def test_symlink_in_the_store_is_not_followed(delivered: Delivered, tmp_path: Path) -> None:
    """A file that was swapped for a link, and a folder on the way to one."""
    batch = delivered({"1.png": png(), "2.png": png(70, 50), "3.png": png(80, 60)})
    carrier = Instantiation.objects.get()
    first = masters().local_path(carrier.identifier, "1.png")
    (tmp_path / "secret.png").write_bytes(png(9, 9))
    first.unlink()
    first.symlink_to(tmp_path / "secret.png")
    assert derive_pages(batch, progress=SilentProgress()).failed == 1
    assert "link" in Page.objects.get(number=1).derive_error
    assert [derived for _w, _h, derived in outcome()] == [False, True, True]
    content = first.parent
    shutil.move(content, tmp_path / "elsewhere")
    content.symlink_to(tmp_path / "elsewhere")
    Page.objects.update(derived=False)
    assert derive_pages(batch, progress=SilentProgress()).made == 0


def test_master_that_is_gone_is_told(delivered: Delivered) -> None:
    batch = delivered({"1.png": png(), "2.png": png(70, 50)})
    masters().local_path(Instantiation.objects.get().identifier, "1.png").unlink()
    derived = derive_pages(batch, progress=SilentProgress())
    assert (derived.made, derived.failed) == (1, 1)
    assert Page.objects.get(number=1).derive_error == "“1.png” cannot be read (No such file or directory)."


def test_page_that_is_mended_loses_its_sentence(delivered: Delivered) -> None:
    batch = delivered({"1.png": png()})
    Page.objects.update(derive_error="It could not be read.")
    derive_pages(batch, progress=SilentProgress())
    assert Page.objects.get().derive_error == ""


def test_stopped_it_goes_on_where_it_stopped(delivered: Delivered) -> None:
    class StopAfter(SilentProgress):
        left = 40

        def advance(self, count: int = 1) -> None:
            self.left -= count
            if not self.left:
                raise Stopped

    batch = delivered({f"{number}.png": png() for number in range(60)})
    with pytest.raises(Stopped):
        derive_pages(batch, progress=StopAfter())
    assert Page.objects.filter(derived=True).count() == 40
    assert derive_pages(batch, progress=SilentProgress()).made == 20


def test_disk_that_is_full_stops_with_its_name_and_it_goes_on(
    delivered: Delivered, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    noise = Image.effect_noise((900, 900), 90)
    out = io.BytesIO()
    noise.save(out, "PNG")
    batch = delivered({f"{number}.png": out.getvalue() for number in range(12)})
    with mounted(tmp_path / "small", size="1m") as disk:
        monkeypatch.setattr(settings.LANTAI.__class__, "derivatives_dir", property(lambda _self: disk), raising=False)
        with pytest.raises(OSError, match="No space left on device") as caught:
            derive_pages(batch, progress=SilentProgress())
        assert caught.value.errno == errno.ENOSPC
        assert str(caught.value.filename).startswith(str(disk))
        made = Page.objects.filter(derived=True)
        assert 0 < made.count() < 12
        assert all(pyramid(page.number).exists() for page in made)
        assert not list(disk.rglob("*.part"))
    monkeypatch.undo()
    Page.objects.update(derived=False)
    assert derive_pages(batch, progress=SilentProgress()).made == 12


def test_pages_are_read_as_they_are_needed(
    delivered: Delivered, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    """However many wait: a question to the table for every so many, none for one."""
    monkeypatch.setattr(deriving, "_READ_AT_ONCE", 7)
    batch = delivered({f"{number}.png": png() for number in range(20)})
    with django_assert_num_queries(4):  # 7, 7, 6, and the end
        assert len(list(deriving._by_key(deriving._waiting(batch)))) == 20


TAKEN_IN = """
import sys
from pathlib import Path
from lantai.cli import house
house.prepare()
from lantai.digitisation.domain.intake import take_in
take_in(Path(sys.argv[1]), by=house.user_named(house.ADMIN))
"""
KILLED = """
import os, signal, sys
import django
django.setup()
from lantai.digitisation.domain.deriving import derive_pages
from lantai.digitisation.models import Batch, Page
from lantai.digitisation.progress import SilentProgress

class Deadly(SilentProgress):
    left = int(sys.argv[1])
    def advance(self, count=1):
        self.left -= count
        if self.left < 0:
            os.kill(os.getpid(), signal.SIGKILL)

if sys.argv[2] == "anew":
    Page.objects.update(derived=False)
derive_pages(Batch.objects.get(), progress=Deadly())
"""


def test_killed_it_ends_as_if_it_had_never_stopped(tmp_path: Path) -> None:
    """In a home of its own, for the tests' database lies in memory."""
    home = tmp_path / "home"
    environment = {**os.environ, "LANTAI_HOME": str(home), "DJANGO_SETTINGS_MODULE": "lantai.config.settings"}

    def run(*words: str) -> int:
        return subprocess.run([sys.executable, *words], env=environment, capture_output=True, check=False).returncode

    make_small(tmp_path / "delivery")
    assert run("-c", TAKEN_IN, str(tmp_path / "delivery")) == 0
    whole = _pyramids(home)
    shutil.rmtree(home / "derivatives")
    assert run("-c", KILLED, "4", "anew") == -signal.SIGKILL
    assert 0 < len(_pyramids(home)) < len(whole) == 9
    assert run("-c", KILLED, "1000", "on") == 0
    assert _pyramids(home) == whole


def _pyramids(home: Path) -> dict[str, bytes]:
    return {
        entry.name + entry.parent.name: entry.read_bytes()
        for entry in (home / "derivatives").rglob("*")
        if entry.is_file()
    }
