"""What the command says when something cannot be done: one sentence, and which exit code."""

from __future__ import annotations


class Refused(Exception):
    """It was tried and could not be done: exit code 1."""


class WrongUse(Exception):
    """What was asked cannot be, and nothing was tried: exit code 2."""


def exit_code(error: Exception) -> int:
    from lantai.config.home import NoHome  # only now: the verbs of values start without the configuration
    from lantai.config.typed import BadSetting

    return 2 if isinstance(error, WrongUse | BadSetting | NoHome) else 1


def sentence(error: Exception) -> str:
    """The error's own sentence; one that was never meant to reach a person is named by its kind."""
    text = " ".join(str(error).split())
    if type(error).__module__.startswith("lantai."):  # every error of the house carries a sentence for people
        return text
    told = f"{type(error).__name__}: {text}" if text else type(error).__name__
    return f"Lantai stopped: {told} (LANTAI_DEBUG=1 shows where)."
