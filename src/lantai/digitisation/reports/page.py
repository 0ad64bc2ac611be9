"""The report as one HTML page: what came and the verdict, every kind of finding, then the findings by sheet and row.

The page needs nothing beside itself and runs no program, so that it can lie on a disk and be printed. Of very many
findings the first are listed; how many more there are is told, and where they stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from html import escape
from importlib import resources
from itertools import islice
from typing import IO, Final

from django.utils import formats, timezone
from django.utils.translation import gettext, ngettext

from lantai.digitisation import sentences
from lantai.digitisation.quality.words import of_many
from lantai.digitisation.reports.languages import Language, speaking
from lantai.digitisation.reports.report import Delivered, Report
from lantai.digitisation.reports.summary import Kind, Summary, Tally
from lantai.digitisation.reports.told import Told, label_of, place
from lantai.digitisation.reports.visible import visible

LISTED: Final = 10_000
"""So many findings are listed one by one: what a browser still opens, and more than anybody prints."""


def html(out: IO[bytes], report: Report, *, language: Language = "zh-Hant") -> None:
    """Write the page; of the findings, at most ``LISTED`` are in memory."""
    with speaking(language):
        tally = Tally()
        findings = iter(tally.through(report.findings()))
        listed = "".join(_listing(islice(findings, LISTED)))
        for _one in findings:
            pass
        summed = tally.summary(report.delivered)
        parts = [_head(report.delivered, language), _came(report.delivered, summed), _kinds(summed)]
        out.write("\n".join([*parts, _list(listed, summed), "</main>\n</body>\n</html>\n"]).encode())


def _head(delivered: Delivered, language: Language) -> str:
    title = " · ".join((delivered.name, gettext("Report of the check")))
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_shown(title)}</title>\n"
        f"<style>\n{_style()}</style>\n</head>\n<body>\n<main>"
    )


def _came(delivered: Delivered, summed: Summary) -> str:
    """What came, and whether it can be taken in."""
    said = [
        gettext("Report of the check"),
        delivered.batch,
        delivered.fonds_code,
        delivered.contractor,
        _moment(delivered),
        gettext("%(items)s items, %(pages)s pages") % {"items": f"{summed.items:,}", "pages": f"{summed.pages:,}"},
    ]
    reading = f"<p>{escape(of_many(delivered.reading))}</p>\n" if delivered.reading else ""
    error = f"<p>{_shown(delivered.error)}</p>" if delivered.error else ""
    return (
        f"<h1>{_shown(delivered.name)}</h1>\n"
        f'<p class="quiet">{" · ".join(map(_shown, filter(None, said)))}</p>\n'
        f"{reading}"
        f'<div class="banner {summed.verdict}" role="note">{escape(summed.verdict.sentence)}{error}</div>'
    )


def _moment(delivered: Delivered) -> str:
    if delivered.received_at is None:
        return ""
    return str(formats.date_format(timezone.localtime(delivered.received_at), "DATE_FORMAT"))


# -- the kinds -------------------------------------------------------------------------------------


def _kinds(summed: Summary) -> str:
    title = _heading(gettext("What was found"))
    if not summed.kinds:
        nothing = gettext("The check found nothing amiss.")
        return f"{title}<p>{escape(nothing)}</p>"
    names = [
        gettext("Severity"),
        gettext("What is wrong"),
        gettext("How often"),
        gettext("How to mend it"),
        gettext("For example"),
    ]
    return title + _table(names, map(_kind, summed.kinds), figures=(2,))


def _kind(kind: Kind) -> str:
    examples = "".join(f"<li>{_shown(place(one))}</li>" for one in kind.examples)
    cells = [
        ("", _severity(kind.severity)),
        ("long", f'{_shown(kind.message)} <span class="found">{escape(kind.name)} · {escape(kind.code)}</span>'),
        ("figure", f"{kind.count:,}"),
        ("long", _shown(kind.mend)),
        ("long", f"<ul>{examples}</ul>"),
    ]
    return _row(cells, identifier=f"{kind.severity}-{kind.code}")


# -- the list --------------------------------------------------------------------------------------


def _list(listed: str, summed: Summary) -> str:
    if not summed.kinds:
        return ""
    more = summed.count() - LISTED
    rest = ""
    if more > 0:
        said = ngettext(
            "%(count)s more finding is not listed here; the report as XLSX or JSON holds all of them.",
            "%(count)s more findings are not listed here; the report as XLSX or JSON holds all of them.",
            more,
        )
        rest = f'<p class="banner partly">{escape(said % {"count": f"{more:,}"})}</p>'
    return _heading(gettext("One by one")) + listed + rest


def _listing(findings: Iterable[Told]) -> Iterator[str]:
    """A table for each sheet, or for files, as often as they change."""
    names = [gettext("Row"), gettext("Severity"), gettext("What is wrong"), gettext("Check")]
    sheet: str | None = None
    for one in findings:
        if one.sheet != sheet:
            yield "" if sheet is None else _TABLE_END
            sheet = one.sheet
            title = sheet or gettext("Files and the whole delivery")
            yield f"<h3>{_shown(title)}</h3>\n{_table_begin(names, figures=(0,))}"
        yield _finding(one)
    yield "" if sheet is None else _TABLE_END


def _finding(one: Told) -> str:
    message = one.message
    where = " · ".join(part for part in (one.column, one.path) if part and part not in message)
    found = one.found if one.found not in message else ""
    under = " · ".join(filter(None, (where, found)))
    cells = [
        ("figure", f"{one.row}" if one.row is not None else ""),
        ("", _severity(one.severity)),
        ("long", _shown(message) + (f'<span class="found">{_shown(under)}</span>' if under else "")),
        ("code", f'<a href="#{escape(one.severity)}-{escape(one.code)}">{escape(sentences.name(one.code))}</a>'),
    ]
    return _row(cells)


def _heading(text: str) -> str:
    return f"<h2>{escape(text)}</h2>\n"


# -- tables ----------------------------------------------------------------------------------------

_TABLE_END: Final = "</tbody></table></div>\n"


def _table(names: Sequence[str], rows: Iterable[str], *, figures: Sequence[int] = ()) -> str:
    return _table_begin(names, figures=figures) + "".join(rows) + _TABLE_END


def _table_begin(names: Sequence[str], *, figures: Sequence[int]) -> str:
    heads = "".join(
        f'<th scope="col"{_FIGURE if place in figures else ""}>{escape(name)}</th>' for place, name in enumerate(names)
    )
    return f'<div class="scroll"><table><thead><tr>{heads}</tr></thead><tbody>\n'


_FIGURE: Final = ' class="figure"'


def _row(cells: Sequence[tuple[str, str]], *, identifier: str = "") -> str:
    named = f' id="{escape(identifier)}"' if identifier else ""
    inside = "".join(f'<td class="{kind}">{content}</td>' if kind else f"<td>{content}</td>" for kind, content in cells)
    return f"<tr{named}>{inside}</tr>\n"


def _severity(severity: str) -> str:
    return f'<span class="sev {escape(severity)}">{escape(label_of(severity))}</span>'


def _shown(text: str) -> str:
    return escape(visible(text))


@cache
def _style() -> str:
    return resources.files(__package__).joinpath("report.css").read_text(encoding="utf-8")
