"""Questions, from an address and back to it."""

from __future__ import annotations

from datetime import date

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from lantai.ports.search import Code, Dates, Fonds, Level
from lantai.reading_room.asking import Ask
from lantai.values.dates import NotADate, julian_day, parse


def asked(query: str) -> Ask:
    return Ask.read(QueryDict(query))


def test_what_makes_no_sense_is_left_out() -> None:
    assert asked("level=shelf&sort=luck&page=-3") == Ask()


def test_conditions_become_nodes() -> None:
    ask = asked("fonds=L012&level=item&code=L012-02&from=1924&to=1926-07")

    first, last = parse("1924").first, parse("1926-07").last
    assert ask.narrowing() == (Fonds("L012"), Level("item"), Code("l012-02"), Dates(first, last))
    assert (first, last) == (julian_day(date(1924, 1, 1)), julian_day(date(1926, 7, 31)))


def test_a_date_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(NotADate):
        asked("from=從前").narrowing()


def test_a_change_leads_back_to_the_first_page() -> None:
    assert asked("q=水&page=4&sort=code&after=x").but(fonds="L012") == "/search?q=%E6%B0%B4&fonds=L012&sort=code"


text = st.text(st.characters(exclude_categories=("Cs",)), max_size=20).map(str.strip)


sorts = st.sampled_from(["relevance", "date", "code", "newest"])


@given(q=text, fonds=text, start=text, sort=sorts, page=st.integers(1, 500))
def test_an_address_reads_back_to_the_same_question(q: str, fonds: str, start: str, sort: str, page: int) -> None:
    ask = Ask(q=q, fonds=fonds, start=start, sort=sort, page=page)  # type: ignore[arg-type]  # one of the orders

    assert asked(ask.url.partition("?")[2]) == ask
