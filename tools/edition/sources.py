"""Reads what the edition is made of: the source tables (CSV) and the story of each indicator (TOML)."""

import csv
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from kpi.model import FiscalYear

EDITION = Path(__file__).parents[2] / "data" / "2022-2026"
SOURCE = EDITION / "source"
#: its years are the calendar's
CALENDAR = FiscalYear(1)

Row = Mapping[str, str]
Table = Mapping[str, Any]


def rows(name: str) -> Iterator[Row]:
    """The rows of a source table."""
    with (SOURCE / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def indicator_rows() -> Iterator[Row]:
    """The given indicators, then the series proposed as context (docs/decisions/0027)."""
    yield from rows("indicators.csv")
    yield from rows("context.csv")


@cache
def departments() -> Mapping[str, str]:
    """Name of each department by its id: departments.csv is the one place where names are kept."""
    return {row["department_id"]: row["name_uk"] for row in rows("departments.csv")}


def number(text: str) -> float | None:
    """A number with a decimal comma; «так» and «ні» are 1 and 0; None for a blank."""
    if not text:
        return None
    return {"так": 1.0, "ні": 0.0}.get(text) if text in ("так", "ні") else float(text.replace(",", "."))


@cache
def story() -> Table:
    """Everything under source/story, one table: indicators by code, lists of suspensions, changes and actions."""
    merged: dict[str, Any] = {"indicator": {}, "suspension": [], "change": [], "action": []}
    for path in sorted((SOURCE / "story").glob("*.toml")):
        for key, part in tomllib.loads(path.read_text(encoding="utf-8")).items():
            if isinstance(part, list):
                merged[key].extend(part)
            else:
                merged.setdefault(key, {}).update(part)
    return merged
