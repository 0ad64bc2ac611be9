"""Where a telegraph date (韻目代日) ends that begins at a given place of a running text: 酉皓, 皓電, 馬日.

Its characters are ordinary ones. One counts as a day before 電 or 日, or after a month's branch; those that make a
common word with what follows (東電, 先電) only where no word can run into them, and 有電 never.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from lantai.values.dates.one_script import in_one_script
from lantai.values.dates.sexagenary import BRANCHES
from lantai.values.dates.telegraph import days

_COMMON: Final = (
    "東先董送屋冬腫江講覺支紙質歌尾未物魚語月虞齊青佳真元文問職先刪有世引灰藥葉陽號軍合葵曷沁隊震吻陌洽漾緝願鹽寒"
)
"""Days whose characters are at home in ordinary words."""
_END: Final = "(?=$|[\\s,.。、;:!?()\\[\\]「」『』《》〈〉“”‘’—-])"
_TELEGRAM: Final = (
    "(?:代電|通電|快郵代電|電(?![子力機臺話線器燈流影視車腦站網壓池氣療纜波位阻容極源梯鍍焊磁商荒信爐扇冰]))"
)
_DAY: Final = f"(?:日(?=事變|夜|晨|晚|{_END})|夕)"


@cache
def _forms() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The form that stands anywhere, and the one that must begin a clause."""
    every = "".join(sorted({in_one_script(char) for char in days()}))
    sure = "".join(char for char in every if char not in _COMMON and char != "有")
    anywhere = (
        f"[{BRANCHES}](?:[{every}][{BRANCHES}]?{_TELEGRAM}|[{every}]{_DAY}|[{sure}]{_END})|"
        f"[{sure}](?:[{BRANCHES}]?{_TELEGRAM}|{_DAY})|馬日(?=事變)"
    )
    return re.compile(anywhere), re.compile(f"[{every.replace('有', '')}]{_TELEGRAM}")


@cache
def pairs() -> frozenset[str]:
    """The two characters by which a telegraph date may begin."""
    every = sorted({in_one_script(char) for char in days()})
    return frozenset(
        {branch + char for branch in BRANCHES for char in every}
        | {char + sign for char in every for sign in f"電代通快日夕{BRANCHES}"}
    )


def end(view: str, start: int, *, begins_clause: bool) -> int | None:
    """Where the telegraph date ends that begins at ``start``, or None."""
    anywhere, in_clause = _forms()
    match = anywhere.match(view, start) or (in_clause.match(view, start) if begins_clause else None)
    return match.end() if match else None
