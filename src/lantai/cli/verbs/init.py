"""`lantai init`: a home with its settings, its database and one administrator. It asks nothing."""

from __future__ import annotations

from lantai.cli import house, options, telling
from lantai.config.home import SETTINGS_FILE

app = options.verb()


@app.command()
def init() -> None:
    """Make a home, or bring an older one up to date; what stands there is not changed.

    The home is the folder that LANTAI_HOME names, else .lantai here. The user admin is made with the role
    administrator and without a password: `lantai user password admin` sets one.
    """
    installation, fresh = house.prepare()
    if not fresh:
        telling.say(f"{installation.home} is up to date.")
        return
    telling.say(f"Made {installation.home}; its settings are in {installation.home / SETTINGS_FILE}.")
    telling.say(f"Set the administrator's password with: lantai user password {house.ADMIN}")
    telling.say("Then serve it with: lantai serve")
