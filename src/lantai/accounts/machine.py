"""The account under which the house itself acts: every write says who, a machine's too."""

from __future__ import annotations

from lantai.accounts.models import User

MACHINE = "lantai"


def machine() -> User:
    """The machine's account, made when first needed. It has no password and is switched off for log-in."""
    account, created = User.objects.get_or_create(
        username=MACHINE, defaults={"display_name": "Lantai 蘭臺", "is_active": False}
    )
    if created:
        account.set_unusable_password()
        account.save(update_fields=["password"])
    return account
