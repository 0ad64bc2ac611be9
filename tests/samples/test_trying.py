"""Pages for trying: planned by a seed, of every kind, and never those of the measuring set."""

from __future__ import annotations

from samples.make.measuring.pages import TRAITS
from samples.make.measuring.pages import plans as measuring
from samples.make.press import Sheet
from samples.make.trying.drawing import plans
from samples.make.trying.layouts import LAYOUTS, without_rules


def test_the_same_seed_plans_the_same_pages() -> None:
    assert [*plans(7, times=2)] == [*plans(7, times=2)]
    assert [plan.name for plan in plans(7)] != [plan.name for plan in plans(8)]


def test_every_kind_is_planned() -> None:
    assert [plan.kind for plan in plans(1)] == [*TRAITS, *LAYOUTS]
    assert {plan.kind for plan in plans(1, only="account")} == {"account", "bare-account"}


def test_no_page_has_the_name_of_one_of_the_measuring_set() -> None:
    """Text and wear come from the name."""
    assert {plan.name for plan in plans(1, times=10)} & {plan.name for plan in measuring()} == set()


def test_rules_are_taken_out_of_a_sheet() -> None:
    style = "<style>.ad{border:2px solid #111;padding:8px}table{border-collapse:collapse}td{border:1px solid}</style>"
    sheet = Sheet(f'{style}<div class="rule" style="left:1px"></div><svg><path/></svg><b>井</b>', 10, 10, "vertical")
    assert without_rules(sheet).html == ("<style>.ad{;padding:8px}table{border-collapse:collapse}td{}</style><b>井</b>")
