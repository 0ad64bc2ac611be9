"""Where a telegraph date (韻目代日) ends that begins at a given place of a running text: 酉皓, 皓電, 馬日.

Its characters are ordinary ones. One counts as a day before 電 or 日, or after a month's branch; those that make a
common word with what follows (東電, 先電) only at the beginning of a clause, and 有電 and 送電 never.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from lantai.values.dates.one_script import in_one_script
from lantai.values.dates.sexagenary import BRANCHES
from lantai.values.dates.telegraph import days

_NEVER: Final = "有送"
_COMMON: Final = "東董送屋先微尾物語月質問職引世軍號合文葉支紙歌覺講願鹽隊藥"
"""Days whose characters make a word with 電 or with a name before it: 送電, 東電, 第三號電."""
_COMMON_DAYS: Final = _COMMON + "冬腫江未魚虞陽齊青佳真元刪灰曷沁震吻陌洽漾緝寒感麻庚侵"
"""Those that make one with 日 too: 元日, 冬日, 佳日."""
_END: Final = "(?=$|[\\s,.。、;:!?()\\[\\]「」『』《》〈〉“”‘’—-])"
_BEFORE: Final = frozenset("於至及和在自從到與")
_TELEGRAM: Final = (
    "(?:代電|通電|快郵代電|電(?![子力機臺話線器燈流影視車腦站網壓池氣療纜波位阻容極源梯鍍焊磁商荒信爐扇冰]))"
)
_DAY: Final = f"(?:日(?=事變|夜|晨|晚|{_END})|夕)"


@cache
def _forms() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The form that stands anywhere, and the one that must begin a clause."""
    every = "".join(sorted({in_one_script(char) for char in days()}))
    sure = "".join(char for char in every if char not in _COMMON + _NEVER)
    sure_day = "".join(char for char in every if char not in _COMMON_DAYS + _NEVER)
    anywhere = (
        f"[{BRANCHES}](?:[{every}][{BRANCHES}]?{_TELEGRAM}|[{every}]{_DAY}|[{sure}]{_END})|"
        f"[{sure}][{BRANCHES}]?{_TELEGRAM}|[{sure_day}]{_DAY}"
    )
    return re.compile(anywhere), re.compile(f"[{every.translate(str.maketrans('', '', _NEVER))}]{_TELEGRAM}")


@cache
def pairs() -> frozenset[str]:
    """The two characters by which a telegraph date may begin."""
    every = sorted({in_one_script(char) for char in days()})
    return frozenset(
        {branch + char for branch in BRANCHES for char in every}
        | {char + sign for char in every for sign in f"電代通快日夕{BRANCHES}"}
    )


def _is_bare(match: re.Match[str]) -> bool:
    """Whether it is a month and a day without 電 or 日, which may be a name."""
    return len(match.group()) == 2 and match.group()[1] not in "電日夕"


def end(view: str, start: int, *, begins_clause: bool) -> int | None:
    """Where the telegraph date ends that begins at ``start``, or None."""
    anywhere, in_clause = _forms()
    match = anywhere.match(view, start) or (in_clause.match(view, start) if begins_clause else None)
    if match is None or (_is_bare(match) and not (begins_clause or view[start - 1] in _BEFORE)):
        return None  # 子敬 in 字子敬
    return match.end()
