"""Options that mean the same in every verb, and the application that one verb is."""

from __future__ import annotations

from typing import Annotated

import typer

AsJson = Annotated[bool, typer.Option("--json", help="Answer in JSON.")]
By = Annotated[str | None, typer.Option("--by", metavar="USER", help="Who acts; default the only administrator.")]
BatchIdentifier = Annotated[str, typer.Argument(metavar="BATCH", help="The identifier that ingest gave.")]
TrustOpening = Annotated[
    bool, typer.Option("--trust-opening", help="Confirm the opening statuses as the sender stated them.")
]
Host = Annotated[str | None, typer.Option(help="The address to listen at; default the setting host.")]
Port = Annotated[int | None, typer.Option(min=1, max=65535, help="The port to listen at; default the setting port.")]


def verb() -> typer.Typer:
    """One verb's application: plain help, no completion, errors left to ``lantai.cli.main``."""
    return typer.Typer(
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
