"""The table of contents of the command: which verbs there are, in which group, with an example each.

Plain Python of the standard library, so that help answers at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, slots=True)
class Verb:
    name: str
    says: str
    example: str


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    verbs: tuple[Verb, ...]


GROUPS = (
    Group(
        "Begin",
        (
            Verb("init", "Make a home: settings, database, the user admin", "lantai init"),
            Verb("demo", "Take in the sample archive and serve it", "lantai demo --port 8080"),
            Verb("serve", "Serve the site, the office and the reading on one port", "lantai serve --host 0.0.0.0"),
            Verb("user", "Add people, set passwords and roles", "lantai user password admin"),
        ),
    ),
    Group(
        "From a delivery into the archive",
        (
            Verb("ingest", "Check a delivery and take it in", "lantai ingest /media/disk/L012 --dry-run"),
            Verb("batch", "List deliveries, pause and resume the work on them", "lantai batch list"),
            Verb("report", "Write what the check found, or a letter about it", "lantai report 7k2m9x L012.xlsx"),
            Verb("sample", "Draw items of a batch to be looked at", "lantai sample 7k2m9x --share 5"),
            Verb("accept", "Take a batch from custody into the archive", "lantai accept 7k2m9x --trust-opening"),
            Verb("rollback", "Remove a batch that was not accepted", "lantai rollback 7k2m9x"),
            Verb("ocr", "Read the pages that wait to be read", "lantai ocr --jobs 2"),
            Verb("text", "Hand texts out for correction, take them back", "lantai text export --batch 7k2m9x out"),
        ),
    ),
    Group(
        "Find and count",
        (
            Verb("search", "Find words in descriptions and on pages", "lantai search '淤塞 date:1924' --json"),
            Verb("stats", "Count what the archive holds", "lantai stats --json"),
        ),
    ),
    Group(
        "Read dates, script and number",
        (
            Verb("date", "Read a date of any calendar, or find all of a text", "lantai date '民國二十年九月十八日'"),
            Verb("fold", "Fold a text as search compares it", "lantai fold '瀋陽'"),
            Verb("convert", "Put a text into another script", "lantai convert page.txt --to zh-Hant"),
            Verb("compare", "Tell differences in words from those in script", "lantai compare '歷史' '历史'"),
            Verb("confusables", "Tell what a name may be mistaken for", "lantai confusables 梁硯舟"),
            Verb("repair", "Undo what encodings did to a text", "lantai repair page.txt --report page.html"),
            Verb("numbers", "Find numbers and quantities with their bounds", "lantai numbers '6900餘萬元'"),
            Verb("claims", "Find the statements that can be checked", "lantai claims report.txt --as-of 2021-06-23"),
            Verb("code", "Read, check and make reference codes", "lantai code J019-KU·01·2017-001-012"),
        ),
    ),
    Group(
        "Keep",
        (
            Verb("doctor", "Examine the installation and say what is wrong", "lantai doctor"),
            Verb("reindex", "Make the search index anew", "lantai reindex"),
            Verb("backup", "Copy the whole home, with digests", "lantai backup /mnt/backup/2026-11-23"),
            Verb("restore", "Bring a backup back into an empty home", "lantai restore /mnt/backup/2026-11-23"),
        ),
    ),
)

_ENVIRONMENT = (
    ("LANTAI_HOME", "where everything is kept (default .lantai in this folder)"),
    ("LANTAI_DEBUG=1", "show the traceback of an error"),
)


def names() -> tuple[str, ...]:
    """Every verb, in the order of the page."""
    return tuple(verb.name for group in GROUPS for verb in group.verbs)


def page(*, ornate: bool) -> str:
    """The page that ``lantai --help`` prints; ``ornate`` for a terminal, plain for a pipe."""
    bold, faint, end = ("\033[1m", "\033[2m", "\033[0m") if ornate else ("", "", "")
    lines = [f"{bold}Lantai 蘭臺{end}: registers, archive and history of a city in one system.", ""]
    lines += ["Usage: lantai VERB [OPTIONS]     lantai VERB --help     lantai --version"]
    for group in GROUPS:
        lines += ["", f"{bold}{group.title}{end}"]
        for verb in group.verbs:
            lines += [f"  {bold}{verb.name:<11}{end} {verb.says}", f"  {'':<11} {faint}$ {verb.example}{end}"]
    lines += ["", f"{bold}Environment{end}"]
    lines += [f"  {name:<15} {says}" for name, says in _ENVIRONMENT]
    lines += ["", "Exit: 0 done (warnings allowed), 1 at least one error, 2 wrong use."]
    return "\n".join(lines) + "\n"


def no_such_verb(given: str) -> str:
    """One sentence for a verb that is not there, with the nearest one that is."""
    near = get_close_matches(given, names(), n=1)
    meant = f"did you mean {near[0]!r}?" if near else "`lantai --help` lists the verbs."
    return f"lantai has no verb {given!r}; {meant}\n"
