"""The `lantai` command: one file per verb, each as thin as a view.

A verb's module is loaded when it is asked for, and Django (``house.enter``) only inside it: that is why a verb
imports the storeys in its function and not at the head of its file. ``lantai --help`` needs neither.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module

from lantai import __version__
from lantai.cli import contents


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one command line; the exit code: 0 done, 1 at least one error, 2 wrong use."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or given[0] in {"--help", "-h", "help"}:
        sys.stdout.write(contents.page(ornate=sys.stdout.isatty()))
        return 0
    if given[0] in {"--version", "-V"}:
        sys.stdout.write(f"lantai {__version__}\n")
        return 0
    verb, *rest = given
    if verb not in contents.names():
        sys.stderr.write(contents.no_such_verb(verb))
        return 2
    return _carry_out(verb, rest)


def _carry_out(verb: str, rest: list[str]) -> int:
    from lantai.cli import failure

    try:
        try:
            import_module(f"lantai.cli.verbs.{verb}").app(args=rest, prog_name=f"lantai {verb}")
        finally:
            sys.stdout.flush()  # here, where a pipe that was closed is met with grace
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped; what was done stays done.\n")
        return 130
    except BrokenPipeError:  # the reader of our output went away: `lantai search … | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:  # noqa: BLE001 - the outermost door: a person gets one sentence, never a traceback
        if os.environ.get("LANTAI_DEBUG") == "1":
            raise
        sys.stderr.write(failure.sentence(error) + "\n")
        return failure.exit_code(error)
    return 0
