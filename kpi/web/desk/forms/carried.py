"""A form that comes when its session has ended: the page of signing in carries it, and its author gets it back."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from urllib.parse import parse_qsl, urlsplit

from starlette.requests import Request

from kpi.access.sessions import login_of
from kpi.html.forms import CARRIED
from kpi.services.publishing.keys import row_key
from kpi.web.desk.report.typed_form import sent_rows

#: where the form of values is sent
REPORT = "/upload/report"
#: bytes of a form of nobody that is read; half of what the page of signing in may send (kpi.web.protection.guard)
LARGEST = 1 << 20
#: the fields of the desk's other forms into which people write sentences, without the key after a colon
WORDED = frozenset(
    (
        "comment",
        "reason",
        "explain",
        "ground",
        "why",
        "name",
        "name_en",
        "note",
        "words",
        "decision",
        "address",
        "contact",
    )
)
#: what no page carries: the mark of the earlier session, and secrets
_LEFT = frozenset(("token", "password"))


@dataclass(frozen=True, slots=True)
class CarriedForm:
    """What was sent too late.

    login   of who typed it
    path    where it was sent, without the parameters of that address, which are in `query`
    fields  of a report those of the rows that say something, of any other form all of them
    """

    login: str
    path: str
    query: Mapping[str, str]
    fields: Mapping[str, str] = field(repr=False)

    @property
    def worded(self) -> tuple[str, ...]:
        """The sentences that were written."""
        return tuple(text for name, text in self.fields.items() if _is_worded(name) and text.strip())


def is_carriable(request: Request) -> bool:
    """Whether a form of somebody who is not signed in is read at all; of one without a length nothing is."""
    length = request.headers.get("content-length", "")
    return length.isdecimal() and int(length) <= LARGEST


def pack(address: str, given: Mapping[str, str]) -> str:
    """What a page carries of a form that was sent to an address, or of a form that was carried before.

    "" where nothing was written that could be lost: ticks and numbers stand on the page to which its author comes back.
    """
    if CARRIED in given:
        return given[CARRIED]
    if urlsplit(address).path == REPORT:
        fields = _rows(given)
    else:
        worded = any(_is_worded(name) and text.strip() for name, text in given.items())
        fields = {name: text for name, text in given.items() if worded and name not in _LEFT}
    if not fields:
        return ""
    carried = {"login": login_of(given.get("token", "")), "address": address, "fields": fields}
    return json.dumps(carried, ensure_ascii=False)


def unpack(text: str) -> CarriedForm | None:
    """The form of a text that `pack` made; None for any other text, and where no form of the desk is sent."""
    try:
        found = json.loads(text)
    except ValueError:
        return None
    if not isinstance(found, dict) or not isinstance(found.get("fields"), dict):
        return None
    fields = {str(name): str(value) for name, value in found["fields"].items()}
    try:
        parts = urlsplit(str(found.get("address", "")))
    except ValueError:
        return None
    if parts.netloc or not parts.path.startswith(("/upload/", "/admin/")):
        return None
    return CarriedForm(str(found.get("login", "")), parts.path, dict(parse_qsl(parts.query)), fields)


def _rows(given: Mapping[str, str]) -> dict[str, str]:
    fields: dict[str, str] = {}
    for row in sent_rows(given, None):
        if row.touched or row.change.version:
            key = row_key(*row.key)
            fields |= {f"{name}:{key}": text for name, text in asdict(row.change.fields).items()}
            fields[f"version:{key}"] = str(row.change.version)
    return fields


def _is_worded(name: str) -> bool:
    return name.partition(":")[0] in WORDED
