"""`lantai repair`: what damaged a text found, undone where that is certain, and suggested where it is not."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from lantai.cli import light, shapes, telling, texts
from lantai.cli.failure import WrongUse

if TYPE_CHECKING:
    from lantai.cli.texts import Given
    from lantai.values.repair import Repaired
    from lantai.values.repair.report import Language

_LANGUAGES = ("zh-Hant", "zh-Hans", "en")
_TITLE = 20
_FIELDS = ("rule", "start", "end", "found", "replacement", "alternatives", "confidence", "applied")


@light.verb(
    light.TEXT,
    light.option("--output", metavar="FILE", help="Write the repaired text there (UTF-8), not to standard output."),
    light.option("--report", metavar="FILE", help="Write a page of HTML with every change marked."),
    light.option("--lang", choices=_LANGUAGES, default=_LANGUAGES[0], help="The language of that page."),
    light.option("--names", metavar="FILE", help="Names that are no wrong conversion: one a line, NAME<TAB>KIND."),
    light.option("--force", action="store_true", help="Write over files that are there; never over the original."),
    *light.FORCED,
    light.AS_JSON,
)
def app(asked: argparse.Namespace) -> None:
    """Repair a text that encodings, conversions or copying have damaged. The original is never changed.

    What can be computed is applied, the rest is suggested. With --json: {"repaired", "changes", "score", "encoding"};
    each change has rule (D1 to D11), start, end, found, replacement, alternatives, confidence and applied. Offsets
    are code points of the text as given.

    examples:
      lantai repair page.txt --report page.html --output page-repaired.txt
      lantai repair page.txt --json
    """
    source = texts.asked_for(asked)
    output = _may_be_written(asked.output, source, force=asked.force)
    report = _may_be_written(asked.report, source, force=asked.force)
    if output and output == report:
        raise WrongUse(f"The repaired text and the report cannot both be {asked.output!r}.")
    names = shapes.names_of(asked.names)
    from lantai.values.repair import repair

    repaired = repair(source.content(), names=names)
    if report:
        _write(report, _page(repaired, source, lang=asked.lang))
    if output:
        _write(output, repaired.text)
    if asked.json:
        _answer(repaired, source)
    else:
        _tell(repaired, to_file=output is not None)


def _may_be_written(name: str | None, source: Given, *, force: bool) -> Path | None:
    """Raises WrongUse for the original, and without ``force`` for a file that is there."""
    if name is None:
        return None
    path = Path(name)
    original = source.head.get("file")
    try:
        if path.exists() and original and path.samefile(original):
            raise WrongUse(f"{name!r} is the original, which stays as it is; name another file.")
        if path.exists() and not force:
            raise WrongUse(f"{name!r} is there already; --force writes over it.")
    except (OSError, ValueError) as error:
        raise WrongUse(f"{name!r} cannot be written: {error}.") from error
    return path


def _write(path: Path, text: str) -> None:
    """Lone surrogates, which no encoding has, are written as escapes."""
    try:
        path.write_text(text, encoding="utf-8", errors="backslashreplace", newline="")
    except OSError as error:
        raise WrongUse(f"{str(path)!r} cannot be written: {error.strerror}.") from error


def _page(repaired: Repaired, source: Given, *, lang: Language) -> str:
    """The editor's page, called as the file is, else as the text begins."""
    from lantai.values.repair.report import report

    file = source.head.get("file")
    return report(repaired, Path(file).name if file else repaired.text.strip()[:_TITLE], lang=lang)


def _answer(repaired: Repaired, source: Given) -> None:
    from lantai.cli.json_stream import written

    with written(source.head) as answer:
        answer.value("repaired", repaired.text)
        answer.array("changes", ({field: getattr(change, field) for field in _FIELDS} for change in repaired.changes))
        answer.value("score", repaired.score)
        answer.value("encoding", repaired.encoding)


def _tell(repaired: Repaired, *, to_file: bool) -> None:
    """The repaired text; how much was done is said beside it."""
    if not to_file:
        sys.stdout.write(repaired.text if repaired.text.endswith("\n") else repaired.text + "\n")
        sys.stdout.flush()
    applied, suggested = len(repaired.applied), len(repaired.suggested)
    encoding = f"; read as {repaired.encoding}" if repaired.encoding else ""
    telling.aside(f"{applied:,} changes applied, {suggested:,} suggested; damage score {repaired.score:g}{encoding}.")
