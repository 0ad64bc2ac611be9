"""Sound text is left alone: a megabyte of it, of many kinds, and every kind by itself."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from tests.values.repair import kinds, sentences

from lantai.values.repair import repair

TEXTS = sorted((Path(__file__).parents[3] / "samples" / "data" / "texts").rglob("*.txt"))
KINDS = ("TRADITIONAL", "SIMPLIFIED", "HALF_WIDTH", "CLASSICS", "ENGLISH", "CODE", "TABLES", "JAPANESE")


@pytest.mark.parametrize("sentence", sentences.ALL)
def test_a_sound_sentence_is_left_alone(sentence: str) -> None:
    assert repair(sentence).text == sentence


@pytest.mark.parametrize("kind", kinds.SILENT)
def test_nothing_is_found_in_a_sound_text(kind: str) -> None:
    text = kinds.SILENT[kind]
    assert repair(text).changes == ()
    repaired = repair(text.encode())
    assert (repaired.text, repaired.encoding) == (text, "utf-8")


@pytest.mark.parametrize("kind", kinds.RESERVED)
def test_little_is_suggested_and_nothing_changed_in_a_sound_text(kind: str) -> None:
    text, rules = kinds.RESERVED[kind]
    repaired = repair(text)
    assert repaired.applied == ()
    assert {change.rule for change in repaired.suggested} <= set(rules)


def test_what_hong_kong_and_taiwan_write_is_a_matter_of_style() -> None:
    suggested = repair(kinds.RESERVED["hong kong prose"][0]).suggested
    assert all(change.confidence < 0.5 for change in suggested)


@pytest.mark.parametrize("kind", (*KINDS, "GLOSSED"))
def test_a_text_of_one_kind_is_left_alone(kind: str) -> None:
    chosen = random.Random(kind)
    text = "\n".join(chosen.choice(getattr(sentences, kind)) for _ in range(400))
    assert repair(text).applied == ()


def test_a_megabyte_of_all_kinds_is_left_alone() -> None:
    chosen = random.Random(1931)
    lines: list[str] = []
    size = 0
    while size < 1_050_000:
        lines.append(
            f"{chosen.randrange(1, 999)}、" * chosen.randrange(2) + "".join(chosen.choices(sentences.ALL, k=3))
        )
        size += len(lines[-1].encode())
    text = "\n".join(lines)
    repaired = repair(text)
    assert repaired.applied == ()
    assert repaired.text == text
    assert not repaired.damaged


@pytest.mark.parametrize("kind", KINDS)
def test_sound_bytes_are_read_as_they_were_written(kind: str) -> None:
    text = "\n".join(getattr(sentences, kind))
    repaired = repair(text.encode("utf-8"))
    assert (repaired.text, repaired.encoding) == (text, "utf-8")


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.parent.name)
def test_the_sample_archives_texts_are_left_alone(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert repair(text).text == text
