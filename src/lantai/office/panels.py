"""The panels of the dashboard, each for those who may see what it tells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wagtail.admin.ui.components import Component

from lantai.accounts.models import User
from lantai.digitisation.models import Finding
from lantai.office.queries import deliveries, error_reports, proposals, reading

_SHOWN = 8


class DeliveriesPanel(Component):  # type: ignore[misc] # Wagtail ships no types
    """The deliveries in custody, the newest first."""

    name = "deliveries"
    order = 100
    template_name = "office/parts/panel_deliveries.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        rows = deliveries.listed().filter(state__in=deliveries.IN_CUSTODY)[:_SHOWN]
        return {"batches": rows, "waiting": deliveries.waiting_count()}


class ReadingPanel(Component):  # type: ignore[misc] # Wagtail ships no types
    """How far the machine is with reading pages."""

    name = "reading"
    order = 200
    template_name = "office/parts/panel_reading.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {"reading": reading.reading()}


class FindingsPanel(Component):  # type: ignore[misc] # Wagtail ships no types
    """The newest findings of the checks."""

    name = "findings"
    order = 300
    template_name = "office/parts/panel_findings.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        rows = Finding.objects.select_related("batch").order_by("-pk")[:_SHOWN]
        return {"found": [(one.batch, deliveries.in_words(one)) for one in rows]}


class ProposalsPanel(Component):  # type: ignore[misc] # Wagtail ships no types
    """What readers proposed and nobody looked at yet."""

    name = "proposals"
    order = 250
    template_name = "office/parts/panel_proposals.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {"waiting": proposals.waiting_count()}


class ErrorReportsPanel(Component):  # type: ignore[misc] # Wagtail ships no types
    """What readers reported and nobody settled yet."""

    name = "error_reports"
    order = 260
    template_name = "office/parts/panel_error_reports.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {"waiting": error_reports.waiting_count()}


def panels_for(user: User) -> list[Component]:
    of_readers = [ProposalsPanel()] if user.may("page.correct") else []
    of_readers += [ErrorReportsPanel()] if user.may("record.describe") else []
    if not user.may("custody.see"):
        return of_readers
    return [DeliveriesPanel(), ReadingPanel(), *of_readers, FindingsPanel()]
