"""Deliveries as the desk shows them: the list, the work in hand, the findings, the items."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_tasks_db.models import DBTaskResult

from lantai.digitisation import sentences
from lantai.digitisation.domain.work import is_busy
from lantai.digitisation.enums import BatchState, ItemOutcome, ReadState, Severity
from lantai.digitisation.layouts.profile import layout_profiles
from lantai.digitisation.models import Batch, BatchItem, Finding, Page
from lantai.digitisation.queries.pages import of_batch
from lantai.digitisation.tasks import work_on_batch
from lantai.office.queries.seldom import counted_seldom

IN_CUSTODY = (BatchState.RECEIVED, BatchState.CHECKED, BatchState.STORED, BatchState.DESCRIBED)
IN_WORK = (BatchState.RECEIVED, BatchState.CHECKED, BatchState.STORED)
FINDINGS_A_PAGE = 100
ITEMS_A_PAGE = 100

STAGES: dict[str, Promise] = {
    "inventory": _("Looking what there is"),
    "digest": _("Reading every file once"),
    "rows": _("Reading the catalogue"),
    "inspect": _("Looking at the images"),
    "files": _("Finding out whose files they are"),
    "enter": _("Entering what was found"),
    "reconcile": _("Comparing with what came before"),
    "store": _("Storing the masters"),
    "describe": _("Describing the records"),
    "derive": _("Making pyramids and thumbnails"),
    "accept": _("Taking into the archive"),
    "revise": _("Carrying out the revision"),
    "roll back": _("Rolling back"),
}
"""What each stage of the work is called; a stage not named here is shown by its own name."""

STEPS = (BatchState.RECEIVED, BatchState.CHECKED, BatchState.STORED, BatchState.DESCRIBED, BatchState.ACCEPTED)


def waiting_count() -> int:
    """Deliveries in custody: what a person has still to decide upon."""
    return Batch.objects.filter(state__in=IN_CUSTODY).count()


# -- the list -------------------------------------------------------------------------------------


def listed(*, state: str = "", text: str = "") -> QuerySet[Batch, Any]:
    """Batches, the newest first, each with ``errors`` and ``warnings``; ``text`` is looked for in name and fonds."""
    wanted = Q(state=state) if state else Q()
    if text:
        wanted &= Q(name__icontains=text) | Q(fonds_code__icontains=text) | Q(identifier=text)
    return (
        Batch.objects.filter(wanted)
        .select_related("received_by")
        .annotate(
            errors=Count("findings", filter=Q(findings__severity=Severity.ERROR)),
            warnings=Count("findings", filter=Q(findings__severity=Severity.WARNING)),
        )
        .order_by("-received_at", "-id")
    )


def state_counts() -> dict[str, int]:
    """How many batches stand in each state."""
    return dict(Batch.objects.order_by().values_list("state").annotate(Count("pk")))


# -- the work in hand -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Step:
    label: str
    done: bool
    now: bool


@dataclass(frozen=True, slots=True)
class Work:
    """How far a batch is. ``percent`` is of the stage in hand; ``to_read`` and ``read`` count pages."""

    stage: str
    label: str
    done: int
    total: int
    steps: tuple[Step, ...]
    running: bool
    stopping: bool
    error: str
    to_read: int
    read: int
    unreadable: int
    pictureless: int

    @property
    def percent(self) -> int:
        return min(100, self.done * 100 // self.total) if self.total else 0

    @property
    def troubled(self) -> int:
        """Pages without a picture or without text; one that lacks both is counted twice."""
        return self.unreadable + self.pictureless

    @property
    def reading(self) -> bool:
        return self.to_read > 0

    @property
    def moving(self) -> bool:
        """Whether it is worth looking again soon."""
        return self.running or self.reading

    @property
    def to_read_total(self) -> int:
        return self.to_read + self.read


def work(batch: Batch) -> Work:
    pages, pictureless = counted_seldom(f"office:pages:{batch.pk}", lambda: _read_states(batch))
    reached = STEPS.index(BatchState(batch.state)) if batch.state in STEPS else 0
    running = is_running(batch)
    return Work(
        stage=batch.stage,
        label=str(STAGES.get(batch.stage, batch.stage)),
        done=batch.done,
        total=batch.total,
        steps=tuple(
            Step(str(state.label), done=place <= reached, now=running and place == reached + 1)
            for place, state in enumerate(STEPS)
        ),
        running=running,
        stopping=running and bool(batch.wish),
        error=batch.error,
        to_read=pages.get(ReadState.QUEUED, 0) + pages.get(ReadState.READING, 0),
        read=sum(pages.get(state, 0) for state in ReadState.read_by_machine()),
        unreadable=pages.get(ReadState.FAILED, 0),
        pictureless=pictureless,
    )


def is_running(batch: Batch) -> bool:
    """Whether a worker, or a command, has this batch in hand, or it waits for its turn."""
    if batch.state not in IN_WORK and not batch.asked:
        return False
    return _is_queued(batch) or (not batch.error and is_busy(batch))


def can_resume(batch: Batch) -> bool:
    """Whether work was left behind: stopped, failed or killed before the descriptions stood."""
    return (batch.state in IN_WORK or bool(batch.asked)) and not is_running(batch)


def _is_queued(batch: Batch) -> bool:
    waiting = DBTaskResult.objects.filter(task_path=work_on_batch.module_path, status__in=("READY", "RUNNING"))
    given = waiting.values_list("args_kwargs", flat=True)
    return any(batch.pk in (*one["args"], *one["kwargs"].values()) for one in given)


def _read_states(batch: Batch) -> tuple[dict[str, int], int]:
    """How many pages stand in each state of reading, and how many have no picture though they have an image."""
    pages = Page.objects.filter(of_batch(batch)).order_by().values_list("read_state")
    rows = list(pages.annotate(count=Count("pk"), pictureless=Count("pk", filter=~Q(derive_error=""))))
    return {state: count for state, count, _none in rows}, sum(none for _state, _count, none in rows)


# -- the findings ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Found:
    """One finding in the reader's language, with the item it stands at."""

    code: str
    name: str
    severity: str
    severity_label: str
    sheet: str
    row: int | None
    column: str
    path: str
    found: str
    expected: str
    message: str
    mend: str
    item_code: str
    record_identifier: str


def finding_counts(batch: Batch) -> tuple[dict[str, int], dict[str, int]]:
    """How many findings by severity, and by code of the check."""
    rows = list(batch.findings.order_by().values_list("severity", "code").annotate(Count("pk")))
    severities: dict[str, int] = dict.fromkeys(Severity.values, 0)
    codes: dict[str, int] = {}
    for severity, code, count in rows:
        severities[severity] = severities.get(severity, 0) + count
        codes[code] = codes.get(code, 0) + count
    return severities, dict(sorted(codes.items()))


def findings(batch: Batch, *, severity: str = "", code: str = "") -> QuerySet[Finding]:
    """The findings, the gravest first, then in the order of the sheet."""
    wanted = Q()
    if severity:
        wanted &= Q(severity=severity)
    if code:
        wanted &= Q(code=code)
    gravest = Coalesce(F("row"), 0)
    return batch.findings.filter(wanted).order_by("severity", "sheet", gravest, "id")


def as_found(batch: Batch, rows: Sequence[Finding]) -> list[Found]:
    """The findings with the codes of the rows they stand at: one query for all of them."""
    numbers = {one.row for one in rows if one.row is not None}
    items = {
        (item.sheet, item.row): item
        for item in batch.items.filter(row__in=numbers).only("sheet", "row", "code", "record_identifier", "batch")
    }
    return [in_words(one, items.get((one.sheet, one.row or 0))) for one in rows]


def in_words(one: Finding, item: BatchItem | None = None) -> Found:
    """A finding in the language of whoever reads it now."""
    return Found(
        code=one.code,
        name=sentences.name(one.code),
        severity=one.severity,
        severity_label=one.get_severity_display(),
        sheet=one.sheet,
        row=one.row,
        column=one.column,
        path=one.path,
        found=one.found,
        expected=one.expected,
        message=sentences.message(one),
        mend=sentences.mend(one),
        item_code=item.code if item else "",
        record_identifier=item.record_identifier if item and item.described else "",
    )


# -- the items ------------------------------------------------------------------------------------


def items(
    batch: Batch, *, outcome: str = "", after: tuple[int, int] | None = None, limit: int = ITEMS_A_PAGE
) -> list[BatchItem]:
    """Items in the order of the sheet behind ``after`` (row, key), one more than ``limit`` when there is more."""
    rows = batch.items.select_related("record", "record_set").order_by("row", "pk")
    if outcome:
        rows = rows.filter(outcome=outcome)
    if after:
        # Said as one stretch of the index: of an OR the whole delivery would be gone through up to there.
        rows = rows.filter(Q(row__gte=after[0]) & ~Q(row=after[0], pk__lte=after[1]))
    return list(rows[: limit + 1])


def outcome_counts(batch: Batch) -> dict[str, int]:
    """How many items each outcome has; the counts that the batch keeps, so that a million are not counted again."""
    return {outcome: int(getattr(batch, f"{outcome}_count")) for outcome in ItemOutcome.values}


def outcomes(batch: Batch) -> list[tuple[str, str, int]]:
    """Key, name and number of every outcome that an item of the delivery has."""
    counts = outcome_counts(batch)
    return [(key, str(label), counts[key]) for key, label in ItemOutcome.choices if counts[key]]


def layout_titles(batch: Batch) -> list[str]:
    """How its files lie, in the words of the layouts' profiles."""
    language = get_language() or ""
    titles = {one.name: one.title(language) for one in layout_profiles(settings.LANTAI.profiles_dir)}
    return [titles.get(name, name) for name in batch.layout.split(" + ") if name in titles]
