"""Texts as archives hold them, and worse: what hypothesis draws from in the tests of values."""

from __future__ import annotations

from hypothesis import strategies as st

ODD = (
    "瀋陽沈阳臺台灣湾發髮里裏鐵鉄銕𠀀𫔀"  # variants, both planes
    "\ufa10\uf900\u2f800\U0002f800"  # compatibility ideographs, which NFC moves
    "e\u0301\u0327E\u030cj J\u0130\u1e9eßſK"  # marks, and letters whose case is odd
    "\u1100\u1161\u11a8각"  # Hangul, jamo and whole
    "ｶﾞﾊﾟﾞｱガ\u3099"  # half-width kana and their sound marks
    "葛\U000e0100\ufe0f\u200d\u200b\xad\u034f"  # selectors and joiners
    "，。、；：？！「」『』·・—～…().,:/-'\"．，：／－"  # punctuation, ASCII and wide
    "□○■〇\ue000\uf8ff\U000f0000"  # ordinary by decision
    "AZaz09Ａｚ９ \t\n\r\u3000\xa0\x00\x1f\ud800"  # Latin, white space, control, a lone surrogate
)

texts = st.text(st.one_of(st.sampled_from(ODD), st.characters()), max_size=200)
"""Anything at all, the odd more often than chance would have it."""

folded_like = st.text(st.sampled_from("甲乙丙丁□a1"), max_size=30)
"""Few characters, so that words do occur."""
