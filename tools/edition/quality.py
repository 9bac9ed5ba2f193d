"""The level and the quality statement of an indicator.

Of one with documented values the statement says what documented.csv says of them, and no more; the others have the
illustrative ones of the story.
"""

from datetime import date
from typing import TypedDict

from kpi.model import ResultLevel
from tools.edition import sources
from tools.edition.documented import Documented, register
from tools.edition.sources import FIRST, Edition


class QualityStatement(TypedDict, total=False):
    """Fields of `kpi.model.Indicator`."""

    verification: str
    accuracy: str
    limitations: str
    compensation: str
    checked_by: str
    checked_on: date
    evidence: str


def result_level(code: str, edition: Edition = FIRST) -> ResultLevel | None:
    """The level that the story gives; None for none."""
    levels = sources.story(edition).get("levels", {})
    return next((ResultLevel(level) for level, codes in levels.items() if code in codes), None)


def quality_statement(code: str, edition: Edition = FIRST) -> QualityStatement:
    """The statement; empty where nothing is said."""
    # an edition that follows another has no register of its own
    known = [] if edition.previous else [row for row in register(edition) if row.code == code]
    if known:
        return _documented(known)
    for entry in sources.story(edition)["quality"]:
        if code in entry["codes"]:
            told: QualityStatement = {name: entry[name] for name in entry if name != "codes"}  # type: ignore[assignment]
            return told
    return {}


def _documented(rows: list[Documented]) -> QualityStatement:
    """How the documented values were checked, what is said of their limits, where they stand."""
    found: QualityStatement = {"verification": f"Документовані значення: {_joined([r.checked for r in rows])}."}
    if limits := [row.comment for row in rows if row.comment]:
        found["limitations"] = " ".join(dict.fromkeys(limits))
    links = [row.url for row in rows if row.url]
    if links:
        found["evidence"] = links[0]
    return found


def _joined(texts: list[str]) -> str:
    return "; ".join(dict.fromkeys(text.rstrip(".") for text in texts))
