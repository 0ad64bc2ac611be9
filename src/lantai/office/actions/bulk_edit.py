"""What can be done to a change of many records: typed into a grid, replaced, read from a sheet, saved, taken back."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from lantai.accounts.models import User
from lantai.catalogue.domain.bulk import discard_edit, pause_edit, refuse_unless_draft, resume_edit
from lantai.catalogue.domain.errors import CatalogueError
from lantai.catalogue.domain.planning import plan
from lantai.catalogue.domain.saving import save_edit
from lantai.catalogue.domain.taking_back import begin_taking_back
from lantai.catalogue.enums import EditState
from lantai.journal.waking import wake
from lantai.office.actions.bulk import list_of_edits
from lantai.office.actions.planning import NotPlanned, page_of, read_sheet, start, uploaded
from lantai.office.actions.register import Action, Done, register
from lantai.office.forms.asked import AskedForm, ConfirmForm
from lantai.office.forms.bulk import CellsForm, ReplaceForm, SaveForm, SheetForm
from lantai.office.queries.bulk import Opened, opened
from lantai.office.queries.bulk_progress import progress
from lantai.office.record_sheets import kept
from lantai.office.tasks import plan_bulk_edits


def grid_of(one: Opened) -> str:
    return reverse("office_bulk_edit_cells", args=[one.edit.identifier])


def preview_of(one: Opened) -> str:
    return page_of(one.edit)


def _is_draft(one: Opened) -> bool:
    return one.is_draft


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
    asked = form.replacement()
    asked.refuse_nonsense()
    work = {"kind": "replace", "fields": list(asked.fields), "words": asked.words, "by": asked.by, "how": asked.how}
    if not start(one.edit, work):
        return Done(gettext("It is being looked for; there are many records."), preview_of(one))
    found = one.edit.looked_count - one.edit.unchanged_count
    sentence = ngettext("It was found in %(count)s record.", "It was found in %(count)s records.", found)
    unwritten = gettext("Nothing is written yet.")  # not inside the f-string, where no tool finds it
    return Done(f"{sentence % {'count': found}} {unwritten}", preview_of(one))


def _sheet(one: Opened, form: AskedForm, by: User) -> Done:
    refuse_unless_draft(one.edit)
    with uploaded(form.cleaned_data["sheet"]) as (path, table):
        return read_sheet(one.edit, path, table)


def _pause(one: Opened, form: AskedForm, by: User) -> Done:
    pause_edit(one.edit, by=by)
    return Done(gettext("The work rests; what is done is kept."), preview_of(one))


def _resume(one: Opened, form: AskedForm, by: User) -> Done:
    resume_edit(one.edit, by=by)
    if one.edit.state == EditState.PLANNING:
        wake(plan_bulk_edits)
    return Done(gettext("The work goes on."), preview_of(one))


def _moves(one: Opened) -> bool:
    work = progress(one.edit)
    return work is not None and work.moving


def _rests(one: Opened) -> bool:
    work = progress(one.edit)
    return work is not None and not work.moving


# -- saving ---------------------------------------------------------------------------------------


def _save(one: Opened, form: AskedForm, by: User) -> Done:
    edit = save_edit(one.edit, reason=form.cleaned_data["reason"], by=by)
    if edit.state == EditState.SAVING:
        return Done(gettext("The changes are being saved; a worker does the rest."), preview_of(one))
    saved = ngettext("%(count)s record is changed.", "%(count)s records are changed.", edit.applied_count)
    return Done(saved % {"count": edit.applied_count}, preview_of(one))


def _discard(one: Opened, form: AskedForm, by: User) -> Done:
    discard_edit(one.edit, by=by)
    kept.sweep()
    return Done(gettext("The changes are thrown away; nothing was written."), list_of_edits(None))


def _can_be_discarded(one: Opened) -> bool:
    return one.edit.state in {EditState.DRAFT, EditState.PLANNING}


def _undo(one: Opened, form: AskedForm, by: User) -> Done:
    edit = begin_taking_back(one.edit, by=by)
    if start(edit, {"kind": "undo"}):
        return Done(gettext("This is what would be taken back. Nothing is written yet."), page_of(edit))
    return Done(gettext("It is being looked up what the records said before."), page_of(edit))


def _is_saved(one: Opened) -> bool:
    return one.edit.state == EditState.SAVED and one.edit.applied_count > 0


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
        refusals=(NotPlanned, CatalogueError),
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
        refusals=(NotPlanned, CatalogueError),
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
        offered=_can_be_discarded,
        refusals=(CatalogueError,),
        grave=True,
    )
)

PAUSE: Action[Opened] = register(
    Action(
        name="bulk_edit.pause",
        permission="record.describe",
        label=_("Pause"),
        route="descriptions/edits/<str:key>/pause/",
        form=ConfirmForm,
        find=opened,
        perform=_pause,
        back=preview_of,
        offered=_moves,
        refusals=(CatalogueError,),
    )
)
RESUME: Action[Opened] = register(
    Action(
        name="bulk_edit.resume",
        permission="record.describe",
        label=_("Resume"),
        route="descriptions/edits/<str:key>/resume/",
        form=ConfirmForm,
        find=opened,
        perform=_resume,
        back=preview_of,
        offered=_rests,
        refusals=(CatalogueError,),
    )
)
UNDO: Action[Opened] = register(
    Action(
        name="bulk_edit.undo",
        permission="record.describe",
        label=_("Take this change back"),
        explanation=_(
            "What the records said before is planned as a change of its own and shown before it is saved. "
            "What somebody changed since stays as it is."
        ),
        route="descriptions/edits/<str:key>/undo/",
        form=ConfirmForm,
        find=opened,
        perform=_undo,
        back=preview_of,
        offered=_is_saved,
        refusals=(NotPlanned, CatalogueError),
    )
)

WAYS = (DISCARD, SHEET, REPLACE, UNDO)
WORK = (PAUSE, RESUME)
