"""Entering the house from the command line: the home, Django set up once, and who acts."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from lantai.cli.failure import WrongUse
from lantai.config import home
from lantai.config.installation import Installation, load

if TYPE_CHECKING:
    from lantai.accounts.models import User
    from lantai.catalogue.models import Record, RecordSet
    from lantai.digitisation.models import Batch

ADMIN = "admin"


def enter(*, any_tables: bool = False) -> Installation:
    """Set Django up; from here on models and domains may be imported.

    ``any_tables``: also when the database is of another version. Raises NoHome, BadSetting, WrongUse.
    """
    found = load()
    home.require_home(found.home)
    _set_up()
    if not any_tables:
        _require_current_tables()
    return found


def prepare(*, pattern: str = "lantai") -> tuple[Installation, bool]:
    """Make the home, bring tables and index up to date, make the user admin; whether the home is new.

    What stands already is left as it is. ``pattern`` names the settings file to begin with (``profiles/``).
    """
    fresh = home.make_home(load().home, pattern=pattern)
    _set_up()
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    _make_admin()
    _make_index()
    return load(), fresh


def user_named(username: str) -> User:
    """Raises WrongUse."""
    from lantai.accounts.models import User

    try:
        return User.objects.get(username=username)
    except User.DoesNotExist:
        raise WrongUse(f"There is no user {username!r}; `lantai user list` names them all.") from None


def acting_user(username: str | None) -> User:
    """Who does what is about to be done: the one named, else the only administrator. Raises WrongUse."""
    from lantai.accounts.domain import ADMINISTRATOR
    from lantai.accounts.models import User

    if username:
        return user_named(username)
    administrators = list(User.objects.filter(is_active=True, held_roles__role=ADMINISTRATOR)[:2])
    if len(administrators) == 1:
        return administrators[0]
    raise WrongUse(
        "Several people are administrators here; say with --by who acts."
        if administrators
        else "Nobody is an administrator here; `lantai init` makes the user admin."
    )


def batch(identifier: str) -> Batch:
    """Raises WrongUse."""
    from lantai.digitisation.models import Batch

    try:
        return Batch.objects.get(identifier=identifier)
    except Batch.DoesNotExist:
        raise WrongUse(f"There is no batch {identifier!r}; `lantai ingest` tells its identifier.") from None


def described(name: str) -> Record | RecordSet:
    """A record or a record set by its identifier or its reference code. Raises WrongUse."""
    from lantai.catalogue.models import Record, RecordSet
    from lantai.catalogue.queries.record import by_code

    identifier = by_code(Record.objects.all(), RecordSet.objects.all(), name) or name
    found = (rows.filter(identifier=identifier).first() for rows in (Record.objects, RecordSet.objects))
    one = next((each for each in found if each is not None), None)
    if one is None:
        raise WrongUse(f"There is no record {name!r}; its identifier or its reference code was expected.")
    return one


def _set_up() -> None:
    """Set Django up; the command speaks English, whatever the language of the site."""
    import django
    from django.utils import translation

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lantai.config.settings")
    django.setup()
    translation.activate("en")


def _require_current_tables() -> None:
    from lantai.config.health import pending_migrations

    if pending_migrations():
        raise WrongUse("The tables of this home are of another version; `lantai init` brings them up to date.")


def _make_admin() -> None:
    from django.db import transaction

    from lantai.accounts import domain as accounts
    from lantai.accounts.models import User
    from lantai.journal import domain as journal

    if User.objects.exists():
        return
    with transaction.atomic():
        admin = accounts.create_user(username=ADMIN, roles=[accounts.ADMINISTRATOR])
        journal.write("user.created", admin, by=admin, detail={"roles": [accounts.ADMINISTRATOR]})


def _make_index() -> None:
    """Where there is no index, or one of another release, it is made anew."""
    from lantai.discovery import indexing, rebuilding
    from lantai.ports.search import IndexUnusable

    try:
        indexing.position()
    except IndexUnusable:
        rebuilding.rebuild()
