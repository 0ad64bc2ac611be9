"""What can be done to a reader's proposal: accepted as it is, accepted with changes, refused."""

from __future__ import annotations

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lantai.access.queries import reader_for, visible
from lantai.accounts.models import User
from lantai.digitisation.domain import proposing
from lantai.digitisation.domain.correcting import CorrectionRefused
from lantai.digitisation.domain.proposing import ProposalRefused
from lantai.digitisation.models import Proposal
from lantai.digitisation.queries.proposals import of_pages
from lantai.office.actions.register import Action, Done, register
from lantai.office.forms.asked import AskedForm, ConfirmForm
from lantai.office.forms.proposals import RefuseProposalForm, ReviseProposalForm

PERMISSION = "page.correct"
_REFUSALS = (ProposalRefused, CorrectionRefused)


def find(key: str, user: User) -> Proposal:
    """The proposal, where this person may see its page. Raises Http404."""
    known = key.isascii() and key.isdecimal() and len(key) < 19
    seen = of_pages(visible(to=reader_for(user)).pages()).select_related(
        "page__record", "page__record_set", "decided_by"
    )
    found = seen.filter(pk=int(key)).first() if known else None
    if found is None:
        raise Http404(f"No proposal {key}.")
    return found


def _back(_proposal: Proposal) -> str:
    return reverse("office_proposals")


def _accept(proposal: Proposal, form: AskedForm, by: User) -> Done:
    proposing.accept(proposal, by=by)
    return Done(gettext("The line is corrected as it was proposed."), _back(proposal))


def _revise(proposal: Proposal, form: AskedForm, by: User) -> Done:
    proposing.accept(proposal, by=by, text=form.cleaned_data["text"])
    return Done(gettext("The line is corrected as you wrote it."), _back(proposal))


def _refuse(proposal: Proposal, form: AskedForm, by: User) -> Done:
    proposing.refuse(proposal, by=by, reason=form.cleaned_data["reason"])
    return Done(gettext("The proposal is refused; the text stays as it is."), _back(proposal))


ACCEPT: Action[Proposal] = register(
    Action(
        name="proposal.accept",
        permission=PERMISSION,
        label=_("Accept"),
        explanation=_("The line becomes what the reader wrote; what stood there before is kept."),
        route="proposals/<str:key>/accept/",
        form=ConfirmForm,
        find=find,
        perform=_accept,
        back=_back,
        offered=proposing.is_open,
        refusals=_REFUSALS,
        template="office/proposal.html",
        main=True,
    )
)
REVISE: Action[Proposal] = register(
    Action(
        name="proposal.revise",
        permission=PERMISSION,
        label=_("Accept with changes"),
        route="proposals/<str:key>/revise/",
        form=ReviseProposalForm,
        find=find,
        perform=_revise,
        back=_back,
        offered=proposing.is_open,
        refusals=_REFUSALS,
        template="office/proposal.html",
    )
)
REFUSE: Action[Proposal] = register(
    Action(
        name="proposal.refuse",
        permission=PERMISSION,
        label=_("Refuse"),
        route="proposals/<str:key>/refuse/",
        form=RefuseProposalForm,
        find=find,
        perform=_refuse,
        back=_back,
        offered=proposing.is_open,
        refusals=_REFUSALS,
        template="office/proposal.html",
        grave=True,
    )
)
OF_A_PROPOSAL = (ACCEPT, REVISE, REFUSE)
