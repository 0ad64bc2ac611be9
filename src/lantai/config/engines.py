"""The reading engines of an installation: those that stand in every home, and those that ``[engines.NAME]`` adds.

An engine is an adapter of ``lantai.ports.ocr`` with its options. The options of our own adapters are looked at when
the settings are read; an adapter of one's own, named with its module, is given what stands there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from lantai.adapters.ocr.options import HttpOptions, NullOptions, RapidOptions, TesseractOptions
from lantai.config.typed import BadSetting, build
from lantai.ports.ocr import BadOption, EngineUnusable

ADAPTERS: Final = {
    "rapidocr": "lantai.adapters.ocr.rapidocr.RapidOcr",
    "tesseract": "lantai.adapters.ocr.tesseract.TesseractOcr",
    "http": "lantai.adapters.ocr.http.HttpOcr",
    "null": "lantai.adapters.ocr.null.NullOcr",
}
"""The short names of our own adapters."""

OPTIONS: Final[dict[str, Any]] = {
    ADAPTERS["rapidocr"]: RapidOptions,
    ADAPTERS["tesseract"]: TesseractOptions,
    ADAPTERS["http"]: HttpOptions,
    ADAPTERS["null"]: NullOptions,
}
"""What can be set of each."""

_STANDING: Final[dict[str, dict[str, Any]]] = {
    "rapidocr": {"adapter": "rapidocr"},
    "openvino": {"adapter": "rapidocr", "runtime": "openvino"},
    "tesseract": {"adapter": "tesseract"},
    "null": {"adapter": "null"},
}
"""The engines that need no table; a table of the same name changes their options."""

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
_DOTTED = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)+")


@dataclass(frozen=True, slots=True)
class Engine:
    """``adapter`` is the dotted name of a class, to be called with ``options`` (and ``threads``) by name."""

    name: str
    adapter: str
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Engines:
    """The engines by their names."""

    by_name: Mapping[str, Engine] = field(default_factory=lambda: _all({}))

    def named(self, name: str) -> Engine:
        """An engine by its name, or an adapter as it comes by its dotted one. Raises EngineUnusable."""
        if name in self.by_name:
            return self.by_name[name]
        if _DOTTED.fullmatch(name):
            return _engine(name, {"adapter": name})
        known = ", ".join(sorted(self.by_name))
        raise EngineUnusable(f"There is no reading engine {name!r}; there are {known}, and [engines.NAME] adds more.")


def engines_from(tables: Any) -> Engines:
    """The engines that stand, changed and added to by the tables of ``[engines.NAME]``. Raises BadSetting."""
    if not isinstance(tables, dict) or not all(isinstance(table, dict) for table in tables.values()):
        raise BadSetting("Setting engines holds no tables; [engines.NAME] with adapter and its options was expected.")
    return Engines(_all(tables))


def _all(tables: Mapping[str, Mapping[str, Any]]) -> dict[str, Engine]:
    return {
        name: _engine(name, {**_STANDING.get(name, {}), **tables.get(name, {})}) for name in {**_STANDING, **tables}
    }


def _engine(name: str, table: Mapping[str, Any]) -> Engine:
    where = f"engines.{name}."
    if not _NAME.fullmatch(name) and not _DOTTED.fullmatch(name):
        raise BadSetting(f"An engine is called {name!r}; up to 40 small letters, digits, - and _ were expected.")
    asked = table.get("adapter", "")
    adapter = ADAPTERS.get(asked, asked) if isinstance(asked, str) else ""
    if not _DOTTED.fullmatch(adapter):
        raise BadSetting(
            f"Setting {where}adapter is {asked!r}; expected {', '.join(ADAPTERS)}, or a class with its module."
        )
    given = {key: value for key, value in table.items() if key != "adapter"}
    return Engine(name, adapter, _options(adapter, given, where))


def _options(adapter: str, given: dict[str, Any], where: str) -> dict[str, Any]:
    """What is given, typed and looked at where the adapter is ours; only what is given, so that defaults stay its."""
    if adapter not in OPTIONS:
        return given
    try:
        whole = asdict(build(OPTIONS[adapter], given, where))
    except BadOption as error:
        raise BadSetting(f"Setting {where}{error}") from error
    return {key: whole[key] for key in given}
