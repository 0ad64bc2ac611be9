"""The account page: Wagtail's own, with the panels that mean something here."""

from __future__ import annotations

from typing import Any

from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.account import AccountView, ChangePasswordPanel, LocaleSettingsPanel, ThemeSettingsPanel

_KEPT = (LocaleSettingsPanel, ThemeSettingsPanel, ChangePasswordPanel)


class OfficeAccountView(AccountView):  # type: ignore[misc] # Wagtail ships no types
    """Language, theme and password. Name and e-mail are the administrator's; nobody's picture is kept."""

    def get_panels(self) -> list[Any]:
        return [panel for panel in super().get_panels() if isinstance(panel, _KEPT)]


account = require_admin_access(OfficeAccountView.as_view())
