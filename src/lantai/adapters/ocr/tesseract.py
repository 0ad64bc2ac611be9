"""Tesseract: the command of the machine, one process a page, behind limits of time and memory.

The page goes in as upright grey pixels (PNM) and comes out as hOCR with a box for every character. What the program may
take is set by the shell's ``ulimit`` before it becomes Tesseract; by the clock we end it ourselves.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import file_digest
from pathlib import Path
from time import perf_counter
from typing import Final

import cv2
import numpy as np

from lantai.adapters.ocr.options import THRESHOLDS, TesseractOptions
from lantai.adapters.ocr.picture import Picture, Pixels, open_picture
from lantai.adapters.ocr.tesseract_page import lines_of, regions_of
from lantai.ports.ocr import EngineInfo, EngineUnusable, Reading, ReadingFailed

_LIMITED: Final = 'ulimit -c 0; ulimit -f 0; ulimit -t "$1"; ulimit -v "$2"; shift 2; exec "$@"'
"""No core file and no file at all; seconds of computing; kilobytes of memory."""
_INHERITED: Final = ("HOME", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "PATH", "TESSDATA_PREFIX")
_ASKING_SECONDS: Final = 30
_FOLDER = re.compile(r'in "([^"]+)"')
_DPI: Final = 300
"""Told to Tesseract, which guesses where the file does not say; it judges by the size of the letters all the same."""


_WINDOWS: Final = 60
"""So many neighbourhoods along the longer side of a page: one is about as large as two characters."""
_DARKER: Final = 15
"""Ink is darker than its neighbourhood by at least so much, of 255."""


@dataclass(frozen=True, kw_only=True)
class TesseractOcr(TesseractOptions):
    """An OcrEngine for what RapidOCR has no model of, and to compare with. Weak on vertical newspapers."""

    threads: int = 1

    @cached_property
    def info(self) -> EngineInfo:
        told = self._asked("--version").split()
        return EngineInfo(
            name="tesseract",
            version=told[1] if len(told) > 1 else "unknown",
            models={f"{name}.traineddata": self._digest(name) for name in self.languages},
            settings={
                "languages": "+".join(self.languages),
                "page": str(self.page),
                "threshold": self.threshold,
                "max_side": str(self.max_side),
                "least_confidence": str(self.least_confidence),
                "order": "Lantai's",
            },
        )

    def read(self, image: Path) -> Reading:
        """Read one page. Raises ReadingFailed, and EngineUnusable where program or language is missing."""
        began = perf_counter()
        info = self.info
        picture = open_picture(image, max_side=self.max_side, limit=self.limit)
        said = self._page(picture, image.name)
        lines = lines_of(said, scale=1 / picture.scale, width=picture.width, height=picture.height)
        kept = [line for line in lines if line.confidence >= self.least_confidence]
        return Reading(picture.width, picture.height, regions_of(kept), info, perf_counter() - began)

    def _page(self, picture: Picture, name: str) -> bytes:
        grey = _grey(picture.pixels, is_adaptive=self.threshold == THRESHOLDS[0])
        head = b"P5 %d %d 255\n" % (grey.shape[1], grey.shape[0])
        settings = (
            "hocr_char_boxes=1",
            "tessedit_create_hocr=1",
            f"thresholding_method={max(0, THRESHOLDS.index(self.threshold) - 1)}",
        )
        told = [part for setting in settings for part in ("-c", setting)]
        command = ["stdin", "stdout", "-l", "+".join(self.languages), "--psm", str(self.page), "--dpi", str(_DPI)]
        try:
            ended = self._run([*command, *self._folder_option(), *told], head + grey.tobytes(), seconds=self.seconds)
        except subprocess.TimeoutExpired:
            raise ReadingFailed(f"{name} cannot be read: Tesseract takes more than {self.seconds} s for it.") from None
        if ended.returncode:
            raise ReadingFailed(f"{name} cannot be read: Tesseract gave up on it ({_reason(ended)}).")
        return ended.stdout

    def _digest(self, language: str) -> str:
        path = self._folder / f"{language}.traineddata"
        try:
            with path.open("rb") as file:
                return file_digest(file, "sha256").hexdigest()
        except OSError:
            package = "tesseract-ocr-" + language.lower().replace("_", "-")
            raise EngineUnusable(
                f"Tesseract has no language {language} in {self._folder}; apt-get install {package} brings it."
            ) from None

    @cached_property
    def _folder(self) -> Path:
        """Where the traineddata lie; Tesseract tells it when it lists its languages."""
        if self.tessdata:
            return Path(self.tessdata)
        found = _FOLDER.search(self._asked("--list-langs"))
        return Path(found[1]) if found else Path("tessdata")

    def _folder_option(self) -> list[str]:
        return ["--tessdata-dir", self.tessdata] if self.tessdata else []

    def _asked(self, question: str) -> str:
        """What the program says of itself; of some versions on standard error."""
        try:
            ended = self._run([question], b"", seconds=_ASKING_SECONDS)
        except subprocess.TimeoutExpired:
            raise EngineUnusable(f"{self.command} {question} gives no answer within {_ASKING_SECONDS} s.") from None
        if ended.returncode:
            raise EngineUnusable(f"{self.command} {question} ends with an error ({_reason(ended)}).")
        return (ended.stdout + ended.stderr).decode("utf-8", "replace")

    def _run(self, arguments: Sequence[str], given: bytes, *, seconds: int) -> subprocess.CompletedProcess[bytes]:
        limits = [str(self.seconds * self.threads), str(self.memory // 1024)]
        own = {"OMP_THREAD_LIMIT": str(self.threads)}
        return subprocess.run(  # noqa: S603  no shell sees a word from outside: they are its arguments
            ["/bin/sh", "-c", _LIMITED, "sh", *limits, self._program, *arguments],
            input=given,
            capture_output=True,
            timeout=seconds,
            check=False,
            env={**{name: os.environ[name] for name in _INHERITED if name in os.environ}, **own},
        )

    @cached_property
    def _program(self) -> str:
        found = shutil.which(self.command)
        if found is None:
            raise EngineUnusable(
                f"There is no program {self.command!r}; apt-get install tesseract-ocr tesseract-ocr-chi-tra "
                "tesseract-ocr-chi-tra-vert brings Tesseract."
            )
        return found


def _grey(pixels: Pixels, *, is_adaptive: bool) -> Pixels:
    """The page in grey, or in black and white by the neighbourhood: on stained paper Tesseract's own way fails."""
    grey = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY), dtype=np.uint8)
    if not is_adaptive:
        return grey
    window = max(31, max(grey.shape) // _WINDOWS | 1)
    calm = cv2.GaussianBlur(grey, (3, 3), 0)
    method, kind = cv2.ADAPTIVE_THRESH_GAUSSIAN_C, cv2.THRESH_BINARY
    return np.asarray(cv2.adaptiveThreshold(calm, 255, method, kind, window, _DARKER), dtype=np.uint8)


def _reason(ended: subprocess.CompletedProcess[bytes]) -> str:
    said = ended.stderr.decode("utf-8", "replace").strip().splitlines()
    return said[-1][:200] if said else f"exit {ended.returncode}"
