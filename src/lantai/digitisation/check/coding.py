"""The reference codes of a delivery: parsed by their fonds' profile, each standing once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

from lantai.catalogue.models import CodeAlias, Record, RecordSet
from lantai.digitisation.check.observation import Observation, at
from lantai.digitisation.enums import Severity
from lantai.digitisation.sheets.rows import SheetRow
from lantai.values import codes

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Coded:
    """A row whose code is its own; ``volume`` is the code of its volume, empty without one."""

    row: SheetRow
    code: str
    fonds: str
    volume: str


@dataclass(slots=True)
class Coding:
    """One pass over the rows. Codes of findings: bad-code, duplicate-code, new-fonds."""

    rows: Sequence[SheetRow]
    fonds_code: str | None
    findings: list[Observation] = field(default_factory=list)
    profiles: dict[str, str] = field(default_factory=dict)
    """Fonds code → name of its code profile, given or proposed."""
    standing: set[str] = field(default_factory=set)
    """Codes that stand in the catalogue already."""

    def run(self) -> Iterator[Coded]:
        """The rows with a code that no row before them has, fonds by fonds."""
        self.standing = _standing(codes.normalise(row.get("code")) for row in self.rows if row.get("code"))
        seen: dict[str, SheetRow] = {}
        for fonds, members in self._by_fonds().items():
            named = self._named_profile(fonds, members[0])
            profile = named or _likeliest([codes.normalise(row.get("code")) for row in members])
            self.profiles[fonds] = profile.name
            for row in members:
                code = codes.normalise(row.get("code"))
                first = seen.setdefault(code, row)
                if first is row:
                    volume = self._volume(row, code, profile, is_named=named is not None)
                    yield Coded(row, code, fonds, volume)
                else:
                    place = f"({first.sheet}, {first.row})"
                    self.findings.append(at(row, "duplicate-code", column="檔號", found=code, expected=place))

    def _by_fonds(self) -> dict[str, list[SheetRow]]:
        by_fonds: dict[str, list[SheetRow]] = defaultdict(list)
        for row in self.rows:
            if code := row.get("code"):
                fonds = self.fonds_code or row.get("fonds") or codes.normalise(code).split("-")[0]
                by_fonds[fonds].append(row)
        return by_fonds

    def _named_profile(self, fonds: str, row: SheetRow) -> codes.CodeProfile | None:
        """The profile that the fonds names; a fonds not known yet is told as ``new-fonds``."""
        known = RecordSet.objects.filter(code=fonds).values_list("code_profile", flat=True).first()
        if known is None:
            self.findings.append(at(row, "new-fonds", column="全宗號", found=fonds))
            return None
        return codes.load_profiles(_profile_folders()).get(known)

    def _volume(self, row: SheetRow, code: str, profile: codes.CodeProfile, *, is_named: bool) -> str:
        """The volume in a code. Against a profile that was only guessed, a bad code is a warning."""
        try:
            parsed = profile.parse(code)
        except codes.BadCode as error:
            severity = None if is_named else Severity.WARNING
            found = row.get("code")
            self.findings.append(
                at(row, "bad-code", severity=severity, column="檔號", found=found, expected=error.expected)
            )
            return ""
        return parsed.parent if parsed.volume else ""


def _likeliest(members: list[str]) -> codes.CodeProfile:
    """The first profile that parses every code; where none does, the one that parses most."""
    profiles = codes.load_profiles(_profile_folders())
    every = codes.propose_profile(members, profiles)
    return every or max(profiles.values(), key=lambda profile: sum(map(profile.matches, members)))


def _profile_folders() -> list[Path]:
    return [settings.LANTAI.profiles_dir / "codes"]


def _standing(wanted: Iterable[str]) -> set[str]:
    """Which of these codes stand in the catalogue, as codes or aliases."""
    all_codes, found = sorted(set(wanted)), set[str]()
    for start in range(0, len(all_codes), _CHUNK):
        chunk = all_codes[start : start + _CHUNK]
        for model in (Record, RecordSet, CodeAlias):
            found.update(model.objects.filter(code__in=chunk).values_list("code", flat=True))
    return found
