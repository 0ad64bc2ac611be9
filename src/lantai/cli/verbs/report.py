"""`lantai report`: what the check of a batch found, as a file; and the letter about it to its contractor."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lantai.cli import house, options, telling
from lantai.cli.failure import Refused, WrongUse

if TYPE_CHECKING:
    from lantai.digitisation.models import Batch
    from lantai.digitisation.reports import Language

app = options.verb()

_LETTERS = ("docx", "pdf")


@app.command()
def report(
    batch: options.BatchIdentifier,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Ends in .html, .xlsx, .json; a letter in .docx, .pdf.")],
    language: Annotated[
        str | None, typer.Option(metavar="LANGUAGE", help="zh-Hant, zh-Hans or en; default that of the holdings.")
    ] = None,
    until: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], metavar="DAY", help="Of a letter: by when to deliver again."),
    ] = None,
) -> None:
    """Write the report of a batch, or the letter to its contractor: the ending of FILE says which.

    \b
    lantai report 7k2m9x L012.xlsx
    lantai report 7k2m9x letter.pdf --until 2026-12-15
    """
    house.enter()
    found, speaks, ending = house.batch(batch), _language(language), _ending(file)
    try:
        if ending in _LETTERS:
            _write_letter(found, file, speaks, until.date() if until else None)
        else:
            _write_report(found, file, speaks)
    except OSError as error:
        raise Refused(f"{file} cannot be written: {error.strerror or error}.") from error
    telling.say(f"{found.name}: {file}")


def _ending(file: Path) -> str:
    """Raises WrongUse."""
    from lantai.digitisation import reports

    known = (*reports.ENDINGS, *_LETTERS)
    ending = file.suffix.lower().lstrip(".")
    if ending not in known:
        raise WrongUse(f"{file.name} does not say what it is to be; known endings are .{', .'.join(known)}.")
    return ending


def _language(asked: str | None) -> Language:
    """Raises WrongUse."""
    from django.conf import settings

    from lantai.digitisation import reports

    if asked is None:
        return reports.nearest(settings.LANTAI.content_language)
    named = next((one for one in reports.LANGUAGES if one.casefold() == asked.casefold()), None)
    if named is None:
        raise WrongUse(f"A report is not written in {asked!r}; ask for {', '.join(reports.LANGUAGES)}.")
    return named


def _write_report(batch: Batch, file: Path, language: Language) -> None:
    from lantai.digitisation import reports
    from lantai.digitisation.reports.of_batch import report_of

    reports.write(file, report_of(batch), language=language)


def _write_letter(batch: Batch, file: Path, language: Language, until: date | None) -> None:
    from lantai.digitisation.reports.letter_docx import write_docx
    from lantai.digitisation.reports.letter_pdf import write_pdf
    from lantai.digitisation.reports.of_batch import correspondence_about, fonts_of_home
    from lantai.digitisation.reports.writing import place_whole

    about = correspondence_about(batch, language=language)
    letter = about.letter(about.draft(until))
    if file.suffix.lower() == ".pdf":
        place_whole(file, lambda out: write_pdf(out, letter, fonts=fonts_of_home()))
    else:
        place_whole(file, lambda out: write_docx(out, letter))
