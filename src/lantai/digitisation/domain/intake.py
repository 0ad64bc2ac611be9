"""Taking a delivery in: received → checked → stored → described (model.md, 10).

Every step may be killed and run again: identifiers are issued before anything is stored, an object that
stands is not stored twice, and an item is marked in the transaction that described it. What is described
lies in custody until a person accepts it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from lantai.accounts.models import User
from lantai.digitisation.check import Asked, NotADelivery, OpenDelivery, check_open, open_delivery
from lantai.digitisation.check.lengths import column_length
from lantai.digitisation.check.storable import storable
from lantai.digitisation.domain import custody, describing, entering, reconciling, storing
from lantai.digitisation.domain.contractors import contractor_named
from lantai.digitisation.domain.work import BatchProgress, Cancelled, turn
from lantai.digitisation.enums import BatchPurpose, BatchState
from lantai.digitisation.failing import IntakeFailed, in_one_sentence
from lantai.digitisation.layouts.detecting import UnknownLayout
from lantai.digitisation.models import Batch
from lantai.digitisation.progress import Progress, SilentProgress
from lantai.digitisation.sheets.mapping import ColumnMapping
from lantai.journal import domain as journal

__all__ = ["Intake", "IntakeFailed", "NotInCustody", "Terms", "redeliver", "register_delivery", "resume", "take_in"]

_ENDED = (BatchState.REFUSED, BatchState.ROLLED_BACK)
_SETTLED = (BatchState.DESCRIBED, BatchState.ACCEPTED)
_UNDER_WAY = (BatchState.CHECKED, BatchState.STORED)


class NotInCustody(Exception):
    """A delivery cannot come again for this batch; the message says why and what to do instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """On what terms a delivery is taken in.

    ``fonds_code``: where the rows do not say it. ``mapping``: what columns are that the profile does not know.
    ``layouts``: names of the layouts that the files lie in, none: as detected. ``accept_good``: errors stop only the
    items that they concern. ``purpose``, ``withdraw_missing``: model.md, 14.
    """

    fonds_code: str = ""
    mapping: ColumnMapping | None = None
    layouts: tuple[str, ...] = ()
    contractor: str = ""
    accept_good: bool = False
    purpose: BatchPurpose = BatchPurpose.ADDITION
    withdraw_missing: bool = False


@dataclass(frozen=True, slots=True)
class Intake:
    """What became of a delivery. ``nothing_to_do``: the same was taken in before."""

    batch: Batch
    nothing_to_do: bool = False


@transaction.atomic
def register_delivery(*, source: Path, terms: Terms | None = None, by: User) -> Batch:
    """Enter a delivery that is to be taken in, by whoever calls ``resume``. Raises NotADelivery."""
    _require_storable(source, terms or Terms())
    batch = Batch.objects.create(
        identifier=journal.issue_identifier("batch"),
        name=source.resolve().name,
        source=str(source.resolve()),
        received_at=timezone.now(),
        received_by=by,
        **_columns(terms or Terms(), by),
    )
    journal.write("batch.received", batch, by=by, detail={"source": batch.source, "purpose": str(batch.purpose)})
    return batch


@transaction.atomic
def redeliver(batch: Batch, *, source: Path, terms: Terms, by: User) -> Batch:
    """A delivery came again for a batch that was refused or lies in custody: it is checked and taken in once more.

    Raises NotInCustody for a batch that is accepted, rolled back or being worked on, and NotADelivery.
    """
    _require_storable(source, terms)
    current = Batch.objects.select_for_update().get(pk=batch.pk)
    if current.state not in (BatchState.REFUSED, BatchState.DESCRIBED):
        raise NotInCustody(
            gettext(
                "%(name)s is %(state)s; a delivery comes again for what was refused or lies in custody. What is in the "
                "archive is revised by a delivery of its own."
            )
            % {"name": current.name, "state": current.get_state_display()}
        )
    columns = {**_columns(terms, by), "purpose": current.purpose, "source": str(source.resolve())}
    if not terms.contractor:
        columns.pop("contractor")
    for name, value in columns.items():
        setattr(current, name, value)
    current.state, current.round, current.digest = BatchState.RECEIVED, current.round + 1, ""
    current.ended_at = current.ended_by = None
    current.error = current.wish = ""
    current.save()
    journal.write("batch.redelivered", current, by=by, detail={"source": current.source, "round": current.round})
    return current


def _require_storable(source: Path, terms: Terms) -> None:
    """What is said of a delivery goes into columns. Raises NotADelivery."""
    path = str(source.resolve())
    if storable(path) != path:
        raise NotADelivery(
            gettext("The path “%(path)s” holds bytes that are no text; rename the folder.") % {"path": storable(path)}
        )
    for name, text in (("source", path), ("name", source.resolve().name), ("fonds_code", terms.fonds_code)):
        most = column_length(Batch, name)
        if len(text) > most:
            raise NotADelivery(
                gettext("“%(text)s…” has %(length)s characters; at most %(most)s can be kept. Shorten it.")
                % {"text": text[:40], "length": len(text), "most": most}
            )


def _columns(terms: Terms, by: User) -> dict[str, object]:
    return {
        "fonds_code": terms.fonds_code,
        "mapping": dict(terms.mapping.columns) if terms.mapping else {},
        "layout": " + ".join(terms.layouts),
        "contractor": contractor_named(terms.contractor, by=by) if terms.contractor else None,
        "accept_good": terms.accept_good,
        "purpose": terms.purpose,
        "withdraw_missing": terms.withdraw_missing,
    }


def take_in(
    source: Path,
    *,
    by: User,
    terms: Terms | None = None,
    into: Batch | None = None,
    progress: Progress | None = None,
) -> Intake:
    """Take a delivery in, or go on with it where it stopped; the same again is nothing to do.

    ``into``: the batch for which it comes again. Raises NotADelivery, UnknownLayout, BadMapping, NotInCustody,
    IntakeFailed and Stopped.
    """
    shown, asked = progress or SilentProgress(), terms or Terms()
    _require_storable(source, asked)
    with in_one_sentence(source.name), turn(shown), open_delivery(source, shown) as delivery:
        delivery.read_bytes(shown)
        if into is not None:
            batch = _into(into, delivery, source, asked, by)
        else:
            batch = _known(delivery) or register_delivery(source=source, terms=asked, by=by)
        if batch.state in _SETTLED:
            return Intake(batch, nothing_to_do=True)
        batch.source = str(source.resolve())  # the disk may be mounted elsewhere this time
        batch.wish = ""
        batch.save(update_fields=["source", "wish"])
        with _rolled_back_if_given_up(batch, by=by, progress=shown):
            return _run(batch, delivery, by=by, progress=shown)


def _known(delivery: OpenDelivery) -> Batch | None:
    return Batch.objects.filter(digest=delivery.digest).exclude(state__in=_ENDED).first()


def _into(batch: Batch, delivery: OpenDelivery, source: Path, terms: Terms, by: User) -> Batch:
    """The batch, ready to be taken in anew; as it is when the same came again, or when it was broken off."""
    batch.refresh_from_db()
    if batch.digest == delivery.digest and batch.state in (*_UNDER_WAY, BatchState.DESCRIBED):
        return batch
    if batch.state == BatchState.RECEIVED and batch.round > 1:
        return batch
    return redeliver(batch, source=source, terms=terms, by=by)


def resume(batch: Batch, *, by: User, progress: Progress | None = None) -> Intake:
    """Go on with a batch that was registered, stopped or left by a dead worker. Raises as ``take_in`` does.

    What is wished while it waits for its turn is heard when it begins.
    """
    shown = progress or SilentProgress()
    with (
        in_one_sentence(batch.name, batch),
        turn(shown),
        _rolled_back_if_given_up(batch, by=by, progress=shown),
    ):
        batch.refresh_from_db()
        if batch.state in (*_ENDED, *_SETTLED):
            return Intake(batch, nothing_to_do=True)
        if batch.state != BatchState.RECEIVED:
            return _run(batch, None, by=by, progress=shown)
        told = BatchProgress(batch, shown)
        Path(batch.source).lstat()  # unplugged is not refused
        try:
            with open_delivery(Path(batch.source), told) as delivery:
                delivery.read_bytes(told)
                return _run(batch, delivery, by=by, progress=shown)
        except (NotADelivery, UnknownLayout) as error:
            _refuse(batch, str(error), by=by)
            raise


def _run(batch: Batch, delivery: OpenDelivery | None, *, by: User, progress: Progress) -> Intake:
    told = BatchProgress(batch, progress)
    batch.error = ""
    batch.save(update_fields=["error"])
    with in_one_sentence(batch.name, batch):
        _go_on(batch, delivery, by=by, progress=told)
    return Intake(batch)


@contextmanager
def _rolled_back_if_given_up(batch: Batch, *, by: User, progress: Progress) -> Iterator[None]:
    """What is given up leaves nothing in custody. Raises Cancelled all the same."""
    try:
        yield
    except Cancelled:
        custody.roll_back(batch, by=by, progress=progress)
        raise


def _go_on(batch: Batch, delivery: OpenDelivery | None, *, by: User, progress: Progress) -> None:
    if batch.state == BatchState.RECEIVED:
        assert delivery is not None
        if batch.round == 1:  # known from now on, even when it is killed in the middle of its check
            batch.digest = delivery.digest
            batch.save(update_fields=["digest"])
        _check(batch, delivery, by=by, progress=progress)
    if batch.state == BatchState.CHECKED:
        reconciling.reconcile(batch, by=by, progress=progress)
        digests = delivery.digests() if delivery else None
        storing.store_items(batch, by=by, progress=progress, digests=digests)
    if batch.state == BatchState.STORED:
        describing.describe_items(batch, by=by, progress=progress)


def _check(batch: Batch, delivery: OpenDelivery, *, by: User, progress: Progress) -> None:
    asked = Asked(
        fonds_code=batch.fonds_code or None,
        mapping=ColumnMapping(batch.mapping) if batch.mapping else None,
        layouts=tuple(batch.layout.split(" + ")) if batch.layout else (),
        accept_good=batch.accept_good,
        revising=batch.purpose == BatchPurpose.REVISION,
        own=batch.identifier if batch.round > 1 else "",
    )
    entering.enter_check(batch, check_open(delivery, asked, progress), by=by, progress=progress)


@transaction.atomic
def _refuse(batch: Batch, sentence: str, *, by: User) -> None:
    """What cannot even be checked goes back, with the one sentence that says why."""
    batch.state, batch.stage, batch.error = BatchState.REFUSED, "", sentence
    batch.ended_at, batch.ended_by = timezone.now(), by
    batch.save()
    journal.write("batch.refused", batch, by=by, detail={"error": sentence})
