"""Registered actions: every way in which a person changes something from the office.

An action names the permission it needs, the form it asks with and the domain function that does it. Views, URLs and
buttons are made from the register, so that a change means the same from office, command line and shell, and
what nobody registered cannot be done here (house.md, decision 6).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.urls import reverse
from django.utils.functional import Promise

from lantai.accounts.models import User
from lantai.office.forms.asked import AskedForm, ConfirmForm

Subject = TypeVar("Subject")


class ActionTaken(Exception):
    """Two actions were registered under one name."""


@dataclass(frozen=True, slots=True)
class Done:
    """What a person is told afterwards, and where they go.

    ``secret`` is shown once, on the answer itself, and kept nowhere.
    """

    sentence: str
    url: str
    secret: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Action(Generic[Subject]):
    """One thing that a person may do to one object.

    ``route`` stands below /admin/ and holds ``<str:key>`` when there is an object already; ``find`` fetches it
    as far as that person may see it (Http404 otherwise). ``perform`` calls the domain with what the valid form gave;
    the exceptions in ``refusals`` are its ways of saying no, each one sentence for people.
    """

    name: str
    permission: str
    label: Promise
    route: str
    form: type[AskedForm]
    perform: Callable[[Subject, AskedForm, User], Done]
    find: Callable[[str, User], Subject]
    back: Callable[[Subject], str]
    explanation: Promise | str = ""
    offered: Callable[[Subject], bool] = lambda subject: True
    refusals: tuple[type[Exception], ...] = ()
    template: str = "office/action.html"
    grave: bool = False
    """It takes something away: asked in red, never the first button."""
    main: bool = False
    """The act that the page is for."""

    @property
    def url_name(self) -> str:
        return "office_" + self.name.replace(".", "_")

    def url(self, key: str = "") -> str:
        return reverse(self.url_name, args=[key] if key else [])

    def allowed(self, user: User) -> bool:
        return user.may(self.permission)


_register: dict[str, Action[Any]] = {}


def register(action: Action[Subject]) -> Action[Subject]:
    """Enter an action. Raises ActionTaken."""
    if action.name in _register:
        raise ActionTaken(f"The action {action.name} is registered already; give another name.")
    _register[action.name] = action
    return action


def all_actions() -> tuple[Action[Any], ...]:
    return tuple(_register.values())


@dataclass(frozen=True, slots=True)
class Offer:
    """An action as a button: where it leads and how it looks. ``direct``: pressed it is done, nothing is asked."""

    label: Promise
    url: str
    main: bool
    grave: bool
    direct: bool


def offers(actions: Iterable[Action[Subject]], subject: Subject, *, key: str, to: User) -> tuple[Offer, ...]:
    """Those of the actions that this person may take on this object now."""
    return tuple(
        Offer(action.label, action.url(key), action.main, action.grave, action.form is ConfirmForm)
        for action in actions
        if action.allowed(to) and action.offered(subject)
    )
