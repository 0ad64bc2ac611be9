"""The common forms are read at once, and as they are read with a look around: a space before them asks for that."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lantai.values.dates import Date, NotADate, parse
from lantai.values.dates.plain import plain_date

FORMS = (
    "{y:04d}", "{y:04d}{m:02d}", "{y:04d}{m:02d}{d:02d}", "{y:04d}-{m:02d}-{d:02d}", "{y:04d}-{m}", "{y:04d}/{m:02d}",
    "{y:04d}.{m}", "{y:04d}.{m}.{d}", "{y:04d}/{m}/{d}", "{y:04d}年", "{y:04d}年{m}月", "{y:04d}年{m:02d}月{d}日",
    "{y:04d}年{m}月{d:02d}日",
)  # fmt: skip


def told(text: str) -> tuple[object, ...]:
    """What is read, without the text as it was given; or the reason why nothing is."""
    try:
        found: Date = parse(text)
    except NotADate as error:
        return error.code, error.reason, error.edtf
    return found.edtf, found.first, found.last, found.span


@given(
    st.sampled_from(FORMS),
    st.one_of(st.integers(0, 9999), st.integers(1800, 2030)),
    st.integers(0, 13),
    st.integers(0, 32),
)
@example("{y:04d}-{m}", 1931, 33, 0)
@example("{y:04d}{m:02d}{d:02d}", 1900, 2, 29)
@example("{y:04d}/{m:02d}", 1930, 31, 0)
@example("{y:04d}/{m:02d}", 1930, 0, 0)
def test_a_common_form_is_read_as_with_a_look_around(form: str, year: int, month: int, day: int) -> None:
    text = form.format(y=year, m=month, d=day)
    assert told(text) == told(f" {text}")


@given(st.text(st.sampled_from("0123456789-./年月日 "), max_size=11))
def test_whatever_looks_like_one_is_read_so_too(text: str) -> None:
    if plain_date(text):
        assert told(text) == told(f" {text}")


@pytest.mark.parametrize(
    "text", ["19240903", "1924-09-03", "1924年9月3日", "1924.9", "192409", "19240900", "1924", "1924年"]
)
def test_the_forms_of_catalogues_are_common(text: str) -> None:
    assert plain_date(text) is not None


@pytest.mark.parametrize(
    "text", ["", "00000000", "19241340", "1924-13", "1924年0月", "19240009", "1924-9/3", "１９２４"]
)
def test_all_else_is_left_to_the_readers(text: str) -> None:
    assert plain_date(text) is None
