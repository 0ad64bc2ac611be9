"""Which items are drawn. The lot of an item is the SHA-256 of seed, sheet, row and code, so that anybody who has the
seed and the delivery can draw again and find the same; the items of the lowest lots are drawn, every volume once before
any twice. The database orders them: no list of all items is held.
"""

from __future__ import annotations

from typing import Any, Final

from django.db.models import F, Q, QuerySet, TextField, Value, Window
from django.db.models.expressions import Combinable
from django.db.models.fields.json import KT
from django.db.models.functions import SHA256, Cast, Coalesce, Concat, NullIf, RowNumber

from lantai.digitisation.enums import ItemOutcome
from lantai.digitisation.models import Batch, BatchItem
from lantai.digitisation.sampling.profile import SamplingProfile

PLACE: Final = ("sheet", "row", "pk")
"""The order of the sheet."""
_NOTHING_CAME: Final = (ItemOutcome.MISSING, ItemOutcome.REFUSED)


def sampled_from(batch: Batch) -> QuerySet[BatchItem, Any]:
    """The items that may be drawn: not what did not come or was refused, nor what stands in the archive unchanged; a
    volume is looked at in its items.
    """
    stands = Q(outcome=ItemOutcome.UNCHANGED, record=None)
    return batch.items.filter(is_volume=False).exclude(Q(outcome__in=_NOTHING_CAME) | stands)


def wanted_size(population: int, profile: SamplingProfile, *, share: float | None = None) -> int:
    """How many of so many items the profile wants looked at, all of them at most; of another share, that share."""
    by_share = -int(-population * (profile.share if share is None else share) // 100)
    least = profile.least if share is None else 1
    return min(population, max(by_share, least))


def lot_of(seed: int, *names: Combinable) -> SHA256:
    """The lot, by this seed, of a row that these columns name for ever."""
    parted = [part for name in names for part in (Value("|"), Cast(name, TextField()))]
    return SHA256(Concat(Value(str(seed)), *parted, output_field=TextField()))


def choose(batch: Batch, *, seed: int, size: int) -> QuerySet[BatchItem, Any]:
    """``size`` items of the batch by the lots of this seed, in the order of the sheet. One query."""
    lot = lot_of(seed, F("sheet"), F("row"), F("code"))
    volume = Coalesce(NullIf(KT("values__volume"), Value("")), F("sheet"), output_field=TextField())
    turn = Window(RowNumber(), partition_by=[F("volume_key")], order_by=[F("lot"), F("pk")])
    drawn = (
        sampled_from(batch)
        .annotate(lot=lot, volume_key=volume)
        .annotate(turn=turn)
        .order_by("turn", "lot", "pk")
        .values("pk")[:size]
    )
    return batch.items.filter(pk__in=drawn).order_by(*PLACE)
