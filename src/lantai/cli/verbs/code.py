"""`lantai code`: reference codes read, checked, made, and put in order."""

from __future__ import annotations

import argparse
import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lantai.cli import light, shapes, telling, texts
from lantai.cli.failure import Refused, WrongUse

if TYPE_CHECKING:
    from lantai.cli.texts import Given
    from lantai.values.codes import CodeProfile, ReferenceCode

_PARTS = ("fonds", "series", "volume", "item", "year", "retention")
_SHOWN = 200


@light.verb(
    light.TEXT,
    light.option("--profile", metavar="NAME", help="How the fonds builds its codes; default the first that fits."),
    light.option("--width", type=int, metavar="N", help="The digits of the fonds' last numbers."),
    light.option("--lines", action="store_true", help="Read every line as a code; tell what their rows lack."),
    light.option("--sort", action="store_true", help="With --lines: in the order of the codes."),
    light.option("--file-name", action="store_true", help="Tell the code as a name for files."),
    light.option("--from-file-name", action="store_true", help="TEXT is such a name."),
    light.option("--next", action="store_true", help="Tell the code that follows."),
    light.option("--generate", action="store_true", help="Make a code of --fonds, --series, --volume and --item."),
    *(light.option(f"--{part}", metavar=part.upper(), default="") for part in ("fonds", "series", "volume", "item")),
    *light.FORCED,
    light.AS_JSON,
)
def app(asked: argparse.Namespace) -> int:
    """Read a reference code (檔號) in its parts, mend look-alike dots and dashes, and say what is doubtful.

    With --json: {"text", "profile", "fonds", "series", "volume", "item", "year", "retention", "valid", "problems",
    "file_name", "sort_key", "original"}; with --lines {"results", "rows"}. Exit code 1 when the code is not valid.
    Without --profile the first profile that reads the code is proposed.

    examples:
      lantai code 'J019－KU．01・2017-001-012'
      lantai code --generate --profile dat13-2022 --fonds J019 --series KU·01·2017 --volume 1 --item 12
      lantai code list.txt --lines --sort --json
    """
    profiles = _profiles(asked.profile)
    if asked.generate:
        asked.text, asked.as_text = _generated(asked, next(iter(profiles.values()))), True
    source = texts.asked_for(asked)
    reading = Reading(profiles, is_named=asked.profile is not None, width=asked.width)
    if asked.lines:
        _tell_all(source, reading, in_order=asked.sort, json=asked.json)
        return 0
    given = source.whole().strip()
    return _tell(reading.of(from_name(given) if asked.from_file_name else given), source, asked)


def _profiles(name: str | None) -> dict[str, CodeProfile]:
    """The profile of that name, else all. Raises WrongUse."""
    from lantai.values.codes import load_profiles

    profiles = load_profiles()
    if name is None:
        return profiles
    if name not in profiles:
        raise WrongUse(f"There is no profile {name!r}: --profile takes {', '.join(profiles)}.")
    return {name: profiles[name]}


def _generated(asked: argparse.Namespace, profile: CodeProfile) -> str:
    """The code of the parts. Raises WrongUse when the profile has no such code."""
    from lantai.values.codes import BadParts

    if asked.text is not None:
        raise WrongUse("With --generate the parts make the code; leave TEXT out.")
    try:
        return profile.build(**{part: getattr(asked, part) for part in _PARTS[:4]}, width=asked.width)
    except BadParts as error:
        raise WrongUse(str(error)) from error


def from_name(name: str) -> str:
    from lantai.values.codes import from_file_name

    return from_file_name(name)


@dataclass(frozen=True, slots=True)
class Reading:
    """How codes are read: by one profile that was named, else each by the first that reads it."""

    profiles: dict[str, CodeProfile]
    is_named: bool
    width: int | None

    def profile_of(self, text: str) -> CodeProfile | None:
        return next((profile for profile in self.profiles.values() if profile.matches(text)), None)

    def code_of(self, text: str) -> ReferenceCode | None:
        profile = self.profile_of(text)
        return profile.parse(text) if profile else None

    def of(self, text: str) -> dict[str, Any]:
        """A code as JSON has it; of what no profile reads only the text and the reason are known."""
        from lantai.values.codes import file_name, normalise, sort_key

        code, mended = self.code_of(text), normalise(text)
        return {
            "text": mended,
            "profile": code.profile if code else None,
            **{part: getattr(code, part, None) for part in _PARTS},
            "valid": code is not None,
            "problems": list(self._problems(text)),
            "file_name": file_name(mended),
            "sort_key": sort_key(mended),
            "original": text,
        }

    def _problems(self, text: str) -> Iterator[dict[str, str]]:
        from lantai.values.code_checks import PLAUSIBLE_YEARS, check_code

        profile = self.profile_of(text)
        if profile is None and not self.is_named:
            forms = "; ".join(f"{known.name} {known.sample}" for known in self.profiles.values())
            yield {"code": "bad-code", "message": f"No profile reads {text[:_SHOWN]!r}: one of {forms} was expected."}
            return
        profile = profile or next(iter(self.profiles.values()))
        years = range(PLAUSIBLE_YEARS.start, datetime.datetime.now(tz=datetime.UTC).year + 1)
        for problem in check_code(text, profile, width=self.width, years=years):
            yield {"code": problem.code, "message": problem.message}
        if not self.is_named:
            says = f"No profile was named; {profile.name} is the first that reads this code."
            yield {"code": "profile-proposed", "message": says}


def _tell(read: dict[str, Any], source: Given, asked: argparse.Namespace) -> int:
    """One code: whole, or the one thing that was asked for; the exit code."""
    if asked.next:
        read["next"] = _next(read)
    if asked.json:
        telling.answer(source.head | read)
    elif name := next((name for name in ("file_name", "next") if getattr(asked, name)), None):
        telling.say(read[name])
    else:
        telling.fields(_fields(read))
    return 0 if read["valid"] else 1


def _next(read: dict[str, Any]) -> str | None:
    """The code that follows, None after one that cannot be read. Raises Refused when the row is full."""
    from lantai.values.codes import BadParts, load_profiles

    if not read["valid"]:
        return None
    try:
        return load_profiles()[read["profile"]].next_after(read["text"])
    except BadParts as error:
        raise Refused(f"Nothing follows {read['text']}: {error}") from error


def _fields(read: dict[str, Any]) -> list[tuple[str, str]]:
    """A code line by line, less what it does not have."""
    rows = [
        (name, shapes.cell(read[name])) for name in ("text", "profile", *_PARTS, "file_name", "next") if read.get(name)
    ]
    rows += [("original", read["original"])] * (read["original"] != read["text"])
    return rows + [("problem", f"{problem['code']}: {problem['message']}") for problem in read["problems"]]


# -- lists ---------------------------------------------------------------------------------------


def _tell_all(source: Given, reading: Reading, *, in_order: bool, json: bool) -> None:
    given = list(_lines(source))
    if in_order:
        from lantai.values.codes import sort_key

        given.sort(key=lambda line: sort_key(line[1]))
    rows = list(_rows(reading, given))
    if not json:
        telling.table(("text", "profile", "problems"), [_row(reading.of(text)) for _, text in given])
        for row in rows:
            telling.aside(_lack(row))
        return
    from lantai.cli.json_stream import written

    with written(source.head) as answer:
        answer.array("results", ({"start": at, "end": at + len(text)} | reading.of(text) for at, text in given))
        answer.array("rows", rows)


def _lines(source: Given) -> Iterator[tuple[int, str]]:
    """Every line that is not empty, less the space around it, and where it begins."""
    for piece in source.pieces():
        start = piece.start
        for line in piece.text.splitlines(keepends=True):
            if text := line.strip():
                yield start + line.index(text), text
            start += len(line)


def _rows(reading: Reading, given: list[tuple[int, str]]) -> Iterator[dict[str, Any]]:
    """The rows in which a number is missing or stands twice."""
    from lantai.values.code_checks import gaps

    codes = (code for _, text in given if (code := reading.code_of(text)))
    for row in gaps(codes):
        yield {
            "parent": row.parent,
            "count": row.count,
            "first": row.first,
            "last": row.last,
            "missing": [list(run) for run in row.missing],
            "duplicates": list(row.duplicates),
        }


def _row(read: dict[str, Any]) -> tuple[str, str, str]:
    codes = " ".join(problem["code"] for problem in read["problems"] if problem["code"] != "profile-proposed")
    return read["text"], shapes.cell(read["profile"]), codes


def _lack(row: dict[str, Any]) -> str:
    """What a row lacks, in a sentence."""
    missing = ", ".join(f"{low}" if low == high else f"{low}–{high}" for low, high in row["missing"])
    twice = ", ".join(map(str, row["duplicates"]))
    parts = [f"missing {missing}"] * bool(missing) + [f"more than once {twice}"] * bool(twice)
    return f"{row['parent']}: {'; '.join(parts)}."
