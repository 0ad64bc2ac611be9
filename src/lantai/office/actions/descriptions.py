"""What can be done to a description: revised, said again as before, opened or closed."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lantai.access.queries import reader_for, visible
from lantai.accounts.models import User
from lantai.catalogue.domain.errors import CatalogueError
from lantai.catalogue.domain.opening import decide_on_record, decide_on_record_set
from lantai.catalogue.domain.record import revise_record
from lantai.catalogue.domain.record_set import revise_record_set
from lantai.catalogue.domain.restoring import restore_version
from lantai.catalogue.domain.revising import Described
from lantai.catalogue.domain.withdrawing import bring_back_record, withdraw_records
from lantai.catalogue.models import Record, RecordSet
from lantai.office.actions.register import Action, Done, register
from lantai.office.forms.asked import AskedForm
from lantai.office.forms.descriptions import (
    BringBackForm,
    OpeningForm,
    RestoreForm,
    ReviseForm,
    SetForm,
    SetOpeningForm,
    WithdrawForm,
)
from lantai.office.queries import descriptions


def find(key: str, user: User) -> Record:
    return descriptions.find_record(key, visible(to=reader_for(user)))


def find_set(key: str, user: User) -> RecordSet:
    return descriptions.find_record_set(key, visible(to=reader_for(user)))


def find_any(key: str, user: User) -> Described:
    return descriptions.find(key, visible(to=reader_for(user)))


def page_of(description: Described) -> str:
    return reverse("office_description", args=[description.identifier])


def versions_of(description: Described) -> str:
    return reverse("office_versions", args=[description.identifier])


def _revise(record: Record, form: AskedForm, by: User) -> Done:
    assert isinstance(form, ReviseForm)
    said = form.cleaned_data
    revised = revise_record(
        record, description=form.description(), version=said["version"], reason=said["reason"], by=by
    )
    return _saved(record, revised)


def _revise_set(record_set: RecordSet, form: AskedForm, by: User) -> Done:
    assert isinstance(form, SetForm)
    said = form.cleaned_data
    revised = revise_record_set(
        record_set, description=form.set_description(), version=said["version"], reason=said["reason"], by=by
    )
    return _saved(record_set, revised)


def _saved(before: Described, after: Described) -> Done:
    changed = after.version != before.version
    return Done(gettext("The description is saved.") if changed else gettext("Nothing was changed."), page_of(before))


def _restore(description: Described, form: AskedForm, by: User) -> Done:
    said = form.cleaned_data
    restored = restore_version(
        description, number=said["number"], version=said["version"], reason=said["reason"], by=by
    )
    if restored.version == description.version:
        return Done(gettext("Nothing was changed."), versions_of(description))
    sentence = gettext("Version %(number)s is in force again, as a new version.") % {"number": said["number"]}
    return Done(sentence, versions_of(description))


def _decide(record: Record, form: AskedForm, by: User) -> Done:
    assert isinstance(form, OpeningForm)
    said = form.cleaned_data
    decide_on_record(record, opening=form.opening(), version=said["version"], reason=said["reason"], by=by)
    return Done(gettext("The decision on opening is in force."), page_of(record))


def _decide_set(record_set: RecordSet, form: AskedForm, by: User) -> Done:
    assert isinstance(form, OpeningForm)
    said = form.cleaned_data
    decide_on_record_set(record_set, opening=form.opening(), version=said["version"], reason=said["reason"], by=by)
    return Done(gettext("The decision on opening is in force."), page_of(record_set))


def _withdraw(record: Record, form: AskedForm, by: User) -> Done:
    withdraw_records([record], reason=form.cleaned_data["reason"], by=by)
    return Done(gettext("The record is withdrawn; a stub with its code stays for readers."), page_of(record))


def _bring_back(record: Record, form: AskedForm, by: User) -> Done:
    bring_back_record(record, reason=form.cleaned_data["reason"], by=by)
    return Done(gettext("The record is back."), page_of(record))


def _accepted(description: Described) -> bool:
    return description.accepted


def _can_be_withdrawn(record: Record) -> bool:
    return record.accepted and record.withdrawn_at is None


def _is_withdrawn(record: Record) -> bool:
    return record.withdrawn_at is not None


REVISE: Action[Record] = register(
    Action(
        name="record.revise",
        permission="record.describe",
        label=_("Revise the description"),
        route="descriptions/<str:key>/revise/",
        form=ReviseForm,
        find=find,
        perform=_revise,
        back=page_of,
        refusals=(CatalogueError,),
        template="office/record_revise.html",
        main=True,
    )
)
REVISE_SET: Action[RecordSet] = register(
    Action(
        name="record_set.revise",
        permission="record.describe",
        label=_("Revise the description"),
        route="descriptions/<str:key>/revise-set/",
        form=SetForm,
        find=find_set,
        perform=_revise_set,
        back=page_of,
        refusals=(CatalogueError,),
        template="office/record_revise.html",
        main=True,
    )
)
RESTORE: Action[Described] = register(
    Action(
        name="description.restore",
        permission="record.describe",
        label=_("Restore this version"),
        explanation=_("What it said then is said again, as a new version; nothing that was written since is lost."),
        route="descriptions/<str:key>/restore/",
        form=RestoreForm,
        find=find_any,
        perform=_restore,
        back=versions_of,
        refusals=(CatalogueError,),
        template="office/version_restore.html",
        main=True,
    )
)
DECIDE: Action[Record] = register(
    Action(
        name="record.decide_opening",
        permission="opening.decide",
        label=_("Decide on opening"),
        explanation=_("What is open is seen by everybody, from the moment of the decision on."),
        route="descriptions/<str:key>/opening/",
        form=OpeningForm,
        find=find,
        perform=_decide,
        back=page_of,
        offered=_accepted,
        refusals=(CatalogueError,),
        template="office/opening.html",
    )
)
DECIDE_SET: Action[RecordSet] = register(
    Action(
        name="record_set.decide_opening",
        permission="opening.decide",
        label=_("Decide on opening"),
        explanation=_(
            "The strictest status on the way from the fonds down to a record is the one that holds. "
            "Up to 2,000 records below follow at once, more of them within minutes."
        ),
        route="descriptions/<str:key>/opening-set/",
        form=SetOpeningForm,
        find=find_set,
        perform=_decide_set,
        back=page_of,
        offered=_accepted,
        refusals=(CatalogueError,),
        template="office/opening.html",
    )
)
WITHDRAW: Action[Record] = register(
    Action(
        name="record.withdraw",
        permission="record.withdraw",
        label=_("Withdraw"),
        explanation=_(
            "Nobody finds or reads it any more but those who see closed things. Its reference code and its address are "
            "kept and say that it was withdrawn; its masters stay. It can be brought back."
        ),
        route="descriptions/<str:key>/withdraw/",
        form=WithdrawForm,
        find=find,
        perform=_withdraw,
        back=page_of,
        offered=_can_be_withdrawn,
        refusals=(CatalogueError,),
        grave=True,
    )
)
BRING_BACK: Action[Record] = register(
    Action(
        name="record.bring_back",
        permission="record.withdraw",
        label=_("Bring back"),
        explanation=_("It is found and read again as it was, by everybody to whom it is open."),
        route="descriptions/<str:key>/bring-back/",
        form=BringBackForm,
        find=find,
        perform=_bring_back,
        back=page_of,
        offered=_is_withdrawn,
        refusals=(CatalogueError,),
    )
)

OF_A_RECORD = (WITHDRAW, BRING_BACK, DECIDE, REVISE)
OF_A_SET = (DECIDE_SET, REVISE_SET)
