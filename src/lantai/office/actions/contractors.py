"""What can be done about contractors: one is entered or corrected, a delivery is said to be one's."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lantai.accounts.models import User
from lantai.digitisation.domain.contractors import (
    ContractorRefused,
    correct_contractor,
    name_contractor,
    set_contractor,
)
from lantai.digitisation.models import Batch, Contractor
from lantai.office.actions.deliveries import find as find_batch
from lantai.office.actions.deliveries import page_of as page_of_batch
from lantai.office.actions.register import Action, Done, register
from lantai.office.forms.asked import AskedForm
from lantai.office.forms.contractors import ContractorForm, ContractorOfForm
from lantai.office.queries import contractors
from lantai.office.queries.deliveries import is_running


def find(key: str, user: User) -> Contractor:
    return contractors.find(key)


def page_of(contractor: Contractor) -> str:
    return reverse("office_contractor", args=[contractor.pk])


def _nothing(key: str, user: User) -> None:
    return None


def _list(subject: Any) -> str:
    return reverse("office_contractors")


def _name(subject: None, form: AskedForm, by: User) -> Done:
    contractor = name_contractor(name=form.cleaned_data["name"], note=form.cleaned_data["note"], by=by)
    return Done(gettext("%(name)s is entered.") % {"name": contractor}, page_of(contractor))


def _correct(contractor: Contractor, form: AskedForm, by: User) -> Done:
    assert isinstance(form, ContractorForm)
    asked = form.cleaned_data
    corrected = correct_contractor(contractor, name=asked["name"], note=asked["note"], seen=form.seen, by=by)
    return Done(gettext("%(name)s is corrected.") % {"name": corrected}, page_of(corrected))


def _set(batch: Batch, form: AskedForm, by: User) -> Done:
    contractor = form.cleaned_data["contractor"]
    set_contractor(batch, contractor, version=form.cleaned_data["version"], by=by)
    if contractor is None:
        return Done(gettext("It is not known who made the delivery."), page_of_batch(batch))
    return Done(gettext("The delivery is by %(name)s.") % {"name": contractor}, page_of_batch(batch))


def _is_at_rest(batch: Batch) -> bool:
    """A worker that has the delivery in hand writes its row; nobody else does meanwhile."""
    return not is_running(batch)


NAME: Action[Any] = register(
    Action(
        name="contractor.name",
        permission="batch.receive",
        label=_("Enter a contractor"),
        route="contractors/new/",
        form=ContractorForm,
        find=_nothing,
        perform=_name,
        back=_list,
        refusals=(ContractorRefused,),
        main=True,
    )
)
CORRECT: Action[Contractor] = register(
    Action(
        name="contractor.correct",
        permission="batch.receive",
        label=_("Correct name and note"),
        route="contractors/<str:key>/correct/",
        form=ContractorForm,
        find=find,
        perform=_correct,
        back=page_of,
        refusals=(ContractorRefused,),
    )
)
SET: Action[Batch] = register(
    Action(
        name="delivery.set_contractor",
        permission="batch.receive",
        label=_("Say who made it"),
        explanation=_("A contractor that is not in the list is entered under Contractors first."),
        route="deliveries/<str:key>/contractor/",
        form=ContractorOfForm,
        find=find_batch,
        perform=_set,
        back=page_of_batch,
        offered=_is_at_rest,
        refusals=(ContractorRefused,),
    )
)
