"""What can be done to the protected names: the list is kept."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from lantai.accounts.models import User
from lantai.digitisation.domain.keeping_names import NamesRefused, keep_names
from lantai.office.actions.register import Action, Done, register
from lantai.office.forms.asked import AskedForm
from lantai.office.forms.names import NamesForm


def _back(_nothing: None) -> str:
    return reverse("office_doubtful_pages")


def _keep(_nothing: None, form: AskedForm, by: User) -> Done:
    count = keep_names(form.cleaned_data["names"], seen=form.cleaned_data["seen"], by=by)
    told = ngettext("%(count)s name is kept.", "%(count)s names are kept.", count) % {"count": f"{count:,}"}
    return Done(told, _back(None))


KEEP: Action[None] = register(
    Action(
        name="names.keep",
        permission="page.correct",
        label=_("Keep the protected names"),
        explanation=_(
            "Where a name of this list stands in a line but for one doubtful character, the desk offers that character."
        ),
        route="names/",
        form=NamesForm,
        find=lambda _key, _user: None,
        perform=_keep,
        back=_back,
        refusals=(NamesRefused, OSError),
    )
)
