"""StaticPage: what the archive says of itself, in its own words, in each language of the site."""

from __future__ import annotations

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

LANGUAGES: Final = ("zh-Hant", "zh-Hans", "en")
"""Those of the site, as BCP 47 writes them."""


class PageName(models.TextChoices):
    """The pages that every site has; the value is the address."""

    ABOUT = "about", _("About the archive")
    HELP = "help", _("How to use the site")
    TERMS = "terms", _("Terms of use")
    PRIVACY = "privacy", _("Privacy")
    CONTACT = "contact", _("Contact")


class StaticPage(models.Model):
    """One page in one language as staff wrote it; with an empty body the text of the profiles stands.

    ``body`` is Markdown. What stood before is in the journal.
    """

    name = models.CharField(max_length=16, choices=PageName.choices)
    language = models.CharField(max_length=8)
    title = models.CharField(max_length=200, blank=True)
    body = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    revised_at = models.DateTimeField()

    class Meta:
        verbose_name = _("static page")
        verbose_name_plural = _("static pages")
        constraints = [models.UniqueConstraint(fields=["name", "language"], name="one_text_a_language")]

    def __str__(self) -> str:
        return f"{self.name} ({self.language})"
