"""The command before any verb: help, version, wrong use, and what errors look like."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from lantai import __version__
from lantai.cli import contents


def test_version(lantai: Callable) -> None:
    assert lantai("--version").out == f"lantai {__version__}\n"


@pytest.mark.parametrize("arguments", [[], ["--help"], ["-h"]])
def test_help_is_the_table_of_contents(lantai: Callable, arguments: list[str]) -> None:
    said = lantai(*arguments)
    assert (said.code, said.out) == (0, contents.page(ornate=False))


def test_help_and_version_load_neither_django_nor_typer() -> None:
    script = (
        "import sys; from lantai.cli import main; main(['--help']); main(['--version'])\n"
        "print({'django', 'typer', 'rich', 'click'} & set(sys.modules))"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ended.stdout.splitlines()[-1] == "set()"


def test_help_fits_a_terminal() -> None:
    assert max(len(line) for line in contents.page(ornate=False).splitlines()) <= 80


@pytest.mark.parametrize("verb", contents.names())
def test_help_of_a_verb_needs_no_home(lantai: Callable, verb: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANTAI_HOME", "/nowhere")
    said = lantai(verb, "--help")
    assert said.code == 0
    assert said.out.startswith(f"Usage: lantai {verb} ")


def test_unknown_verb_is_wrong_use(lantai: Callable) -> None:
    said = lantai("serch", "x")
    assert (said.code, said.out) == (2, "")
    assert said.err == "lantai has no verb 'serch'; did you mean 'search'?\n"


def test_unknown_option_is_wrong_use(lantai: Callable) -> None:
    assert lantai("stats", "--nonsense").code == 2


def test_no_home_is_one_sentence(lantai: Callable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANTAI_HOME", str(tmp_path / "none"))
    said = lantai("stats")
    assert said.code == 2
    assert said.err == (
        f"There is no Lantai home at {tmp_path / 'none'}; `lantai init` makes one, LANTAI_HOME names another.\n"
    )


def test_bad_setting_is_one_sentence(lantai: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANTAI_PORT", "many")
    assert lantai("stats").err == "Setting port is 'many'; expected int.\n"


def test_unforeseen_error_is_no_traceback(lantai: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise RuntimeError("the lamp\nwent out")

    monkeypatch.setattr("lantai.cli.house.load", broken)
    said = lantai("stats")
    assert said.code == 1
    assert said.err == "Lantai stopped: RuntimeError: the lamp went out (LANTAI_DEBUG=1 shows where).\n"


def test_debug_shows_the_traceback(lantai: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANTAI_DEBUG", "1")
    monkeypatch.setenv("LANTAI_HOME", "/nowhere")
    with pytest.raises(Exception, match="There is no Lantai home"):
        lantai("stats")
