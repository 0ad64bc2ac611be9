"""The Markdown (CommonMark) that staff writes, as HTML that cannot do anything.

Only headings, paragraphs, lists, quotations, emphasis, code and links are known; HTML and images are text like other
text, and a link leads to the web, to mail, to a telephone or to a page of the site.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any, Final

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

_KNOWN: Final = ("heading", "list", "blockquote", "hr", "emphasis", "link", "backticks", "escape", "newline")
_LEADS: Final = re.compile(r"(https?://|mailto:|tel:|/(?!/)|#)", re.IGNORECASE)


def rendered(text: str) -> SafeString:
    """HTML; its headings begin at ``h2``, beneath the page's own."""
    markdown = _markdown()
    tokens = markdown.parse(text)
    _lower(tokens)
    html: str = markdown.renderer.render(tokens, markdown.options, {})
    return mark_safe(html)  # noqa: S308 - all text was escaped


@cache
def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("zero", {"html": False}).enable(list(_KNOWN))
    setattr(markdown, "validateLink", _leads)  # noqa: B010 - a method is replaced, as its documentation says
    return markdown


def _leads(address: str) -> bool:
    return _LEADS.match(address) is not None


def _lower(tokens: Sequence[Any]) -> None:
    """No heading is the page's own, and none skips a level: as deep as it was written, at most one below the last."""
    level = 1
    for token in tokens:
        if isinstance(token, Token) and token.type == "heading_open":
            level = min(max(2, int(token.tag[1])), level + 1)
        if isinstance(token, Token) and token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{level}"
