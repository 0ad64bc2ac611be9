"""Asking about samples: how many are drawn, whether row and scan agree, which defect, which verdict."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lantai.digitisation.domain.sampling import LONGEST, Lot, StaleSample
from lantai.digitisation.enums import DefectSeverity, RowMatch, SampleVerdict
from lantai.digitisation.models import Sample, SampledItem
from lantai.digitisation.sampling import Reckoning, reckon, sampling_profile
from lantai.office.forms.asked import AskedForm
from lantai.office.queries.sampling import Tally, tallies


class DrawForm(AskedForm):
    """What is left empty, the profile and chance decide."""

    share = forms.FloatField(
        label=_("Per cent of the items"),
        required=False,
        min_value=0.01,
        max_value=100,
        widget=forms.NumberInput(attrs={"step": "any"}),
    )
    size = forms.IntegerField(
        label=_("Or so many items"),
        required=False,
        min_value=1,
        help_text=_("Empty: as many as the share makes."),
    )
    seed = forms.IntegerField(
        label=_("Seed"),
        required=False,
        min_value=0,
        max_value=2**62,
        help_text=_("Whoever draws with the same seed draws the same items. Empty: chance gives one."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        profile = sampling_profile()
        self.fields["share"].help_text = _(
            "Empty: %(share)g per cent, and at least %(least)s items. Every volume is met before one is met twice."
        ) % {"share": profile.share, "least": profile.least}

    def lot(self) -> Lot:
        asked = self.cleaned_data
        return Lot(share=asked["share"], size=asked["size"], seed=asked["seed"])


class RedrawForm(DrawForm):
    """Another sample is not drawn without a word."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=LONGEST,
        help_text=_("Why the sample that there is will not do; it stays as it is."),
        error_messages={"required": _("Say why another sample is drawn.")},
    )
    field_order = ("reason",)


class _VersionedForm(AskedForm):
    """``version`` is the one that was shown; after a stale refusal it is that of now, so that sending again is done
    knowingly."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, subject: Any, **kwargs: Any) -> None:
        super().__init__(*args, subject=subject, **kwargs)
        self.fields["version"].initial = subject.version

    def refuse(self, error: Exception) -> None:
        super().refuse(error)
        if isinstance(error, StaleSample):
            self.subject.refresh_from_db()
            self.data = {**dict(self.data.items()), "version": str(self.subject.version)}


class LookForm(_VersionedForm):
    """Whether the row says what the scan shows."""

    match = forms.ChoiceField(label=_("Row and scan"), widget=forms.RadioSelect, choices=RowMatch.choices)


class DefectForm(AskedForm):
    """A defect at a page, or at the whole item."""

    code = forms.ChoiceField(label=_("Defect"))
    page = forms.IntegerField(label=_("Page"), required=False, min_value=1, help_text=_("Empty: the whole item."))
    whole = forms.BooleanField(label=_("It concerns the whole item"), required=False)
    severity = forms.ChoiceField(
        label=_("Severity"), required=False, choices=[("", _("as usual")), *DefectSeverity.choices]
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=LONGEST)

    def __init__(self, *args: Any, subject: SampledItem, **kwargs: Any) -> None:
        super().__init__(*args, subject=subject, **kwargs)
        self.profile = sampling_profile(subject.sample.profile)
        field = self.fields["code"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one.key, one.label) for one in self.profile.defects.values()]

    @property
    def place(self) -> int | None:
        """The page at which the defect stands; None for the whole item."""
        asked = self.cleaned_data
        of_page = self.profile.defect(asked["code"]).of_page and not asked["whole"]
        return asked["page"] if of_page else None


class SignForm(_VersionedForm):
    """The verdict, beside the figures that it stands on."""

    verdict = forms.ChoiceField(
        label=_("Verdict"),
        widget=forms.RadioSelect,
        choices=SampleVerdict.choices,
        error_messages={"required": _("Choose a verdict.")},
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Needed only where you judge otherwise than the figures."),
    )

    def __init__(self, *args: Any, subject: Sample, **kwargs: Any) -> None:
        super().__init__(*args, subject=subject, **kwargs)
        if self.reckoning.is_complete:
            passes = self.reckoning.passes
            self.fields["verdict"].initial = SampleVerdict.PASSED if passes else SampleVerdict.FAILED

    @property
    def reckoning(self) -> Reckoning:
        return reckon(self.subject)

    @property
    def tallies(self) -> list[Tally]:
        return tallies(self.subject, self.reckoning)
