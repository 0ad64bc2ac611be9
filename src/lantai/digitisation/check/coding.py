"""The rows of a delivery by their reference codes: parsed by their fonds' profile, each once, none left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from django.conf import settings

from lantai.catalogue.models import Record, RecordSet
from lantai.digitisation.check.dated import FondsDates
from lantai.digitisation.check.observation import Observation, Placed, at, observe
from lantai.digitisation.check.row_rules import UNDATED, RowRules
from lantai.digitisation.check.sequence import sequence_gaps
from lantai.digitisation.check.working import TWICE, VOLUME, Entry, WorkingTable
from lantai.digitisation.enums import Severity
from lantai.digitisation.progress import Progress
from lantai.digitisation.sheets.rows import SheetRow
from lantai.values import codes

_MANY = 5_000
_DIGITS = 9
"""Of the number of an item, as a number; a longer one is only text."""
_CODED = "fonds = ? AND code <> ''"
_OWN_FONDS = "SELECT sheet, number, code FROM entry WHERE place = '' AND code <> '' AND code = fonds ORDER BY id"
_AS_FONDS = "(全宗號)"
_FONDS_WITHIN = """
SELECT entry.sheet, entry.number, entry.fonds, other.sheet, other.number FROM entry JOIN (
    SELECT code AS fonds, MIN(id) AS id FROM entry
    WHERE code IN (SELECT fonds FROM entry GROUP BY fonds) AND code <> fonds AND place <> 'twice' GROUP BY code
    UNION SELECT volume, MIN(id) FROM entry
    WHERE volume IN (SELECT fonds FROM entry GROUP BY fonds) AND volume <> '' AND volume <> fonds GROUP BY volume
) AS within ON within.fonds = entry.fonds JOIN entry AS other ON other.id = within.id
WHERE entry.code <> '' AND entry.code <> entry.fonds AND entry.place = '' GROUP BY entry.id ORDER BY entry.id
"""
_GUESSED = frozenset({"bad-code", "code-field-mismatch"})
"""What is said of a code against a profile that was only guessed, is a warning."""


@dataclass(frozen=True, slots=True)
class _Fonds:
    """How the codes of one fonds are read, and its days."""

    profile: codes.CodeProfile
    is_named: bool
    dates: FondsDates


@dataclass(slots=True)
class Coding:
    """One pass over the entries. Codes of findings: those of the row rules, bad-code, duplicate-code, new-fonds,
    sequence-gap."""

    table: WorkingTable
    rules: RowRules
    profiles: dict[str, str] = field(default_factory=dict)
    """Fonds code → name of its code profile, given or proposed."""

    def run(self, progress: Progress) -> None:
        """Look at every entry, give it its volume, and find out which entries are no items."""
        self._find_doubles()
        store = self.table.store
        store.script("CREATE INDEX entry_by_fonds ON entry (fonds)")
        progress.stage("codes", self.table.entry_count)
        for (fonds,) in list(store.ask("SELECT fonds FROM entry WHERE code <> '' GROUP BY fonds ORDER BY MIN(id)")):
            self._look_at_fonds(fonds, progress)
        store.script("CREATE INDEX entry_by_volume ON entry (volume)")
        for entry in self.table.entries("code = ''"):
            self._tell(self.rules.look_at(entry.row))
        store.run(
            "UPDATE entry SET place = ? WHERE place = '' AND code IN (SELECT volume FROM entry WHERE volume <> '')",
            (VOLUME,),
        )
        self._find_sets_at_odds()
        self._tell(sequence_gaps(self._numbers(), column="檔號"))
        self.table.settle()

    def _tell(self, seen: Iterator[Observation]) -> None:
        for one in seen:
            self.table.tell(one)

    def _find_doubles(self) -> None:
        store = self.table.store
        asked = store.ask(
            "SELECT entry.id, entry.sheet, entry.number, entry.code, first.sheet, first.number, first.id "
            "FROM (SELECT code, MIN(id) AS id FROM entry WHERE code <> '' GROUP BY code HAVING COUNT(*) > 1) AS twice "
            "JOIN entry AS first ON first.id = twice.id JOIN entry ON entry.code = twice.code AND entry.id > twice.id "
            "ORDER BY entry.id"
        )
        for id_, sheet, number, code, first_sheet, first_number, first in list(asked):
            place = f"({first_sheet}, {first_number})"
            told = observe("duplicate-code", sheet=sheet, row=number, column="檔號", found=code, expected=place)
            self.table.tell(told)
            store.run("UPDATE entry SET place = ? WHERE id = ?", (TWICE, id_))
            if told.severity == Severity.ERROR:
                store.run("UPDATE entry SET faulty = 1 WHERE id IN (?, ?)", (first, id_))

    def _find_sets_at_odds(self) -> None:
        """A code stands for one thing: what is a fonds is no item of its own, and no volume or item of another."""
        store, labels = self.table.store, self.rules.profile.labels
        for sheet, number, code in list(store.ask(_OWN_FONDS)):
            self.table.tell(
                observe(
                    "duplicate-code", sheet=sheet, row=number, column=labels["code"], found=code, expected=_AS_FONDS
                )
            )
        for sheet, number, fonds, where, at_row in list(store.ask(_FONDS_WITHIN)):
            place = f"({where}, {at_row})"
            self.table.tell(
                observe("duplicate-code", sheet=sheet, row=number, column=labels["fonds"], found=fonds, expected=place)
            )

    # -- fonds by fonds --------------------------------------------------------------------------

    def _look_at_fonds(self, code: str, progress: Progress) -> None:
        fonds = self._fonds(code)
        self.profiles[code] = fonds.profile.name
        read: list[tuple[str, str, str, int | None, int]] = []
        above: SheetRow | None = None
        for entry in self.table.entries(_CODED, (code,)):
            parsed = self._parsed(entry, fonds)
            is_next = above is not None and (above.sheet, above.row + 1) == (entry.row.sheet, entry.row.row)
            seen = self.rules.look_at(
                entry.row, parsed, fonds.profile, fonds=fonds.dates, above=above if is_next else None
            )
            self._tell(_as_sure(seen, fonds))
            volume = parsed.parent if parsed and parsed.volume else ""
            ordinal = int(parsed.item) if parsed and 0 < len(parsed.item) <= _DIGITS else None
            read.append((volume, fonds.profile.name, parsed.parent if parsed else "", ordinal, entry.id))
            above = entry.row
            if len(read) >= _MANY:
                progress.advance(len(read))
                self._enter(read)
        progress.advance(len(read))
        self._enter(read)

    def _enter(self, read: list[tuple[str, str, str, int | None, int]]) -> None:
        with self.table.store.transaction():
            self.table.store.run_many(
                "UPDATE entry SET volume = ?, profile = ?, sequence = ?, ordinal = ? WHERE id = ?", read
            )
        read.clear()

    def _parsed(self, entry: Entry, fonds: _Fonds) -> codes.ReferenceCode | None:
        try:
            return fonds.profile.parse(entry.code)
        except codes.BadCode as error:
            found = entry.row.get("code")
            told = at(entry.row, "bad-code", column="檔號", found=found, expected=error.expected)
            self._tell(_as_sure(iter((told,)), fonds))
            return None

    def _fonds(self, code: str) -> _Fonds:
        """A fonds not known yet is told as ``new-fonds``, and its profile proposed."""
        known = RecordSet.objects.filter(code=code).values_list("code_profile", "date_first", "date_last").first()
        if known is None:
            first = next(self.table.entries(_CODED, (code,)))
            self.table.tell(at(first.row, "new-fonds", column="全宗號", found=code))
            return _Fonds(self._likeliest(code), is_named=False, dates=UNDATED)
        name, first_day, last_day = known
        named = codes.load_profiles(_profile_folders()).get(name)
        profile = named or self._likeliest(code)
        return _Fonds(profile, is_named=named is not None, dates=FondsDates(first_day, last_day))

    def _likeliest(self, fonds: str) -> codes.CodeProfile:
        """The first profile that parses every code; where none does, the one that parses most."""
        profiles = codes.load_profiles(_profile_folders())
        for profile in profiles.values():
            if all(map(profile.matches, self._codes(fonds))):
                return profile
        return max(profiles.values(), key=lambda profile: sum(map(profile.matches, self._codes(fonds))))

    def _codes(self, fonds: str) -> Iterator[str]:
        return (code for (code,) in self.table.store.ask(f"SELECT code FROM entry WHERE {_CODED}", (fonds,)))  # noqa: S608

    # -- numbers without a gap -------------------------------------------------------------------

    def _numbers(self) -> Iterator[tuple[str, int, Placed]]:
        """The numbers of every sequence, in order; one that goes on in the catalogue begins where it begins here."""
        asked = self.table.store.ask(
            "SELECT sequence, ordinal, sheet, number FROM entry WHERE place = '' AND ordinal IS NOT NULL "
            "ORDER BY sequence, ordinal"
        )
        before = None
        for sequence, ordinal, sheet, number in asked:
            place = SheetRow(sheet=sheet, row=number, values={})
            if sequence != before and ordinal > 1 and Record.objects.filter(code__startswith=f"{sequence}-").exists():
                yield sequence, 0, place
                yield from ((sequence, one, place) for one in range(1, ordinal))
            before = sequence
            yield sequence, ordinal, place


def _as_sure(seen: Iterator[Observation], fonds: _Fonds) -> Iterator[Observation]:
    """No graver than the profile is sure."""
    for one in seen:
        if not fonds.is_named and one.code in _GUESSED and one.severity == Severity.ERROR:
            yield replace(one, severity=Severity.WARNING)
        else:
            yield one


def _profile_folders() -> list[Path]:
    return [settings.LANTAI.profiles_dir / "codes"]
