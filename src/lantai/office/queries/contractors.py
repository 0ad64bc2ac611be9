"""What a contractor's deliveries were worth, reckoned from their checks and their signed samples.

Of every round the last check and the last signed sample count. How good a delivery was on its first coming is told by
its first round; a delivery was refused when any round of it was.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Count, Q
from django.http import Http404

from lantai.digitisation.enums import BatchState, DefectSeverity
from lantai.digitisation.models import Batch, CheckRun, Contractor, Defect, Sample
from lantai.digitisation.sampling import sampling_profile

MOST_FREQUENT: Final = 10


def percent(part: int, whole: int) -> float | None:
    """Rounded to a tenth; None of nothing."""
    return round(part * 100 / whole, 1) if whole else None


@dataclass(frozen=True, slots=True)
class Delivered:
    """One delivery. ``checks`` and ``samples`` are those that count, the earliest round first."""

    batch: Batch
    checks: tuple[CheckRun, ...]
    samples: tuple[Sample, ...]

    @property
    def first(self) -> CheckRun | None:
        return self.checks[0] if self.checks else None

    @property
    def percent_faulty(self) -> float | None:
        """Of the items of the first round."""
        return percent(self.first.faulty_items, self.first.items) if self.first else None

    @property
    def was_refused(self) -> bool:
        """By a check, or by the verdict on a sample."""
        by_check = any(not one.passed for one in self.checks) or self.batch.state == BatchState.REFUSED
        return by_check or any(one.verdict == "failed" for one in self.samples)

    @property
    def sample(self) -> Sample | None:
        """The newest signed one."""
        return self.samples[-1] if self.samples else None

    @property
    def looked(self) -> int:
        return sum(one.figures["looked"] for one in self.samples)

    @property
    def faulty(self) -> int:
        return sum(one.figures["faulty"] for one in self.samples)

    @property
    def defect_rate(self) -> float | None:
        """Per cent of the items that were looked at."""
        return percent(self.faulty, self.looked)


@dataclass(frozen=True, slots=True)
class TrackRecord:
    """A contractor with all deliveries, the newest first."""

    contractor: Contractor
    deliveries: tuple[Delivered, ...]

    @property
    def items(self) -> int:
        return sum(one.first.items for one in self.deliveries if one.first)

    @property
    def percent_faulty(self) -> float | None:
        return percent(sum(one.first.faulty_items for one in self.deliveries if one.first), self.items)

    @property
    def percent_refused(self) -> float | None:
        """Of the deliveries that were checked."""
        judged = [one for one in self.deliveries if one.checks or one.was_refused]
        return percent(sum(one.was_refused for one in judged), len(judged))

    @property
    def rounds(self) -> float | None:
        """How often an accepted delivery had to come, on the average."""
        accepted = [one.batch.round for one in self.deliveries if one.batch.state == BatchState.ACCEPTED]
        return round(sum(accepted) / len(accepted), 1) if accepted else None

    @property
    def defect_rate(self) -> float | None:
        """Per cent of the items that were looked at in signed samples: the contractor's score."""
        return percent(sum(one.faulty for one in self.deliveries), sum(one.looked for one in self.deliveries))


def all_records(contractors: Sequence[Contractor]) -> list[TrackRecord]:
    """These contractors with their deliveries. Three queries, however many there are."""
    delivered = _delivered([one.pk for one in contractors])
    return [TrackRecord(one, tuple(delivered[one.pk])) for one in contractors]


def record_of(contractor: Contractor) -> TrackRecord:
    return all_records([contractor])[0]


def find(key: str) -> Contractor:
    """The contractor of this key. Http404 when there is none."""
    found = Contractor.objects.filter(pk=int(key)).first() if key.isdecimal() and len(key) < 19 else None
    if found is None:
        raise Http404(f"No contractor {key}.")
    return found


def _delivered(contractors: Sequence[int]) -> defaultdict[int, list[Delivered]]:
    batches = Batch.objects.filter(contractor__in=contractors).order_by("-received_at", "-pk")
    of_these = Q(batch__contractor__in=contractors)
    checks = _last_of_round(CheckRun.objects.filter(of_these).order_by("pk"))
    samples = _last_of_round(Sample.objects.filter(of_these).exclude(verdict="").order_by("pk"))
    found: defaultdict[int, list[Delivered]] = defaultdict(list)
    for batch in batches:
        assert batch.contractor_id is not None
        found[batch.contractor_id].append(Delivered(batch, tuple(checks[batch.pk]), tuple(samples[batch.pk])))
    return found


def _last_of_round(rows: Iterable[CheckRun] | Iterable[Sample]) -> defaultdict[int, list[Any]]:
    """Batch → the last of every round, the earliest round first."""
    last = {(row.batch_id, row.round): row for row in rows}
    by_batch: defaultdict[int, list[Any]] = defaultdict(list)
    for (batch, _round), row in sorted(last.items()):
        by_batch[batch].append(row)
    return by_batch


# -- what goes wrong most often -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Frequent:
    """A finding by its code, or a defect by its words, and how often it was seen."""

    name: str
    count: int


def frequent_findings(record: TrackRecord) -> list[Frequent]:
    """The findings of the checks that count, the most frequent first."""
    counted: Counter[str] = Counter()
    for delivered in record.deliveries:
        for check in delivered.checks:
            counted.update(check.codes)
    return [Frequent(code, count) for code, count in counted.most_common(MOST_FREQUENT)]


def frequent_defects(contractor: Contractor) -> list[Frequent]:
    """The major defects of all signed samples, the most frequent first. One query."""
    signed = Defect.objects.filter(sampled__sample__batch__contractor=contractor, severity=DefectSeverity.MAJOR)
    rows = signed.exclude(sampled__sample__verdict="").order_by().values_list("code").annotate(n=Count("pk"))
    profile = sampling_profile()
    return [Frequent(profile.defect(code).label, n) for code, n in rows.order_by("-n", "code")[:MOST_FREQUENT]]
