"""Everybody who may ask, with sessions in a city's store, and a form as a page of ours sends it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from kpi.access.sessions import digest, form_token
from kpi.model import Account, Role
from kpi.model.account import ActingTerm
from kpi.store import Store
from kpi.store.people import accounts, sessions
from tests.asgi import Answer, Client

#: who asks; of the goal 1.2 «own» is the department's head, «acting» stands in for that head today, «stood» did so once
HEADS = ("own", "other", "acting", "stood")
SIGNED = (*HEADS, "editor", "administrator")
NOBODY = ("anonymous", "disabled", "ended", "left", "forged")
#: sessions go by the clock of the machine
_TODAY = datetime.now(UTC).date()
_HEALTH = ActingTerm("health", _TODAY - timedelta(days=1), _TODAY + timedelta(days=1))


def let_in(store: Store) -> None:
    """Accounts and sessions of all of them; the session of each is called after him."""
    now = datetime.now(UTC)
    people = {
        "own": Account(id=0, login="own", name="О", role=Role.HEAD, departments=("health",)),
        "other": Account(id=0, login="other", name="І", role=Role.HEAD, departments=("sport",)),
        "acting": Account(id=0, login="acting", name="В", role=Role.HEAD, departments=("sport",), acting=(_HEALTH,)),
        "stood": Account(id=0, login="stood", name="С", role=Role.HEAD, departments=("sport",), acting=(_past(),)),
        **{
            role.value: Account(id=0, login=role.value, name="Р", role=role)
            for role in (Role.EDITOR, Role.ADMINISTRATOR)
        },
        "disabled": Account(id=0, login="disabled", name="Д", role=Role.ADMINISTRATOR, disabled=True),
        "ended": Account(id=0, login="ended", name="К", role=Role.ADMINISTRATOR),
        "left": Account(id=0, login="left", name="П", role=Role.ADMINISTRATOR),
    }
    with store.writing() as connection:
        for who, account in people.items():
            made = accounts.add(connection, store.community, account, "", now)
            for term in account.acting:
                accounts.add_acting(connection, store.community, made.id, term)
            opened = now - timedelta(hours=13) if who == "ended" else now
            sessions.open_session(connection, store.community, made.id, digest(_token(who)), agent="", at=opened)
        sessions.close(connection, store.community, digest(_token("left")), now)


def _past() -> ActingTerm:
    return replace(_HEALTH, since=_TODAY - timedelta(days=9), until=_TODAY - timedelta(days=3))


def _token(who: str) -> str:
    return f"session-of-{who}"


def ask_as(client: Client, who: str, method: str, path: str, fields: dict[str, str] | None = None) -> Answer:
    """What somebody is answered; a form has the token that his page would have given it."""
    headers = {"Origin": "http://here"}
    if who != "anonymous":
        headers["Cookie"] = f"postup={_token(who)}"
    body = b""
    if method == "POST":
        body = urlencode({"token": form_token(_token(who)), **(fields or {})}).encode()
        headers |= {"Content-Type": "application/x-www-form-urlencoded", "Content-Length": str(len(body))}
    return client.request(method, path, headers, body=body)
