"""What can be done to a static page of the site: it is written anew."""

from __future__ import annotations

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lantai.accounts.models import User
from lantai.office.actions.register import Action, Done, register
from lantai.office.forms.asked import AskedForm
from lantai.office.forms.static_pages import StaticPageForm
from lantai.publishing.domain import PageRefused, revise_page
from lantai.publishing.models import LANGUAGES, PageName
from lantai.publishing.queries import Text, text_of

PERMISSION = "publication.edit"


def find(key: str, user: User) -> Text:
    """The page of this key, as ``about.en``. Raises Http404."""
    name, _dot, language = key.partition(".")
    if name not in PageName.values or language not in LANGUAGES:
        raise Http404(f"No page {key}.")
    return text_of(PageName(name), language)


def page_of(text: Text) -> str:
    return reverse("office_static_page", args=[text.key])


def _revise(text: Text, form: AskedForm, by: User) -> Done:
    asked = form.cleaned_data
    revise_page(text.name, text.language, title=asked["title"], body=asked["body"], version=asked["version"], by=by)
    return Done(gettext("The page is written; readers see it now."), page_of(text))


REVISE: Action[Text] = register(
    Action(
        name="static_page.revise",
        permission=PERMISSION,
        label=_("Write this page"),
        route="site-pages/<str:key>/revise/",
        form=StaticPageForm,
        find=find,
        perform=_revise,
        back=page_of,
        refusals=(PageRefused,),
        main=True,
    )
)
