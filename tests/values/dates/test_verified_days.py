"""The verified days of handbook 5.5 (``verified_days.tsv``): weekday, lunar day, both pairs, eras; and back."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from lantai.values.dates import lunar, sexagenary
from lantai.values.dates.calendar_words import lunar_day_in_words, lunar_month_in_words, weekday_in_words
from lantai.values.dates.days import iso_day, julian_day
from lantai.values.dates.eras import era_named, eras_on


class Verified(NamedTuple):
    iso: str
    weekday: str
    lunar: str
    year: str
    pair: str
    eras: str

    @property
    def day(self) -> int:
        return julian_day(datetime.date.fromisoformat(self.iso))


LINES = (Path(__file__).parent / "verified_days.tsv").read_text(encoding="utf-8").splitlines()
DAYS = [Verified(*line.split("\t")) for line in LINES if not line.startswith("#")]


def test_all_pairs_of_the_handbook_are_here() -> None:
    assert len(DAYS) == 46  # 42 pairs of one day, and one of four


@pytest.mark.parametrize("verified", DAYS, ids=lambda verified: verified.iso)
def test_the_day_is_what_the_handbook_says(verified: Verified) -> None:
    found = lunar.from_day(verified.day)
    month = lunar_month_in_words(found.month, is_leap=found.is_leap)
    assert f"{found.year} {month}{lunar_day_in_words(found.day)}" == verified.lunar
    assert weekday_in_words(verified.day, "zh-Hant") == f"星期{verified.weekday}"
    assert sexagenary.year_name(found.year) == verified.year
    assert verified.pair in ("", sexagenary.day_name(verified.day))


@pytest.mark.parametrize("verified", DAYS, ids=lambda verified: verified.iso)
def test_the_eras_hold_and_count_so(verified: Verified) -> None:
    held = {f"{era.name}{era.year_on(verified.day)}" for era in eras_on(verified.day)}
    assert set(verified.eras.split()) <= held


@pytest.mark.parametrize("verified", DAYS, ids=lambda verified: verified.iso)
def test_the_lunar_day_leads_back(verified: Verified) -> None:
    found = lunar.from_day(verified.day)
    assert iso_day(lunar.to_day(found.year, found.month, found.day, is_leap=found.is_leap)) == verified.iso


def test_era_years_lead_to_the_lunar_year() -> None:
    for verified in DAYS:
        for counted in verified.eras.split():
            era = era_named(counted.rstrip("0123456789"))
            assert era is not None
            number = int(counted.removeprefix(era.name))
            year = lunar.from_day(verified.day).year if era.calendar_in(number) == "lunar" else int(verified.iso[:4])
            assert era.year(number) == year
