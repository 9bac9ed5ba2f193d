"""Indicators of other communities as rows of the API: whose, of which release, under which licence."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from kpi.model.code import catalogue_key
from kpi.opendata.fields import Field, Type

PEERS = (
    Field(name="catalogue_code", required=True),
    Field(name="community", required=True),
    Field(name="code", required=True),
    Field(name="name"),
    Field(name="unit"),
    Field(name="kind", required=True),
    Field(name="direction", required=True),
    Field(name="period_start", type=Type.DATE, required=True),
    Field(name="period_end", type=Type.DATE, required=True),
    Field(name="value", type=Type.NUMBER, required=True),
    Field(name="population", type=Type.WHOLE),
    Field(name="population_as_of", type=Type.DATE),
    Field(name="release", type=Type.DATE, required=True),
    Field(name="licence"),
    Field(name="site"),
    Field(name="demo", type=Type.BOOL, required=True),
)


def rows(items: Iterable[Mapping[str, Any]], codes: Iterable[str]) -> list[dict[str, Any]]:
    """Every value of the other communities for these catalogue codes, each with whose it is."""
    shared = {catalogue_key(code) for code in codes} - {""}
    return [
        row
        for item in items
        if catalogue_key(item["indicator"]["catalogue_code"]) in shared
        for row in _rows(item, item["indicator"])
    ]


def _rows(item: Mapping[str, Any], indicator: Mapping[str, Any]) -> Iterable[dict[str, Any]]:
    plain = ("catalogue_code", "code", "kind", "direction")
    whose = {name: indicator[name] for name in plain} | {
        "community": item["publisher"],
        "name": indicator["name"] or None,
        "unit": indicator["unit"] or None,
        "population": item["population"],
        "population_as_of": date.fromisoformat(item["population_as_of"]) if item["population"] else None,
        "release": date.fromisoformat(item["released"]),
        "licence": item["licence"] or None,
        "site": item["site"] or None,
        "demo": item["demo"],
    }
    for start, end, value in indicator["values"]:
        yield whose | {
            "period_start": date.fromisoformat(start),
            "period_end": date.fromisoformat(end),
            "value": value,
        }
