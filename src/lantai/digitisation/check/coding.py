"""The reference codes of a delivery: parsed by their fonds' profile, each standing once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

from lantai.catalogue.models import RecordSet
from lantai.digitisation.check.observation import Observation, at, observe
from lantai.digitisation.check.working import TWICE, VOLUME, Entry, WorkingTable
from lantai.digitisation.enums import Severity
from lantai.values import codes

_MANY = 5_000
_CODED = "fonds = ? AND code <> ''"


@dataclass(slots=True)
class Coding:
    """One pass over the entries. Codes of findings: bad-code, duplicate-code, new-fonds."""

    table: WorkingTable
    profiles: dict[str, str] = field(default_factory=dict)
    """Fonds code → name of its code profile, given or proposed."""

    def run(self) -> None:
        """Give every entry its volume, and find out which entries are no items."""
        self._find_doubles()
        store = self.table.store
        store.script("CREATE INDEX entry_by_fonds ON entry (fonds)")
        for (fonds,) in list(store.ask("SELECT fonds FROM entry WHERE code <> '' GROUP BY fonds ORDER BY MIN(id)")):
            self._read_codes(fonds)
        store.run(
            "UPDATE entry SET place = ? WHERE place = '' AND code IN (SELECT volume FROM entry WHERE volume <> '')",
            (VOLUME,),
        )
        self.table.settle()

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

    def _read_codes(self, fonds: str) -> None:
        named = self._named_profile(fonds)
        profile = named or self._likeliest(fonds)
        self.profiles[fonds] = profile.name
        read: list[tuple[str, str, int]] = []
        for entry in self.table.entries(_CODED, (fonds,)):
            volume = self._volume(entry, profile, is_named=named is not None)
            read.append((volume, profile.name, entry.id))
            if len(read) >= _MANY:
                self._enter(read)
        self._enter(read)

    def _enter(self, read: list[tuple[str, str, int]]) -> None:
        with self.table.store.transaction():
            self.table.store.run_many("UPDATE entry SET volume = ?, profile = ? WHERE id = ?", read)
        read.clear()

    def _named_profile(self, fonds: str) -> codes.CodeProfile | None:
        """The profile that the fonds names; a fonds not known yet is told as ``new-fonds``."""
        known = RecordSet.objects.filter(code=fonds).values_list("code_profile", flat=True).first()
        if known is None:
            first = next(self.table.entries(_CODED, (fonds,)))
            self.table.tell(at(first.row, "new-fonds", column="全宗號", found=fonds))
            return None
        return codes.load_profiles(_profile_folders()).get(known)

    def _volume(self, entry: Entry, profile: codes.CodeProfile, *, is_named: bool) -> str:
        """The volume in a code. Against a profile that was only guessed, a bad code is a warning."""
        try:
            parsed = profile.parse(entry.code)
        except codes.BadCode as error:
            self.table.tell(_bad_code(entry, error, is_named=is_named))
            return ""
        return parsed.parent if parsed.volume else ""

    def _likeliest(self, fonds: str) -> codes.CodeProfile:
        """The first profile that parses every code; where none does, the one that parses most."""
        profiles = codes.load_profiles(_profile_folders())
        for profile in profiles.values():
            if all(map(profile.matches, self._codes(fonds))):
                return profile
        return max(profiles.values(), key=lambda profile: sum(map(profile.matches, self._codes(fonds))))

    def _codes(self, fonds: str) -> Iterator[str]:
        return (code for (code,) in self.table.store.ask(f"SELECT code FROM entry WHERE {_CODED}", (fonds,)))  # noqa: S608


def _bad_code(entry: Entry, error: codes.BadCode, *, is_named: bool) -> Observation:
    severity = None if is_named else Severity.WARNING
    found = entry.row.get("code")
    return at(entry.row, "bad-code", severity=severity, column="檔號", found=found, expected=error.expected)


def _profile_folders() -> list[Path]:
    return [settings.LANTAI.profiles_dir / "codes"]
