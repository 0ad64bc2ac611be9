"""Children that answer with bytes, in any order; one that says more than it may is no longer itself.

What befalls children (deaths, hangs, limits) is tested where they look at scans: ``inspection.test_inspecting``.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import Any

import pytest

from lantai.digitisation.confined import Limits, Pool, Work
from lantai.digitisation.confined import worker as worker_module

REPEATING = """
import json, sys, time
told = json.loads(sys.stdin.readline())
print('{"ready": true}', flush=True)
for line in sys.stdin:
    word, times = json.loads(line)
    if word == "slow":
        time.sleep(0.3)
    data = word.encode() * times
    said = {"answer": told["greeting"], "bytes": len(data)}
    if word == "lie":
        said["bytes"] = -1
    sys.stdout.buffer.write(json.dumps(said).encode() + b"\\n" + data)
    sys.stdout.flush()
"""


@pytest.fixture(autouse=True)
def repeating(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker_module, "command", lambda _module: (sys.executable, "-S", "-c", REPEATING))


def understood(question: tuple[str, int], told: Any, data: bytes) -> str:
    if told != "good day":
        raise ValueError(told)
    return f"{question[0]} {len(data)} {data == question[0].encode() * question[1]}"


WORK: Work[tuple[str, int], str] = Work(
    module="of no matter",
    ask=list,
    understand=understood,
    blame=lambda question, reason: f"{question[0]}: {reason}",
    told={"greeting": "good day"},
    largest=5 << 20,
)


def run(*questions: tuple[str, int], processes: int = 1, in_order: bool = True, work: Any = WORK) -> list[str]:
    with Pool(work, Limits(processes=processes)) as pool:
        return [answer for _question, answer in pool.run(questions, in_order=in_order)]


def test_bytes_of_any_length_come_whole() -> None:
    lengths = (0, 1, 65_535, 65_536, 1 << 20, 5 << 20)
    assert run(*(("x", length) for length in lengths)) == [f"x {length} True" for length in lengths]


def test_answers_come_as_they_are_done_where_order_is_no_matter() -> None:
    questions = [("slow", 1), *[(f"n{number}", 1) for number in range(6)]]
    found = run(*questions, processes=2, in_order=False)
    assert sorted(found) == sorted(run(*questions, processes=2))
    assert found[0] != "slow 4 True"


@pytest.mark.parametrize("question", [("x", (5 << 20) + 1), ("lie", 1)])
def test_answer_of_a_length_that_is_none_is_the_childs_end(question: tuple[str, int]) -> None:
    assert run(("a", 1), question, ("b", 1)) == ["a 1 True", f"{question[0]}: breaks the decoder (SIGKILL)", "b 1 True"]


def test_answer_that_is_not_understood_is_the_childs_end() -> None:
    work = replace(WORK, told={"greeting": "good night"})
    assert run(("a", 1), work=work) == ["a: breaks the decoder (SIGKILL)"]
