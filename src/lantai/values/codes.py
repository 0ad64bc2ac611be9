"""Reference codes (檔號): parsed, mended, built, counted on and sorted, by profile.

DA/T 13-2022 asks of a code that it be unique, follow the arrangement, never change silently, leave room and be
simple. How it is built is each fonds' own affair, so the forms are data: ``profiles/codes/*.toml``. A profile's
pattern names its parts ``fonds``, ``series``, ``volume`` and ``item``; the last two are numbers. What is doubtful about
a code says ``values.code_checks``; as a file's name it is written by ``values.code_names``.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

from lantai.values.code_names import file_name as file_name  # names of files belong to codes for most callers
from lantai.values.code_names import from_file_name as from_file_name
from lantai.values.folding import fold

PROFILE_FOLDER: Final = Path(__file__).parents[1] / "profiles" / "codes"

_LOOKALIKES: Final = str.maketrans(
    dict.fromkeys("・•．‧∙⋅･", "·")
    | dict.fromkeys("‐‑‒–—―−﹣－", "-")
    | {chr(0xFF10 + n): str(n) for n in range(10)}
    | {chr(code): chr(code - 0xFEE0) for code in (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
)

_PLAIN: Final = re.compile("[-0-9A-Za-z·]*")
"""A code of these alone is written as it is meant, and folds to its small letters."""
_NUMBERS: Final = re.compile("([0-9]+)")
_COUNTS: Final = tuple(f"{count:02d}" for count in range(100))

PARTS: Final = ("fonds", "series", "volume", "item")

LONGEST: Final = 200
"""No code is longer, in code points; what is longer is not looked into."""


class BadCode(ValueError):
    """A reference code that its profile cannot read; ``found`` is the code, ``expected`` the profile's form."""

    def __init__(self, found: str, profile: CodeProfile) -> None:
        self.found = found
        self.expected = f"{profile.form} ({profile.sample})"
        super().__init__(f"The code {found[:LONGEST]!r} does not follow {profile.name}: {self.expected} was expected.")


class BadParts(ValueError):
    """Parts of which no code of the profile can be made."""


class BadProfile(ValueError):
    """A profile file that cannot be used."""


@dataclass(frozen=True, slots=True)
class ReferenceCode:
    """A code in its parts.

    ``text`` is the mended code; ``series`` (類別號 or 目錄號) and ``volume`` (案卷號) are empty where the form
    has none; ``ordinals`` are the volume and item numbers that it has, as numbers. ``year``, ``retention`` and
    ``organisation`` (機構/問題) are codes within the series, where the profile can tell them.
    """

    text: str
    profile: str
    fonds: str
    series: str
    volume: str
    item: str
    ordinals: tuple[int, ...]
    year: int | None = None
    retention: str = ""
    organisation: str = ""

    @property
    def parent(self) -> str:
        """The code less its last part: what the items of one row of numbers have in common."""
        return self.text.removesuffix(self.item).rstrip("-")


@dataclass(frozen=True, slots=True)
class CodeProfile:
    """One way of building codes: ``form`` and ``sample`` say it to people, ``pattern`` and ``template`` to the machine.

    ``width`` is the number of digits of volume and item where a fonds has not said otherwise; ``categories`` and
    ``retentions`` are the codes known for them, empty when anything goes. ``year``, ``retention`` and ``organisation``
    find those in the series. A profile that is not ``sure`` reads many forms: which part is which is its guess.
    """

    name: str
    title: str
    form: str
    sample: str
    pattern: re.Pattern[str]
    year: re.Pattern[str] | None = None
    retention: re.Pattern[str] | None = None
    template: tuple[str, ...] = PARTS
    width: int = 4
    categories: tuple[str, ...] = ()
    retentions: tuple[str, ...] = ()
    organisation: re.Pattern[str] | None = None
    sure: bool = True
    order: int = field(default=50, compare=False)

    def matches(self, text: str) -> bool:
        return self._match(normalise(text)) is not None

    def parse(self, text: str) -> ReferenceCode:
        """The code in its parts, look-alikes mended. Raises BadCode."""
        code = normalise(text)
        match = self._match(code)
        if match is None:
            raise BadCode(text, self)
        parts = match.groupdict("")
        series, volume, item = parts.get("series", ""), parts.get("volume", ""), parts.get("item", "")
        year = _found(self.year, series)
        return ReferenceCode(
            text=code,
            profile=self.name,
            fonds=parts["fonds"],
            series=series,
            volume=volume,
            item=item,
            ordinals=tuple([int(number) for number in (volume, item) if number]),
            year=int(year) if year else None,
            retention=_found(self.retention, series),
            organisation=_found(self.organisation, series),
        )

    def build(
        self, *, fonds: str, series: str = "", volume: str | int = "", item: str | int, width: int | None = None
    ) -> str:
        """The code of these parts; numbers are filled up with zeros to ``width`` digits (the profile's, if None).

        Reading it gives the parts back. Raises BadParts when the profile has no such code.
        """
        digits = self.width if width is None else width
        given = {"fonds": fonds, "series": series, "volume": _filled(volume, digits), "item": _filled(item, digits)}
        text = "-".join(given[part] for part in self.template if given[part])
        match = self._match(text)
        read = {part: (match and match.groupdict().get(part)) or "" for part in PARTS}
        if match is None or read != given:
            stated = ", ".join(f"{part} {value!r}" for part, value in given.items() if value)
            raise BadParts(f"No code of {self.name} has {stated[:LONGEST]}: {self.form} was expected.")
        return text

    def next_after(self, text: str) -> str:
        """The code of the item that follows, as many digits wide. Raises BadCode, and BadParts when the row is full."""
        code = self.parse(text)
        following = str(int(code.item or 0) + 1).zfill(len(code.item))
        return self.build(fonds=code.fonds, series=code.series, volume=code.volume, item=following, width=1)

    def _match(self, code: str) -> re.Match[str] | None:
        return self.pattern.fullmatch(code) if len(code) <= LONGEST else None


def _filled(number: str | int, width: int) -> str:
    """A number with zeros before it; what was left out stays so, and text that is no number is left to the pattern."""
    text = str(number)
    return text.zfill(width) if text.isdecimal() else text


@lru_cache(maxsize=8_192)
def _found(pattern: re.Pattern[str] | None, text: str) -> str:
    """What a pattern finds in a series, which thousands of codes have in common."""
    match = pattern.search(text) if pattern else None
    return match.group(1) if match else ""


# -- profiles ------------------------------------------------------------------------------------


def load_profiles(extra_dirs: Sequence[Path] = ()) -> dict[str, CodeProfile]:
    """The profiles by name, in the order in which they are proposed.

    A file of an extra folder replaces the profile of the same name. Raises BadProfile.
    """
    found = dict(_shipped_profiles())
    for folder in extra_dirs:
        found |= _read_folder(folder)
    return dict(sorted(found.items(), key=lambda item: (item[1].order, item[0])))


def propose_profile(codes: Iterable[str], profiles: Mapping[str, CodeProfile] | None = None) -> CodeProfile | None:
    """The first profile that reads every code; None when no one does, or when there is no code."""
    given = [code for code in codes if code.strip()]
    known = load_profiles() if profiles is None else profiles
    return next((profile for profile in known.values() if given and all(map(profile.matches, given))), None)


@cache
def _shipped_profiles() -> Mapping[str, CodeProfile]:
    return _read_folder(PROFILE_FOLDER)


def _read_folder(folder: Path) -> dict[str, CodeProfile]:
    profiles = (_read_profile(file) for file in sorted(folder.glob("*.toml")))
    return {profile.name: profile for profile in profiles}


def _read_profile(file: Path) -> CodeProfile:
    try:
        data: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))
        profile = CodeProfile(
            name=data["name"],
            title=data["title"],
            form=data["form"],
            sample=data["sample"],
            pattern=re.compile(data["pattern"], re.VERBOSE),
            year=re.compile(data["year"]) if "year" in data else None,
            retention=re.compile(data["retention"]) if "retention" in data else None,
            template=tuple(data.get("template", PARTS)),
            width=int(data.get("width", 4)),
            categories=tuple(data.get("categories", ())),
            retentions=tuple(data.get("retentions", ())),
            organisation=re.compile(data["organisation"]) if "organisation" in data else None,
            sure=bool(data.get("sure", True)),
            order=int(data.get("order", 50)),
        )
    except KeyError as error:
        raise BadProfile(f"The code profile {file} lacks the key {error}.") from error
    except (ValueError, TypeError, re.error) as error:
        raise BadProfile(f"The code profile {file} cannot be read: {error}.") from error
    if "fonds" not in profile.pattern.groupindex or not profile.matches(profile.sample):
        raise BadProfile(f"The code profile {file} must name a part 'fonds' and read its own sample.")
    if not set(profile.template) <= set(PARTS):
        raise BadProfile(f"The template of the code profile {file} may name {', '.join(PARTS)}, and nothing else.")
    return profile


# -- codes as text -------------------------------------------------------------------------------


def normalise(text: str) -> str:
    """A code as it was meant: look-alike dots and dashes mended, full width narrowed, white space left out.

    For input only: keep the original beside it.
    """
    if _PLAIN.fullmatch(text):
        return text
    return "".join(unicodedata.normalize("NFC", text).translate(_LOOKALIKES).split())


def fold_code(text: str) -> str:
    """A code for the search field: as :func:`normalise`, folded part by part, a dot good for ``·``."""
    code = normalise(text).replace(".", "·")
    if _PLAIN.fullmatch(code):
        return code.lower()
    return "".join(part if part in ("-", "·") else fold(part) for part in re.split(r"([-·])", code))


def sort_key(code: str) -> str:
    """A text that sorts codes as people read them (2 before 10) and is different for different codes.

    Every number is written with the count of its digits before it; the code itself ends the key.
    """
    parts = _NUMBERS.split(normalise(code))
    parts[1::2] = [_counted(number) for number in parts[1::2]]
    return f"{''.join(parts)} {code}"


def _counted(number: str) -> str:
    digits = number.lstrip("0") or "0"
    return _COUNTS[min(len(digits), 99)] + digits
