"""Finding and replacing: exactly, folded, and by patterns that may not take for ever."""

from __future__ import annotations

import pytest
from tests.catalogue.conftest import Make

from lantai.accounts.models import User
from lantai.catalogue.domain.bulk import EditRefused, begin_edit, choose
from lantai.catalogue.domain.planning import Wanted, plan
from lantai.catalogue.domain.replacing import How, Replacement, ReplacementSource, replace_folded
from lantai.catalogue.domain.working import begin_work, carry_on
from lantai.catalogue.models import BulkEdit, Record
from lantai.catalogue.patterns import BadPattern, Patterns, PatternTooSlow
from lantai.catalogue.refusals import sentence
from lantai.values.folding import fold


@pytest.fixture
def edit(administrator: User) -> BulkEdit:
    return begin_edit(choice={}, by=administrator)


def titles(edit: BulkEdit) -> list[str]:
    return [changes["title"][1] for changes in edit.plan.order_by("record__code_key").values_list("changes", flat=True)]


def replace(edit: BulkEdit, words: str, by: str, how: How = "exact", fields: tuple[str, ...] = ("title",)) -> None:
    asked = Replacement(fields, words, by, how)
    asked.refuse_nonsense()
    choose(edit, Record.objects.values_list("pk", "code_key"))
    edit.save()
    source = ReplacementSource(edit, Record.objects.all(), asked)
    begin_work(edit, {"kind": "replace"}, source)
    carry_on(edit, source)


@pytest.mark.parametrize(
    ("text", "words", "made"),
    [
        ("瀋陽來電", "沈阳", "臨河來電"),
        ("沈 阳與瀋，陽", "瀋陽", "臨河與臨河"),
        ("Ｌ０１２卷，l012", "L012", "臨河卷，臨河"),
        ("無此名", "沈阳", "無此名"),
        ("沈阳", "沈阳", "臨河"),
        ("。沈阳。", "沈阳", "。臨河。"),
    ],
)
def test_folded_words_are_replaced_where_they_stand(text: str, words: str, made: str) -> None:
    assert replace_folded(text, fold(words), "臨河") == made


def test_folded_words_in_a_long_text() -> None:
    text = "甲" * 500 + "瀋陽" + "乙" * 500 + "沈阳"
    assert replace_folded(text, fold("沈陽"), "臨河") == "甲" * 500 + "臨河" + "乙" * 500 + "臨河"


@pytest.mark.parametrize(
    ("how", "words", "by", "made"),
    [
        ("exact", "勘井", "鑿井", ["鑿井日記", "鑿井鑿井圖"]),
        ("folded", "勘井日记", "井日記", ["井日記"]),
        ("pattern", r"^(勘井)+", r"〔\1〕", ["〔勘井〕日記", "〔勘井〕圖"]),
        ("pattern", r"日(?P<last>.)$", r"\g<last>日", ["勘井記日"]),
    ],
)
def test_what_is_found_is_planned(make: Make, edit: BulkEdit, how: How, words: str, by: str, made: list[str]) -> None:
    make(1), make(2, title="勘井勘井圖"), make(3, title="水塔")
    replace(edit, words, by, how)
    assert titles(edit) == made


def test_it_works_on_top_of_what_is_planned(make: Make, edit: BulkEdit) -> None:
    plan(edit, [Wanted(make().pk, {"title": "東街勘井日記"})])
    replace(edit, "東街", "西街")
    assert titles(edit) == ["西街勘井日記"]
    assert edit.plan.get().changes["title"][0] == "勘井日記"


def test_dates_are_read_again(make: Make, edit: BulkEdit) -> None:
    make(1), make(2, date="1923-09-03")
    replace(edit, "1924-09", "1924-13", fields=("date_text",))
    assert edit.plan.get().refused["date_text"]["typed"] == "1924-13-03"


@pytest.mark.usefixtures("in_english")
@pytest.mark.parametrize(
    ("words", "by", "how", "told"),
    [
        ("", "甲", "exact", "There is nothing to look for"),
        ("。，", "甲", "folded", "There is nothing to look for"),
        ("(", "甲", "pattern", "The pattern cannot be used: missing \\), unterminated subpattern"),
        ("井", r"\7", "pattern", "The pattern cannot be used: invalid group reference 7"),
        ("", "甲", "pattern", "There is nothing to look for"),
    ],
)
def test_what_cannot_be_looked_for_is_refused(
    make: Make, edit: BulkEdit, words: str, by: str, how: How, told: str
) -> None:
    make()
    with pytest.raises(EditRefused, match=told):
        replace(edit, words, by, how)


@pytest.mark.usefixtures("in_english")
def test_a_pattern_without_end_is_given_up_and_plans_nothing(
    make: Make, edit: BulkEdit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "lantai.catalogue.domain.replacing.Patterns", lambda one, other: Patterns(one, other, seconds=1.0)
    )
    make(1, title="甲"), make(2, title="a" * 60 + "!")
    replace(edit, r"(a+)+$|甲", "乙", "pattern")
    assert (edit.state, edit.error, edit.plan.count()) == ("draft", {"code": "slow-pattern"}, 0)
    assert sentence(**edit.error, said={}).startswith("The pattern takes too long")


def test_a_replacement_that_grows_without_measure_is_refused() -> None:
    with Patterns(".", "甲" * 1_000) as patterns, pytest.raises(BadPattern, match="200,000 characters"):
        patterns.replace(["乙" * 1_000])


def test_a_pattern_that_is_gone_says_so() -> None:
    with Patterns("(a+)+$", "", seconds=1.0) as patterns, pytest.raises(PatternTooSlow):
        patterns.replace(["a" * 60 + "!"])


@pytest.mark.usefixtures("in_english")
def test_without_a_field_nothing_is_looked_at(make: Make, edit: BulkEdit) -> None:
    with pytest.raises(EditRefused, match="Choose at least one field"):
        replace(edit, "甲", "乙", fields=())
