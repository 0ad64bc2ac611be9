"""Inspection: what a machine can say of every scan of a delivery (domain handbook 3.1, 3.3), safely and fast.

``inspect_files`` streams one ``Inspected`` a file, decoded in child processes behind limits. ``similar`` and
``duplicates`` tell pictures that are alike. How grave a problem is, is decided elsewhere: here are facts, and the
thresholds of a profile.
"""

from lantai.digitisation.confined import BadThresholds, Limits, PoolBroken
from lantai.digitisation.inspection.inspected import Inspected, Measures, Problem, from_json, to_json
from lantai.digitisation.inspection.inspecting import inspect_files
from lantai.digitisation.inspection.judging import judge, low_resolution
from lantai.digitisation.inspection.likeness import Alike, duplicates, similar
from lantai.digitisation.inspection.limits import Thresholds

__all__ = [
    "Alike",
    "BadThresholds",
    "Inspected",
    "Limits",
    "Measures",
    "PoolBroken",
    "Problem",
    "Thresholds",
    "duplicates",
    "from_json",
    "inspect_files",
    "judge",
    "low_resolution",
    "similar",
    "to_json",
]
