"""Sampling a delivery by hand: drawing, looking, noting defects, signing (handbook 3.3, DA/T 31).

Every write locks the sample's row first, so that two people who look at one sample do not lose each other's words and
nobody signs figures that were others a moment ago. What is signed is changed no more; only that a defect was mended is
still noted.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Final

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from lantai.accounts.models import User
from lantai.digitisation.domain.storing import in_chunks
from lantai.digitisation.enums import BatchState, DefectSeverity, RowMatch, SampleVerdict
from lantai.digitisation.models import Batch, Defect, Page, Sample, SampledItem
from lantai.digitisation.sampling import choose, pages_of, reckon, sampling_profile, wanted_size
from lantai.digitisation.sampling.choosing import sampled_from
from lantai.digitisation.sampling.profile import ROW
from lantai.journal import domain as journal

SAMPLED_IN: Final = (BatchState.DESCRIBED, BatchState.ACCEPTED)
"""The states in which a delivery may be sampled: what it brought can be looked at."""
LONGEST: Final = 500
_SEEDS: Final = 10**9
_CHUNK: Final = 500


class SamplingRefused(Exception):
    """The sample stays as it is; the message says why and what to do."""


class StaleSample(SamplingRefused):
    """Somebody else wrote meanwhile; the message says what."""


# -- drawing --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Lot:
    """How many are drawn and by which seed: what is None, the profile and chance decide. ``share`` is per cent."""

    share: float | None = None
    size: int | None = None
    seed: int | None = None
    profile: str = "default"


def draw(batch: Batch, *, lot: Lot = Lot(), by: User) -> Sample:
    """Draw the first sample of what lies in custody. Raises SamplingRefused."""
    return _draw(batch, lot, reason="", again=False, by=by)


def redraw(batch: Batch, *, reason: str, lot: Lot = Lot(), by: User) -> Sample:
    """Draw once more, by another seed; the older sample stays as it is. Raises SamplingRefused."""
    return _draw(batch, lot, reason=_line(reason), again=True, by=by)


@transaction.atomic
def _draw(batch: Batch, lot: Lot, *, reason: str, again: bool, by: User) -> Sample:
    locked = Batch.objects.select_for_update().get(pk=batch.pk)
    before = current_sample(locked)
    _may_be_drawn(locked, before, reason=reason, again=again)
    profile, population = sampling_profile(lot.profile), sampled_from(locked).count()
    size = wanted_size(population, profile, share=lot.share) if lot.size is None else min(population, lot.size)
    if size < 1:
        raise SamplingRefused(gettext("%(delivery)s has no item that could be looked at.") % {"delivery": locked})
    sample = Sample.objects.create(
        identifier=journal.issue_identifier("sample"),
        batch=locked,
        round=round_in_custody(locked),
        seed=_seed(lot, before),
        share=None if lot.size is not None else lot.share or profile.share,
        population=population,
        size=size,
        profile=profile.name,
        reason=reason,
        drawn_at=timezone.now(),
        drawn_by=by,
    )
    _enter_items(sample)
    detail = {"batch": locked.identifier, "seed": sample.seed, "size": size, "population": population}
    journal.write("sample.drawn", sample, by=by, detail={**detail, "reason": reason} if reason else detail)
    return sample


def _may_be_drawn(batch: Batch, before: Sample | None, *, reason: str, again: bool) -> None:
    if batch.state not in SAMPLED_IN:
        raise SamplingRefused(
            gettext("%(delivery)s is %(state)s; it can be sampled once it is described.")
            % {"delivery": batch, "state": batch.get_state_display()}
        )
    if before is not None and not again:
        raise SamplingRefused(gettext("A sample is drawn already; draw anew if it will not do."))
    if before is None and again:
        raise SamplingRefused(gettext("No sample is drawn yet."))
    if again and not reason:
        raise SamplingRefused(gettext("Say why another sample is drawn."))


def _seed(lot: Lot, before: Sample | None) -> int:
    seed = secrets.randbelow(_SEEDS) if lot.seed is None else lot.seed
    if before is None or seed != before.seed:
        return seed
    if lot.seed is not None:
        raise SamplingRefused(gettext("The seed %(seed)s would draw the same sample again.") % {"seed": seed})
    return (seed + 1) % _SEEDS


def _enter_items(sample: Sample) -> None:
    drawn = choose(sample.batch, seed=sample.seed, size=sample.size).values_list("pk", "sheet", "row", "code")
    numbered = enumerate(drawn.iterator(chunk_size=_CHUNK), start=1)
    for chunk in in_chunks(numbered, _CHUNK):
        SampledItem.objects.bulk_create(
            SampledItem(sample=sample, item_id=key, place=place, sheet=sheet, row=row, code=code)
            for place, (key, sheet, row, code) in chunk
        )


def current_sample(batch: Batch) -> Sample | None:
    """The sample that counts: the newest of the round that lies in custody. Two queries."""
    return Sample.objects.filter(batch=batch, round=round_in_custody(batch)).order_by("-pk").first()


def round_in_custody(batch: Batch) -> int:
    """The last round that could be taken in: one that came again and was refused leaves what was there before."""
    passed = batch.checks.filter(passed=True).order_by("-pk").values_list("round", flat=True)
    return passed.first() or batch.round


# -- looking --------------------------------------------------------------------------------------


@transaction.atomic
def look(sampled: SampledItem, *, match: RowMatch, version: int, by: User) -> SampledItem:
    """Say whether row and scan of an item agree. ``version`` is the item's as it was seen.

    The same word again is nothing to do. Raises StaleSample when somebody else said another meanwhile, and
    SamplingRefused.
    """
    sample = _open_sample(sampled.sample_id)
    current = SampledItem.objects.select_related("looked_by").get(pk=sampled.pk)
    if current.match == match:
        return current
    if current.version != version:
        raise StaleSample(
            gettext("%(who)s looked at %(code)s meanwhile: row and scan %(match)s. Look again.")
            % {"who": current.looked_by, "code": current.code, "match": current.get_match_display()}
        )
    if match == RowMatch.MATCH and (of_row := _defects_of_row(current)):
        raise SamplingRefused(
            gettext("The row of %(code)s has a defect (%(defects)s); take it away first.")
            % {"code": current.code, "defects": ", ".join(of_row)}
        )
    _say(current, match, by=by)
    _touch(sample)
    journal.write("sample.looked_at", sample, by=by, detail={"place": current.place, "match": match})
    return current


def _say(sampled: SampledItem, match: RowMatch, *, by: User) -> None:
    sampled.match, sampled.looked_at, sampled.looked_by = match, timezone.now(), by
    sampled.version += 1
    sampled.save(update_fields=["match", "looked_at", "looked_by", "version"])


def _defects_of_row(sampled: SampledItem) -> list[str]:
    profile = sampling_profile(sampled.sample.profile)
    noted = [profile.defect(one.code) for one in sampled.defects.filter(severity=DefectSeverity.MAJOR)]
    return [one.label for one in noted if one.aspect == ROW]


@transaction.atomic
def add_defect(
    sampled: SampledItem, *, code: str, page: int | None, severity: str = "", note: str = "", by: User
) -> Defect:
    """Note a defect at a page, or at the item as a whole. A major one of the row says that row and scan differ.

    Without ``severity`` it is the profile's. Raises SamplingRefused.
    """
    sample = _open_sample(sampled.sample_id)
    kind = sampling_profile(sample.profile).defects.get(code)
    current = SampledItem.objects.select_related("item").get(pk=sampled.pk)
    if kind is None:
        raise SamplingRefused(gettext("The profile knows no defect “%(code)s”.") % {"code": code})
    _check_place(current, page)
    if current.defects.filter(code=code, page=page).exists():
        raise SamplingRefused(gettext("“%(defect)s” is noted here already.") % {"defect": kind.label})
    defect = Defect.objects.create(
        sampled=current,
        page=page,
        code=code,
        severity=DefectSeverity(severity or kind.severity),
        note=_line(note),
        at=timezone.now(),
        by=by,
    )
    if kind.aspect == ROW and defect.severity == DefectSeverity.MAJOR and current.match != RowMatch.MISMATCH:
        _say(current, RowMatch.MISMATCH, by=by)
    _touch(sample)
    journal.write("sample.defect_noted", sample, by=by, detail=_told(defect, current))
    return defect


def _check_place(sampled: SampledItem, page: int | None) -> None:
    if page is None:
        return
    if sampled.item is None or not pages_of(sampled.item, among=Page.objects.all()).filter(number=page).exists():
        raise SamplingRefused(
            gettext("%(code)s has no page %(page)s.") % {"code": sampled.code, "page": page},
        )


@transaction.atomic
def remove_defect(defect: Defect, *, by: User) -> None:
    """Take back a defect that was noted wrongly; what was said of the item stays. Raises SamplingRefused."""
    sampled = defect.sampled
    sample = _open_sample(sampled.sample_id)
    if Defect.objects.filter(pk=defect.pk).delete()[0]:
        _touch(sample)
        journal.write("sample.defect_removed", sample, by=by, detail=_told(defect, sampled))


@transaction.atomic
def mend_defect(defect: Defect, *, by: User) -> Defect:
    """Say that a defect is mended, also after signing: the figures stay as they were. Again is nothing to do."""
    current = Defect.objects.select_for_update().select_related("sampled__sample").get(pk=defect.pk)
    if current.fixed_at is None:
        current.fixed_at, current.fixed_by = timezone.now(), by
        current.save(update_fields=["fixed_at", "fixed_by"])
        journal.write("sample.defect_mended", current.sampled.sample, by=by, detail=_told(current, current.sampled))
    return current


def _told(defect: Defect, sampled: SampledItem) -> dict[str, object]:
    """A defect as the journal keeps it."""
    told = {"place": sampled.place, "item": sampled.code, "page": defect.page, "code": defect.code}
    return {**told, "severity": str(defect.severity), **({"note": defect.note} if defect.note else {})}


# -- signing --------------------------------------------------------------------------------------


@transaction.atomic
def sign(sample: Sample, *, verdict: SampleVerdict, note: str = "", version: int, by: User) -> Sample:
    """Sign a sample, with its figures as they stand. ``version`` is the sample's as its figures were seen.

    What the figures pass may be failed, and what they fail may be passed, with a note that says why; nothing is passed
    before every item was looked at. Raises StaleSample and SamplingRefused.
    """
    current = _open_sample(sample.pk)
    if current.version != version:
        raise StaleSample(gettext("Somebody else worked on the sample meanwhile; look at the figures again."))
    figures, why = reckon(current), note.strip()
    left = figures.drawn - figures.looked
    if verdict == SampleVerdict.PASSED and left:
        raise SamplingRefused(
            ngettext(
                "%(left)s item was not looked at yet; the sample can pass only then.",
                "%(left)s items were not looked at yet; the sample can pass only then.",
                left,
            )
            % {"left": left}
        )
    if (verdict == SampleVerdict.PASSED) != figures.passes and not why:
        raise SamplingRefused(gettext("The figures say otherwise; say in the note why."))
    current.verdict, current.note, current.figures = verdict, why, figures.as_data()
    current.signed_at, current.signed_by = timezone.now(), by
    current.version += 1
    current.save()
    detail = {"batch": current.batch.identifier, "verdict": str(verdict), **current.figures}
    journal.write("sample.signed", current, by=by, detail={**detail, "note": why} if why else detail)
    return current


def hindrance(batch: Batch) -> str:
    """Why the delivery may not be accepted yet as far as its sample goes, one sentence; empty when it may."""
    if not sampling_profile().required_for_acceptance:
        return ""
    sample = current_sample(batch)
    if sample is None:
        return gettext("No sample was drawn from the delivery; draw one and look at it first.")
    if not sample.is_signed:
        return gettext("The sample of the delivery is not signed yet; look at it to its end and sign it.")
    if sample.verdict != SampleVerdict.PASSED:
        return gettext("The sample of the delivery failed; send it back, or draw another sample when it is mended.")
    return ""


# -- what all of them ask -------------------------------------------------------------------------


def _open_sample(key: int) -> Sample:
    """The sample, locked until the transaction ends. Raises SamplingRefused when nothing may be changed in it."""
    sample = Sample.objects.select_for_update().get(pk=key)
    if sample.is_signed:
        raise SamplingRefused(gettext("The sample is signed; nothing in it is changed any more."))
    if Sample.objects.filter(batch=sample.batch_id, pk__gt=sample.pk).exists():
        raise SamplingRefused(gettext("Another sample was drawn since; this one is only kept."))
    return sample


def _touch(sample: Sample) -> None:
    Sample.objects.filter(pk=sample.pk).update(version=F("version") + 1)


def _line(text: str) -> str:
    """One line, as it is stored. Raises SamplingRefused when it is too long."""
    line = " ".join(text.split())
    if len(line) > LONGEST:
        raise SamplingRefused(
            gettext("The text has %(length)s characters, more than %(limit)s: say it more shortly.")
            % {"length": len(line), "limit": LONGEST}
        )
    return line
