"""The desks: the menu in the order of the work, who may sit at each, and how much waits there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lantai.accounts.models import User
from lantai.office.queries import deliveries, proposals, sampling


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """One entry of the menu. ``waiting`` counts what stands there to be done."""

    name: str
    label: Promise
    permission: str
    url_name: str
    icon: str
    waiting: Callable[[], int] = lambda: 0

    @property
    def url(self) -> str:
        return reverse(self.url_name)

    def open_to(self, user: User) -> bool:
        return user.may(self.permission)


DESKS = (
    Desk(
        name="deliveries",
        label=_("Deliveries"),
        permission="custody.see",
        url_name="office_deliveries",
        icon="download",
        waiting=deliveries.waiting_count,
    ),
    Desk(
        name="sampling",
        label=_("Sampling"),
        permission="custody.see",
        url_name="office_sampling",
        icon="view",
        waiting=sampling.waiting_count,
    ),
    Desk(
        name="contractors",
        label=_("Contractors"),
        permission="custody.see",
        url_name="office_contractors",
        icon="clipboard-list",
    ),
    Desk(
        name="descriptions",
        label=_("Descriptions"),
        permission="office.enter",
        url_name="office_descriptions",
        icon="edit",
    ),
    Desk(
        name="texts",
        label=_("Texts of pages"),
        permission="page.correct",
        url_name="office_doubtful_pages",
        icon="doc-full-inverse",
        waiting=proposals.waiting_count,
    ),
    Desk(
        name="pages",
        label=_("Pages of the site"),
        permission="publication.edit",
        url_name="office_static_pages",
        icon="doc-empty",
    ),
    Desk(
        name="usage",
        label=_("Use of the site"),
        permission="office.enter",
        url_name="office_usage",
        icon="view",
    ),
    Desk(
        name="journal",
        label=_("Journal"),
        permission="journal.read",
        url_name="office_journal",
        icon="history",
    ),
    Desk(
        name="people",
        label=_("Users and roles"),
        permission="user.manage",
        url_name="office_people",
        icon="group",
    ),
)


def desks_for(user: User) -> list[Desk]:
    return [desk for desk in DESKS if desk.open_to(user)]
