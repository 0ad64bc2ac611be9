"""The Markdown of staff: what it says stays, what it could do does not."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantai.publishing.markdown import rendered

TAGS = {"h2", "h3", "h4", "h5", "h6", "p", "ul", "ol", "li", "blockquote", "hr", "em", "strong", "a", "code", "br"}


@pytest.mark.parametrize(
    ("written", "html"),
    [
        ("一段\n\n又一段", "<p>一段</p>\n<p>又一段</p>\n"),
        ("# 題\n\n## 次", "<h2>題</h2>\n<h2>次</h2>\n"),
        ("## 題\n\n###### 深", "<h2>題</h2>\n<h3>深</h3>\n"),
        ("### 題\n\n### 次", "<h2>題</h2>\n<h3>次</h3>\n"),
        ("- 甲\n- 乙", "<ul>\n<li>甲</li>\n<li>乙</li>\n</ul>\n"),
        ("**重** *強* `code`", "<p><strong>重</strong> <em>強</em> <code>code</code></p>\n"),
        ("[館](https://archive.example/a?b=1&c=2)", '<p><a href="https://archive.example/a?b=1&amp;c=2">館</a></p>\n'),
        ("[館](/contact)", '<p><a href="/contact">館</a></p>\n'),
        ("[信](mailto:desk@archive.example)", '<p><a href="mailto:desk@archive.example">信</a></p>\n'),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>\n"),
        ("[x](//evil.example)", "<p>[x](//evil.example)</p>\n"),
        ("[x](data:text/html,x)", "<p>[x](data:text/html,x)</p>\n"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
        ('<a onclick="x">', "<p>&lt;a onclick=&quot;x&quot;&gt;</p>\n"),
    ],
)
def test_markdown_becomes_harmless_html(written: str, html: str) -> None:
    assert rendered(written) == html


@given(st.text(st.sampled_from("#*-`[]()<>\"'&:/ \na1館javscript!"), max_size=200))
def test_only_known_tags_come_out_and_none_with_more_than_a_link(written: str) -> None:
    html = rendered(written)

    opened = re.findall(r"<([a-z0-9]+)([^>]*)>", html)
    assert {tag for tag, _rest in opened} <= TAGS
    assert all(re.fullmatch(r'|( href="[^"<>]*")( title="[^"<>]*")?|( start="\d+")| /', rest) for _tag, rest in opened)
