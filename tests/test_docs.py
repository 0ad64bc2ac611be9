"""The pages are held to what stands: every setting, verb and storey has its place, and no link leads nowhere."""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from lantai.cli import contents
from lantai.config.engines import ADAPTERS, OPTIONS
from lantai.config.installation import Installation, Limits, Smtp

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def headings(page: str) -> list[str]:
    text = (ROOT / page).read_text(encoding="utf-8")
    return [line.lstrip("#").strip() for line in _without_code(text).splitlines() if line.startswith("#")]


def shell(page: Path) -> str:
    """The page's blocks of commands, one after the other."""
    return "".join(re.findall(r"^```sh\n(.*?)^```", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE))


def _without_code(text: str) -> str:
    return re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)


def settings() -> list[str]:
    own = [item.name for item in fields(Installation) if item.name != "home"]
    tables = {"limits": Limits, "smtp": Smtp}
    return [*own, *(f"{table}.{item.name}" for table, kind in tables.items() for item in fields(kind))]


@pytest.mark.parametrize("setting", settings())
def test_setting_has_its_heading(setting: str) -> None:
    assert headings("docs/settings.md").count(setting) == 1


@pytest.mark.parametrize("setting", [name for name in settings() if "." not in name and name != "smtp"])
def test_setting_stands_in_the_file_that_init_writes(setting: str) -> None:
    pattern = (ROOT / "src/lantai/profiles/lantai.toml").read_text(encoding="utf-8")
    assert re.search(rf"^# (\[{setting}[].]|{setting} = )", pattern, re.MULTILINE) or setting in {"address", "hours"}


@pytest.mark.parametrize("adapter", [name for name in ADAPTERS if name != "null"])
def test_option_of_an_engine_has_its_row(adapter: str) -> None:
    text = (ROOT / "docs/settings.md").read_text(encoding="utf-8")
    section = text.split(f"\n### engines: {adapter}\n")[1].split("\n#")[0]
    firsts = [row.split("|")[1] for row in section.splitlines() if row.startswith("| `")]
    named = [name for first in firsts for name in re.findall(r"`(\w+)`", first)]
    assert sorted([*named, "limit"]) == sorted(item.name for item in fields(OPTIONS[ADAPTERS[adapter]]))


@pytest.mark.parametrize("pattern", ["lantai", "demo"])
def test_written_settings_are_settings(pattern: str) -> None:
    text = (ROOT / f"src/lantai/profiles/{pattern}.toml").read_text(encoding="utf-8")
    assert set(tomllib.loads(text)) <= {item.name for item in fields(Installation)}


@pytest.mark.parametrize("verb", contents.names())
def test_verb_has_its_heading(verb: str) -> None:
    assert headings("docs/cli.md").count(verb) == 1


def test_verbs_stand_in_the_order_of_help() -> None:
    assert headings("docs/cli.md")[1:] == list(contents.names())


def test_every_verb_has_its_file() -> None:
    files = {path.stem for path in (ROOT / "src/lantai/cli/verbs").glob("*.py")} - {"__init__"}
    assert files == set(contents.names())


def test_every_storey_is_told_of() -> None:
    house = (ROOT / "docs/house.md").read_text(encoding="utf-8")
    folders = {path.parent.name for path in (ROOT / "src/lantai").glob("*/__init__.py")}
    assert {name for name in folders if f"`{name}`" not in house} == {"profiles"}


@pytest.mark.parametrize("page", ["README.md", "README.zh-Hant.md"])
def test_readme_has_two_commands(page: str) -> None:
    assert re.findall(r"^(make \w+)", shell(ROOT / page), re.MULTILINE) == ["make demo", "make test"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    text = _without_code(page.read_text(encoding="utf-8"))
    targets = re.findall(r"\]\(([^)#\s]+)(?:#[\w-]+)?\)", text)
    inside = [target for target in targets if not re.match(r"[a-z]+:", target)]
    assert [target for target in inside if not (page.parent / target).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_in_pages_are_commands(page: Path) -> None:
    """Every `lantai VERB` line of a shell block names a verb that there is."""
    named = re.findall(r"^(?:\S*=\S+ )*(?:\.venv/bin/)?lantai (\w+)", shell(page), re.MULTILINE)
    assert set(named) <= set(contents.names())
