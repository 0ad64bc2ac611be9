"""What can be done to a delivery."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lantai.accounts.models import User
from lantai.digitisation.check.delivery import NotADelivery
from lantai.digitisation.domain.custody import BatchRefused, decide
from lantai.digitisation.domain.intake import NotInCustody, redeliver, register_delivery
from lantai.digitisation.domain.wish import forget_wish, wish_to_cancel, wish_to_pause
from lantai.digitisation.enums import BatchPurpose, BatchState, Decision
from lantai.digitisation.models import Batch
from lantai.digitisation.sheets.mapping import BadMapping
from lantai.digitisation.tasks import work_on_batch
from lantai.office import incoming
from lantai.office.actions.register import Action, Done, register
from lantai.office.forms.asked import AskedForm, ConfirmForm
from lantai.office.forms.deliveries import AcceptForm, RedeliverForm, RegisterForm, RollBackForm
from lantai.office.queries import deliveries


def find(key: str, user: User) -> Batch:
    """The delivery of this identifier, for those who may see what is in custody."""
    batches = Batch.objects.select_related("contractor", "received_by", "ended_by")
    batch = batches.filter(identifier=key).first() if user.may("custody.see") else None
    if batch is None:
        raise Http404(f"No delivery {key}.")
    return batch


def page_of(batch: Batch) -> str:
    return reverse("office_delivery", args=[batch.identifier])


def _nothing(key: str, user: User) -> None:
    return None


def _list(subject: None) -> str:
    return reverse("office_deliveries")


def _register(subject: None, form: AskedForm, by: User) -> Done:
    source = incoming.path_of(form.cleaned_data["name"])
    assert isinstance(form, RegisterForm)
    told = form.cleaned_data
    terms = form.terms(
        contractor=told["contractor"],
        purpose=BatchPurpose(told["purpose"]),
        withdraw_missing=told["withdraw_missing"],
    )
    batch = register_delivery(source=source, terms=terms, by=by)
    work_on_batch.enqueue(batch.pk)
    return Done(gettext("The delivery is registered; it is being checked now."), page_of(batch))


def _redeliver(batch: Batch, form: AskedForm, by: User) -> Done:
    assert isinstance(form, RedeliverForm)
    source = incoming.path_of(form.cleaned_data["name"])
    terms = form.terms(withdraw_missing=form.cleaned_data["withdraw_missing"])
    redeliver(batch, source=source, terms=terms, by=by)
    work_on_batch.enqueue(batch.pk)
    return Done(gettext("The delivery came again; it is being checked now."), page_of(batch))


def _can_come_again(batch: Batch) -> bool:
    return batch.state in (BatchState.REFUSED, BatchState.DESCRIBED) and not batch.asked


def _pause(batch: Batch, form: AskedForm, by: User) -> Done:
    wish_to_pause(batch, by=by)
    return Done(gettext("The work stops at the next step. What is done stays."), page_of(batch))


def _cancel(batch: Batch, form: AskedForm, by: User) -> Done:
    wish_to_cancel(batch, by=by)
    return Done(gettext("The work is given up at the next step, and what it brought is removed."), page_of(batch))


def _resume(batch: Batch, form: AskedForm, by: User) -> Done:
    forget_wish(batch)
    work_on_batch.enqueue(batch.pk)
    return Done(gettext("The work goes on where it stopped."), page_of(batch))


def _accept(batch: Batch, form: AskedForm, by: User) -> Done:
    decide(batch, Decision.ACCEPT, trust_opening=form.cleaned_data["trust_opening"], by=by)
    work_on_batch.enqueue(batch.pk)
    return Done(gettext("The delivery goes into the archive now; this page tells how far it is."), page_of(batch))


def _roll_back(batch: Batch, form: AskedForm, by: User) -> Done:
    decide(batch, Decision.ROLL_BACK, by=by)
    work_on_batch.enqueue(batch.pk)
    return Done(gettext("The delivery is being rolled back; this page tells how far it is."), page_of(batch))


def _described(batch: Batch) -> bool:
    return batch.state == BatchState.DESCRIBED and not batch.asked


def _can_roll_back(batch: Batch) -> bool:
    return batch.state in deliveries.IN_CUSTODY and not deliveries.is_running(batch)


REGISTER: Action[Any] = register(
    Action(
        name="delivery.register",
        permission="batch.receive",
        label=_("Register a delivery"),
        explanation=_(
            "Lay the delivery into the incoming folder of the server, then choose it here. "
            "A worker checks it at once, and takes it in when there is no error."
        ),
        route="deliveries/register/",
        form=RegisterForm,
        find=_nothing,
        perform=_register,
        back=_list,
        refusals=(incoming.NotIncoming, NotADelivery, BadMapping),
        template="office/delivery_register.html",
        main=True,
    )
)
REDELIVER: Action[Batch] = register(
    Action(
        name="delivery.redeliver",
        permission="batch.receive",
        label=_("It came again"),
        explanation=_(
            "Lay the mended delivery into the incoming folder, then choose it here. What comes as it was keeps its "
            "record, what comes otherwise takes its place; what came before stays until the check is passed."
        ),
        route="deliveries/<str:key>/redeliver/",
        form=RedeliverForm,
        find=find,
        perform=_redeliver,
        back=page_of,
        offered=_can_come_again,
        refusals=(incoming.NotIncoming, NotADelivery, NotInCustody, BadMapping),
        template="office/delivery_register.html",
    )
)
PAUSE: Action[Batch] = register(
    Action(
        name="delivery.pause",
        permission="batch.receive",
        label=_("Pause"),
        explanation=_("The work stops at the next step and can be taken up again."),
        route="deliveries/<str:key>/pause/",
        form=ConfirmForm,
        find=find,
        perform=_pause,
        back=page_of,
        offered=deliveries.is_running,
    )
)
CANCEL: Action[Batch] = register(
    Action(
        name="delivery.cancel",
        permission="batch.rollback",
        label=_("Give up"),
        explanation=_(
            "The work stops at the next step, and the records and stored files that came with this delivery so far "
            "are removed."
        ),
        route="deliveries/<str:key>/cancel/",
        form=ConfirmForm,
        find=find,
        perform=_cancel,
        back=page_of,
        offered=deliveries.is_running,
        grave=True,
    )
)
RESUME: Action[Batch] = register(
    Action(
        name="delivery.resume",
        permission="batch.receive",
        label=_("Resume"),
        explanation=_("The work goes on where it stopped."),
        route="deliveries/<str:key>/resume/",
        form=ConfirmForm,
        find=find,
        perform=_resume,
        back=page_of,
        offered=deliveries.can_resume,
    )
)
ROLL_BACK: Action[Batch] = register(
    Action(
        name="delivery.roll_back",
        permission="batch.rollback",
        label=_("Roll back"),
        explanation=_(
            "The records and the stored files that came with this delivery are removed. "
            "The journal keeps that they were there, and their identifiers are never given again."
        ),
        route="deliveries/<str:key>/roll-back/",
        form=RollBackForm,
        find=find,
        perform=_roll_back,
        back=page_of,
        offered=_can_roll_back,
        refusals=(BatchRefused,),
        grave=True,
    )
)
ACCEPT: Action[Batch] = register(
    Action(
        name="delivery.accept",
        permission="batch.accept",
        label=_("Accept into the archive"),
        explanation=_("What is accepted is in the archive: it can be withdrawn by a decision, never removed."),
        route="deliveries/<str:key>/accept/",
        form=AcceptForm,
        find=find,
        perform=_accept,
        back=page_of,
        offered=_described,
        refusals=(BatchRefused,),
        main=True,
    )
)

WORK = (PAUSE, RESUME, CANCEL)
DECISION = (ROLL_BACK, REDELIVER, ACCEPT)
