"""What a sample says of its delivery: of every aspect, how many items hold, and whether that is enough."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from lantai.digitisation.enums import DefectSeverity, RowMatch
from lantai.digitisation.models import Defect, Sample
from lantai.digitisation.sampling.choosing import wanted_size
from lantai.digitisation.sampling.profile import ROW, SamplingProfile, sampling_profile


@dataclass(frozen=True, slots=True)
class AspectTally:
    """One aspect. ``least`` is per cent; ``faulty`` counts items, ``drawn`` all of the sample."""

    key: str
    least: int
    drawn: int
    looked: int
    faulty: int

    @property
    def good(self) -> int:
        return self.looked - self.faulty

    @property
    def percent(self) -> float:
        """Of the items looked at, rounded down to a tenth: what is short of all is never shown as 100."""
        return self.good * 1000 // self.looked / 10 if self.looked else 100.0

    @property
    def allowed(self) -> int:
        """How many faulty items the sample may have."""
        return self.drawn * (100 - self.least) // 100

    @property
    def is_lost(self) -> bool:
        """Too many are faulty, whatever the rest is like."""
        return self.faulty > self.allowed


@dataclass(frozen=True, slots=True)
class Reckoning:
    """A sample in figures. ``wanted`` is how many items the profile asks for, ``faulty`` counts items with anything
    that counts against any aspect."""

    population: int
    wanted: int
    drawn: int
    looked: int
    faulty: int
    aspects: tuple[AspectTally, ...]

    @property
    def is_complete(self) -> bool:
        return self.looked == self.drawn

    @property
    def is_large_enough(self) -> bool:
        return self.drawn >= self.wanted

    @property
    def passes(self) -> bool:
        return self.is_complete and self.is_large_enough and not any(one.is_lost for one in self.aspects)

    @property
    def percent_faulty(self) -> float:
        return round(self.faulty * 100 / self.looked, 1) if self.looked else 0.0

    def as_data(self) -> dict[str, Any]:
        """For JSON; ``from_data`` reads it again."""
        aspects = {one.key: {"least": one.least, "faulty": one.faulty} for one in self.aspects}
        plain = {name: getattr(self, name) for name in ("population", "wanted", "drawn", "looked", "faulty")}
        return {**plain, "aspects": aspects, "passes": self.passes}


def from_data(data: dict[str, Any]) -> Reckoning:
    """The figures as they were signed."""
    drawn, looked = data["drawn"], data["looked"]
    aspects = tuple(
        AspectTally(key, one["least"], drawn, looked, one["faulty"]) for key, one in data["aspects"].items()
    )
    return Reckoning(data["population"], data["wanted"], drawn, looked, data["faulty"], aspects)


def reckon(sample: Sample) -> Reckoning:
    """The figures of a sample: of a signed one those that were signed, of an open one as it stands. Three queries.

    An item is counted once a person has said whether row and scan agree.
    """
    if sample.is_signed:
        return from_data(sample.figures)
    profile = sampling_profile(sample.profile)
    looked = sample.items.aggregate(n=Count("pk", filter=~Q(match="")))["n"]
    against = _against(sample, profile)
    return Reckoning(
        population=sample.population,
        wanted=wanted_size(sample.population, profile),
        drawn=sample.size,
        looked=looked,
        faulty=len(set().union(*against.values())),
        aspects=tuple(
            AspectTally(key, aspect.least, sample.size, looked, len(against[key]))
            for key, aspect in profile.aspects.items()
        ),
    )


def _against(sample: Sample, profile: SamplingProfile) -> dict[str, set[int]]:
    """Aspect → the keys of the items looked at that do not hold it."""
    against: dict[str, set[int]] = {key: set() for key in profile.aspects}
    against[ROW].update(sample.items.filter(match=RowMatch.MISMATCH).values_list("pk", flat=True))
    counted = Defect.objects.filter(sampled__sample=sample, severity=DefectSeverity.MAJOR).exclude(sampled__match="")
    for item, code in counted.order_by().values_list("sampled", "code").distinct():
        against[profile.defect(code).aspect].add(item)
    return against
