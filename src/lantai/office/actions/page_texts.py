"""What can be done to the text of a page: a person corrects it."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lantai.accounts.models import User
from lantai.digitisation.domain.correcting import CorrectionRefused, correct_page
from lantai.office.actions.register import Action, Done, register
from lantai.office.forms.asked import AskedForm
from lantai.office.forms.page_texts import CorrectForm
from lantai.office.queries.page_texts import PageText, find_text

PERMISSION = "page.correct"


def _page_of_holder(text: PageText) -> str:
    return reverse("office_description", args=[text.page.holder.identifier])


def _correct(text: PageText, form: AskedForm, by: User) -> Done:
    assert isinstance(form, CorrectForm)
    said = form.cleaned_data
    made = correct_page(text.page, form.reading(), by=by, reason=said["reason"], seen=said["seen"])
    address = CORRECT.url(text.after if said["then"] == "next" and text.after else text.key)
    if made.pk == said["seen"]:
        return Done(gettext("It says what it said before; nothing was written."), address)
    return Done(gettext("The text is corrected; what stood there before is kept."), address)


CORRECT: Action[PageText] = register(
    Action(
        name="page.correct",
        permission=PERMISSION,
        label=_("Correct the text"),
        route="texts/<str:key>/",
        form=CorrectForm,
        find=find_text,
        perform=_correct,
        back=_page_of_holder,
        refusals=(CorrectionRefused,),
        template="office/page_text.html",
        main=True,
    )
)
