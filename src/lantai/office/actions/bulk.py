"""What can be done to many records at once: chosen, typed into a grid, replaced, brought back in a sheet, saved."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from lantai.access.queries import reader_for, visible
from lantai.accounts.models import User
from lantai.catalogue.domain.bulk import begin_edit, discard_edit, plan, refuse_unless_draft, save_edit
from lantai.catalogue.domain.errors import CatalogueError
from lantai.catalogue.domain.replacing import plan_replacement
from lantai.catalogue.enums import EditState
from lantai.catalogue.models import BulkEdit, RecordSet
from lantai.digitisation.models import Batch
from lantai.digitisation.sheets.unreadable import UnreadableSheet
from lantai.discovery.language import BadQuery
from lantai.office.actions import deliveries
from lantai.office.actions.descriptions import find_set
from lantai.office.actions.descriptions import page_of as page_of_set
from lantai.office.actions.register import Action, Done, register
from lantai.office.forms.asked import AskedForm, ConfirmForm
from lantai.office.forms.bulk import BeginForm, CellsForm, ReplaceForm, SaveForm, SheetForm
from lantai.office.queries import choosing
from lantai.office.queries.bulk import Opened, opened
from lantai.office.queries.choosing import Choice
from lantai.office.record_sheets import NotOurSheet, SheetIn, open_sheet
from lantai.office.words import search_refusal
from lantai.ports.search import SearchFailed


class NothingChosen(Exception):
    """The choice holds no record; the message says why."""


def list_of_edits(subject: Any) -> str:
    return reverse("office_edits")


def grid_of(one: Opened) -> str:
    return reverse("office_bulk_edit_cells", args=[one.edit.identifier])


def preview_of(one: Opened) -> str:
    return reverse("office_edit_preview", args=[one.edit.identifier])


def _nothing(key: str, user: User) -> None:
    return None


def _is_draft(one: Opened) -> bool:
    return one.is_draft


# -- choosing -------------------------------------------------------------------------------------


def _begin(subject: None, form: AskedForm, by: User) -> Done:
    asked, to = form.cleaned_data, visible(to=reader_for(by))
    if asked["sheet"]:
        with _opened_sheet(asked["sheet"]) as sheet:
            return _from_sheet(Opened(begin_edit(choice=choosing.of_plan().chosen, by=by), to), sheet)
    choice = choosing.of_codes(asked["codes"], to) if asked["codes"] else _searched(asked["search"], by)
    if not choice.chosen["identifiers"]:
        raise NothingChosen(gettext("No record was found that could be changed."))
    return _begun(choice, by)


def _searched(text: str, by: User) -> Choice:
    try:
        return choosing.of_search(text, visible(to=reader_for(by)))
    except (BadQuery, SearchFailed) as error:
        raise NothingChosen(search_refusal(error)) from error


def _begin_with_set(record_set: RecordSet, form: AskedForm, by: User) -> Done:
    return _begun(choosing.of_set(record_set), by)


def _begin_with_batch(batch: Batch, form: AskedForm, by: User) -> Done:
    return _begun(choosing.of_batch(batch), by)


def _begun(choice: Choice, by: User) -> Done:
    edit = begin_edit(choice=choice.chosen, notes=choice.notes, by=by)
    sentence = gettext("Change the cells; nothing is written before you have looked at all changes and saved them.")
    return Done(sentence, reverse("office_bulk_edit_cells", args=[edit.identifier]))


# -- drawing up -----------------------------------------------------------------------------------


def _cells(one: Opened, form: AskedForm, by: User) -> Done:
    assert isinstance(form, CellsForm)
    plan(one.edit, form.wanted())
    asked = form.cleaned_data
    if asked["then"] == "preview":
        return Done(gettext("This is what would be changed. Nothing is written yet."), preview_of(one))
    here = form.address(**{name: asked[name] for name in ("after", "before") if asked[name]})
    page = form.later if asked["then"] == "next" and form.later else here
    return Done(gettext("The cells are kept; nothing is written yet."), f"{grid_of(one)}{page}")


def _replace(one: Opened, form: AskedForm, by: User) -> Done:
    assert isinstance(form, ReplaceForm)
    found = plan_replacement(one.edit, one.records, form.replacement())
    sentence = ngettext("It was found in %(count)s record.", "It was found in %(count)s records.", found)
    return Done(f"{sentence % {'count': found}} {gettext('Nothing is written yet.')}", preview_of(one))


def _sheet(one: Opened, form: AskedForm, by: User) -> Done:
    refuse_unless_draft(one.edit)
    with _opened_sheet(form.cleaned_data["sheet"]) as sheet:
        return _from_sheet(one, sheet)


def _from_sheet(one: Opened, sheet: SheetIn) -> Done:
    plan(one.edit, sheet.wanted(one.to.records()))
    BulkEdit.objects.filter(pk=one.edit.pk).update(notes=sheet.notes)
    return Done(gettext("This is what differs. Nothing is written yet."), preview_of(one))


@contextmanager
def _opened_sheet(file: Any) -> Iterator[SheetIn]:
    """The upload as a file of its own, gone afterwards; what is the matter with it as one sentence."""
    with TemporaryDirectory(prefix="lantai-sheet-") as folder:
        path = Path(folder) / "records.xlsx"
        with path.open("wb") as target:
            for piece in file.chunks():
                target.write(piece)
        try:
            yield open_sheet(path, scratch=Path(folder))
        except UnreadableSheet as error:
            raise NotOurSheet(
                gettext("The file cannot be read as a sheet (%(reason)s); save it anew as XLSX.")
                % {"reason": error.reason.value}
            ) from error


# -- saving ---------------------------------------------------------------------------------------


def _save(one: Opened, form: AskedForm, by: User) -> Done:
    edit = save_edit(one.edit, reason=form.cleaned_data["reason"], by=by)
    if edit.state == EditState.SAVING:
        return Done(gettext("The changes are being saved; a worker does the rest."), preview_of(one))
    saved = ngettext("%(count)s record is changed.", "%(count)s records are changed.", edit.done)
    return Done(saved % {"count": edit.done}, preview_of(one))


def _discard(one: Opened, form: AskedForm, by: User) -> Done:
    discard_edit(one.edit, by=by)
    return Done(gettext("The changes are thrown away; nothing was written."), list_of_edits(None))


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
        refusals=(NothingChosen, NotOurSheet, CatalogueError),
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
CELLS: Action[Opened] = register(
    Action(
        name="bulk_edit.cells",
        permission="record.describe",
        label=_("Table of records"),
        route="descriptions/edits/<str:key>/",
        form=CellsForm,
        find=opened,
        perform=_cells,
        back=preview_of,
        offered=_is_draft,
        refusals=(CatalogueError,),
        template="office/edit_grid.html",
        main=True,
    )
)
REPLACE: Action[Opened] = register(
    Action(
        name="bulk_edit.replace",
        permission="record.describe",
        label=_("Find and replace"),
        explanation=_("In all the chosen records. What would be changed is shown before anything is written."),
        route="descriptions/edits/<str:key>/replace/",
        form=ReplaceForm,
        find=opened,
        perform=_replace,
        back=preview_of,
        offered=_is_draft,
        refusals=(CatalogueError,),
    )
)
SHEET: Action[Opened] = register(
    Action(
        name="bulk_edit.sheet",
        permission="record.describe",
        label=_("Bring a sheet back"),
        explanation=_("Records that somebody changed since they were taken out are not touched; what changed is told."),
        route="descriptions/edits/<str:key>/sheet/",
        form=SheetForm,
        find=opened,
        perform=_sheet,
        back=preview_of,
        offered=_is_draft,
        refusals=(NotOurSheet, CatalogueError),
    )
)
SAVE: Action[Opened] = register(
    Action(
        name="bulk_edit.save",
        permission="record.describe",
        label=_("Save the changes"),
        route="descriptions/edits/<str:key>/save/",
        form=SaveForm,
        find=opened,
        perform=_save,
        back=preview_of,
        offered=_is_draft,
        refusals=(CatalogueError,),
        main=True,
    )
)
DISCARD: Action[Opened] = register(
    Action(
        name="bulk_edit.discard",
        permission="record.describe",
        label=_("Throw the changes away"),
        explanation=_("The table is emptied. What stands in the catalogue stays as it is."),
        route="descriptions/edits/<str:key>/discard/",
        form=AskedForm,
        find=opened,
        perform=_discard,
        back=preview_of,
        offered=_is_draft,
        refusals=(CatalogueError,),
        grave=True,
    )
)

WAYS = (DISCARD, SHEET, REPLACE)
