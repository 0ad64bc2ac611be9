"""What can be done to a reader's report of an error: it is mended, or closed without a change."""

from __future__ import annotations

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lantai.access.queries import reader_for, visible
from lantai.accounts.models import User
from lantai.catalogue.domain import reporting
from lantai.catalogue.domain.reporting import ReportRefused
from lantai.catalogue.enums import ReportState
from lantai.catalogue.models import ErrorReport
from lantai.office.actions.register import Action, Done, register
from lantai.office.forms.asked import AskedForm
from lantai.office.forms.error_reports import SettleReportForm
from lantai.office.queries.error_reports import of_records

PERMISSION = "record.describe"


def find(key: str, user: User) -> ErrorReport:
    """The report, where this person may see its record. Raises Http404."""
    known = key.isascii() and key.isdecimal() and len(key) < 19
    found = of_records(visible(to=reader_for(user))).filter(pk=int(key)).first() if known else None
    if found is None:
        raise Http404(f"No report {key}.")
    return found


def _back(_report: ErrorReport) -> str:
    return reverse("office_error_reports")


def _mended(report: ErrorReport, form: AskedForm, by: User) -> Done:
    reporting.settle(report, state=ReportState.MENDED, answer=form.cleaned_data["answer"], by=by)
    return Done(gettext("The report is settled: the error is mended."), _back(report))


def _closed(report: ErrorReport, form: AskedForm, by: User) -> Done:
    reporting.settle(report, state=ReportState.CLOSED, answer=form.cleaned_data["answer"], by=by)
    return Done(gettext("The report is closed without a change."), _back(report))


MEND: Action[ErrorReport] = register(
    Action(
        name="error_report.mend",
        permission=PERMISSION,
        label=_("Mended"),
        explanation=_("The error was put right, in the description or wherever it was; say how."),
        route="error-reports/<str:key>/mend/",
        form=SettleReportForm,
        find=find,
        perform=_mended,
        back=_back,
        offered=reporting.is_open,
        refusals=(ReportRefused,),
        template="office/error_report.html",
        main=True,
    )
)
CLOSE: Action[ErrorReport] = register(
    Action(
        name="error_report.close",
        permission=PERMISSION,
        label=_("Close without a change"),
        route="error-reports/<str:key>/close/",
        form=SettleReportForm,
        find=find,
        perform=_closed,
        back=_back,
        offered=reporting.is_open,
        refusals=(ReportRefused,),
        template="office/error_report.html",
    )
)
OF_A_REPORT = (MEND, CLOSE)
