"""What a word may have been misread as."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantai.values.folding import fold
from lantai.values.script.misreadings import MOST, misreadings


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("東北", "束北"),
        ("奉天", "秦天"),
        ("己未年", "已未年"),
        ("二十年", "廿年"),
        ("廿年", "二十年"),
        ("水廠", "廠水"),  # an old head read from the wrong end
        ("太子己未", "大子已未"),  # two at once, in a long word
        ("1908", "19O8"),
    ],
)
def test_a_word_may_stand_as_this(word: str, form: str) -> None:
    assert fold(form) in misreadings(fold(word))


def test_likelier_forms_come_first() -> None:
    forms = misreadings(fold("太子己未"))
    one = forms.index(fold("大子己未"))
    both = forms.index(fold("大子已未"))
    assert one < both


def test_variants_are_no_misreadings() -> None:
    assert fold("沈") not in misreadings(fold("瀋"))


def test_of_a_sign_that_nobody_confuses_there_is_none() -> None:
    assert misreadings("q") == ()
    assert misreadings("") == ()


@given(st.text(alphabet="日曰目己已巳未末士土一二三十廿水a", max_size=30))
def test_forms_are_others_folded_and_few(word: str) -> None:
    folded = fold(word)
    forms = misreadings(folded)
    assert len(forms) <= MOST
    assert len(set(forms)) == len(forms)
    assert folded not in forms
    assert all(fold(form) == form for form in forms)
