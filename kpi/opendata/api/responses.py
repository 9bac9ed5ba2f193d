"""From an endpoint and its parameters to the body: JSON with its envelope, or CSV of the same rows."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any
from urllib.parse import urlencode

from kpi.opendata.api.endpoints import Context, Endpoint
from kpi.opendata.api.openapi import JSON
from kpi.opendata.api.parameters import Given
from kpi.opendata.csv_file import MEDIA_TYPE as CSV
from kpi.opendata.csv_file import csv_of_rows
from kpi.opendata.fields import Field, own


@dataclass(frozen=True, slots=True)
class Body:
    """What is sent. `name` where it is a file."""

    content: bytes
    media_type: str
    headers: Mapping[str, str] = field(default_factory=dict)
    name: str = ""


def body(endpoint: Endpoint, context: Context, given: Given, path: str, asked: Mapping[str, str]) -> Body:
    """The answer of an endpoint.

    path, asked  as they were asked for, for the addresses of the other pages
    """
    if endpoint.record is not None:
        return Body(_json(_around(context) | {"data": endpoint.record(context, given)}), f"{JSON}; charset=utf-8")
    assert endpoint.rows is not None  # noqa: S101 (an endpoint gives one or the other)
    fields, found = endpoint.rows(context, given)
    rows = list(found)
    limit, offset = given["limit"], given["offset"]
    page = list(islice(rows, offset, offset + limit))
    links = _links(len(rows), given, f"{context.site}{path}", asked)
    headers = {"X-Total-Count": str(len(rows))}
    if links:
        headers["Link"] = ", ".join(f'<{address}>; rel="{rel}"' for rel, address in links.items())
    if given["format"] == "csv":
        names = [one.name for one in fields]
        text = csv_of_rows(names, ([row[name] for name in names] for row in page))
        mark = context.release.survey.dataset.strategy.file_mark
        saved = f"{mark}{endpoint.name}-{context.release.version.isoformat()}.csv"
        return Body(text, CSV, headers, saved)
    told = {"total": len(rows), "limit": limit, "offset": offset, "next": links.get("next")}
    return Body(
        _json(_around(context) | told | {"data": [_bare(row, fields) for row in page]}),
        f"{JSON}; charset=utf-8",
        headers,
    )


def _around(context: Context) -> dict[str, Any]:
    strategy = context.release.survey.dataset.strategy
    return {
        "version": context.release.version,
        "as_of": context.release.survey.now.as_of,
        "licence": strategy.licence or None,
        "demo": strategy.illustrative,
    }


def _bare(row: Mapping[str, Any], fields: tuple[Field, ...]) -> dict[str, Any]:
    """Without what stands around the rows."""
    return {field.name: row[field.name] for field in own(fields)}


def _links(total: int, given: Given, address: str, asked: Mapping[str, str]) -> dict[str, str]:
    """The pages before and after, the first and the last (RFC 8288)."""
    limit, offset = given["limit"], given["offset"]
    last = max(total - 1, 0) // limit * limit
    at = {"first": 0, "last": last}
    if offset + limit < total:
        at["next"] = offset + limit
    if offset > 0:
        at["prev"] = min(max(offset - limit, 0), last)
    if total <= limit and not offset:
        return {}
    return {rel: f"{address}?{urlencode({**asked, 'limit': limit, 'offset': start})}" for rel, start in at.items()}


def _json(told: object) -> bytes:
    return (json.dumps(told, ensure_ascii=False, default=_written, separators=(",", ":")) + "\n").encode()


def _written(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)
