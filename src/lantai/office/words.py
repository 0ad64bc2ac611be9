"""Words of the office: the journal's verbs, and what Wagtail's own Chinese catalogues leave in English."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Promise] = {
    "batch.received": _("delivery registered"),
    "batch.checked": _("delivery checked"),
    "batch.refused": _("delivery refused"),
    "batch.described": _("delivery described"),
    "batch.accepted": _("delivery accepted"),
    "batch.rolled_back": _("delivery rolled back"),
    "batch.stop_wished": _("work asked to stop"),
    "record.described": _("record described"),
    "record.revised": _("description revised"),
    "record.accepted": _("record accepted"),
    "record.removed": _("record removed"),
    "record_set.described": _("record set described"),
    "record_set.accepted": _("record set accepted"),
    "record_set.removed": _("record set removed"),
    "page.read": _("page read by machine"),
    "user.created": _("user made"),
    "user.roles_set": _("roles set"),
    "user.password_set": _("password set"),
    "user.switched_on": _("user switched on"),
    "user.switched_off": _("user switched off"),
}


def verb(name: str) -> str:
    return str(VERBS.get(name, name))


SHELL = (
    _("Password"),
    _("Profile"),
    _("Use server language: %(language_name)s"),
    _("Theme preferences"),
    _("admin theme"),
    _("Light"),
    _("Dark"),
    _("System default"),
    _("contrast"),
    _("More contrast"),
    _("density"),
    _("Default"),
    _("Snug"),
    _("Keyboard shortcuts"),
    _("Enable custom keyboard shortcuts specific to Wagtail."),
)
"""Only named here, so that they are translated with the rest; the shell looks them up by itself."""
