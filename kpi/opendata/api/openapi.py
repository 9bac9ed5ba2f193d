"""The OpenAPI 3.1 document, made from the table of endpoints: it cannot say anything else than what is answered."""

from typing import Any

from kpi import __version__
from kpi.model import FiscalYear
from kpi.model.licences import licence_address
from kpi.opendata.api import BASE
from kpi.opendata.api.endpoints import ENDPOINTS, Endpoint
from kpi.opendata.api.parameters import LANG, Parameter
from kpi.opendata.api.problem import PROBLEM
from kpi.opendata.api.schemas import Schema, array, obj, of_field, of_fields
from kpi.opendata.csv_file import MEDIA_TYPE as CSV
from kpi.opendata.fields import LAST, Field
from kpi.opendata.tables import ReleaseTables
from kpi.text import Text

JSON = "application/json"
_AS_OF = Field(name="as_of", type=LAST[0].type, required=True)
#: statuses of what cannot be answered
REFUSALS = ("400", "404", "503")


def openapi(release: ReleaseTables, text: Text, site: str) -> Schema:
    """The whole document. Every response that is ever given is described, with its media types and schemas."""
    strategy = release.survey.dataset.strategy
    return {
        "openapi": "3.1.0",
        "info": {
            "title": text.say("data.api.title", community=strategy.community),
            "description": text.say("data.api.about"),
            "version": __version__,
            **_licence(strategy.licence),
            "x-demo": strategy.illustrative,
        },
        "servers": [{"url": f"{site}{BASE}"}],
        "paths": {endpoint.path: {"get": _operation(endpoint, text)} for endpoint in ENDPOINTS},
        "components": {
            "schemas": {e.name: _schema(e, text, strategy.fiscal_year) for e in ENDPOINTS} | {"problem": _problem()},
            "responses": {status: _refusal(status, text) for status in REFUSALS},
        },
    }


def _licence(name: str) -> Schema:
    if not name:
        return {}
    address = licence_address(name)
    return {"license": {"name": name} | ({"url": address} if address else {})}


def _operation(endpoint: Endpoint, text: Text) -> Schema:
    content: Schema = {JSON: {"schema": _envelope(endpoint)}}
    if endpoint.rows:
        content[CSV.split(";", maxsplit=1)[0]] = {"schema": {"type": "string"}}
    return {
        "operationId": endpoint.name,
        "summary": text.say(f"data.api.endpoint.{endpoint.name}"),
        "parameters": [_parameter(parameter, text) for parameter in endpoint.known],
        "responses": {
            "200": {"description": text.say("data.api.ok"), "content": content, "headers": _headers(endpoint)},
            "301": {"description": text.say("data.api.pasted")},
            "304": {"description": text.say("data.api.unchanged")},
            **{status: {"$ref": f"#/components/responses/{status}"} for status in REFUSALS},
        },
    }


def _headers(endpoint: Endpoint) -> Schema:
    said: Schema = {"ETag": {"schema": {"type": "string"}}}
    if endpoint.rows:
        said |= {"Link": {"schema": {"type": "string"}}, "X-Total-Count": {"schema": {"type": "integer"}}}
    return said


def _parameter(parameter: Parameter, text: Text) -> Schema:
    return {
        "name": parameter.name,
        "in": parameter.place,
        "required": parameter.place == "path",
        "description": text.say(f"data.api.parameter.{parameter.name}", languages=text.any_of(text.languages)),
        "schema": parameter.schema | ({"enum": list(map(str, text.languages))} if parameter is LANG else {}),
    }


def _schema(endpoint: Endpoint, text: Text, fiscal_year: FiscalYear) -> Schema:
    """The record of an endpoint, with what its fields mean."""
    schema: Schema = endpoint.schema if endpoint.schema is not None else of_fields(endpoint.fields)
    properties = {name: _described(name, one, text, fiscal_year) for name, one in schema["properties"].items()}
    return {**schema, "properties": properties}


def _described(name: str, schema: Schema, text: Text, fiscal_year: FiscalYear) -> Schema:
    about = f"field.{name}.about"
    return {**schema, "description": text.of_year(about, fiscal_year)} if text.has(about) else schema


def _envelope(endpoint: Endpoint) -> Schema:
    """What stands around a record, or around a page of them."""
    record: Schema = {"$ref": f"#/components/schemas/{endpoint.name}"}
    around: dict[str, Any] = {
        **{field.name: of_field(field) for field in (*LAST, _AS_OF)},
        "data": array(record) if endpoint.rows else record,
    }
    if endpoint.rows:
        count: Schema = {"type": "integer", "minimum": 0}
        around |= {"total": count, "limit": count, "offset": count, "next": {"type": ["string", "null"]}}
    return obj(around)


def _problem() -> Schema:
    """RFC 9457: what is wrong, where, and what to do."""
    text: Schema = {"type": "string"}
    told = {"type": text, "title": text, "status": {"type": "integer"}, "detail": text, "cure": text, "parameter": text}
    return obj(told, optional=("parameter",))


def _refusal(status: str, text: Text) -> Schema:
    content = {PROBLEM: {"schema": {"$ref": "#/components/schemas/problem"}}}
    return {"description": text.say(f"data.api.status.{status}"), "content": content}
