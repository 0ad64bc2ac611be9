"""What can be done to a description."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lantai.access.queries import reader_for, visible
from lantai.accounts.models import User
from lantai.catalogue.domain.errors import CatalogueError
from lantai.catalogue.domain.record import revise_record
from lantai.catalogue.models import Record, RecordSet
from lantai.office.actions.register import Action, Done, register
from lantai.office.forms.asked import AskedForm
from lantai.office.forms.descriptions import ReviseForm
from lantai.office.queries import descriptions


def find(key: str, user: User) -> Record:
    return descriptions.find_record(key, visible(to=reader_for(user)))


def page_of(description: Record | RecordSet) -> str:
    return reverse("office_description", args=[description.identifier])


def _revise(record: Record, form: AskedForm, by: User) -> Done:
    assert isinstance(form, ReviseForm)
    revised = revise_record(record, description=form.description(), version=form.cleaned_data["version"], by=by)
    changed = revised.version != record.version
    sentence = gettext("The description is saved.") if changed else gettext("Nothing was changed.")
    return Done(sentence, page_of(record))


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
