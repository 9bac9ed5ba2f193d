"""The release as a Frictionless Tabular Data Package: datapackage.json beside its CSV files."""

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

from kpi.opendata.fields import OF_INDICATORS, Field
from kpi.opendata.metadata import ReleaseMetadata
from kpi.opendata.tables import DataTable, ReleaseTables

MEDIA_TYPE = "application/json; charset=utf-8"


def datapackage(release: ReleaseTables, about: ReleaseMetadata, files: Mapping[str, bytes], prefix: str = "") -> bytes:
    """The descriptor of the CSV files.

    files   table -> its CSV
    prefix  what stands before a file's name where the descriptor lies
    """
    described: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": _slug(f"strategy-{release.survey.dataset.strategy.edition}"),
        "id": about.identifier,
        "title": about.title,
        "description": f"{about.line}. {about.description}",
        "version": about.version.isoformat(),
        "created": about.moment or f"{about.version.isoformat()}T00:00:00Z",
        "homepage": about.page,
        "demo": about.demo,
        **({"population": about.population, "population_as_of": about.counted_on} if about.population else {}),
        **({"licenses": [_licence(about)]} if about.licence else {}),
        "keywords": list(about.keywords),
        "contributors": [{"title": about.publisher, "role": "publisher", **_mail(about.contact)}],
        "sources": [{"title": about.publisher, "path": about.site}],
        "resources": [_resource(release[name], about, body, prefix) for name, body in files.items()],
    }
    return written(described)


def written(described: Mapping[str, Any]) -> bytes:
    """JSON that a person can read too."""
    return (json.dumps(described, ensure_ascii=False, indent=2) + "\n").encode()


def _licence(about: ReleaseMetadata) -> dict[str, str]:
    name = re.sub(r"[^A-Za-z0-9.-]+", "-", about.licence).strip("-") or "other"
    return {"name": name, "title": about.licence} | ({"path": about.licence_url} if about.licence_url else {})


def _mail(contact: str) -> dict[str, str]:
    return {"email": contact} if re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", contact) else {}


def _slug(words: str) -> str:
    return re.sub(r"[^a-z0-9._-]+", "-", words.lower()).strip("-")


def _resource(table: DataTable, about: ReleaseMetadata, body: bytes, prefix: str) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{prefix}{table.name}.csv",
        "title": about.text.say(f"data.table.{table.name}.sheet"),
        "description": about.text.say(f"data.table.{table.name}.about"),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(body),
        "hash": f"sha256:{hashlib.sha256(body).hexdigest()}",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "doubleQuote": True, "header": True},
        "schema": _schema(table, about),
    }


def _schema(table: DataTable, about: ReleaseMetadata) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(field, about) for field in table.fields], "missingValues": [""]}
    if table.key and "breakdown" not in table.key:
        schema["primaryKey"] = list(table.key)
    if table.name in OF_INDICATORS:
        reference = {"resource": "indicators", "fields": "code"}
        schema["foreignKeys"] = [{"fields": "code", "reference": reference}]
    return schema


def _field(field: Field, about: ReleaseMetadata) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": field.name,
        "type": field.type.value,
        "title": about.text.say(f"field.{field.name}.label"),
        "description": about.text.of_year(f"field.{field.name}.about", about.fiscal_year),
    }
    constraints: dict[str, Any] = {}
    if field.required:
        constraints["required"] = True
    if field.codes:
        constraints["enum"] = list(field.codes)
    if field.pattern:
        constraints["pattern"] = field.pattern
    return described | ({"constraints": constraints} if constraints else {})
