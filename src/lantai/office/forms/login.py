"""The log-in form: Wagtail's own names its password field in English only."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.auth import LoginForm


class OfficeLoginForm(LoginForm):  # type: ignore[misc] # Wagtail ships no types
    """Wagtail's form, its labels translated."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("Password")
