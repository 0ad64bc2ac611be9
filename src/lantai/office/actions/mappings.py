"""What can be done about the columns of a delivery: say what they are, and keep it for later ones."""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lantai.accounts.models import User
from lantai.digitisation.domain.mapping_columns import CHECKED_AGAIN, PastChecking, keep_columns, map_columns
from lantai.digitisation.enums import BatchState
from lantai.digitisation.mapping_profiles import BadName, NameTaken
from lantai.digitisation.models import Batch
from lantai.digitisation.tasks import work_on_batch
from lantai.office.actions.deliveries import find, page_of
from lantai.office.actions.register import Action, Done, register
from lantai.office.forms.asked import AskedForm
from lantai.office.forms.mappings import MappingForm
from lantai.office.queries import deliveries, mappings

_MAPPED = (*CHECKED_AGAIN, BatchState.STORED, BatchState.DESCRIBED)


def _map(batch: Batch, form: AskedForm, by: User) -> Done:
    assert isinstance(form, MappingForm)
    keep_as, replace = form.cleaned_data["keep_as"], form.cleaned_data["replace"]
    if not form.checked_again:
        keep_columns(batch, mapping=form.mapping, keep_as=keep_as, replace=replace, by=by)
        return Done(gettext("The mapping is kept; this delivery stays as it was read."), page_of(batch))
    held = map_columns(batch, mapping=form.mapping, keep_as=keep_as, replace=replace, by=by)
    work_on_batch.enqueue(held.pk)
    return Done(gettext("The columns are mapped; the delivery is being checked again."), page_of(batch))


def _can_map(batch: Batch) -> bool:
    return batch.state in _MAPPED and not deliveries.is_running(batch) and mappings.concerns(batch)


MAP: Action[Batch] = register(
    Action(
        name="delivery.map",
        permission="batch.receive",
        label=_("Map its columns"),
        explanation=_("Say of each column what it is. What is left empty is taken as its heading says, or not at all."),
        route="deliveries/<str:key>/columns/",
        form=MappingForm,
        find=find,
        perform=_map,
        back=page_of,
        offered=_can_map,
        refusals=(PastChecking, BadName, NameTaken, OSError),
        template="office/mapping.html",
    )
)
