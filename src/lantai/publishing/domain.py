"""Writing static pages."""

from __future__ import annotations

from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from lantai.accounts.models import User
from lantai.journal import domain as journal
from lantai.publishing.models import PageName, StaticPage

LONGEST: Final = 50_000
"""Characters of a body."""


class PageRefused(Exception):
    """Nothing was written; the message says why."""


@transaction.atomic
def revise_page(name: PageName, language: str, *, title: str, body: str, version: int, by: User) -> StaticPage:
    """Write what the page says from now on; with an empty body the text of the profiles stands again.

    ``version`` is the one that was shown, 0 where nobody had written yet. Raises PageRefused when somebody else wrote
    meanwhile, when a text has no title and when it is too long. Without a difference nothing is written.
    """
    title, body = " ".join(title.split()), body.replace("\r\n", "\n").strip()
    if body and not title:
        raise PageRefused(gettext("The page needs a title."))
    if len(body) > LONGEST:
        raise PageRefused(gettext("The text has more than %(limit)s characters.") % {"limit": LONGEST})
    page = StaticPage.objects.select_for_update().filter(name=name, language=language).first()
    if (page.version if page else 0) != version:
        raise PageRefused(gettext("Somebody else wrote this page meanwhile; look at it again."))
    if page is None:
        page = StaticPage(name=name, language=language, version=0)
    before, after = {"title": page.title, "body": page.body}, {"title": title, "body": body}
    if page.pk and before == after:
        return page
    page.title, page.body = title, body
    page.version += 1
    page.revised_at = timezone.now()
    page.full_clean(validate_unique=False, validate_constraints=False)
    page.save()
    journal.write("static_page.revised", page, by=by, detail={"before": before, "after": after})
    return page
