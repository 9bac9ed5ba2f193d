"""A form that comes when its session has ended: the page of signing in carries it, and its author gets it back."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from starlette.requests import Request

from kpi.html.forms import CARRIED
from kpi.services.publishing.keys import row_key
from kpi.web.desk.report.typed_form import sent_rows

#: bytes of a form of nobody that is read; half of what the page of signing in may send (kpi.web.protection.guard)
LARGEST = 1 << 20


@dataclass(frozen=True, slots=True)
class CarriedForm:
    """What was sent too late: the login of who typed it, the fields of the rows that say something."""

    login: str
    fields: Mapping[str, str] = field(repr=False)


def is_carriable(request: Request) -> bool:
    """Whether a form of somebody who is not signed in is read at all; of one without a length nothing is."""
    length = request.headers.get("content-length", "")
    return length.isdecimal() and int(length) <= LARGEST


def pack(given: Mapping[str, str]) -> str:
    """What a page carries of a form, or of a form that was carried before; "" where it says nothing."""
    if CARRIED in given:
        return given[CARRIED]
    fields: dict[str, str] = {}
    for row in sent_rows(given, None):
        if row.touched or row.change.version:
            key = row_key(*row.key)
            fields |= {f"{name}:{key}": text for name, text in asdict(row.change.fields).items()}
            fields[f"version:{key}"] = str(row.change.version)
    return json.dumps({"login": given.get("typed_by", ""), "fields": fields}, ensure_ascii=False) if fields else ""


def unpack(text: str) -> CarriedForm | None:
    """The form of a text that `pack` made; None for any other text."""
    try:
        found = json.loads(text)
    except ValueError:
        return None
    if not isinstance(found, dict) or not isinstance(found.get("fields"), dict):
        return None
    fields = {str(name): str(value) for name, value in found["fields"].items()}
    return CarriedForm(str(found.get("login", "")), fields)
