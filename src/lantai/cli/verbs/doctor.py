"""`lantai doctor`: whether the installation is well."""

from __future__ import annotations

from dataclasses import asdict

import typer

from lantai.cli import house, options, telling

app = options.verb()


@app.command()
def doctor(json: options.AsJson = False) -> None:
    """Examine the installation: a line a thing, ok, warn or error, and how to mend it. Nothing is changed."""
    installation = house.enter(any_tables=True)
    from lantai.config import health

    checks = []
    for check in health.examine(installation):
        checks.append(check)
        if not json:
            telling.say(f"{check.state:<6} {check.name:<14} {check.says}")
    if json:
        telling.answer([asdict(check) for check in checks])
    if any(check.state == "error" for check in checks):
        raise typer.Exit(1)
