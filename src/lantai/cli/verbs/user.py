"""`lantai user`: who works here. What somebody may do comes from roles (docs/roles.md)."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lantai.cli import house, options, telling
from lantai.cli.failure import WrongUse

if TYPE_CHECKING:
    from lantai.accounts.models import User

app = options.verb()
_Username = Annotated[str, typer.Argument(metavar="USER", help="The name that the user logs in with.")]


@app.callback(no_args_is_help=True)
def user() -> None:
    """Add people, set their passwords, give and take roles.

    \b
    lantai user add mei --name 梅 --role cataloguer --role digitiser
    lantai user password mei
    lantai user roles mei reviewer
    """


@app.command()
def add(
    username: _Username,
    name: Annotated[str, typer.Option(help="The name that others see.")] = "",
    email: Annotated[str, typer.Option(help="Where a new password may be asked for, when mail is set up.")] = "",
    role: Annotated[list[str] | None, typer.Option(help="A role; may be given more than once.")] = None,
    by: options.By = None,
) -> None:
    """Make a user, without a password yet."""
    house.enter()
    from django.db import transaction

    from lantai.accounts import domain as accounts
    from lantai.accounts.roles import UnknownRole
    from lantai.journal import domain as journal

    roles = role or []
    actor = house.acting_user(by)
    try:
        with transaction.atomic():
            made = accounts.create_user(username=username, display_name=name, email=email, roles=roles)
            journal.write("user.created", made, by=actor, detail={"roles": sorted(roles)})
    except UnknownRole as error:
        raise WrongUse(str(error)) from error
    telling.say(f"Made {username}; set a password with: lantai user password {username}")


@app.command()
def password(username: _Username, by: options.By = None) -> None:
    """Set a password: asked for twice on a terminal, else the first line of standard input."""
    house.enter()
    from django.db import transaction

    from lantai.accounts import domain as accounts
    from lantai.journal import domain as journal

    subject, actor = house.user_named(username), house.acting_user(by)
    chosen = _ask() if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    with transaction.atomic():
        accounts.set_password(subject, password=chosen)
        journal.write("user.password_set", subject, by=actor)
    telling.say(f"The password of {username} is set.")


@app.command()
def roles(
    username: _Username,
    role: Annotated[list[str] | None, typer.Argument(help="The roles that the user shall have, and no others.")] = None,
    none: Annotated[bool, typer.Option("--none", help="Take every role away.")] = False,
    by: options.By = None,
    json: options.AsJson = False,
) -> None:
    """Tell the roles of a user, or give exactly those named."""
    house.enter()
    from django.db import transaction

    from lantai.accounts import domain as accounts
    from lantai.accounts.roles import UnknownRole
    from lantai.journal import domain as journal

    subject = house.user_named(username)
    if role or none:
        actor = house.acting_user(by)
        try:
            with transaction.atomic():
                accounts.set_roles(subject, roles=role or [])
                journal.write("user.roles_set", subject, by=actor, detail={"roles": sorted(role or [])})
        except UnknownRole as error:
            raise WrongUse(str(error)) from error
    if json:
        telling.answer(_as_dict(subject))
    else:
        telling.say(" ".join(_roles(subject)))


@app.command("list")
def list_users(json: options.AsJson = False) -> None:
    """List everybody, with roles."""
    house.enter()
    from lantai.accounts.models import User

    users = list(User.objects.order_by("username").prefetch_related("held_roles"))
    if json:
        telling.answer([_as_dict(one) for one in users])
        return
    rows = [
        (one.username, one.display_name, " ".join(_roles(one)), "" if one.has_usable_password() else "no password")
        for one in users
    ]
    telling.table(("user", "name", "roles", ""), rows)


def _as_dict(user: User) -> dict[str, Any]:
    return {
        "user": user.username,
        "name": user.display_name,
        "active": user.is_active,
        "password": user.has_usable_password(),
        "roles": _roles(user),
    }


def _roles(user: User) -> list[str]:
    return sorted(held.role for held in user.held_roles.all())


def _ask() -> str:
    """Raises WrongUse when the two do not agree."""
    first = str(typer.prompt("New password", hide_input=True))
    if first != typer.prompt("Once more", hide_input=True):
        raise WrongUse("The two passwords differ; nothing was changed.")
    return first
