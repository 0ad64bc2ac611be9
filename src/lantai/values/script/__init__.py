"""Script: text converted between simplified and traditional characters, compared across them, and mistaken names.

``convert`` and ``wrong_conversions`` (OpenCC with protected names and house phrases ahead of it), ``compare`` (what
differs in words, told apart from what differs in script, variant, width, case, punctuation or space), and
``confusables`` (what a name may be misread as). For search, ``values.folding`` does another job: it is symmetric,
lossy, and never shown.
"""

from lantai.values.script.comparison import Comparison, Difference, compare
from lantai.values.script.confusables import Confusable, confusables
from lantai.values.script.conversion import TARGETS, Converted, ConvertedSpan, Target, UnknownTarget, convert
from lantai.values.script.wrong import WrongConversion, wrong_conversions

__all__ = [
    "TARGETS",
    "Comparison",
    "Confusable",
    "Converted",
    "ConvertedSpan",
    "Difference",
    "Target",
    "UnknownTarget",
    "WrongConversion",
    "compare",
    "confusables",
    "convert",
    "wrong_conversions",
]
