"""The verbs of values: what they answer, in JSON and to people, and that no input makes them fail."""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lantai.cli import texts
from lantai.values.folding import fold

VERBS = ("date", "fold", "convert", "compare", "confusables", "repair", "numbers", "claims", "code")

ODD = {
    "empty": "",
    "blank": " \n\t ",
    "nul": "一\0二",
    "surrogate": "一\ud800二",
    "private use": "\ue000□",
    "mixed": "1931年ABC٣ก😀e\u0301",
    "control": "\x1b[31m\x07",
    "brackets": "(" * 5_000,
    "ones": "一" * 5_000,
    "digits": "9" * 5_000,
    "ordinals": "第" * 5_000,
}


def arguments(verb: str, text: str) -> list[str]:
    """A command line of the verb with this text as it stands."""
    more = {"convert": ["--to", "zh-Hant"], "compare": [text], "date": ["--find"]}.get(verb, [])
    return [verb, "--text", *more, "--json", "--", text]


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("kind", ODD)
def test_odd_input_is_answered_in_json(lantai: Callable, verb: str, kind: str) -> None:
    line = arguments(verb, ODD[kind])
    if verb == "compare":
        line = ["compare", "--text", "--json", "--", ODD[kind], "一"]
    said = lantai(*line)
    assert said.err == ""
    assert said.code == (1 if verb == "code" else 0)
    assert isinstance(said.json, dict)


@pytest.mark.parametrize("kind", ODD)
def test_an_odd_date_is_not_understood_with_the_reason(lantai: Callable, kind: str) -> None:
    said = lantai("date", "--text", "--json", "--", ODD[kind])
    assert said.code == 1
    assert said.json["first"] is said.json["last"] is None
    assert said.json["edtf"] == ""
    assert said.json["problems"][0]["code"]
    assert said.json["problems"][0]["message"]


@pytest.mark.parametrize("verb", VERBS)
def test_a_file_that_is_not_there_is_one_sentence(lantai: Callable, verb: str) -> None:
    line = [part for part in arguments(verb, "no-such.txt") if part != "--text"]
    said = lantai(*line)
    assert (said.code, said.out) == (2, "")
    assert said.err == "'no-such.txt' is no file; --text takes it as the text itself.\n"


@pytest.mark.parametrize("verb", VERBS)
def test_a_binary_file_is_answered_and_named_with_its_digest(lantai: Callable, verb: str, tmp_path: Path) -> None:
    file = tmp_path / "page.bin"
    content = bytes(range(256)) * 20
    file.write_bytes(content)
    line = [str(file) if part == "x" else part for part in arguments(verb, "x") if part != "--text"]
    said = lantai(*line)
    assert said.code == (1 if verb == "code" else 0)
    head = said.json["files"][0] if verb == "compare" else said.json
    assert head["file"] == str(file)
    assert head["digest"] == f"sha512:{hashlib.sha512(content).hexdigest()}"


@pytest.mark.parametrize("verb", [verb for verb in VERBS if verb != "compare"])
def test_standard_input_is_read(lantai: Callable, verb: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("J019-WS·2019-001\n".encode()), "utf-8"))
    said = lantai(*(part for part in arguments(verb, "-") if part not in {"--text", "--"}))
    assert said.code == 0
    assert "file" not in said.json


@pytest.mark.parametrize("verb", VERBS)
def test_wrong_use_is_one_sentence(lantai: Callable, verb: str) -> None:
    said = lantai(verb, "--nonsense", "x", "y", "z")
    assert (said.code, said.out) == (2, "")
    assert said.err.count("\n") == 1
    assert f"`lantai {verb} --help`" in said.err


@pytest.mark.parametrize("verb", VERBS)
def test_help_has_examples(lantai: Callable, verb: str) -> None:
    said = lantai(verb, "--help")
    assert said.code == 0
    assert said.out.startswith(f"Usage: lantai {verb} ")
    assert f"  lantai {verb} " in said.out
    assert "--json" in said.out


# -- date ----------------------------------------------------------------------------------------


def test_date_answers_one_object(lantai: Callable) -> None:
    said = lantai("date", "光緒三十二年九月初一", "--json")
    assert said.code == 0
    assert list(said.json) == [
        "text",
        "calendar",
        "era",
        "edtf",
        "first",
        "last",
        "precision",
        "inferred",
        "problems",
        "alternatives",
    ]
    assert said.json["first"] == said.json["last"] == "1906-10-18"
    assert (said.json["calendar"], said.json["era"], said.json["precision"]) == ("lunar", "光緒", "day")


def test_date_counts_from_the_day_of_writing(lantai: Callable) -> None:
    said = lantai("date", "去年", "--as-of", "2021-06-23", "--json")
    assert (said.json["first"], said.json["last"], said.json["inferred"]) == ("2020-01-01", "2020-12-31", True)
    assert lantai("date", "去年", "--as-of", "2021", "--json").code == 2
    assert "must be a day" in lantai("date", "去年", "--as-of", "then").err
    without = lantai("date", "去年", "--json")
    assert (without.code, without.json["problems"][0]["code"]) == (1, "no-anchor")


def test_date_tells_people_line_by_line(lantai: Callable) -> None:
    said = lantai("date", "1931年9月18日")
    assert "edtf\t1931-09-18\n" in said.out
    said = lantai("date", "三四一")
    assert said.code == 1
    assert "\nproblem\t" in said.out


def test_a_date_against_the_calendar_is_read_and_is_an_error(lantai: Callable) -> None:
    said = lantai("date", "1931年9月18日（星期四）", "--json")
    assert (said.code, said.json["edtf"]) == (1, "1931-09-18")
    assert said.json["problems"][0]["code"] == "wrong-weekday"
    assert lantai("date", "前220年").code == 0


def test_date_orders_day_and_month_as_told(lantai: Callable) -> None:
    assert lantai("date", "3/4/1931", "--day-first", "--json").json["edtf"] == "1931-04-03"
    assert lantai("date", "3/4/1931", "--month-first", "--json").json["edtf"] == "1931-03-04"
    assert lantai("date", "3/4/1931", "--json").json["problems"][0]["code"] == "ambiguous-order"


TEXT = "1931年9月18日，臨河大水。是月無雨。\n\n臨河縣志：光緒三十二年九月初一設學堂。\n" * 20


def test_found_dates_stand_where_they_are_said_to(lantai: Callable) -> None:
    found = lantai("date", "--find", "--json", TEXT).json["results"]
    assert len(found) == 60
    assert all(TEXT[one["start"] : one["end"]] == one["text"] for one in found)
    assert found[1]["edtf"] == "1931-09"
    assert lantai("date", "--find", "沒有日子").out == ""


def test_lines_are_read_one_by_one(lantai: Callable) -> None:
    found = lantai("date", "--lines", "--json", " 1931-09-18\n\n?\r\n1949年").json["results"]
    assert [(one["text"], one["edtf"], one["start"]) for one in found] == [
        ("1931-09-18", "1931-09-18", 1),
        ("?", "", 13),
        ("1949年", "1949", 16),
    ]


# -- pieces --------------------------------------------------------------------------------------


@pytest.mark.parametrize("verb", ["fold", "convert", "date", "numbers"])
def test_a_text_in_pieces_is_answered_as_a_whole(
    lantai: Callable, verb: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "page"
    text = "驻沈部队3000余人，1931年9月18日至20日。\r\n是月，化解債務6900餘萬元。\n\n臨河，二十三。\n" * 30
    file.write_bytes(text.encode())
    line = [str(file) if part == "x" else part for part in arguments(verb, "x") if part != "--text"]
    whole = lantai(*line).json
    monkeypatch.setattr(texts.Stored, "pieces", _in_small_pieces(texts.Stored.pieces))
    assert lantai(*line).json == (
        whole if verb != "fold" else whole | {"offsets": _cut_where(whole, lantai(*line).json)}
    )


def _in_small_pieces(pieces: Callable[..., Any]) -> Callable[..., Any]:
    return lambda stored, size=0: pieces(stored, 120)


def _cut_where(whole: dict[str, Any], pieces: dict[str, Any]) -> list[list[int]]:
    """The runs of the pieces, once they are known to say the same as those of the whole."""
    assert _spread(whole["offsets"]) == _spread(pieces["offsets"])
    return pieces["offsets"]


def _spread(runs: list[list[int]]) -> list[tuple[int, int]]:
    return [(folded + at, original + at) for folded, original, length in runs for at in range(length)]


# -- fold, convert, compare, confusables ---------------------------------------------------------


def test_fold_tells_where_every_character_came_from(lantai: Callable) -> None:
    text = "民國十三年，臨\n河大水e\u0301"
    answer = lantai("fold", "--json", text).json
    assert answer["folded"] == fold(text)
    assert answer["offsets"] == [[0, 0, 5], [5, 6, 1], [6, 8, 4]]
    assert lantai("fold", text).out == answer["folded"] + "\n"


def test_convert_keeps_names_and_tells_changes(lantai: Callable, tmp_path: Path) -> None:
    answer = lantai("convert", "驻沈部队", "--to", "zh-Hant", "--json").json
    assert answer["converted"] == "駐瀋部隊"
    assert [change["replacement"] for change in answer["changes"]] == ["駐瀋", "隊"]
    names = tmp_path / "names"
    names.write_text("叶知微\tperson\n", "utf-8")
    assert lantai("convert", "叶知微说", "--to", "zh-Hant", "--names", str(names)).out.startswith("叶知微")
    assert lantai("convert", "x", "--to", "zh-Latn").code == 2
    assert lantai("convert", "x").code == 2
    assert lantai("convert", "x", "--to", "zh-Hant", "--names", "no-such").err.endswith("No such file or directory.\n")


def test_compare_tells_words_from_script(lantai: Callable, tmp_path: Path) -> None:
    said = lantai("compare", "歷史1", "历史2", "--json")
    assert (said.json["same"], said.json["equal"]) == (False, False)
    assert [(one["kind"], one["matters"]) for one in said.json["differences"]] == [("script", False), ("text", True)]
    assert lantai("compare", "歷史", "历史", "--json").json["same"] is True
    assert lantai("compare", "歷史", "历史").err == "The same words, written otherwise.\n"
    assert lantai("compare", "-", "-").code == 2
    (tmp_path / "a").write_text("甲", "utf-8")
    files = lantai("compare", str(tmp_path / "a"), str(tmp_path / "a"), "--json").json["files"]
    assert len(files) == 2


def test_confusables_are_ranked(lantai: Callable, tmp_path: Path) -> None:
    found = lantai("confusables", "梁硯舟", "--json", "--limit", "5").json["results"]
    assert len(found) == 5
    assert [one["score"] for one in found] == sorted((one["score"] for one in found), reverse=True)
    (tmp_path / "names").write_text("梁研舟\tperson\n羅景行\tperson\n", "utf-8")
    among = lantai("confusables", "梁硯舟", "--among", str(tmp_path / "names"), "--json").json["results"]
    assert [one["text"] for one in among] == ["梁研舟"]
    assert lantai("confusables", "梁", "--limit", "-1").code == 2


# -- repair --------------------------------------------------------------------------------------

DAMAGED = "慶祝百年，奮力開創(chuàng)新局面，推動事業(yè)發(fā)展，規(guī)劃統(tǒng)一。\n"


def test_repair_writes_to_another_file_and_keeps_the_original(lantai: Callable, tmp_path: Path) -> None:
    page, mended = tmp_path / "page.txt", tmp_path / "mended.txt"
    page.write_text(DAMAGED, "utf-8")
    said = lantai("repair", str(page), "--output", str(mended))
    assert (said.code, said.out) == (0, "")
    assert said.err.startswith("5 changes applied, ")
    assert page.read_text("utf-8") == DAMAGED
    assert mended.read_text("utf-8") == "慶祝百年，奮力開創新局面，推動事業發展，規劃統一。\n"
    assert lantai("repair", str(page), "--output", str(mended)).code == 2
    assert lantai("repair", str(page), "--output", str(mended), "--force").code == 0
    assert "is the original" in lantai("repair", str(page), "--output", str(page), "--force").err
    assert "cannot both be" in lantai("repair", str(page), "--output", "new", "--report", "new").err
    assert "cannot be written" in lantai("repair", str(page), "--output", str(tmp_path / "no" / "x")).err


def test_repair_answers_every_change(lantai: Callable, tmp_path: Path) -> None:
    answer = lantai("repair", "--json", DAMAGED).json
    first = answer["changes"][0]
    assert list(first) == ["rule", "start", "end", "found", "replacement", "alternatives", "confidence", "applied"]
    assert (first["rule"], first["found"], first["replacement"], first["applied"]) == ("D1", "(chuàng)", "", True)
    assert answer["repaired"].startswith("慶祝百年，奮力開創新局面")
    assert DAMAGED[first["start"] : first["end"]] == first["found"]


def test_repair_reports_to_an_editor(lantai: Callable, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    assert lantai("repair", DAMAGED, "--report", str(page)).code == 0
    html = page.read_text("utf-8")
    assert html.lower().startswith("<!doctype html>")
    assert "chuàng" in html
    assert "D1" in html
    assert lantai("repair", DAMAGED, "--report", str(page), "--force", "--lang", "en").code == 0
    assert '<html lang="en">' in page.read_text("utf-8")
    assert lantai("repair", DAMAGED, "--report", str(page), "--lang", "fr").code == 2


# -- numbers, claims -----------------------------------------------------------------------------


def test_numbers_are_answered_with_their_bounds(lantai: Callable) -> None:
    [found] = lantai("numbers", "化解債務6900餘萬元", "--json").json["results"]
    assert found == {
        "start": 4,
        "end": 11,
        "text": "6900餘萬元",
        "kind": "quantity",
        "value": 69000000,
        "low": 69000000,
        "high": None,
        "unit": "元",
        "qualifier": "餘",
    }
    third = lantai("numbers", "三分之一以上", "--json").json["results"][0]
    assert third["value"] == pytest.approx(1 / 3)
    assert "69000000" in lantai("numbers", "化解債務6900餘萬元").out


def test_numbers_are_checked(lantai: Callable) -> None:
    checked = lantai("numbers", "近3000餘張", "--check", "--json").json
    assert checked["results"]
    assert list(checked["problems"][0]) == ["code", "severity", "start", "end", "message"]
    assert "problems" not in lantai("numbers", "近3000餘張", "--json").json


def test_claims_have_every_field(lantai: Callable) -> None:
    [claim, *_] = lantai("claims", "去年接待讀者2.2萬人次。", "--as-of", "2021-06-23", "--json").json["claims"]
    assert {"kind", "start", "end", "text", "subject", "value", "low", "high", "unit", "qualifier", "period"} <= set(
        claim
    )
    assert {"as_of", "scope", "first", "last", "person", "post", "body"} <= set(claim)
    assert "22000" in lantai("claims", "去年接待讀者2.2萬人次。").out


# -- code ----------------------------------------------------------------------------------------


def test_a_code_is_answered_in_its_parts(lantai: Callable) -> None:
    said = lantai("code", "J019－KU．01・2017-001-012", "--json")
    assert said.code == 0
    assert said.json["text"] == said.json["file_name"] == "J019-KU·01·2017-001-012"
    assert said.json["original"] == "J019－KU．01・2017-001-012"
    assert (said.json["fonds"], said.json["series"], said.json["volume"]) == ("J019", "KU·01·2017", "001")
    assert (said.json["item"], said.json["year"], said.json["valid"]) == ("012", 2017, True)
    assert [problem["code"] for problem in said.json["problems"]] == ["mended", "profile-proposed"]


def test_a_code_is_checked_against_the_profile_that_is_named(lantai: Callable) -> None:
    assert lantai("code", "JC010-0042-013", "--json").json["profile"] == "plain"
    said = lantai("code", "JC010-0042-013", "--profile", "dat13-2022", "--json")
    assert (said.code, said.json["valid"], said.json["problems"][0]["code"]) == (1, False, "bad-code")
    assert lantai("code", "J019-WS·2019·Y-1", "--width", "3", "--json").json["problems"][0]["code"] == "width"
    assert "--profile takes dat13-2022" in lantai("code", "x", "--profile", "none").err


def test_a_code_is_made_counted_on_and_named(lantai: Callable) -> None:
    parts = ("--profile", "dat13-2022", "--fonds", "J019", "--series", "KU·01·2017", "--volume", "1", "--item", "9")
    assert lantai("code", "--generate", *parts, "--json").json["text"] == "J019-KU·01·2017-001-009"
    assert lantai("code", "--generate", "--fonds", "J019").code == 2
    assert lantai("code", "J019-WS-009", "--next").out == "J019-WS-010\n"
    assert lantai("code", "J019-WS-999999", "--next", "--profile", "dat13-2022").code == 1
    assert lantai("code", "j019-WS-1", "--file-name").out == "%6A019-WS-1\n"
    assert lantai("code", "%6A019-WS-1", "--from-file-name", "--json").json["text"] == "j019-WS-1"


def test_a_list_of_codes_is_sorted_and_its_rows_counted(lantai: Callable) -> None:
    listed = "J019-WS-10\nJ019-WS-2\n\nJ019-WS-002\n?\n"
    answer = lantai("code", listed, "--lines", "--sort", "--json").json
    assert [one["original"] for one in answer["results"]] == ["?", "J019-WS-002", "J019-WS-2", "J019-WS-10"]
    assert answer["rows"] == [
        {"parent": "J019-WS", "count": 3, "first": 2, "last": 10, "missing": [[1, 1], [3, 9]], "duplicates": [2]}
    ]
    assert lantai("code", listed, "--lines").err == "J019-WS: missing 1, 3–9; more than once 2.\n"


# -- starting ------------------------------------------------------------------------------------

HEAVY = ("django", "typer", "rich", "numpy", "opencc", "pypinyin", "rjieba", "lantai.config")


@pytest.mark.parametrize(
    "line",
    [
        ["date", "1931-09-18", "--json"],
        ["date", "今年", "--find"],
        ["fold", "瀋陽"],
        ["code", "J019-WS-1"],
        ["numbers", "三"],
    ],
)
def test_a_verb_of_values_loads_nothing_heavy(line: list[str]) -> None:
    script = (
        f"import sys; from lantai.cli import main; main({line!r}); print([m for m in {HEAVY!r} if m in sys.modules])"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ended.stdout.splitlines()[-1] == "[]"


def test_a_terminal_of_another_encoding_still_gets_json() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "lantai.cli", "fold", "瀋𠀀陽", "--json"],
        capture_output=True,
        check=True,
        env={"PYTHONIOENCODING": "latin-1", "PATH": ""},
    )
    assert json.loads(ended.stdout.decode("latin-1"))["folded"] == "沈𠀀阳"


def test_a_closed_pipe_is_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "long").write_text("三百人。\n" * 20_000, "utf-8")
    command = f"'{sys.executable}' -m lantai.cli numbers '{tmp_path / 'long'}' --json | head -c 10"
    ended = subprocess.run(["/bin/sh", "-c", command], capture_output=True, check=True)
    assert ended.stderr == b""
