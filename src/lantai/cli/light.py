"""Verbs that start at once: their command line is read by argparse (docs/decisions/0003).

Such a verb is a function of its own that takes what was read and gives the exit code (None is 0); its docstring is
its help. It looks from outside as every verb does: ``app(args=…, prog_name=…)``.
"""

from __future__ import annotations

import argparse
import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

from lantai.cli import telling
from lantai.cli.failure import WrongUse

Body = Callable[[argparse.Namespace], int | None]


@dataclass(frozen=True, slots=True)
class Option:
    """One argument or option, as ``ArgumentParser.add_argument`` takes it."""

    flags: tuple[str, ...]
    settings: dict[str, Any]


def option(*flags: str, **settings: Any) -> Option:
    """``option("--as-of", metavar="DATE", help="…")``."""
    return Option(flags, settings)


AS_JSON = option("--json", action="store_true", help="Answer in JSON.")
TEXT = option("text", metavar="TEXT", nargs="?", help="A text, or a file's path, or - for standard input.")
FORCED = (
    option("--text", action="store_true", dest="as_text", help="TEXT is the text itself, whatever file is called so."),
    option("--file", action="store_true", dest="as_file", help="TEXT is the path of a file."),
)


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb with its options, to be called by ``lantai.cli``."""

    body: Body
    options: tuple[Option, ...]

    def __call__(self, *, args: Sequence[str], prog_name: str) -> NoReturn:
        """Carry the verb out and end with its exit code. Raises SystemExit, WrongUse."""
        telling.take_any_characters()
        raise SystemExit(self.body(self._parser(prog_name).parse_args(args)) or 0)

    def _parser(self, prog_name: str) -> argparse.ArgumentParser:
        parser = _Parser(
            prog=prog_name,
            description=inspect.getdoc(self.body),
            formatter_class=_Help,
            allow_abbrev=False,
        )
        for given in self.options:
            parser.add_argument(*given.flags, **given.settings)
        return parser


def verb(*options: Option) -> Callable[[Body], Verb]:
    """Make a verb of a function: ``@verb(TEXT, *FORCED, AS_JSON)``."""
    return lambda body: Verb(body, options)


class _Parser(argparse.ArgumentParser):
    """Wrong use is an error like any other: one sentence."""

    def error(self, message: str) -> NoReturn:
        raise WrongUse(f"{message[:1].upper()}{message[1:]}; `{self.prog} --help` tells how it is used.")


class _Help(argparse.RawDescriptionHelpFormatter):
    """Help that begins as that of every other verb."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=28, width=100)

    def add_usage(self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "Usage: " if prefix is None else prefix)
