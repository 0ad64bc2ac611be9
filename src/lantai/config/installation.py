"""One installation's settings: ``lantai.toml`` in LANTAI_HOME, overridden by environment variables.

Read once, typed, and refusing nonsense at start with one sentence. An environment variable is the key in
capitals after ``LANTAI_`` (``LANTAI_PUBLIC_URL``); a key inside a table joins with two underscores
(``LANTAI_SMTP__HOST``). Every key is described in ``docs/settings.md``.
"""

from __future__ import annotations

import os
import re
import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from lantai.config.engines import Engine, Engines, engines_from
from lantai.config.typed import LANGUAGES, BadSetting, build
from lantai.ports.ocr import EngineUnusable
from lantai.reading_room.theme import BadAccent, theme
from lantai.values.dates.eras import era_named
from lantai.values.networks import networks

_ORIGIN = re.compile(r"https?://[0-9A-Za-z.-]+(:[0-9]{1,5})?")
_RIGHTS = re.compile(r"http://(creativecommons\.org/(licenses|publicdomain)|rightsstatements\.org/vocab)/[\w./-]+")
"""What viewers know as ``rights`` (IIIF Presentation API 3.0, clause 3.1)."""

DOWNLOADS: Final = ("page", "pdf", "text", "alto")


@dataclass(frozen=True, slots=True)
class Smtp:
    """The mail server; without ``host`` no mail is sent and passwords are reset by an administrator."""

    host: str = ""
    port: int = 587
    user: str = ""
    password: str = ""
    starttls: bool = True
    sender: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one address may ask for in a minute, in each process that answers; 0: as much as it likes."""

    pages: int = 600
    images: int = 6_000
    exempt: list[str] = field(default_factory=lambda: ["127.0.0.0/8", "::1"])
    """Addresses and networks that nothing is counted of."""


@dataclass(frozen=True, slots=True)
class Installation:
    """Everything that differs between two installations. Sizes in bytes, times in seconds unless named."""

    home: Path
    name: dict[str, str] = field(default_factory=lambda: dict.fromkeys(LANGUAGES, "Lantai 蘭臺"))
    notice: dict[str, str] = field(default_factory=dict)
    """A line for the foot of every page."""
    seal: str = "蘭臺"
    accent: str = ""
    """The archive's own colour (``#rrggbb``) in place of cinnabar; ``accent_dark`` the same by night."""
    accent_dark: str = ""
    address: dict[str, str] = field(default_factory=dict)
    hours: dict[str, str] = field(default_factory=dict)
    repository_code: str = ""
    content_language: str = "zh-Hant"
    """The language and script of the holdings (BCP 47), in which descriptions and texts are stored."""
    rights: str = ""
    """The URI of the licence or rights statement that holds for the holdings; empty: nothing is said."""
    calendars: list[str] = field(default_factory=lambda: ["weekday", "lunar", "sexagenary"])
    """What a date is shown in besides its own calendar: these, ``julian``, and names of eras."""
    public_url: str = "http://127.0.0.1:8000"
    viewer_origins: list[str] = field(default_factory=list)
    """Sites whose IIIF viewers are told that their user is logged in here."""
    host: str = "127.0.0.1"
    port: int = 8000
    timezone: str = "Asia/Shanghai"
    identifier_prefix: str = ""
    database: str = ""
    """Empty: SQLite in the home; else ``postgresql://user:password@host:port/name``."""
    search: str = "lantai.adapters.search.tantivy.TantivySearch"
    ocr: str = "rapidocr"
    """The engine that reads pages where no other is asked for."""
    page_seconds: int = 600
    """The longest that one page may take to be read; then it is set aside, and the others are read."""
    doubtful_text: float = 0.1
    """The share of wrong characters above which a page is listed as badly read."""
    engines: Engines = field(default_factory=Engines)
    proposals: bool = True
    """Readers may propose corrections of texts."""
    error_reports: bool = True
    """Readers may report errors of descriptions, images and texts."""
    downloads: list[str] = field(default_factory=lambda: list(DOWNLOADS))
    """What everybody may take along."""
    pdf_pages: int = 200
    """The most pages in one PDF; a longer record is given in parts."""
    masters: str = "lantai.adapters.masters.ocfl.OcflMasters"
    reading_processes: int = 0
    """Processes that read pages; 0: one a core."""
    web_processes: int = 1
    allowed_hosts: list[str] = field(default_factory=list)
    refused_crawlers: list[str] = field(default_factory=list)
    """User agents that robots.txt asks to stay away altogether."""
    trusted_proxies: list[str] = field(default_factory=lambda: ["127.0.0.0/8", "::1"])
    """Addresses and networks of proxies whose X-Forwarded-For is believed."""
    limits: Limits = field(default_factory=Limits)
    smtp: Smtp = field(default_factory=Smtp)

    def engine(self, name: str = "") -> Engine:
        """The reading engine of this name, else the default one. Raises EngineUnusable."""
        return self.engines.named(name or self.ocr)

    @property
    def secrets_file(self) -> Path:
        return self.home / "secret.key"

    @property
    def index_dir(self) -> Path:
        return self.home / "index"

    @property
    def masters_dir(self) -> Path:
        return self.home / "masters"

    @property
    def derivatives_dir(self) -> Path:
        return self.home / "derivatives"

    @property
    def run_dir(self) -> Path:
        return self.home / "run"

    @property
    def profiles_dir(self) -> Path:
        return self.home / "profiles"


def home_from(environment: Mapping[str, str]) -> Path:
    """LANTAI_HOME, or ``.lantai`` in the working directory."""
    return Path(environment.get("LANTAI_HOME") or ".lantai").expanduser().resolve()


def load(environment: Mapping[str, str] = os.environ) -> Installation:
    """Read the settings. Raises BadSetting."""
    home = home_from(environment)
    values = _from_file(home / "lantai.toml")
    _overlay(values, environment)
    values["smtp"] = build(Smtp, values.get("smtp", {}), "smtp.")
    values["limits"] = build(Limits, values.get("limits", {}), "limits.")
    values["engines"] = engines_from(values.get("engines", {}))
    installation: Installation = build(Installation, {**values, "home": home}, "")
    _check(installation)
    return installation


def secret_key(installation: Installation) -> str:
    """The key that signs sessions: made on first use, readable by its owner only."""
    path = installation.secrets_file
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_suffix(f".{os.getpid()}")
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(64))
        try:
            os.link(temporary, path)  # the first of two starters wins; the other reads what won
        except FileExistsError:
            pass
        finally:
            temporary.unlink()
    return path.read_text().strip()


def _from_file(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadSetting(f"{path} is not valid TOML: {error}.") from error


def _overlay(values: dict[str, Any], environment: Mapping[str, str]) -> None:
    for name, text in environment.items():
        if not name.startswith("LANTAI_") or name in {"LANTAI_HOME", "LANTAI_SCHEMAS", "LANTAI_DEBUG"}:
            continue
        target = values
        *tables, key = name.removeprefix("LANTAI_").lower().split("__")
        for table in tables:
            target = target.setdefault(table, {})
        target[key] = text


def _check(installation: Installation) -> None:
    url = urlsplit(installation.public_url)
    if url.scheme not in {"http", "https"} or not url.hostname:
        raise BadSetting(f"Setting public_url is {installation.public_url!r}; expected http(s)://host[:port].")
    _check_for_viewers(installation)
    if installation.timezone not in available_timezones():
        raise BadSetting(f"Setting timezone is {installation.timezone!r}; expected a name like Asia/Shanghai.")
    if not 1 <= installation.port <= 65535:
        raise BadSetting(f"Setting port is {installation.port}; expected 1 to 65535.")
    if installation.database and not installation.database.startswith("postgresql://"):
        raise BadSetting("Setting database must be empty (SQLite) or postgresql://user:password@host:port/name.")
    if not re.fullmatch(r"[0-9a-z]{0,12}", installation.identifier_prefix):
        raise BadSetting(
            f"Setting identifier_prefix is {installation.identifier_prefix!r}; "
            "expected up to 12 small letters and digits."
        )
    try:
        installation.engine()
    except EngineUnusable as error:
        raise BadSetting(f"Setting ocr: {error}") from error
    _check_look(installation)
    _check_reading(installation)
    _check_limits(installation)
    _check_calendars(installation.calendars)
    _check_downloads(installation)
    if min(installation.reading_processes, installation.web_processes - 1) < 0:
        raise BadSetting("reading_processes must be 0 or more and web_processes 1 or more.")


def _check_for_viewers(installation: Installation) -> None:
    for origin in installation.viewer_origins:
        if not _ORIGIN.fullmatch(origin):
            raise BadSetting(f"Setting viewer_origins names {origin!r}; expected http(s)://host[:port] and no more.")
    if installation.rights and not _RIGHTS.fullmatch(installation.rights):
        raise BadSetting(
            f"Setting rights is {installation.rights!r}; expected the http:// URI of a licence at "
            "creativecommons.org or of a statement at rightsstatements.org."
        )


def _check_look(installation: Installation) -> None:
    if not 1 <= len(installation.seal) <= 4:
        raise BadSetting(f"Setting seal is {installation.seal!r}; expected one to four characters.")
    try:
        theme(installation.accent, installation.accent_dark)
    except BadAccent as error:
        raise BadSetting(str(error)) from error
    for name in installation.refused_crawlers:
        if not re.fullmatch(r"[A-Za-z_-]+", name):
            raise BadSetting(f"Setting refused_crawlers names {name!r}; expected letters, - and _ (RFC 9309, 2.2.1).")


def _check_reading(installation: Installation) -> None:
    if installation.page_seconds < 1:
        raise BadSetting(f"Setting page_seconds is {installation.page_seconds}; expected one second or more.")
    if not 0 < installation.doubtful_text < 1:
        raise BadSetting(f"Setting doubtful_text is {installation.doubtful_text}; expected a share between 0 and 1.")


def _check_limits(installation: Installation) -> None:
    if min(installation.limits.pages, installation.limits.images) < 0:
        raise BadSetting("limits.pages and limits.images must be 0 (no limit) or more, for one address in a minute.")
    said = {"trusted_proxies": installation.trusted_proxies, "limits.exempt": installation.limits.exempt}
    for name, texts in said.items():
        try:
            networks(texts)
        except ValueError as error:
            raise BadSetting(f"Setting {name}: {error}; expected addresses or networks like 10.0.0.0/8.") from error


def _check_downloads(installation: Installation) -> None:
    unknown = [kind for kind in installation.downloads if kind not in DOWNLOADS]
    if unknown:
        raise BadSetting(f"Setting downloads names {unknown[0]!r}; expected {', '.join(DOWNLOADS)}.")
    if not 1 <= installation.pdf_pages <= 2000:
        raise BadSetting(f"Setting pdf_pages is {installation.pdf_pages}; expected 1 to 2000.")


def _check_calendars(names: list[str]) -> None:
    known = {"weekday", "lunar", "sexagenary", "julian"}
    unknown = [name for name in names if name not in known and era_named(name) is None]
    if unknown:
        raise BadSetting(
            f"Setting calendars names {unknown[0]!r}; expected {', '.join(sorted(known))} or the name of an era."
        )


def zone(installation: Installation) -> ZoneInfo:
    return ZoneInfo(installation.timezone)
