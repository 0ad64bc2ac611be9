"""Files that hold no page's text, or not in a way that can be understood."""

from __future__ import annotations


class UnreadableText(ValueError):
    """A file cannot be taken as the text of a page; the message is one sentence for people."""


class NotWellFormed(UnreadableText):
    """It is no XML; it may still be HTML."""


class NoPageText(UnreadableText):
    """It is sound XML of another kind, as lies beside pages in many an export: a METS, a list of files."""
