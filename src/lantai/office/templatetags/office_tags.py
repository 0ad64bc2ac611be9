"""The menu without script, the journal's words, names of fields, and the cells of the table of many records."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

from django import template
from django.utils.safestring import SafeString

from lantai.accounts.models import User
from lantai.catalogue.enums import Level, OpeningStatus
from lantai.catalogue.models import Record
from lantai.catalogue.queries.differences import Part
from lantai.digitisation.models import Proposal
from lantai.office import words
from lantai.office.desks import Desk, desks_for
from lantai.office.queries import proposals
from lantai.office.queries.bulk import Cell, GridRow
from lantai.values.dates import from_julian_day

register = template.Library()
register.filter("verb", words.verb)
register.filter("field_label", words.field_label)


@register.simple_tag
def desks(user: object) -> list[Desk]:
    """The desks that this user may sit at."""
    return desks_for(user) if isinstance(user, User) else []


@register.filter
def level_label(level: Any) -> str:
    return str(Level(level).label)


@register.filter
def status_label(status: str) -> str:
    return str(OpeningStatus(status).label) if status else ""


@register.filter
def day(julian: int | None) -> str:
    """A Julian day number as 1931-09-18; nothing for an open end."""
    return from_julian_day(julian).isoformat() if julian is not None else ""


@register.simple_tag
def proposal_shown(proposal: Proposal) -> proposals.Shown:
    """A proposal as the desk shows it. Two queries."""
    (one,) = proposals.shown([proposal])
    return one


@register.simple_tag
def marks(parts: Iterable[Part], tag: str) -> SafeString:
    """One side of a difference, as ``parts/marked.html`` shows it; a page of changes has some hundred of them."""
    told = "".join(f"<{tag}>{escape(text)}</{tag}>" if changed else escape(text) for text, changed in parts)
    return SafeString(told or "—")


@register.simple_tag
def grid_cells(row: GridRow, labels: dict[str, str], language: str) -> SafeString:
    """The cells of one row. Not a template: of 600 cells a page it would look up names for a quarter of a second."""
    return SafeString("".join(_cell(row.record, cell, labels[cell.field], language) for cell in row.cells))


def _cell(record: Record, cell: Cell, label: str, language: str) -> str:
    name = f"{record.identifier}.{cell.field}"
    kinds = f"f-{cell.field}{' changed' if cell.changed else ''}{' refused' if cell.refusal else ''}"
    more = " data-lines" if cell.many_lines else ""
    under = ""
    if cell.refusal:
        more += f' aria-invalid="true" aria-describedby="w.{name}"'
        under = f'<span class="under bad" id="w.{name}">{escape(cell.refusal)}</span>'
    return (
        f'<td lang="{escape(language)}" class="{kinds}"><textarea name="c.{name}" rows="1" '
        f'aria-label="{escape(record.code)} {escape(label)}" data-stands="{escape(cell.stands)}"{more}>\n'
        f"{escape(cell.value)}</textarea>{under}</td>"
    )
