"""The message catalogues: ``python tools/messages.py compile | check | update``.

Messages are English in the code; every app keeps the translations of its own in ``locale/<language>``.

compile  makes the .mo files that Django reads (needs Babel only)
check    fails on a message without translation, a fuzzy one, one that code no longer has, a lost placeholder,
         and on traditional characters in a simplified text or the other way about
update   writes new messages into the .po files, and takes out those that are gone
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "lantai"
LANGUAGES = ("zh_Hant", "zh_Hans")
_KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|<[^>]+>")
# Each stands for a pair that people mix up; the whole table would only find more of the same.
_ONLY_HANS = "档头书来时检页图开关条读线题录复动标误类数据显网见间员从无应当尽处实总众华务机构"
_ONLY_HANT = "檔頭書來時檢頁圖開關條讀線題錄複動標誤類數據顯網見間員從無應當盡處實總眾華務機構"
_SAME = set(_ONLY_HANS) & set(_ONLY_HANT)


def main(arguments: list[str]) -> int:
    if arguments == ["compile"]:
        return compile_all()
    if arguments == ["check"]:
        return check_all()
    if arguments == ["update"]:
        return update_all()
    sys.stderr.write(f"{__doc__}\n")
    return 2


def compile_all() -> int:
    for path in sorted(PACKAGE.glob("*/locale/*/LC_MESSAGES/django.po")):
        with path.with_suffix(".mo").open("wb") as target:
            write_mo(target, _read(path))
    return 0


def check_all() -> int:
    problems = [problem for app in _apps() for language in LANGUAGES for problem in _problems(app, language)]
    sys.stdout.writelines(f"{problem}\n" for problem in problems)
    return 1 if problems else 0


def update_all() -> int:
    for app in _apps():
        wanted = _wanted(app)
        for language in LANGUAGES:
            path = _path(app, language)
            catalogue = _read(path) if path.exists() else Catalog(locale=language, project="Lantai", charset="utf-8")
            catalogue.update(wanted, no_fuzzy_matching=True)
            catalogue.obsolete.clear()
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as target:
                write_po(target, catalogue, width=118, sort_output=True, omit_header=False, include_lineno=False)
            _settle_header(path, language)
    return 0


# -- what the code says --------------------------------------------------------------------------


def _apps() -> list[Path]:
    """The apps that say anything."""
    return [app for app in sorted(PACKAGE.iterdir()) if app.is_dir() and len(_wanted(app))]


def _wanted(app: Path) -> Catalog:
    catalogue = Catalog(charset="utf-8")
    for path, source in _sources(app):
        name = path.relative_to(PACKAGE).as_posix()
        for line, message, _comments, context in extract("python", io.BytesIO(source), keywords=_KEYWORDS):
            if message:
                catalogue.add(message, locations=[(name, line)], context=context)
    return catalogue


def _sources(app: Path) -> Iterator[tuple[Path, bytes]]:
    for path in sorted(app.rglob("*.py")):
        if "migrations" not in path.parts:
            yield path, path.read_bytes()
    for path in sorted([*app.rglob("templates/**/*.html"), *app.rglob("templates/**/*.txt")]):
        yield path, _as_python(path)


def _as_python(template: Path) -> bytes:
    """A template as Django sees its messages: calls of gettext, with everything else blotted out."""
    from django.conf import settings  # noqa: PLC0415  only extraction needs Django

    if not settings.configured:
        settings.configure()
    from django.utils.translation.template import templatize  # noqa: PLC0415  likewise

    calls = templatize(template.read_text(encoding="utf-8"), origin=str(template))
    # Blotted text begins its lines anywhere, which Python would read as blocks.
    lines = (re.sub(r"\bX+\b", "", line).strip() for line in calls.splitlines())
    return "\n".join(lines).encode()


# -- the catalogues ------------------------------------------------------------------------------


def _path(app: Path, language: str) -> Path:
    return app / "locale" / language / "LC_MESSAGES" / "django.po"


def _read(path: Path) -> Catalog:
    with path.open("rb") as source:
        return read_po(source, locale=path.parent.parent.name)


def _problems(app: Path, language: str) -> Iterator[str]:
    path = _path(app, language)
    if not path.exists():
        yield f"{app.name}: there is no {language} catalogue; run update."
        return
    catalogue, wanted = _read(path), _wanted(app)
    name = path.relative_to(PACKAGE)
    for message in wanted:
        if message.id and catalogue.get(_singular(message), message.context) is None:
            yield f"{name}: missing {_singular(message)!r}; run update."
    for message in catalogue:
        if message.id:
            yield from (f"{name}: {fault}: {_singular(message)!r}" for fault in _faults(message, wanted, language))


def _faults(message: Message, wanted: Catalog, language: str) -> Iterator[str]:
    texts = _texts(message)
    if not all(texts):
        yield "not translated"
    if message.fuzzy:
        yield "fuzzy"
    if wanted.get(_singular(message), message.context) is None:
        yield "no longer in the code"
    expected = sorted(_PLACEHOLDER.findall(_plural(message)))
    if any(sorted(_PLACEHOLDER.findall(text)) != expected for text in texts if text):
        yield "placeholders or tags differ"
    strange = set(_ONLY_HANS if language == "zh_Hant" else _ONLY_HANT) - _SAME
    if any(strange & set(text) for text in texts):
        yield "a character of the other script"


def _singular(message: Message) -> str:
    return message.id[0] if isinstance(message.id, (tuple, list)) else message.id


def _plural(message: Message) -> str:
    return message.id[-1] if isinstance(message.id, (tuple, list)) else message.id


def _texts(message: Message) -> list[str]:
    return list(message.string) if isinstance(message.string, (tuple, list)) else [message.string or ""]


def _settle_header(path: Path, language: str) -> None:
    """A header without dates and names, so that the file changes only when a message does."""
    _, _, body = path.read_text(encoding="utf-8").partition("\n\n")
    header = (
        'msgid ""\nmsgstr ""\n"Project-Id-Version: Lantai\\n"\n'
        f'"Language: {language}\\n"\n"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n"Plural-Forms: nplurals=1; plural=0;\\n"\n'
    )
    path.write_text(f"{header}\n{body}", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
