"""Repairing a text: every rule in its turn, what can be computed applied, the rest suggested.

The order follows the way in which the damage came about, backwards: first text that was decoded wrongly is decoded
again (D9); then what a mirror site's byte-wise edits did is undone (D1 to D3); on the text so repaired stand what the
width rule and the house style say (D6, D8) and all that needs a person (D4, D5, D7, D11).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lantai.values.encodings import decode
from lantai.values.repair.annotations import find_annotations, is_listed
from lantai.values.repair.cells import delimiter_of, find_damaged_cells
from lantai.values.repair.changes import Change, Repaired, carried_back, put_in, without_overlaps
from lantai.values.repair.damage import Damage, measure
from lantai.values.repair.decoding import find_wrongly_decoded
from lantai.values.repair.residues import find_entities, find_residues
from lantai.values.repair.reversal import find_reversed
from lantai.values.repair.shifted import find_shifted
from lantai.values.repair.signs import find_lost_signs
from lantai.values.repair.spacing import find_spacing
from lantai.values.repair.width import find_narrowed
from lantai.values.repair.wrong import find_wrong_conversions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lantai.values.names import Names


def repair(data: str | bytes, *, names: Names | None = None, suggest: bool = True) -> Repaired:
    """Repair a text, or the text of a file's bytes, and report every change; linear in its length.

    ``names`` are protected: no part of one is taken for a wrong conversion. Bytes are read by
    ``encodings.decode``; offsets are those of the text which that gave, and ``encoding`` says how. Without
    ``suggest`` the rules that only ever suggest (D4, D5, D7, D10, D11) are left out, which is several times quicker:
    the repaired text is the same. Never fails: what cannot be repaired is left as it is.
    """
    if isinstance(data, bytes):
        decoded = decode(data)
        return _repaired(decoded.text, names, decoded.encoding, suggest=suggest)
    return _repaired(data, names, "", suggest=suggest)


def _repaired(text: str, names: Names | None, encoding: str, *, suggest: bool) -> Repaired:
    changes = without_overlaps([*find_wrongly_decoded(text), *find_entities(text)])
    decoded = _put_in(text, changes)
    broken, damage = _broken(decoded)
    changes = carried_back(text, changes, broken)
    readable = _put_in(text, changes)
    found = [*_in_style(readable, damage), *(_for_a_person(readable, names) if suggest else ())]
    changes = _without_echoes(carried_back(text, changes, found))
    return Repaired(
        original=text,
        text=_put_in(text, changes),
        changes=tuple(changes),
        score=round(damage.score + sum(change.rule == "D9" and change.applied for change in changes), 2),
        encoding=encoding,
        damaged=damage.is_damaged,
    )


def _broken(text: str) -> tuple[list[Change], Damage]:
    """What byte-wise edits left (D1, D2, D3), and how damaged the text is."""
    annotations = find_annotations(text)
    own = {(gloss.character, gloss.pinyin) for gloss in annotations.glosses}
    shifted = list(
        find_shifted(text, lambda character, pinyin: (character, pinyin) in own or is_listed(character, pinyin))
    )
    damage = measure(text, annotations, shifted)
    found = [*annotations.changes(text, damaged=damage.has_annotations), *shifted]
    return without_overlaps(found), damage


def _in_style(text: str, damage: Damage) -> Iterator[Change]:
    """What the width rule and the house style say of a text whose characters are right again."""
    yield from find_narrowed(text, damaged=damage.is_damaged, delimiter=delimiter_of(text))
    yield from find_spacing(text, damaged=damage.is_damaged)


def _for_a_person(text: str, names: Names | None) -> Iterator[Change]:
    """What nobody but a person can decide there."""
    yield from find_lost_signs(text)
    yield from find_wrong_conversions(text, names)
    yield from find_reversed(text)
    yield from find_residues(text)
    yield from find_damaged_cells(text)


def _without_echoes(changes: list[Change]) -> list[Change]:
    """The changes without the suggestions inside a place that is to be read anew: they are about its wrong reading."""
    kept = []
    reached = 0
    for change in changes:
        if change.applied or change.end > reached:
            kept.append(change)
        if not change.applied and change.rule in ("D3", "D9"):
            reached = max(reached, change.end)
    return kept


def _put_in(text: str, changes: Iterable[Change]) -> str:
    return put_in(text, (change for change in changes if change.applied))
