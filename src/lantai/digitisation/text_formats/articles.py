"""Articles in the formats: regions that follow one another and belong together are a group of the reading order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from lantai.ports.ocr import Article, Region

ARTICLE: Final = "article"
FROM, ON = "continued-from", "continued-on"
"""What the words in which print says that an article stands elsewhere too are called."""

Group = tuple[Article | None, tuple[int, ...]]
"""Regions, by their place among all, that follow one another in the same article or in none."""


def in_groups(regions: Sequence[Region]) -> list[Group]:
    runs = groupby(enumerate(regions), key=lambda one: one[1].article)
    return [(article, tuple(index for index, _ in run)) for article, run in runs]


def with_articles(names: Iterable[str], regions: Mapping[str, Region], articles: Mapping[str, Article]) -> list[Region]:
    """The regions of these names, each with the article that the file gives it."""
    return [replace(regions[name], article=articles.get(name)) for name in names]
