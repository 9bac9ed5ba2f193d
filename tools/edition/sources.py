"""Reads what the edition is made of: the source tables (CSV) and the story of each indicator (TOML)."""

import csv
import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

EDITION = Path(__file__).parents[2] / "data" / "2022-2026"
SOURCE = EDITION / "source"
#: a note of whoever gathered the names, not a part of them
_UNVERIFIED = re.compile(r"\s*\((?:сучасну )?назву звірити\)")

Row = Mapping[str, str]
Table = Mapping[str, Any]


def rows(name: str) -> Iterator[Row]:
    """The rows of a source table."""
    with (SOURCE / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def department_name(raw: str) -> str:
    """The name as shown: without the remark that it has not been confirmed."""
    return _UNVERIFIED.sub("", raw)


def is_confirmed(evidence: str) -> bool:
    """Whether a department's present name is documented."""
    return evidence.startswith("documented") and "unverified" not in evidence


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
