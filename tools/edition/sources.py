"""What an edition is made of, below data/<edition>/source: tables (CSV) and the story of each indicator (TOML)."""

import csv
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from kpi.model import FiscalYear

DATA = Path(__file__).parents[2] / "data"
#: the years of the editions are the calendar's
CALENDAR = FiscalYear(1)

Row = Mapping[str, str]
Table = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition of data/. `previous` is the one that it follows, from which it has its bases and departments."""

    name: str
    previous: "Edition | None" = None

    @property
    def folder(self) -> Path:
        return DATA / self.name

    @property
    def source(self) -> Path:
        return self.folder / "source"

    @property
    def years(self) -> range:
        """The years of its plan: one «Ціль РРРР» column each."""
        strategy = story(self)["strategy"]
        return range(strategy["first_year"], strategy["last_year"] + 1)

    @property
    def releases(self) -> tuple[date, ...]:
        """The days of its releases, the shipped one last."""
        return tuple(story(self)["releases"]["days"])

    @property
    def released(self) -> date:
        return self.releases[-1]


FIRST = Edition("2022-2026")
NEXT = Edition("2027", previous=FIRST)
EDITIONS = (FIRST, NEXT)


def rows(name: str, edition: Edition = FIRST) -> Iterator[Row]:
    """The rows of a source table."""
    with (edition.source / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def indicator_rows(edition: Edition = FIRST) -> Iterator[Row]:
    """The given indicators, then, where there are any, the series proposed as context (docs/decisions/0027)."""
    yield from rows("indicators.csv", edition)
    if (edition.source / "context.csv").is_file():
        yield from rows("context.csv", edition)


@cache
def department_rows(edition: Edition = FIRST) -> tuple[Row, ...]:
    """The departments an edition names: its own, and those of the edition before it that it goes on with.

    A name is kept in one place: departments.csv of the edition that was the first to have it.
    """
    if edition.previous is None:
        return tuple(rows("departments.csv", edition))
    named = {row["responsible_department_id"] for row in (*rows("goal_tree.csv", edition), *indicator_rows(edition))}
    known = (*department_rows(edition.previous), *rows("departments.csv", edition))
    return tuple(row for row in known if row["department_id"] in named)


@cache
def departments(edition: Edition = FIRST) -> Mapping[str, str]:
    """Name of each department by its id."""
    return {row["department_id"]: row["name_uk"] for row in department_rows(edition)}


def number(text: str) -> float | None:
    """A number with a decimal comma; «так» and «ні» are 1 and 0; None for a blank."""
    if not text:
        return None
    return {"так": 1.0, "ні": 0.0}.get(text) if text in ("так", "ні") else float(text.replace(",", "."))


@cache
def story(edition: Edition = FIRST) -> Table:
    """Everything under source/story, one table: indicators by code, lists of suspensions, changes, actions, money."""
    merged: dict[str, Any] = {"indicator": {}, "suspension": [], "change": [], "action": []}
    merged |= {"quality": [], "corrective": []}
    for path in sorted((edition.source / "story").glob("*.toml")):
        for key, part in tomllib.loads(path.read_text(encoding="utf-8")).items():
            if isinstance(part, list):
                merged.setdefault(key, []).extend(part)
            else:
                merged.setdefault(key, {}).update(part)
    return merged
