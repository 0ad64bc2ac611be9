"""A home with pages as large as those of scanners, and the server over it."""

from __future__ import annotations

import csv
import http.client
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.tiles import page

_COLUMNS = ("檔號", "全宗號", "全宗名稱", "案卷號", "案卷題名", "件號", "題名", "日期", "頁數", "保管期限", "開放標識")


def delivery(folder: Path, *, pages: int, megapixels: int) -> None:
    """A delivery of one item with so many pages."""
    code = "L001-01-0001-0001"
    images = folder / "圖像" / code
    images.mkdir(parents=True)
    for number in range(1, pages + 1):
        page(megapixels, images / f"{number:04d}.tif")
    with (folder / "目錄.csv").open("w", newline="", encoding="utf-8-sig") as file:
        rows = csv.writer(file)
        rows.writerow(_COLUMNS)
        rows.writerow((code, "L001", "全宗", "0001", "案卷", "0001", "題名", "1931年", pages, "永久", "開放"))


def told(home: Path, *words: str) -> str:
    """What `lantai` says to these words in this home."""
    command = [sys.executable, "-m", "lantai.cli", *words]
    done = subprocess.run(command, env=surroundings(home), capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"lantai {' '.join(words)} ended with {done.returncode}: {done.stderr[-800:] or done.stdout}")
    return done.stdout


def surroundings(home: Path, **settings: str) -> dict[str, str]:
    return {**os.environ, "LANTAI_HOME": str(home), "PYTHONPATH": "", **settings}


@contextmanager
def served(home: Path, *, port: int, **settings: str) -> Iterator[str]:
    """`lantai serve` over the home; its address. It is ended with all its workers."""
    command = [sys.executable, "-m", "lantai.cli", "serve", "--port", str(port)]
    with subprocess.Popen(command, env=surroundings(home, **settings), stdout=subprocess.DEVNULL) as server:
        try:
            _wait_for(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait()


def _wait_for(port: int, *, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("HEAD", "/robots.txt")
            connection.getresponse().read()
            return
        except OSError:
            time.sleep(0.1)
        finally:
            connection.close()
    raise SystemExit(f"Nothing answered at port {port}.")


def first_record(base: str, home: Path) -> str:
    """The identifier of the record that the only item became."""
    return str(json.loads(told(home, "search", "題名", "--json"))["hits"][0]["identifier"])
