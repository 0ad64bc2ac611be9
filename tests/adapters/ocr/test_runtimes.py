"""What runs the models: models by path, files that are none, a runtime that is not there, and both read."""

from __future__ import annotations

from hashlib import sha256
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from lantai.adapters.ocr.rapidocr import DETECTION, RECOGNITION, RapidOcr
from lantai.ports.ocr import EngineUnusable, ReadingFailed

FONT = Path("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc")
MODELS = Path(str(files("rapidocr") / "models"))
HAS_OPENVINO = find_spec("openvino") is not None
TEXT = "臨河縣公署令水字第十二號"

needs_font = pytest.mark.skipif(not FONT.is_file(), reason="Noto Serif CJK is not installed")
needs_openvino = pytest.mark.skipif(not HAS_OPENVINO, reason="OpenVINO is not installed: requirements/openvino.lock")
runtimes = pytest.mark.parametrize("runtime", ["onnxruntime", pytest.param("openvino", marks=needs_openvino)])


@pytest.fixture
def page(tmp_path: Path) -> Path:
    image = Image.new("RGB", (300, 700), "#efe6d2")
    font = ImageFont.truetype(str(FONT), 40) if FONT.is_file() else None
    for step, character in enumerate(TEXT):
        ImageDraw.Draw(image).text((130, 60 + 44 * step), character, font=font, fill="#241c16")
    image.save(tmp_path / "page.png")
    return tmp_path / "page.png"


@needs_font
@runtimes
def test_column_is_read(page: Path, runtime: str) -> None:
    reading = RapidOcr(runtime=runtime, max_side=960).read(page)
    assert reading.text == TEXT
    assert reading.engine.settings["runtime"].startswith(f"{runtime} ")


@needs_font
def test_models_are_given_by_path_and_told_by_their_digests(page: Path, tmp_path: Path) -> None:
    larger = tmp_path / "larger.onnx"
    larger.write_bytes((MODELS / RECOGNITION).read_bytes())
    reading = RapidOcr(recognition=str(larger), max_side=960).read(page)
    assert reading.text == TEXT
    assert reading.engine.models == {
        name: sha256(path.read_bytes()).hexdigest()
        for name, path in ((DETECTION, MODELS / DETECTION), ("larger.onnx", larger))
    }


@runtimes
@pytest.mark.parametrize("which", ["detection", "recognition"])
def test_file_that_is_no_model_is_no_fault_of_the_page(page: Path, tmp_path: Path, runtime: str, which: str) -> None:
    other = {"detection": MODELS / RECOGNITION, "recognition": MODELS / DETECTION}[which]
    (tmp_path / "junk.onnx").write_bytes(b"nothing that a model would be" * 100)
    for path, sentence in (
        (tmp_path / "none.onnx", r"The model .*none\.onnx cannot be read: No such file or directory\."),
        (tmp_path / "junk.onnx", r"junk\.onnx cannot be used as a model: .*\."),
        (other, r"small\.onnx (cannot be used as a model: .*|holds no list of characters; .* was expected)\."),
    ):
        with pytest.raises(EngineUnusable, match=sentence):
            RapidOcr(runtime=runtime, max_side=960, **{which: str(path)}).read(page)  # type: ignore[arg-type]  # a path


@pytest.mark.skipif(HAS_OPENVINO, reason="OpenVINO is installed")
def test_runtime_that_is_not_installed_is_one_sentence(page: Path) -> None:
    with pytest.raises(EngineUnusable, match=r"^The package openvino is not installed; pip install "):
        RapidOcr(runtime="openvino").read(page)


def test_image_that_is_none_is_the_page_s_fault(tmp_path: Path) -> None:
    (tmp_path / "0001.jpg").write_text("no image")
    with pytest.raises(ReadingFailed) as failed:
        RapidOcr().read(tmp_path / "0001.jpg")
    assert failed.type is ReadingFailed
