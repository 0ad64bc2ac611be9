"""Sampling a delivery by hand: the profile, which items are drawn, their pages, and how a sample is reckoned."""

from lantai.digitisation.sampling.choosing import PLACE, choose, wanted_size
from lantai.digitisation.sampling.pages import pages_of
from lantai.digitisation.sampling.profile import BadSamplingProfile, SamplingProfile, sampling_profile
from lantai.digitisation.sampling.reckoning import AspectTally, Reckoning, reckon

__all__ = [
    "PLACE", "AspectTally", "BadSamplingProfile", "Reckoning", "SamplingProfile", "choose", "pages_of", "reckon",
    "sampling_profile", "wanted_size",
]  # fmt: skip
