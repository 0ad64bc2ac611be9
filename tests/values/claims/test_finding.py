"""What holds of all claims, whatever the text."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.values.claims.told import AS_OF

from lantai.values.claims import KINDS, find
from lantai.values.claims.claim import as_json

PIECES = st.sampled_from(
    ["市檔案館館長陳望山", "1527個村", "《臨河志》", "「三嚴三實」", "截至今年3月", "近3年", "榮獲一等獎",
     "首次", "說：「河水落了。」", "第三卷",
     "，", "。", "\n", "《", "」", "一", "的", "發(fā)展", "數(shù)",
     "\x00", "\ud800", "?", " ", "Annual Report", "1,204 visitors", "said", "任"]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=14).map("".join) | st.text(st.characters(codec=None), max_size=60)


@given(TEXTS)
@settings(max_examples=150)
def test_claims_stand_in_the_text_as_given(text: str) -> None:
    claims = list(find(text, as_of=AS_OF))
    for claim in claims:
        assert 0 <= claim.start < claim.end <= len(text)
        assert text[claim.start : claim.end] == claim.text
        assert claim.kind in KINDS
    assert [claim.start for claim in claims] == sorted(claim.start for claim in claims)
    assert len({(claim.kind, claim.start, claim.end, claim.person) for claim in claims}) == len(claims)


def test_claims_of_damaged_text_have_repaired_words_and_given_offsets() -> None:
    text = "全市累計舉辦黨建業(yè)務培訓、業(yè)務競賽、工業(yè)展覽、產業(yè)展覽,編成《沈陽工業(yè)發(fā)展史》,"
    text += "開辦企業(yè)2560家,產業(yè)園3個。"
    claims = list(find(text))
    (title,) = [claim for claim in claims if claim.kind == "title"]
    assert title.text == "《沈陽工業(yè)發(fā)展史》"
    assert title.subject == "沈陽工業發展史"
    assert {claim.text: claim.subject for claim in claims if claim.kind == "figure"}["2560家"] == "企業"


def test_claims_are_plain_json() -> None:
    claims = [as_json(claim) for claim in find("去年拿出三分之一以上時間。1931年9月18日修閘1.5公里。", as_of=AS_OF)]
    back = json.loads(json.dumps(claims, ensure_ascii=False))
    assert [(claim["kind"], claim["text"]) for claim in back] == [
        ("relative-time", "去年"), ("figure", "三分之一以上"), ("date", "1931年9月18日"), ("figure", "1.5公里"),
    ]  # fmt: skip
    assert back[0]["first"] == "2023-01-01"
    assert back[1]["low"] == pytest.approx(1 / 3)
    assert back[2]["last"] == "1931-09-18"
    assert back[3]["value"] == 1.5
    assert set(back[0]) == {
        "kind", "start", "end", "text", "subject", "value", "low", "high", "unit", "qualifier", "period", "as_of",
        "scope", "first", "last", "person", "post", "body",
    }  # fmt: skip


def test_days_before_the_common_era_are_plain_json_too() -> None:
    (claim,) = [as_json(claim) for claim in find("公元前221年，天下一統。")]
    assert str(claim["first"]).startswith("-0220")


@pytest.mark.parametrize(
    "piece",
    [
        "一",
        "《",
        "》",
        "「",
        "第",
        "(",
        "館長",
        "首次",
        "任",
        "獲獎",
        "said ",
        "1個",
        "今年",
        "\n",
        "張",
        "任縣局局長",
        "「說",
    ],
)
def test_hostile_repetition_is_read(piece: str) -> None:
    text = piece * (10_000 // len(piece))
    assert all(text[claim.start : claim.end] == claim.text for claim in find(text, as_of=AS_OF))
