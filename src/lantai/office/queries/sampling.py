"""Samples as the desk shows them: deliveries that are sampled, one sample with its items, one item on the workbench."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from lantai.access.queries import Visible
from lantai.digitisation.domain.sampling import SAMPLED_IN
from lantai.digitisation.enums import BatchState, DefectSeverity, RowMatch
from lantai.digitisation.models import Batch, BatchItem, CheckRun, Defect, Page, Sample, SampledItem
from lantai.digitisation.profile import delivery_profile
from lantai.digitisation.sampling import AspectTally, Reckoning, SamplingProfile, pages_of, sampling_profile
from lantai.digitisation.sampling.profile import DefectCode

ITEMS_A_PAGE: Final = 100
_NOT_ASKED: Final = frozenset({"fonds", "volume", "profile", "given", "volume_date", "revises"})
"""Values of an item that the check added; they were in no column."""
_FIRST: Final = ("code", "title", "creators", "date", "doc_number", "first_page", "last_page", "page_range", "pages")
"""What is compared with the scan stands at the top."""

# -- deliveries and their samples -----------------------------------------------------------------


def _newest_of(batch: str) -> QuerySet[Sample]:
    """The sample that counts of the batch in hand: the newest of the round that lies in custody."""
    return Sample.objects.filter(batch=OuterRef(batch), round=OuterRef("in_custody")).order_by("-pk")


def sampled_deliveries() -> QuerySet[Batch, Any]:
    """The deliveries that may be sampled, in custody first; each with ``sample_key`` of the sample that counts."""
    newest = _newest_of("pk").values("pk")[:1]
    passed = CheckRun.objects.filter(batch=OuterRef("pk"), passed=True).order_by("-pk").values("round")[:1]
    return (
        Batch.objects.filter(state__in=SAMPLED_IN)
        .select_related("contractor")
        .annotate(in_custody=Coalesce(Subquery(passed), F("round")))
        .annotate(sample_key=Subquery(newest))
        .order_by("-state", "-received_at", "-pk")
    )


def waiting_count() -> int:
    """Samples of deliveries in custody that are drawn and not signed."""
    newer = Sample.objects.filter(batch=OuterRef("batch"), pk__gt=OuterRef("pk"))
    return Sample.objects.filter(~Exists(newer), verdict="", batch__state=BatchState.DESCRIBED).count()


def _with_counts(samples: QuerySet[Sample]) -> QuerySet[Sample, Any]:
    """Each with ``looked``: how many of its items were looked at."""
    counted = samples.select_related("drawn_by", "signed_by")
    return counted.annotate(looked=Count("items", filter=~Q(items__match="")))


def samples_by_key(keys: Iterable[int]) -> dict[int, Sample]:
    return {sample.pk: sample for sample in _with_counts(Sample.objects.filter(pk__in=list(keys)))}


def samples_of(batch: Batch) -> list[Sample]:
    """All samples of a delivery, the newest first."""
    return list(_with_counts(batch.samples.all()).order_by("-pk"))


def is_open(sample: Sample) -> bool:
    """Whether the sample may still be worked on: not signed, and none drawn since. One query."""
    return not sample.is_signed and not Sample.objects.filter(batch=sample.batch_id, pk__gt=sample.pk).exists()


# -- the items of a sample ------------------------------------------------------------------------

KINDS: Final = ("waiting", RowMatch.MATCH, RowMatch.MISMATCH, "defects")
_WHERE: Final = {
    "waiting": Q(match=""),
    "match": Q(match=RowMatch.MATCH),
    "mismatch": Q(match=RowMatch.MISMATCH),
    "defects": Exists(Defect.objects.filter(sampled=OuterRef("pk"))),
}


def items(sample: Sample, *, kind: str = "", after: int = 0) -> list[SampledItem]:
    """The items behind the place ``after``, each with ``defect_count``; one more than a page when there are more."""
    rows = sample.items.filter(place__gt=after).select_related("item", "looked_by")
    if kind in _WHERE:
        rows = rows.filter(_WHERE[kind])
    return list(rows.annotate(defect_count=Count("defects")).order_by("place")[: ITEMS_A_PAGE + 1])


def item_counts(sample: Sample) -> dict[str, int]:
    """How many items there are of each kind. One query."""
    counted = {f"n_{kind}": Count("pk", filter=Q(where)) for kind, where in _WHERE.items()}
    found = sample.items.aggregate(**counted)
    return {kind: found[f"n_{kind}"] for kind in _WHERE}


def next_to_look_at(sampled: SampledItem) -> SampledItem | None:
    """The next item that nobody has looked at, going round at the end; None when there is none."""
    waiting = SampledItem.objects.filter(sample=sampled.sample_id, match="").exclude(pk=sampled.pk)
    waiting = waiting.select_related("sample").order_by("place")
    return waiting.filter(place__gt=sampled.place).first() or waiting.first()


# -- the figures ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Tally:
    """One aspect in words."""

    label: str
    figures: AspectTally


def tallies(sample: Sample, reckoning: Reckoning) -> list[Tally]:
    """The aspects by their names; one that the profile no longer has is called by its key."""
    known = sampling_profile(sample.profile).aspects
    return [Tally(known[one.key].label if one.key in known else one.key, one) for one in reckoning.aspects]


@dataclass(frozen=True, slots=True)
class CountedDefect:
    label: str
    count: int
    major: int


def defect_counts(sample: Sample, profile: SamplingProfile) -> list[CountedDefect]:
    """Which defects were noted, the most frequent first. One query."""
    rows = (
        Defect.objects.filter(sampled__sample=sample)
        .order_by()
        .values_list("code")
        .annotate(n=Count("pk"), major=Count("pk", filter=Q(severity=DefectSeverity.MAJOR)))
        .order_by("-n", "code")
    )
    return [CountedDefect(profile.defect(code).label, count, major) for code, count, major in rows]


# -- one item on the workbench --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cell:
    """One field of the row: the name of its column, what was read, and what stood in the sheet where that differs."""

    label: str
    text: str
    given: str


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page of the item in the strip. ``key`` is its image's name in IIIF, empty without a picture."""

    number: int
    label: str
    key: str
    width: int
    height: int
    is_open: bool
    defect_count: int


@dataclass(frozen=True, slots=True)
class Noted:
    """A defect with its words."""

    defect: Defect
    label: str


@dataclass(frozen=True, slots=True)
class Bench:
    """What lies on the workbench. ``leaf`` is the page that is open, None where there is none to see."""

    cells: tuple[Cell, ...]
    leaves: tuple[Leaf, ...]
    leaf: Leaf | None
    before: int | None
    after: int | None
    revises: bool
    """It is to change what stands in the archive: until it is accepted, that is what its pages show."""
    noted: tuple[Noted, ...]
    groups: tuple[tuple[str, list[DefectCode]], ...]
    earlier: int | None
    later: int | None

    @property
    def last(self) -> Noted | None:
        """The defect that was noted last."""
        return max(self.noted, key=lambda one: one.defect.pk, default=None)


def bench(sampled: SampledItem, *, page: int, to: Visible) -> Bench:
    """An item with the pages that this person may see, ``page`` lying open, else the first. A fixed number of queries.

    What cannot be opened, the row stands for alone.
    """
    profile = sampling_profile(sampled.sample.profile)
    noted = tuple(Noted(one, profile.defect(one.code).label) for one in sampled.defects.select_related("by"))
    pages = list(pages_of(sampled.item, among=to.pages())) if sampled.item else []
    numbers = [one.number for one in pages]
    opened = page if page in numbers else next(iter(numbers), 0)
    leaves = tuple(_leaf(one, opened, noted) for one in pages)
    at = numbers.index(opened) if numbers else 0
    return Bench(
        cells=tuple(cells(sampled.item)),
        leaves=leaves,
        leaf=leaves[at] if leaves else None,
        before=numbers[at - 1] if at > 0 else None,
        after=numbers[at + 1] if at + 1 < len(numbers) else None,
        revises=bool(sampled.item and sampled.item.values.get("revises")),
        noted=noted,
        groups=tuple((aspect.label, codes) for aspect, codes in profile.by_aspect()),
        earlier=sampled.place - 1 if sampled.place > 1 else None,
        later=sampled.place + 1 if sampled.place < sampled.sample.size else None,
    )


def _leaf(page: Page, opened: int, noted: Iterable[Noted]) -> Leaf:
    return Leaf(
        number=page.number,
        label=page.label,
        key=f"{page.holder.identifier}.p{page.number}" if page.derived else "",
        width=page.width,
        height=page.height,
        is_open=page.number == opened,
        defect_count=sum(one.defect.page == page.number for one in noted),
    )


def cells(item: BatchItem | None) -> list[Cell]:
    """The row as it was delivered: what is compared first, then the other columns in the order of the profile."""
    if item is None:
        return []
    labels = delivery_profile().labels
    given = item.values.get("given", {})
    order = {name: place for place, name in enumerate(dict.fromkeys((*_FIRST, *labels)))}
    names = sorted((name for name in item.values if name not in _NOT_ASKED), key=lambda name: order.get(name, 999))
    return [
        Cell(labels.get(name, name), str(item.values[name]), str(given.get(name, "")))
        for name in names
        if item.values[name]
    ]
