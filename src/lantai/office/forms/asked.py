"""AskedForm: the form of an action."""

from __future__ import annotations

from typing import Any

from django import forms


class AskedForm(forms.Form):
    """A form that knows the object it asks about, and takes a refusal as its own error."""

    use_required_attribute = True
    from_address: tuple[str, ...] = ()
    """Fields that the address may fill in before anything is typed."""

    label_suffix = ""

    def __init__(self, *args: Any, subject: Any = None, **kwargs: Any) -> None:
        self.subject = subject
        super().__init__(*args, **kwargs)

    def refuse(self, error: Exception) -> None:
        """Show why the domain refused; what was typed stays."""
        self.add_error(None, str(error))


class ConfirmForm(AskedForm):
    """Asks nothing but "do it"."""
