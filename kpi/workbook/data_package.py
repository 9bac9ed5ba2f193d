"""The data package of another community (`data.zip` of any Postup): read as a stranger's file, behind the same gate.

Of it only indicators with a shared catalogue code are taken, with their judged values. A text is cleaned at the door,
a number must be one, and nothing in the package is followed: no link, no path, no formula.
"""

import csv
import io
import json
import math
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from kpi.model import Direction, Kind
from kpi.workbook.reader.clean import clean
from kpi.workbook.reader.refusal import RefusalError
from kpi.workbook.reader.zip_guard import Package, open_package

DESCRIPTOR = "datapackage.json"
#: bytes of the descriptor and of a table, rows of a table, letters of a text
MOST_JSON, MOST_TABLE, MOST_ROWS, LONGEST = 2 << 20, 48 << 20, 400_000, 300
#: indicators that are taken, values of each
MOST_INDICATORS, MOST_VALUES = 500, 240
#: a number beyond it is no measurement
_LARGEST = 1e15


class PackageError(ValueError):
    """The package cannot be taken; `reason` is a key below `peers.error`, with its values."""

    def __init__(self, reason: str, **values: str) -> None:
        super().__init__(reason)
        self.reason, self.values = reason, values


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerValue:
    """A judged value of the period from `start` to `end`."""

    start: date
    end: date
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerIndicator:
    """An indicator of another community that names a shared catalogue code."""

    catalogue_code: str
    code: str
    name: str
    name_en: str
    unit: str
    unit_en: str
    kind: Kind
    direction: Direction
    values: tuple[PeerValue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerPackage:
    """What is kept of a package.

    publisher   the community as its package names it; `site` where it publishes, an https address or ""
    identifier  of the data set: the same for every release of it
    released    the day of the release
    population  how many people live there, with the day of that; None and "" where the package says neither
    """

    publisher: str
    title: str
    identifier: str
    site: str
    licence: str
    licence_url: str
    released: date
    demo: bool
    population: int | None
    population_as_of: str
    indicators: tuple[PeerIndicator, ...]


def read_package(data: bytes) -> PeerPackage:
    """A package as it was downloaded; PackageError says what is wrong with it."""
    try:
        package = open_package(data, of_workbook=False)
        described = _described(package)
        facts = [row for row in _table(package, described, "indicators") if _text(row.get("catalogue_code"))]
        values = _values(_table(package, described, "values"), {_text(row.get("code")) for row in facts})
    except RefusalError as error:
        raise PackageError("unsafe", why=error.problem.code) from error
    indicators = tuple(found for row in facts[:MOST_INDICATORS] if (found := _indicator(row, values)) is not None)
    if not indicators:
        raise PackageError("no_codes")
    population, counted = _population(described)
    licence = next((one for one in _list(described, "licenses") if isinstance(one, dict)), {})
    publisher = next((_text(one.get("title")) for one in _list(described, "contributors") if isinstance(one, dict)), "")
    return PeerPackage(
        publisher=publisher or _required(described, "title"),
        title=_required(described, "title"),
        identifier=_required(described, "id"),
        site=_address(described.get("homepage")),
        licence=_text(licence.get("title") or licence.get("name")),
        licence_url=_address(licence.get("path")),
        released=_day(_required(described, "version")),
        demo=described.get("demo") is True,
        population=population,
        population_as_of=counted,
        indicators=indicators,
    )


def _described(package: Package) -> Mapping[str, Any]:
    if not package.has(DESCRIPTOR):
        raise PackageError("no_descriptor", name=DESCRIPTOR)
    written = _bytes(package, DESCRIPTOR, MOST_JSON)
    try:
        found = json.loads(written.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise PackageError("json", name=DESCRIPTOR) from error
    if not isinstance(found, dict):
        raise PackageError("json", name=DESCRIPTOR)
    return found


def _bytes(package: Package, name: str, most: int) -> bytes:
    """A member whole, never more than it may have."""
    made = bytearray()
    for chunk in package.chunks(name):
        made += chunk
        if len(made) > most:
            raise PackageError("large", name=_text(name))
    return bytes(made)


def _table(package: Package, described: Mapping[str, Any], name: str) -> Iterator[Mapping[str, str]]:
    """The rows of a table that the descriptor names; apostrophes that keep a text from being a formula taken off."""
    resources = (one for one in _list(described, "resources") if isinstance(one, dict) and one.get("name") == name)
    path = next((str(one.get("path", "")) for one in resources), "")
    if not path or "/" in path or not package.has(path):
        raise PackageError("no_table", name=name)
    try:
        written = _bytes(package, path, MOST_TABLE).decode("utf-8-sig")
        for number, row in enumerate(csv.DictReader(io.StringIO(written, newline=""), strict=True)):
            if number >= MOST_ROWS:
                raise PackageError("large", name=name)
            yield {str(key): value for key, value in row.items() if isinstance(value, str)}
    except (UnicodeDecodeError, csv.Error) as error:
        raise PackageError("table", name=name) from error


def _values(rows: Iterator[Mapping[str, str]], codes: set[str]) -> dict[str, list[PeerValue]]:
    """The judged values of these indicators, without parts; what is no value or no period is left out."""
    found: dict[str, list[PeerValue]] = {}
    for row in rows:
        code = _text(row.get("code"))
        if code not in codes or row.get("breakdown") or not row.get("assessed_value"):
            continue
        with suppress(ValueError):
            start, end = date.fromisoformat(row.get("period_start", "")), date.fromisoformat(row.get("period_end", ""))
            value = float(row["assessed_value"])
            if math.isfinite(value) and abs(value) <= _LARGEST and start <= end:
                found.setdefault(code, []).append(PeerValue(start=start, end=end, value=value))
    return found


def _indicator(row: Mapping[str, str], values: Mapping[str, list[PeerValue]]) -> PeerIndicator | None:
    """The indicator of a row; None where it is of a kind or a direction that is none."""
    try:
        kind, direction = Kind(row.get("kind", "")), Direction(row.get("direction", ""))
    except ValueError:
        return None
    code = _text(row.get("code"))
    newest = sorted(values.get(code, ()), key=lambda one: (one.end, one.start))[-MOST_VALUES:]
    texts = {name: _text(row.get(name)) for name in ("catalogue_code", "name", "name_en", "unit", "unit_en")}
    return PeerIndicator(code=code, kind=kind, direction=direction, values=tuple(newest), **texts)


def _population(described: Mapping[str, Any]) -> tuple[int | None, str]:
    """How many people and on which day: both or neither."""
    people, day = described.get("population"), described.get("population_as_of")
    if isinstance(people, bool) or not isinstance(people, int) or not 0 < people < _LARGEST:
        return None, ""
    with suppress(ValueError, TypeError):
        return people, date.fromisoformat(day or "").isoformat()
    return None, ""


def _list(described: Mapping[str, Any], name: str) -> list[Any]:
    found = described.get(name)
    return found if isinstance(found, list) else []


def _text(value: object) -> str:
    """A text of a stranger: cleaned, short, without the apostrophe that keeps a spreadsheet from reading a formula."""
    if not isinstance(value, str):
        return ""
    words = clean(value[: 4 * LONGEST])[0][:LONGEST].strip()
    return words[1:] if words[:2] in {"'=", "'+", "'-", "'@"} else words


def _required(described: Mapping[str, Any], name: str) -> str:
    words = _text(described.get(name))
    if not words:
        raise PackageError("lacks", name=name)
    return words


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise PackageError("lacks", name="version") from error


def _address(value: object) -> str:
    """An https address, "" for everything else."""
    words = _text(value)
    try:
        parts = urlsplit(words)
    except ValueError:
        return ""
    return words if parts.scheme == "https" and parts.hostname and words.isprintable() and " " not in words else ""
