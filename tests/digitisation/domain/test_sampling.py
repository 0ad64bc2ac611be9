"""Sampling: the same lot draws the same items, every volume before any twice; thresholds; stale and signed samples."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override

from lantai.accounts.models import User
from lantai.digitisation.domain import sampling
from lantai.digitisation.domain.intake import take_in
from lantai.digitisation.domain.sampling import Lot, SamplingRefused, StaleSample
from lantai.digitisation.enums import BatchState, RowMatch, SampleVerdict
from lantai.digitisation.models import Batch, BatchItem, Page, PageSpan, Sample, SampledItem
from lantai.digitisation.sampling import BadSamplingProfile, pages_of, reckon, sampling_profile, wanted_size
from lantai.journal.models import LogEntry

pytestmark = pytest.mark.django_db

MATCH, MISMATCH = RowMatch.MATCH, RowMatch.MISMATCH
PASSED, FAILED = SampleVerdict.PASSED, SampleVerdict.FAILED
Make = Callable[..., Batch]


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with override("en"):
        yield


@pytest.fixture
def own_profile() -> Iterator[Callable[[str], None]]:
    """Writes the home's own copy of the profile."""
    folder = Path(settings.LANTAI.profiles_dir) / "sampling"

    def write(text: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "default.toml").write_text(text, encoding="utf-8")
        sampling_profile.cache_clear()

    yield write
    (folder / "default.toml").unlink(missing_ok=True)
    sampling_profile.cache_clear()


@pytest.fixture
def make_batch(administrator: User) -> Make:
    """A described delivery of so many volumes with so many items each, without records."""

    def make(volumes: int, items: int, *, name: str = "第一批", state: BatchState = BatchState.DESCRIBED) -> Batch:
        batch = Batch.objects.create(
            identifier=f"b{Batch.objects.count()}",
            name=name,
            source="/nowhere",
            state=state,
            received_at=timezone.now(),
            received_by=administrator,
        )
        rows = ((volume, item) for volume in range(1, volumes + 1) for item in range(1, items + 1))
        BatchItem.objects.bulk_create(
            BatchItem(
                batch=batch,
                sheet="目錄",
                row=row,
                code=f"L012-{volume:04d}-{item:03d}",
                values={"title": "勘井日記", "volume": f"L012-{volume:04d}"},
            )
            for row, (volume, item) in enumerate(rows, start=2)
        )
        return batch

    return make


@pytest.fixture
def sample(make_batch: Make, administrator: User) -> Sample:
    """Ten items of two volumes, all of them drawn."""
    return sampling.draw(make_batch(2, 5), by=administrator)


def look_at_all(sample: Sample, by: User, *, but: int = 0) -> None:
    for one in sample.items.order_by("place")[but:]:
        sampling.look(one, match=MATCH, version=one.version, by=by)
    sample.refresh_from_db()


def codes(sample: Sample) -> list[str]:
    return list(sample.items.order_by("place").values_list("code", flat=True))


# -- drawing --------------------------------------------------------------------------------------


def test_same_seed_draws_the_same_items(make_batch: Make, administrator: User) -> None:
    one = sampling.draw(make_batch(20, 30), lot=Lot(size=40, seed=7), by=administrator)
    same = sampling.draw(make_batch(20, 30), lot=Lot(size=40, seed=7), by=administrator)
    other = sampling.draw(make_batch(20, 30), lot=Lot(size=40, seed=8), by=administrator)
    assert codes(one) == codes(same) == sorted(codes(one))
    assert codes(other) != codes(one)
    assert [len(codes(one)), one.items.count(), one.population] == [40, 40, 600]


@pytest.mark.parametrize(("size", "touched", "most"), [(12, 12, 1), (20, 20, 1), (45, 20, 3)])
def test_every_volume_is_touched_before_one_is_touched_twice(
    size: int, touched: int, most: int, make_batch: Make, administrator: User
) -> None:
    drawn = codes(sampling.draw(make_batch(20, 30), lot=Lot(size=size, seed=1), by=administrator))
    by_volume = Counter(code[:9] for code in drawn)
    assert (len(by_volume), max(by_volume.values()), sum(by_volume.values())) == (touched, most, size)


def test_small_volume_gives_all_it_has(make_batch: Make, administrator: User) -> None:
    batch = make_batch(1, 40)
    batch.items.filter(row__lte=4).update(values={"volume": "L012-0009"})
    drawn = sampling.draw(batch, lot=Lot(size=20, seed=1), by=administrator)
    assert drawn.items.filter(row__lte=4).count() == 3


def test_what_did_not_come_is_not_drawn(make_batch: Make, administrator: User) -> None:
    batch = make_batch(1, 5)
    batch.items.filter(row=2).update(outcome="missing")
    batch.items.filter(row=3).update(outcome="refused")
    batch.items.filter(row=4).update(is_volume=True)
    batch.items.filter(row=5).update(outcome="unchanged")  # in the archive; it brought no record
    assert codes(sampling.draw(batch, by=administrator)) == ["L012-0001-005"]


@pytest.mark.parametrize(
    ("population", "share", "size"), [(0, None, 0), (7, None, 7), (100, None, 10), (1001, None, 51), (1000, 12.5, 125)]
)
def test_size_by_share_and_least(population: int, share: float | None, size: int) -> None:
    assert wanted_size(population, sampling_profile(), share=share) == size


def test_drawing_costs_the_same_queries_for_more_items(make_batch: Make, administrator: User) -> None:
    counts = []
    for items in (10, 40):
        batch = make_batch(3, items)
        with CaptureQueriesContext(connection) as seen:
            sampling.draw(batch, lot=Lot(size=9, seed=1), by=administrator)
        counts.append(len(seen))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("state", [BatchState.RECEIVED, BatchState.STORED, BatchState.REFUSED])
def test_draw_before_there_is_anything_to_look_at_is_refused(
    state: BatchState, make_batch: Make, administrator: User
) -> None:
    with pytest.raises(SamplingRefused, match="once it is described"):
        sampling.draw(make_batch(1, 3, state=state), by=administrator)


def test_draw_anew_keeps_the_old_sample_and_its_words(sample: Sample, administrator: User) -> None:
    look_at_all(sample, administrator, but=5)
    with pytest.raises(SamplingRefused, match="drawn already"):
        sampling.draw(sample.batch, by=administrator)
    with pytest.raises(SamplingRefused, match="Say why"):
        sampling.redraw(sample.batch, reason=" ", by=administrator)
    with pytest.raises(SamplingRefused, match="same sample"):
        sampling.redraw(sample.batch, reason="改卷", lot=Lot(seed=sample.seed), by=administrator)
    new = sampling.redraw(sample.batch, reason="改卷", lot=Lot(size=3), by=administrator)
    assert (new.seed != sample.seed, new.size, new.reason, reckon(sample).looked) == (True, 3, "改卷", 5)
    assert sampling.current_sample(sample.batch) == new
    with pytest.raises(SamplingRefused, match="only kept"):
        first = sample.items.get(place=1)
        sampling.look(first, match=MATCH, version=first.version, by=administrator)


def test_a_round_that_was_refused_leaves_the_sample_of_what_lies_in_custody(
    sample: Sample, administrator: User
) -> None:
    batch = sample.batch
    for round_, passed in ((1, True), (2, False)):
        batch.checks.create(
            round=round_, at=timezone.now(), by=administrator, items=10, pages=10, errors=0, warnings=0, passed=passed
        )
    batch.round = 2
    batch.save()
    assert sampling.current_sample(batch) == sample
    batch.checks.create(
        round=2, at=timezone.now(), by=administrator, items=1, pages=1, errors=0, warnings=0, passed=True
    )
    assert sampling.current_sample(batch) is None
    assert sampling.draw(batch, by=administrator).round == 2


def test_a_new_round_has_a_sample_of_its_own(sample: Sample, administrator: User) -> None:
    Batch.objects.filter(pk=sample.batch_id).update(round=2)
    batch = Batch.objects.get(pk=sample.batch_id)
    assert sampling.current_sample(batch) is None
    batch.items.all().delete()
    assert sample.items.filter(item=None).count() == 10


# -- looking --------------------------------------------------------------------------------------


def test_stale_look_says_who_said_what(sample: Sample, administrator: User, user_with: Callable[..., User]) -> None:
    other = user_with("digitiser")
    shown = sample.items.get(place=1)
    sampling.look(shown, match=MISMATCH, version=1, by=other)
    with pytest.raises(StaleSample, match="digitiser looked at L012-0001-001 meanwhile: row and scan differ"):
        sampling.look(shown, match=MATCH, version=1, by=administrator)
    lines = LogEntry.objects.count()
    assert sampling.look(shown, match=MISMATCH, version=1, by=administrator).looked_by == other
    assert LogEntry.objects.count() == lines


def test_defect_of_the_row_says_that_row_and_scan_differ(sample: Sample, administrator: User) -> None:
    one = sample.items.get(place=1)
    defect = sampling.add_defect(one, code="wrong-title", page=None, by=administrator)
    one.refresh_from_db()
    assert (one.match, defect.severity) == (MISMATCH, "major")
    with pytest.raises(SamplingRefused, match="Wrong title"):
        sampling.look(one, match=MATCH, version=one.version, by=administrator)
    sampling.remove_defect(defect, by=administrator)
    assert sampling.look(one, match=MATCH, version=one.version, by=administrator).match == MATCH


@pytest.mark.parametrize(
    ("code", "page", "said"), [("nonsense", None, "knows no defect"), ("skewed", 1, "has no page 1")]
)
def test_defect_that_cannot_be_is_refused(
    code: str, page: int | None, said: str, sample: Sample, administrator: User
) -> None:
    with pytest.raises(SamplingRefused, match=said):
        sampling.add_defect(sample.items.get(place=1), code=code, page=page, by=administrator)


def test_same_defect_at_the_same_place_is_noted_once(sample: Sample, administrator: User) -> None:
    one = sample.items.get(place=1)
    sampling.add_defect(one, code="blurred", page=None, by=administrator)
    with pytest.raises(SamplingRefused, match="noted here already"):
        sampling.add_defect(one, code="blurred", page=None, by=administrator)
    assert one.defects.count() == 1


# -- reckoning and signing ------------------------------------------------------------------------


def test_row_must_agree_everywhere_and_the_rest_in_nineteen_of_twenty(make_batch: Make, administrator: User) -> None:
    sample = sampling.draw(make_batch(4, 10), lot=Lot(size=40), by=administrator)
    look_at_all(sample, administrator)
    items = list(sample.items.order_by("place"))
    for one in items[:2]:
        sampling.add_defect(one, code="blurred", page=None, by=administrator)
        sampling.add_defect(one, code="skewed", page=None, by=administrator)
    sampling.add_defect(items[2], code="black-border", page=None, by=administrator)  # minor: noted only
    figures = reckon(sample)
    image = next(one for one in figures.aspects if one.key == "image")
    assert (image.faulty, image.allowed, image.percent, figures.faulty, figures.passes) == (2, 2, 95.0, 2, True)
    sampling.add_defect(items[3], code="blurred", page=None, by=administrator)
    assert reckon(sample).passes is False
    sampling.remove_defect(items[3].defects.get(), by=administrator)
    sampling.add_defect(items[4], code="wrong-date", page=None, by=administrator)
    figures = reckon(sample)
    assert (figures.passes, figures.faulty, figures.aspects[0].percent) == (False, 3, 97.5)


def test_percent_is_never_rounded_up_to_all(make_batch: Make, administrator: User) -> None:
    sample = sampling.draw(make_batch(1, 3000), lot=Lot(size=3000), by=administrator)
    sample.items.update(match=MATCH)
    sample.items.filter(place=1).update(match=MISMATCH)
    assert reckon(sample).aspects[0].percent == 99.9


def test_sample_smaller_than_the_profile_asks_does_not_pass(make_batch: Make, administrator: User) -> None:
    sample = sampling.draw(make_batch(2, 10), lot=Lot(size=4), by=administrator)
    look_at_all(sample, administrator)
    figures = reckon(sample)
    assert (figures.wanted, figures.is_large_enough, figures.passes) == (10, False, False)


def test_sign_asks_for_a_word_where_a_person_judges_otherwise(sample: Sample, administrator: User) -> None:
    with pytest.raises(SamplingRefused, match="10 items were not looked at"):
        sampling.sign(sample, verdict=PASSED, note="趕時間", version=sample.version, by=administrator)
    look_at_all(sample, administrator)
    with pytest.raises(SamplingRefused, match="say in the note why"):
        sampling.sign(sample, verdict=FAILED, version=sample.version, by=administrator)
    sampling.add_defect(sample.items.get(place=1), code="wrong-title", page=None, by=administrator)
    sample.refresh_from_db()
    with pytest.raises(SamplingRefused, match="say in the note why"):
        sampling.sign(sample, verdict=PASSED, note="  ", version=sample.version, by=administrator)
    signed = sampling.sign(sample, verdict=PASSED, note="已當場改正", version=sample.version, by=administrator)
    assert (signed.verdict, signed.note, signed.figures["faulty"]) == (PASSED, "已當場改正", 1)


def test_figures_that_changed_since_they_were_seen_are_not_signed(sample: Sample, administrator: User) -> None:
    look_at_all(sample, administrator)
    seen = sample.version
    sampling.add_defect(sample.items.get(place=1), code="blurred", page=None, by=administrator)
    with pytest.raises(StaleSample):
        sampling.sign(sample, verdict=PASSED, version=seen, by=administrator)


def test_signed_sample_stays_but_for_what_is_mended(
    sample: Sample, administrator: User, own_profile: Callable[[str], None]
) -> None:
    one = sample.items.get(place=1)
    defect = sampling.add_defect(one, code="blurred", page=None, by=administrator)
    sample.refresh_from_db()
    signed = sampling.sign(sample, verdict=FAILED, version=sample.version, by=administrator)
    for change in (
        lambda: sampling.look(one, match=MATCH, version=one.version, by=administrator),
        lambda: sampling.add_defect(one, code="skewed", page=None, by=administrator),
        lambda: sampling.remove_defect(defect, by=administrator),
        lambda: sampling.sign(signed, verdict=PASSED, note="x", version=signed.version, by=administrator),
    ):
        with pytest.raises(SamplingRefused, match="signed"):
            change()
    assert sampling.mend_defect(defect, by=administrator).fixed_by == administrator
    own_profile("[aspects.image]\nleast = 0\n")
    assert [one.least for one in reckon(signed).aspects] == [100, 95, 95, 95]


def test_every_write_is_one_line_of_the_journal(sample: Sample, administrator: User) -> None:
    one = sample.items.get(place=1)
    defect = sampling.add_defect(one, code="blurred", page=None, note="全頁", by=administrator)
    sampling.mend_defect(defect, by=administrator)
    sampling.remove_defect(defect, by=administrator)
    look_at_all(sample, administrator)
    sampling.sign(sample, verdict=PASSED, version=sample.version, by=administrator)
    verbs = Counter(LogEntry.objects.filter(identifier=sample.identifier).values_list("verb", flat=True))
    assert verbs == {
        "sample.drawn": 1,
        "sample.defect_noted": 1,
        "sample.defect_mended": 1,
        "sample.defect_removed": 1,
        "sample.looked_at": 10,
        "sample.signed": 1,
    }


# -- acceptance -----------------------------------------------------------------------------------


def test_nothing_hinders_acceptance_unless_the_profile_says_so(make_batch: Make) -> None:
    assert sampling.hindrance(make_batch(1, 3)) == ""


def test_hindrance_until_a_sample_is_passed(
    sample: Sample, administrator: User, make_batch: Make, own_profile: Callable[[str], None]
) -> None:
    own_profile("[sample]\nrequired_for_acceptance = true\n")
    assert sampling.hindrance(make_batch(1, 3)).startswith("No sample was drawn")
    assert "not signed yet" in sampling.hindrance(sample.batch)
    look_at_all(sample, administrator)
    failed = sampling.sign(sample, verdict=FAILED, note="抽檢不合格", version=sample.version, by=administrator)
    assert "failed" in sampling.hindrance(failed.batch)
    again = sampling.redraw(failed.batch, reason="已返工", by=administrator)
    look_at_all(again, administrator)
    sampling.sign(again, verdict=PASSED, version=again.version, by=administrator)
    assert sampling.hindrance(again.batch) == ""


# -- the profile ----------------------------------------------------------------------------------


def test_home_changes_what_it_says_and_nothing_else(own_profile: Callable[[str], None]) -> None:
    own_profile(
        '[sample]\nshare = 10\n[aspects.completeness]\nleast = 100\n[defects.mould]\naspect = "image"\n'
        'severity = "minor"\nat = "page"\nkey = "u"\nlabel = { zh-Hant = "霉斑" }\n'
    )
    profile = sampling_profile()
    assert (profile.share, profile.least, profile.aspects["completeness"].least) == (10, 10, 100)
    assert len(profile.defects) == 23
    assert profile.defects["mould"].label == "霉斑"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[sample]\nshare = 0\n", "no per cent"),
        ('[defects.skewed]\nkey = "7"\n', "the key '7' of defect 'blurred' is taken"),
        ('[defects.skewed]\nkey = "j"\n', "the key 'j' of defect 'skewed' is taken"),
        ('[defects.skewed]\naspect = "looks"\n', "unknown aspect 'looks'"),
        ("[defects.mould]\n", "lacks the key 'at'"),
        ("[sample\n", "cannot be used"),
    ],
)
def test_profile_that_cannot_be_used_is_refused_in_one_sentence(
    text: str, said: str, own_profile: Callable[[str], None]
) -> None:
    own_profile(text)
    with pytest.raises(BadSamplingProfile, match=said):
        sampling_profile()


# -- pages ----------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_pages_are_the_items_own_or_those_of_its_span(small_delivery: Path, administrator: User) -> None:
    batch = take_in(small_delivery, by=administrator).batch
    own, spanned = batch.items.exclude(record=None).select_related("record__record_set")[:2]
    assert own.record is not None
    assert spanned.record is not None
    of_item = pages_of(own, among=Page.objects.all())
    assert [page.number for page in of_item] == list(range(1, len(own.leaves) + 1))
    volume = own.record.record_set
    carrier = spanned.record.pages.all()[0].instantiation
    spanned.record.pages.all().delete()
    for number in range(1, 8):
        Page.objects.create(record_set=volume, instantiation=carrier, number=number, file=f"{number}.jpg")
    PageSpan.objects.create(record=spanned.record, record_set=volume, first=3, last=5)
    assert [str(page) for page in pages_of(spanned, among=Page.objects.all())] == [
        f"{volume.identifier}/p{number}" for number in (3, 4, 5)
    ]
    defect = sampling.add_defect(
        SampledItem.objects.get(sample=sampling.draw(batch, by=administrator), item=spanned),
        code="skewed",
        page=4,
        by=administrator,
    )
    assert defect.page == 4
