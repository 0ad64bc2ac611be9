"""What can be done to a sample of a delivery's reading: drawn, a page of it found right."""

from __future__ import annotations

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lantai.accounts.models import User
from lantai.digitisation.domain.reading_samples import ReadingSampleRefused, draw_pages, find_right
from lantai.digitisation.domain.sampling import SAMPLED_IN
from lantai.digitisation.models import Batch, ReadingSample, SampledPage
from lantai.office.actions.deliveries import find as find_batch
from lantai.office.actions.register import Action, Done, register
from lantai.office.forms.asked import AskedForm, ConfirmForm
from lantai.office.forms.reading_samples import DrawPagesForm

PERMISSION = "page.correct"


def find(key: str, user: User) -> ReadingSample:
    """The sample of this identifier, for those who may see what is in custody. Raises Http404."""
    samples = ReadingSample.objects.select_related("batch", "drawn_by")
    sample = samples.filter(identifier=key).first() if user.may("custody.see") else None
    if sample is None:
        raise Http404(f"No sample {key}.")
    return sample


def find_page(key: str, user: User) -> SampledPage:
    """The page of this key: identifier of the sample, a dot, its place. Raises Http404."""
    identifier, _dot, place = key.rpartition(".")
    known = place.isascii() and place.isdecimal() and len(place) < 10 and user.may("custody.see")
    pages = SampledPage.objects.select_related("sample__batch", "reading", "page__record", "page__record_set")
    found = pages.filter(sample__identifier=identifier, place=int(place)).first() if known else None
    if found is None:
        raise Http404(f"No sampled page {key}.")
    return found


def page_of(sample: ReadingSample) -> str:
    return reverse("office_reading_sample", args=[sample.identifier])


def _reading_of(batch: Batch) -> str:
    return reverse("office_delivery_reading", args=[batch.identifier])


def _page_of_sampled(sampled: SampledPage) -> str:
    return page_of(sampled.sample)


def _draw(batch: Batch, form: AskedForm, by: User) -> Done:
    asked = form.cleaned_data
    sample = draw_pages(batch, size=asked["size"], seed=asked["seed"], by=by)
    sentence = gettext("%(size)s of %(population)s pages are drawn.")
    return Done(sentence % {"size": sample.size, "population": sample.population}, page_of(sample))


def _find_right(sampled: SampledPage, form: AskedForm, by: User) -> Done:
    find_right(sampled, by=by)
    return Done(gettext("Page %(place)s of the sample is right.") % {"place": sampled.place}, _page_of_sampled(sampled))


def _can_draw(batch: Batch) -> bool:
    return batch.state in SAMPLED_IN


def _can_be_right(sampled: SampledPage) -> bool:
    return sampled.reading.measured_of is None


DRAW: Action[Batch] = register(
    Action(
        name="delivery.draw_pages",
        permission=PERMISSION,
        label=_("Draw pages to measure the reading"),
        explanation=_(
            "Pages are drawn by lot; when they are corrected, they tell how well the whole delivery was read."
        ),
        route="deliveries/<str:key>/reading/draw/",
        form=DrawPagesForm,
        find=find_batch,
        perform=_draw,
        back=_reading_of,
        offered=_can_draw,
        refusals=(ReadingSampleRefused,),
        main=True,
    )
)
FIND_RIGHT: Action[SampledPage] = register(
    Action(
        name="sampled_page.find_right",
        permission=PERMISSION,
        label=_("Nothing is wrong on it"),
        explanation=_("You have compared the whole text with the page, and the machine read all of it rightly."),
        route="reading-samples/pages/<str:key>/right/",
        form=ConfirmForm,
        find=find_page,
        perform=_find_right,
        back=_page_of_sampled,
        offered=_can_be_right,
        refusals=(ReadingSampleRefused,),
    )
)
