"""Keeping drafts: all inside the caller's transaction."""

import json
from collections.abc import Collection, Mapping
from dataclasses import asdict, fields
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from kpi.model import ACTIVE, AccessChoice, Draft, DraftKind, DraftState, FileChoices, Visibility
from kpi.store.draft_tables import DRAFT, DRAFT_FILE

_NAMES = tuple(field.name for field in fields(Draft))
_JSON = ("explanations", "wishes")
_TIMES = ("at", "changed_at", "decided_at")


def add(connection: Connection, community: str, draft: Draft, content: bytes) -> Draft:
    """Keep a new draft with its workbook; returns it with its number."""
    last = connection.scalar(select(func.max(DRAFT.c.number)).where(DRAFT.c.community == community))
    number = int(last or 0) + 1
    row = {name: _kept(name, getattr(draft, name)) for name in _NAMES}
    connection.execute(insert(DRAFT), row | {"community": community, "number": number})
    if content and file(connection, draft.sha256) is None:
        connection.execute(insert(DRAFT_FILE), {"sha256": draft.sha256, "content": content})
    return one(connection, community, number)


def one(connection: Connection, community: str, number: int) -> Draft:
    """The draft of this number; LookupError where there is none."""
    query = select(DRAFT).where(DRAFT.c.community == community, DRAFT.c.number == number)
    row = connection.execute(query).mappings().first()
    if row is None:
        raise LookupError(f"no draft {number}")
    return _draft(row)


def list_drafts(
    connection: Connection, community: str, states: Collection[DraftState] = ACTIVE, *, login: str | None = None
) -> list[Draft]:
    """Drafts in these states, of one account or of all, the oldest first; those of a strategy are `setup_drafts`."""
    query = select(DRAFT).where(DRAFT.c.community == community, DRAFT.c.state.in_([str(s) for s in states]))
    query = query.where(DRAFT.c.kind != str(DraftKind.STRATEGY))
    if login is not None:
        query = query.where(DRAFT.c.login == login)
    return [_draft(row) for row in connection.execute(query.order_by(DRAFT.c.number)).mappings()]


def setup_drafts(connection: Connection, community: str, states: Collection[DraftState] = ACTIVE) -> list[Draft]:
    """Drafts of a strategy that is made from tables, the oldest first."""
    query = select(DRAFT).where(DRAFT.c.community == community, DRAFT.c.state.in_([str(s) for s in states]))
    query = query.where(DRAFT.c.kind == str(DraftKind.STRATEGY)).order_by(DRAFT.c.number)
    return [_draft(row) for row in connection.execute(query).mappings()]


def change(connection: Connection, community: str, number: int, **values: object) -> Draft:
    """Change fields of a draft; where it is no longer active its workbook is let go.

    A moment of a draft only moves on, so that it tells one state of it from every other: the clock may not have moved.
    """
    former = one(connection, community, number)
    moments = {name: _after(values[name], getattr(former, name)) for name in _TIMES if name in values}
    kept = {name: _kept(name, value) for name, value in (values | moments).items()}
    connection.execute(update(DRAFT).where(DRAFT.c.community == community, DRAFT.c.number == number).values(**kept))
    changed = one(connection, community, number)
    if changed.state not in ACTIVE:
        _let_go(connection, changed.sha256)
    return changed


def _after(moment: object, former: datetime | None) -> object:
    """The moment, or the next one that can be told from the former, where that is not earlier."""
    if former is None or not isinstance(moment, datetime):
        return moment
    return max(moment, former + datetime.resolution)


def file(connection: Connection, sha256: str) -> bytes | None:
    """The workbook of an active draft by its SHA-256."""
    content: bytes | None = connection.scalar(select(DRAFT_FILE.c.content).where(DRAFT_FILE.c.sha256 == sha256))
    return content


def _let_go(connection: Connection, sha256: str) -> None:
    needed = select(DRAFT.c.number).where(DRAFT.c.sha256 == sha256, DRAFT.c.state.in_([str(s) for s in ACTIVE]))
    if connection.execute(needed.limit(1)).first() is None:
        connection.execute(delete(DRAFT_FILE).where(DRAFT_FILE.c.sha256 == sha256))


def _kept(name: str, value: object) -> object:
    if name in _JSON:
        plain = asdict(value) if isinstance(value, FileChoices | AccessChoice) else dict(value)  # type: ignore[call-overload]
        return json.dumps(plain, ensure_ascii=False, sort_keys=True, default=date.isoformat)
    if name in _TIMES:
        return value.astimezone(UTC).isoformat(timespec="microseconds") if isinstance(value, datetime) else ""
    return value


def _draft(row: Mapping[Any, Any]) -> Draft:
    values = {name: row[name] for name in _NAMES}
    kind = DraftKind(row["kind"])
    choices = _access if kind is DraftKind.VISIBILITY else _file
    values |= {"explanations": json.loads(row["explanations"]), "wishes": choices(json.loads(row["wishes"]))}
    for name in _TIMES:
        values[name] = datetime.fromisoformat(values[name]) if values[name] else None
    return Draft(**values | {"kind": kind, "state": DraftState(row["state"])})


def _file(said: Mapping[str, Any]) -> FileChoices:
    """What was chosen with a workbook; a draft of an earlier version names only what was chosen."""
    return FileChoices(
        confirmed=said.get("confirmed"),
        unfilled=int(said.get("unfilled", 0)),
        taken=tuple(map(str, said.get("taken", ()))),
        act=said.get("act", ""),
        reason=said.get("reason", ""),
        merged=said.get("merged", {}),
        reassigned=said.get("reassigned", {}),
        early=bool(said.get("early", False)),
        answers={str(key): str(answer) for key, answer in said.get("answers", {}).items()},
        values_only=bool(said.get("values_only", False)),
        oversight_only=bool(said.get("oversight_only", False)),
    )


def _access(said: Mapping[str, Any]) -> AccessChoice:
    """Who is to see an indicator; a draft of an earlier version has "" for no day, and may have no `why`."""
    return AccessChoice(
        visibility=Visibility(said["visibility"]),
        ground=said["ground"],
        open_from=date.fromisoformat(said["open_from"]) if said["open_from"] else None,
        delay_months=said["delay_months"],
        why=said.get("why", ""),
        entitled=bool(said.get("entitled", False)),
        hidden=said.get("hidden"),
    )
