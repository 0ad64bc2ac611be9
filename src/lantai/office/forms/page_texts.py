"""Correcting the text of a page: its lines as they were typed, each with its place, in their order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import groupby
from typing import Any, Final, cast, get_args

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

import lantai
from lantai.catalogue.domain.revising import LONGEST_REASON
from lantai.digitisation.queries.readings import reading_of
from lantai.digitisation.text_formats.places import NOWHERE, around
from lantai.office.forms.asked import AskedForm
from lantai.office.queries.page_texts import BenchLine, PageText
from lantai.ports.ocr import Box, EngineInfo, Line, Reading, Region
from lantai.ports.ocr import Direction as Way

MOST_LINES: Final = 5_000
LONGEST_LINE: Final = 2_000
_NAME: Final = re.compile(r"t\.([1-9]\d{0,5}|0)", re.ASCII)
_BOX: Final = re.compile(r"(\d{1,6}) (\d{1,6}) (\d{1,6}) (\d{1,6})", re.ASCII)
_CERTAIN: Final = 1.0


class CorrectForm(AskedForm):
    """Line ``n`` is ``t.n`` (its text; empty: the line goes), ``b.n`` (its box, "x y width height", or empty), ``d.n``
    (the way it runs), ``r.n`` (the region that it was seen in) and ``o.n`` (its place in the order).

    ``seen`` is the key of the transcription that was corrected.
    """

    seen = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=LONGEST_REASON,
        help_text=_("In a sentence, for those who read the history. May be empty."),
    )
    then = forms.ChoiceField(
        required=False, choices=[(name, name) for name in ("stay", "next")], widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, subject: PageText, **kwargs: Any) -> None:
        super().__init__(*args, subject=subject, **kwargs)
        self.text = subject
        self.initial["seen"] = subject.seen.pk if subject.seen else None

    @cached_property
    def lines(self) -> tuple[BenchLine, ...]:
        """What was typed, so that a refusal loses nothing; before that what stands."""
        return tuple(self._typed()) if self.is_bound else self.text.lines

    @property
    def last_region(self) -> int:
        """Where a line that is added stands."""
        return self.lines[-1].region if self.lines else 0

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if len(self.lines) > MOST_LINES:
            raise ValidationError(gettext("A page has at most %(most)s lines.") % {"most": MOST_LINES})
        for line in self.lines:
            if len(line.text) > LONGEST_LINE:
                told = {"begin": line.text[:20], "most": LONGEST_LINE}
                raise ValidationError(gettext("The line “%(begin)s…” is longer than %(most)s characters.") % told)
        return data

    def reading(self) -> Reading:
        """The lines as a reading of the page's canvas."""
        page = self.text.page
        filled = [line for line in self.lines if line.text]
        engine = EngineInfo("Lantai", lantai.__version__)
        return Reading(page.width, page.height, tuple(self._regions(filled)), engine, 0.0)

    def _regions(self, lines: Sequence[BenchLine]) -> Iterator[Region]:
        """Lines that stood in one region stay together as long as none of another comes between."""
        seen = self.text.page.transcriptions.select_related("page").filter(pk=self.cleaned_data["seen"] or 0).first()
        stood = reading_of(seen).regions if seen else ()
        for number, group in groupby(lines, key=lambda line: line.region):
            made = tuple(Line(one.text, one.box or NOWHERE, _CERTAIN, one.direction) for one in group)
            box = around(line.box for line in made)
            yield replace(stood[number], box=box, lines=made) if number < len(stood) else Region(box, made)

    # -- what was typed ------------------------------------------------------------------------------

    def _typed(self) -> Iterator[BenchLine]:
        numbers = [match[1] for name in self.data if (match := _NAME.fullmatch(name))]
        for number in sorted(numbers[: MOST_LINES + 1], key=self._place_in_order):
            text = " ".join(str(self.data[f"t.{number}"]).split())
            yield BenchLine(text, self._box(number), self._way(number), self._whole("r", number))

    def _place_in_order(self, number: str) -> tuple[int, int]:
        return self._whole("o", number), int(number)

    def _whole(self, name: str, number: str) -> int:
        said = str(self.data.get(f"{name}.{number}", ""))
        return int(said) if said.isascii() and said.isdecimal() and len(said) < 8 else 0

    def _way(self, number: str) -> Way:
        said = self.data.get(f"d.{number}", "")
        usual: Way = "ttb" if self.text.is_vertical else "ltr"
        return cast(Way, said) if said in get_args(Way) else usual

    def _box(self, number: str) -> Box | None:
        """Within the page; what is none, or has no extent there, is no place."""
        match = _BOX.fullmatch(str(self.data.get(f"b.{number}", "")))
        if match is None:
            return None
        page, (left, top, width, height) = self.text.page, map(int, match.groups())
        left, top = min(left, page.width), min(top, page.height)
        box = Box(left, top, min(width, page.width - left), min(height, page.height - top))
        return box if box.width and box.height else None
