"""Beginning a change of many records: which of them it is about."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lantai.access.queries import reader_for, visible
from lantai.accounts.models import User
from lantai.catalogue.domain.bulk import begin_edit
from lantai.catalogue.domain.errors import CatalogueError
from lantai.catalogue.models import BulkEdit, RecordSet
from lantai.digitisation.models import Batch
from lantai.discovery.language import BadQuery
from lantai.office.actions import deliveries
from lantai.office.actions.descriptions import find_set
from lantai.office.actions.descriptions import page_of as page_of_set
from lantai.office.actions.planning import NotPlanned, page_of, read_sheet, start, uploaded
from lantai.office.actions.register import Action, Done, register
from lantai.office.forms.asked import AskedForm, ConfirmForm
from lantai.office.forms.bulk import BeginForm
from lantai.office.queries import choosing
from lantai.office.words import search_refusal
from lantai.ports.search import SearchFailed


def list_of_edits(subject: Any) -> str:
    return reverse("office_edits")


def _nothing(key: str, user: User) -> None:
    return None


def _begin(subject: None, form: AskedForm, by: User) -> Done:
    asked, to = form.cleaned_data, visible(to=reader_for(by))
    if asked["sheet"]:
        with uploaded(asked["sheet"]) as (path, table):
            return read_sheet(begin_edit(choice={"plan": True}, by=by), path, table)
    if asked["search"]:
        return _begin_with_search(asked["search"], by)
    codes = choosing.of_codes(asked["codes"], to)
    if not codes.records:
        raise NotPlanned(gettext("No record was found that could be changed."))
    edit = begin_edit(choice={"codes": len(codes.records)}, notes=codes.notes, chosen=codes.records, by=by)
    return _begun(edit, chosen=True)


def _begin_with_search(words: str, by: User) -> Done:
    try:
        found = choosing.SearchSource(words, visible(to=reader_for(by))).total()
    except (BadQuery, SearchFailed) as error:
        raise NotPlanned(search_refusal(error)) from error
    if not found:
        raise NotPlanned(gettext("No record was found that could be changed."))
    edit = begin_edit(choice={"search": words}, by=by)
    return _begun(edit, chosen=start(edit, {"kind": "search", "words": words}))


def _begin_with_set(record_set: RecordSet, form: AskedForm, by: User) -> Done:
    edit = begin_edit(choice={"set": record_set.identifier}, by=by)
    return _begun(edit, chosen=start(edit, {"kind": "set", "of": record_set.identifier}))


def _begin_with_batch(batch: Batch, form: AskedForm, by: User) -> Done:
    edit = begin_edit(choice={"batch": batch.identifier}, by=by)
    return _begun(edit, chosen=start(edit, {"kind": "batch", "of": batch.identifier}))


def _begun(edit: BulkEdit, *, chosen: bool) -> Done:
    if not chosen:
        return Done(gettext("The records are being chosen; there are many of them."), page_of(edit))
    sentence = gettext("Change the cells; nothing is written before you have looked at all changes and saved them.")
    return Done(sentence, reverse("office_bulk_edit_cells", args=[edit.identifier]))


BEGIN: Action[Any] = register(
    Action(
        name="bulk_edit.begin",
        permission="record.describe",
        label=_("Change many records"),
        explanation=_("Choose the records; they are then changed in a table, by finding and replacing, or in a sheet."),
        route="descriptions/edits/new/",
        form=BeginForm,
        find=_nothing,
        perform=_begin,
        back=list_of_edits,
        refusals=(NotPlanned, CatalogueError),
        main=True,
    )
)
BEGIN_WITH_SET: Action[RecordSet] = register(
    Action(
        name="record_set.edit_records",
        permission="record.describe",
        label=_("Change its records in a table"),
        route="descriptions/<str:key>/edit-records/",
        form=ConfirmForm,
        find=find_set,
        perform=_begin_with_set,
        back=page_of_set,
    )
)
BEGIN_WITH_BATCH: Action[Batch] = register(
    Action(
        name="delivery.edit_records",
        permission="record.describe",
        label=_("Change its records in a table"),
        route="deliveries/<str:key>/edit-records/",
        form=ConfirmForm,
        find=deliveries.find,
        perform=_begin_with_batch,
        back=deliveries.page_of,
        offered=choosing.has_records,
    )
)
