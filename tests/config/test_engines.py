"""Engines as settings: those that stand, those that a table adds, and one sentence for each that cannot be."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from lantai.config.engines import ADAPTERS, Engine
from lantai.config.installation import load
from lantai.config.typed import BadSetting
from lantai.digitisation.reading_process import engine_of

RAPID = "lantai.adapters.ocr.rapidocr.RapidOcr"
TOML = """
ocr = "large"

[engines.large]
adapter = "rapidocr"
recognition = "/srv/models/large.onnx"
least_confidence = 1

[engines.tesseract]
languages = ["chi_sim"]

[engines.own]
adapter = "archive.reading.Engine"
power = 9
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "lantai.toml").write_text(TOML, encoding="utf-8")
    return tmp_path


def test_home_without_a_word_has_the_engines_that_stand(tmp_path: Path) -> None:
    loaded = load({"LANTAI_HOME": str(tmp_path)})
    assert loaded.engine() == Engine("rapidocr", RAPID)
    assert loaded.engine("openvino") == Engine("openvino", RAPID, {"runtime": "openvino"})
    assert sorted(loaded.engines.by_name) == ["null", "openvino", "rapidocr", "tesseract"]


@pytest.mark.parametrize("dotted", [RAPID, "lantai.adapters.ocr.null.NullOcr", "archive.reading.Engine"])
def test_home_of_before_names_an_adapter(tmp_path: Path, dotted: str) -> None:
    (tmp_path / "lantai.toml").write_text(f'ocr = "{dotted}"\n')
    assert load({"LANTAI_HOME": str(tmp_path)}).engine() == Engine(dotted, dotted)


def test_table_adds_an_engine_or_changes_one(home: Path) -> None:
    loaded = load({"LANTAI_HOME": str(home)})
    options = {"recognition": "/srv/models/large.onnx", "least_confidence": 1.0}
    assert loaded.engine() == Engine("large", RAPID, options)
    assert loaded.engine("tesseract").options == {"languages": ("chi_sim",)}
    assert loaded.engine("own") == Engine("own", "archive.reading.Engine", {"power": 9})


def test_environment_wins_and_is_typed(home: Path) -> None:
    words = {"LANTAI_OCR": "tesseract", "LANTAI_ENGINES__LARGE__LEAST_CONFIDENCE": "0.25"}
    words |= {"LANTAI_ENGINES__LARGE__MAX_SIDE": "3000", "LANTAI_ENGINES__TESSERACT__LANGUAGES": "chi_tra, eng"}
    loaded = load({"LANTAI_HOME": str(home), **words})
    assert loaded.engine() == Engine("tesseract", ADAPTERS["tesseract"], {"languages": ("chi_tra", "eng")})
    large = loaded.engine("large").options
    assert (large["least_confidence"], large["max_side"]) == (0.25, 3000)


@pytest.mark.parametrize(
    ("toml", "sentence"),
    [
        ('ocr = "fast"', "There is no reading engine 'fast'; there are null, openvino, rapidocr, tesseract, and"),
        (
            "engines = 3",
            r"Setting engines holds no tables; \[engines.NAME\] with adapter and its options",
        ),
        ("[engines.Fast]", "An engine is called 'Fast'; up to 40 small letters, digits, - and _ were expected."),
        ("[engines.fast]", "Setting engines.fast.adapter is ''; expected rapidocr, tesseract, http, null, or a class"),
        ('[engines.fast]\nadapter = "paddle"', "Setting engines.fast.adapter is 'paddle'; expected rapidocr, "),
        ("[engines.rapidocr]\nsize = 3", "Unknown setting engines.rapidocr.size; known are detection, "),
        ("[engines.null]\nsize = 3", "Unknown setting engines.null.size; known are none."),
        ('[engines.rapidocr]\nmax_side = "big"', "Setting engines.rapidocr.max_side is 'big'; expected int."),
        ("[engines.rapidocr]\nmax_side = 9", "engines.rapidocr.max_side is 9; 200 to 20,000 was expected."),
        ("[engines.rapidocr]\nleast_confidence = 1.5", "least_confidence is 1.5; 0.0 to 1.0 was expected."),
        ('[engines.rapidocr]\nruntime = "cuda"', "runtime is 'cuda'; onnxruntime or openvino was expected."),
        ('[engines.rapidocr]\ndetection = "det.pth"', r"detection is 'det.pth'; the path of a file that ends in .onnx"),
        ("[engines.tesseract]\nlanguages = []", r"languages is \[\]; names of traineddata like chi_tra_vert"),
        ('[engines.tesseract]\nlanguages = ["a b"]', r"languages is \['a b'\]; names of traineddata"),
        ("[engines.tesseract]\nlanguages = [3]", r"Setting engines.tesseract.languages is \[3\]; expected "),
        ("[engines.tesseract]\npage = 14", "engines.tesseract.page is 14; 1 to 13 was expected."),
        ("[engines.tesseract]\nmemory = 5", "memory is 5; 200,000,000 or more was expected."),
        (
            '[engines.tesseract]\nthreshold = "dark"',
            "threshold is 'dark'; adaptive or otsu or leptonica or sauvola was expected.",
        ),
        ('[engines.far]\nadapter = "http"', "Setting engines.far.url is missing."),
        ('[engines.far]\nadapter = "http"\nurl = "far"', r"url is 'far'; http\(s\)://host\[:port\]/path was expected."),
        ('[engines.far]\nadapter = "http"\nurl = "http://h:x/"', "url is 'http://h:x/'; http"),
        ('[engines.far]\nadapter = "http"\nurl = "http://far.example/"', "https was expected, or unencrypted = true"),
        ('[engines.far]\nadapter = "http"\nurl = "https://a:b@far.example/"', "url holds a name or a password; "),
        (
            '[engines.far]\nadapter = "http"\nurl = "http://localhost/"\ntoken_file = "a"\ntoken_variable = "B"',
            "token_file and token_variable are both set; one of them was expected.",
        ),
        (
            '[engines.far]\nadapter = "http"\nurl = "http://localhost/"\ntoken_variable = "A B"',
            "token_variable is 'A B'; the name of a variable was expected.",
        ),
    ],
)
def test_nonsense_is_one_sentence(tmp_path: Path, toml: str, sentence: str) -> None:
    (tmp_path / "lantai.toml").write_text(toml + "\n", encoding="utf-8")
    with pytest.raises(BadSetting, match=sentence):
        load({"LANTAI_HOME": str(tmp_path)})


@pytest.mark.parametrize("url", ["http://127.0.0.1:9000/read", "http://[::1]/", "https://ocr.example.org/read"])
def test_server_of_one_s_own_is_at_home_or_encrypted(tmp_path: Path, url: str) -> None:
    (tmp_path / "lantai.toml").write_text(f'[engines.far]\nadapter = "http"\nurl = "{url}"\n', encoding="utf-8")
    assert load({"LANTAI_HOME": str(tmp_path)}).engine("far").options == {"url": url}


def test_every_adapter_is_made_with_its_options(home: Path) -> None:
    needed = {"http": {"url": "http://localhost/"}}
    for name, dotted in ADAPTERS.items():
        made = engine_of(dotted, needed.get(name, {}), threads=2)
        assert {field.name for field in fields(made)} >= {"threads"}  # type: ignore[arg-type]  # an OcrEngine of ours


def test_settings_load_no_engine() -> None:
    script = (
        "import sys; from lantai.config.installation import load; load({'LANTAI_HOME': '/nowhere'})\n"
        "print({'cv2', 'numpy', 'onnxruntime', 'rapidocr', 'http.client'} & set(sys.modules))"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ended.stdout == "set()\n"
