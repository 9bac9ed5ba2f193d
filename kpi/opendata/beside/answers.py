"""Public answers to questions about numbers as rows of the API."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from kpi.opendata.fields import Field, Type

ANSWERS = (
    Field(name="code", required=True),
    Field(name="period"),
    Field(name="release", type=Type.DATE),
    Field(name="value_words"),
    Field(name="question", required=True),
    Field(name="answer", required=True),
    Field(name="mended"),
    Field(name="asked", type=Type.DATE, required=True),
    Field(name="answered", type=Type.DATE, required=True),
)


def rows(items: Iterable[Mapping[str, Any]], edition: str, code: str | None) -> list[dict[str, Any]]:
    """The answers of an edition, of one indicator where its code is given, the newest first."""
    own = [one for one in items if one["edition"] == edition and code in (None, one["code"])]
    return [_row(one) for one in sorted(own, key=lambda one: (one["answered"], one["asked"]), reverse=True)]


def _row(item: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "code": item["code"],
        "period": item["period"] or None,
        "release": date.fromisoformat(item["released"]),
        "value_words": item["value"] or None,
        "question": item["told_words"],
        "answer": item["answer"],
        "mended": item["mended"] or None,
        "asked": date.fromisoformat(item["asked"]),
        "answered": date.fromisoformat(item["answered"]),
    }
