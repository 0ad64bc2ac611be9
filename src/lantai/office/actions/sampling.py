"""What can be done to a sample: drawn, looked at, its defects noted, signed."""

from __future__ import annotations

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lantai.accounts.models import User
from lantai.digitisation.domain import sampling
from lantai.digitisation.domain.sampling import SamplingRefused
from lantai.digitisation.enums import RowMatch, SampleVerdict
from lantai.digitisation.models import Batch, Defect, Sample, SampledItem
from lantai.digitisation.sampling import sampling_profile
from lantai.office.actions.deliveries import find as find_batch
from lantai.office.actions.register import Action, Done, register
from lantai.office.forms.asked import AskedForm, ConfirmForm
from lantai.office.forms.sampling import DefectForm, DrawForm, LookForm, RedrawForm, SignForm
from lantai.office.queries import sampling as queries

PERMISSION = "batch.sample"


def find(key: str, user: User) -> Sample:
    """The sample of this identifier, for those who may see what is in custody."""
    samples = Sample.objects.select_related("batch", "drawn_by", "signed_by")
    sample = samples.filter(identifier=key).first() if user.may("custody.see") else None
    if sample is None:
        raise Http404(f"No sample {key}.")
    return sample


def find_item(key: str, user: User) -> SampledItem:
    """The sampled item of this key: identifier of the sample, a dot, its place."""
    identifier, _dot, place = key.rpartition(".")
    items = SampledItem.objects.select_related("sample__batch", "item", "looked_by")
    wanted = items.filter(sample__identifier=identifier, place=int(place)) if place.isdecimal() else items.none()
    found = wanted.first() if user.may("custody.see") and len(place) < 10 else None
    if found is None:
        raise Http404(f"No sampled item {key}.")
    return found


def find_defect(key: str, user: User) -> Defect:
    defects = Defect.objects.select_related("sampled__sample__batch", "sampled__item")
    known = key.isdecimal() and len(key) < 19 and user.may("custody.see")
    found = defects.filter(pk=int(key)).first() if known else None
    if found is None:
        raise Http404(f"No defect {key}.")
    return found


def page_of_samples(batch: Batch) -> str:
    return reverse("office_delivery_samples", args=[batch.identifier])


def page_of(sample: Sample) -> str:
    return reverse("office_sample", args=[sample.identifier])


def page_of_item(sampled: SampledItem, page: int | None = None) -> str:
    """The workbench, where this item lies open; with ``page``, at that page."""
    address = reverse("office_sampled_item", args=[sampled.sample.identifier, sampled.place])
    return f"{address}?page={page}" if page else address


def _page_of_defect(defect: Defect) -> str:
    return page_of_item(defect.sampled, defect.page)


# -- drawing --------------------------------------------------------------------------------------


def _draw(batch: Batch, form: AskedForm, by: User) -> Done:
    assert isinstance(form, DrawForm)
    return _drawn(sampling.draw(batch, lot=form.lot(), by=by))


def _redraw(batch: Batch, form: AskedForm, by: User) -> Done:
    assert isinstance(form, RedrawForm)
    return _drawn(sampling.redraw(batch, reason=form.cleaned_data["reason"], lot=form.lot(), by=by))


def _drawn(sample: Sample) -> Done:
    sentence = gettext("%(size)s of %(population)s items are drawn.")
    return Done(sentence % {"size": sample.size, "population": sample.population}, page_of(sample))


def _can_draw(batch: Batch) -> bool:
    return batch.state in sampling.SAMPLED_IN and sampling.current_sample(batch) is None


def _can_redraw(batch: Batch) -> bool:
    return batch.state in sampling.SAMPLED_IN and sampling.current_sample(batch) is not None


DRAW: Action[Batch] = register(
    Action(
        name="delivery.draw_sample",
        permission=PERMISSION,
        label=_("Draw a sample"),
        explanation=_("Items are drawn by lot; each is then looked at, page by page beside its row."),
        route="deliveries/<str:key>/samples/draw/",
        form=DrawForm,
        find=find_batch,
        perform=_draw,
        back=page_of_samples,
        offered=_can_draw,
        refusals=(SamplingRefused,),
        main=True,
    )
)
REDRAW: Action[Batch] = register(
    Action(
        name="delivery.redraw_sample",
        permission=PERMISSION,
        label=_("Draw another sample"),
        explanation=_("Other items are drawn. The sample that there is stays as it is, and no longer counts."),
        route="deliveries/<str:key>/samples/redraw/",
        form=RedrawForm,
        find=find_batch,
        perform=_redraw,
        back=page_of_samples,
        offered=_can_redraw,
        refusals=(SamplingRefused,),
    )
)


# -- looking --------------------------------------------------------------------------------------


def _look(sampled: SampledItem, form: AskedForm, by: User) -> Done:
    match = RowMatch(form.cleaned_data["match"])
    sampling.look(sampled, match=match, version=form.cleaned_data["version"], by=by)
    if match == RowMatch.MISMATCH:
        return Done(gettext("%(code)s: row and scan differ.") % {"code": sampled.code}, page_of_item(sampled))
    following = queries.next_to_look_at(sampled)
    where = page_of_item(following) if following else page_of(sampled.sample)
    return Done(gettext("%(code)s: row and scan agree.") % {"code": sampled.code}, where)


def _note_defect(sampled: SampledItem, form: AskedForm, by: User) -> Done:
    assert isinstance(form, DefectForm)
    asked = form.cleaned_data
    sampling.add_defect(
        sampled, code=asked["code"], page=form.place, severity=asked["severity"], note=asked["note"], by=by
    )
    label = form.profile.defect(asked["code"]).label
    return Done(gettext("“%(defect)s” is noted.") % {"defect": label}, page_of_item(sampled, asked["page"]))


def _remove(defect: Defect, form: AskedForm, by: User) -> Done:
    sampling.remove_defect(defect, by=by)
    return Done(gettext("“%(defect)s” is taken away.") % {"defect": _label(defect)}, _page_of_defect(defect))


def _mend(defect: Defect, form: AskedForm, by: User) -> Done:
    sampling.mend_defect(defect, by=by)
    return Done(gettext("“%(defect)s” is mended.") % {"defect": _label(defect)}, _page_of_defect(defect))


def _label(defect: Defect) -> str:
    return sampling_profile(defect.sampled.sample.profile).defect(defect.code).label


def _is_open(sampled: SampledItem) -> bool:
    return queries.is_open(sampled.sample)


def _can_remove(defect: Defect) -> bool:
    return _is_open(defect.sampled)


def _can_mend(defect: Defect) -> bool:
    return defect.fixed_at is None


LOOK: Action[SampledItem] = register(
    Action(
        name="sampled_item.look",
        permission=PERMISSION,
        label=_("Does the row say what the scan shows?"),
        route="samples/items/<str:key>/look/",
        form=LookForm,
        find=find_item,
        perform=_look,
        back=page_of_item,
        offered=_is_open,
        refusals=(SamplingRefused,),
        main=True,
    )
)
DEFECT: Action[SampledItem] = register(
    Action(
        name="sampled_item.defect",
        permission=PERMISSION,
        label=_("Note a defect"),
        route="samples/items/<str:key>/defect/",
        form=DefectForm,
        find=find_item,
        perform=_note_defect,
        back=page_of_item,
        offered=_is_open,
        refusals=(SamplingRefused,),
    )
)
REMOVE: Action[Defect] = register(
    Action(
        name="defect.remove",
        permission=PERMISSION,
        label=_("Take away"),
        route="samples/defects/<str:key>/remove/",
        form=ConfirmForm,
        find=find_defect,
        perform=_remove,
        back=_page_of_defect,
        offered=_can_remove,
        refusals=(SamplingRefused,),
    )
)
MEND: Action[Defect] = register(
    Action(
        name="defect.mend",
        permission=PERMISSION,
        label=_("It is mended"),
        route="samples/defects/<str:key>/mend/",
        form=ConfirmForm,
        find=find_defect,
        perform=_mend,
        back=_page_of_defect,
        offered=_can_mend,
    )
)


# -- signing --------------------------------------------------------------------------------------


def _sign(sample: Sample, form: AskedForm, by: User) -> Done:
    asked = form.cleaned_data
    verdict = SampleVerdict(asked["verdict"])
    signed = sampling.sign(sample, verdict=verdict, note=asked["note"], version=asked["version"], by=by)
    sentence = gettext("The sample is signed: %(verdict)s.") % {"verdict": signed.get_verdict_display()}
    return Done(sentence, page_of(sample))


SIGN: Action[Sample] = register(
    Action(
        name="sample.sign",
        permission=PERMISSION,
        label=_("Sign the sample"),
        explanation=_("What is signed is changed no more."),
        route="samples/<str:key>/sign/",
        form=SignForm,
        find=find,
        perform=_sign,
        back=page_of,
        offered=queries.is_open,
        refusals=(SamplingRefused,),
        template="office/sample_sign.html",
    )
)

OF_A_DELIVERY = (REDRAW, DRAW)
