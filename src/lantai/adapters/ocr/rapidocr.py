"""RapidOCR: the PP-OCR detection and recognition models that lie in its wheel, on ONNX Runtime. No network is needed.

RapidOCR finds the lines; the strips are cut from the page at a better resolution than the detector sees, and read with
its recognition model here, because we want what its own pipeline drops: a place for every character of a vertical
column, the alternatives, and an order that is not left to right. Its 180° classifier stays off: it turns good lines
upside down.

An engine belongs to the process that made it: construct one in every worker process, after the fork. Construction costs
nothing; the models are loaded by the first reading. ``threads`` bounds the cores of one engine, so that two processes
with one thread each share two cores without fighting. The same models run on OpenVINO where that is installed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import file_digest
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from time import perf_counter
from typing import Any

import cv2
import numpy as np
from rapidocr import RapidOCR
from rapidocr.utils.typings import EngineType

from lantai.adapters.ocr import runtimes
from lantai.adapters.ocr.bleeding import without_other_side
from lantai.adapters.ocr.filling import filled, set_apart
from lantai.adapters.ocr.ink import ink_of
from lantai.adapters.ocr.lines import confidence, moved, regions, slant_of
from lantai.adapters.ocr.lying import Text, as_it_lies, is_stain, is_writing
from lantai.adapters.ocr.marks import Mark
from lantai.adapters.ocr.memory import give_back
from lantai.adapters.ocr.note_halves import parted_at_notes
from lantai.adapters.ocr.options import RapidOptions
from lantai.adapters.ocr.parting import parted_at_heads, parted_at_rules
from lantai.adapters.ocr.picture import Picture, Pixels, at_most, open_picture
from lantai.adapters.ocr.pictures import pictures_of, without_texture
from lantai.adapters.ocr.places import Extent
from lantai.adapters.ocr.recognition import Recogniser
from lantai.adapters.ocr.rules import rules_of
from lantai.adapters.ocr.seals import Seal, seals_of, without_seals
from lantai.adapters.ocr.strips import Strip
from lantai.ports.ocr import EngineInfo, EngineUnusable, Reading, ReadingFailed, Region

DETECTION = "PP-OCRv6_det_small.onnx"
RECOGNITION = "PP-OCRv6_rec_small.onnx"

SHARPER = 2
"""The strips are cut from a page this many times as large as the detector sees, where the scan has it."""

SLENDER = 4
"""A page longer than this many times its width is padded: the detector would blow it up beyond measure."""


@dataclass(frozen=True, kw_only=True)
class RapidOcr(RapidOptions):
    """An OcrEngine for printed and neatly written Chinese, vertical or horizontal, with Latin and digits between."""

    threads: int = 1

    @cached_property
    def info(self) -> EngineInfo:
        return EngineInfo(
            name="rapidocr",
            version=version("rapidocr"),
            models={model.name: _digest(model) for model in (self._detection, self._recognition)},
            settings={
                "runtime": runtimes.told(self.runtime),
                "max_side": str(self.max_side),
                "least_confidence": str(self.least_confidence),
                "punctuation": "mended in vertical lines",
                "page": "without seals and bleed-through, pictures apart, parted and ordered by rules",
            },
        )

    def read(self, image: Path) -> Reading:
        """Read one page. Raises ReadingFailed when the file is no image, is too large, or the engine gives up."""
        began = perf_counter()
        info = self.info
        failures: tuple[type[Exception], ...] = (cv2.error, *runtimes.failures(self.runtime))
        picture = open_picture(image, max_side=SHARPER * self.max_side, limit=self.limit)
        try:
            seals = seals_of(picture)
            found = (*as_it_lies(without_seals(picture, seals), self._text), *self._seals(picture, seals))
        except failures as error:
            raise ReadingFailed(f"{image.name} cannot be read: the engine gave up on it ({error}).") from error
        finally:
            give_back()
        return Reading(picture.width, picture.height, found, info, perf_counter() - began)

    def _text(self, picture: Picture) -> Text:
        picture, strips = self._lines(picture)
        slant = slant_of(strips)
        ink = ink_of(picture, strips, slant)
        rules = rules_of(ink, [Extent(*strip.upright(slant)) for strip in strips])
        strips = parted_at_heads(parted_at_rules(strips, rules, slant), ink, slant)
        strips = parted_at_notes(strips, ink, slant)
        read = self._read(strips, picture)
        pictures = pictures_of(picture, read)
        words = without_texture(read, pictures)
        trusted = [(strip, marks) for strip, marks in words if self._trusts(marks)]
        sureness = sum(strip.length * confidence(marks) for strip, marks in read) / (sum(s.length for s in strips) or 1)
        if not is_writing(["".join(mark.text for mark in marks) for _, marks in trusted]):
            return Text((), sureness if strips else 1.0)
        return Text(regions(trusted, slant=slant, rules=rules, pictures=pictures), sureness)

    def _seals(self, picture: Picture, seals: Sequence[Seal]) -> Iterator[Region]:
        """The characters of each seal, after all text."""
        for seal in seals:
            alone = Picture(seal.pixels, seal.pixels.shape[1], seal.pixels.shape[0])
            read = [one for one in self._read(self._find(alone), alone) if self._trusts(one[1])]
            lines = tuple(line for region in regions(read, slant=0.0) for line in region.lines)
            if lines:
                yield Region(seal.box, tuple(moved(line, seal.box, picture.scale) for line in lines), "seal")

    def _read(self, strips: Sequence[Strip], picture: Picture) -> list[tuple[Strip, tuple[Mark, ...]]]:
        cuts = [strip.cut(picture.pixels, picture.scale) for strip in strips]
        marks = self._recogniser.read(cuts, vertical=[strip.vertical for strip in strips])
        return [
            (strip, own) if strip.vertical else (replace(strip, filled=filled(cut, own)), set_apart(cut, own))
            for strip, cut, own in zip(strips, cuts, marks, strict=True)
        ]

    def _trusts(self, line: Sequence[Mark]) -> bool:
        return not is_stain("".join(mark.text for mark in line)) and confidence(line) >= self.least_confidence

    def _lines(self, picture: Picture) -> tuple[Picture, list[Strip]]:
        """The page as it is best read, and its strips."""
        strips = self._find(picture)
        clean = without_other_side(picture, strips)
        return (clean, self._find(clean)) if clean is not None else (picture, strips)

    def _find(self, picture: Picture) -> list[Strip]:
        """The strips of the page on the canvas, in no order."""
        seen = at_most(picture.pixels, self.max_side)
        found = self._detector(_padded(seen), use_det=True, use_cls=False, use_rec=False).boxes
        if found is None:
            return []
        edge = np.array([seen.shape[1], seen.shape[0]], dtype=np.float32)
        scale = np.array([picture.width, picture.height], dtype=np.float32) / edge
        return [Strip(np.clip(np.asarray(corners, dtype=np.float32), 0, edge) * scale) for corners in found]

    @property
    def _detection(self) -> Path:
        return Path(self.detection) if self.detection else _shipped(DETECTION)

    @property
    def _recognition(self) -> Path:
        return Path(self.recognition) if self.recognition else _shipped(RECOGNITION)

    @cached_property
    def _detector(self) -> Any:
        """RapidOCR with its detector loaded, which it would otherwise do at the first page."""
        engine = RapidOCR(
            params={
                "Global.log_level": "critical",
                "Global.use_cls": False,
                "Global.max_side_len": SLENDER * self.max_side,
                "Det.engine_type": EngineType(self.runtime),
                "Det.model_path": str(self._detection),
                "Det.max_candidates": 3000,
                "Rec.model_path": str(self._recognition),
                "EngineConfig.onnxruntime.intra_op_num_threads": self.threads,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
                "EngineConfig.openvino.inference_num_threads": self.threads,
                "EngineConfig.openvino.performance_hint": "LATENCY",
            }
        )
        failures: tuple[type[Exception], ...] = (IndexError, *runtimes.failures(self.runtime))
        try:
            engine(np.full((64, 64, 3), 255, dtype=np.uint8), use_det=True, use_cls=False, use_rec=False)
        except failures as error:  # its answer has another shape
            raise runtimes.no_model(self._detection, error) from error
        return engine

    @cached_property
    def _recogniser(self) -> Recogniser:
        return Recogniser(runtimes.session(self.runtime, self._recognition, threads=self.threads))


def _shipped(name: str) -> Path:
    """A model file in RapidOCR's wheel. Naming it by its path is what keeps RapidOCR from looking for it elsewhere."""
    return Path(str(files("rapidocr") / "models" / name))


def _digest(model: Path) -> str:
    """Raises EngineUnusable when the file is not there."""
    try:
        with model.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise EngineUnusable(f"The model {model} cannot be read: {error.strerror}.") from error


def _padded(pixels: Pixels) -> Pixels:
    """Slender pages widened to the right or downwards with the colour of their edge; others as they are."""
    height, width = pixels.shape[:2]
    right, below = max(0, -(-height // SLENDER) - width), max(0, -(-width // SLENDER) - height)
    if not right and not below:
        return pixels
    return np.asarray(cv2.copyMakeBorder(pixels, 0, below, 0, right, cv2.BORDER_REPLICATE), dtype=np.uint8)
