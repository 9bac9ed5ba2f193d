"""Who may see an indicator, changed by an administrator without a workbook. Opening needs a second person (TRUST 1)."""

from dataclasses import replace
from datetime import UTC, date, datetime

from sqlalchemy import Connection

from kpi.access import Right
from kpi.model import Account, Draft, DraftKind, DraftState, Visibility
from kpi.publish.assess import publication_day
from kpi.publish.changes import opens
from kpi.publish.deeds import Deed, do
from kpi.publish.door import present_edition
from kpi.publish.drafts import new_draft
from kpi.publish.people import ForbiddenError, demand
from kpi.publish.public import refresh_public
from kpi.store import Store, open_store, schema
from kpi.store import drafts as kept
from kpi.store.audit import record
from kpi.store.read import Until, latest
from kpi.store.rows import Row
from kpi.store.uploads import upload
from kpi.store.write import last_seq


def change_visibility(
    account: Account | None,
    code: str,
    visibility: Visibility,
    *,
    ground: str = "",
    open_from: date | None = None,
    delay_months: int | None = None,
    today: date,
    store: Store | None = None,
) -> int | Draft:
    """Close an indicator at once, or ask a second person to open it: the number of the release, or the asking draft.

    ground  why it is withheld; needed for everything but «відкритий»
    Raises ForbiddenError, LookupError for an unknown code.
    """
    opened = store or open_store()
    known = demand(account, Right.VISIBILITY)
    if visibility is not Visibility.PUBLIC and not ground.strip():
        raise ForbiddenError("ground")
    wishes = {
        "visibility": str(visibility),
        "ground": ground.strip() if visibility is not Visibility.PUBLIC else "",
        "open_from": open_from.isoformat() if open_from else "",
        "delay_months": delay_months,
    }
    with opened.writing() as connection:
        edition = present_edition(connection, opened) or ""
        seen = last_seq(connection, opened.community)
        draft = replace(new_draft(known, DraftKind.VISIBILITY, code, edition=edition, seen_seq=seen), wishes=wishes)
        before, after = _rows(connection, opened, draft, today)
        if opens(before, after):
            return _ask(connection, opened, draft)
        number = settle(connection, opened, draft, today=today)
    refresh_public(opened)
    return number


def _ask(connection: Connection, store: Store, draft: Draft) -> Draft:
    for old in kept.listed(connection, store.community, login=draft.login):
        if (old.kind, old.subject) == (draft.kind, draft.subject):
            kept.change(connection, store.community, old.number, state=DraftState.DISCARDED)
    asked = kept.add(connection, store.community, replace(draft, state=DraftState.AWAITING), b"")
    detail = {"draft": asked.number, "code": asked.subject, "visibility": asked.wishes["visibility"]}
    record(connection, store.community, actor=draft.login, action="ask", detail=detail, at=datetime.now(UTC))
    return asked


def settle(
    connection: Connection, store: Store, draft: Draft, *, today: date, approved_by: str = "", via: str = ""
) -> int:
    """Write a change of visibility; returns the number of its release."""
    before, after = _rows(connection, store, draft, today)
    deed = Deed(
        "visibility",
        upload(connection, store.community, int(str(before["seq"]))),
        draft.login,
        draft.name,
        publication_day(connection, store, draft.edition, today),
        str(after["ground"]),
        approved_by=approved_by,
        draft=draft.number or None,
        detail={"code": draft.subject, "visibility": after["visibility"], "approved_by": approved_by, "via": via},
    )
    return do(connection, store, deed, {schema.INDICATOR.table.name: [after]})


def _rows(connection: Connection, store: Store, draft: Draft, today: date) -> tuple[Row, Row]:
    """The indicator's row as it stands and as it is wished; LookupError for an unknown code."""
    day = publication_day(connection, store, draft.edition, today)
    until = Until(store.community, draft.edition, day, last_seq(connection, store.community))
    names = (*schema.INDICATOR.key, *schema.INDICATOR.content, *schema.INDICATOR.place)
    query = latest(schema.INDICATOR, until, *names, "seq")
    found = [dict(row) for row in connection.execute(query).mappings() if row["code"] == draft.subject]
    if not found:
        raise LookupError(f"no indicator {draft.subject}")
    day_wished = str(draft.wishes["open_from"])
    wished: Row = {
        "visibility": draft.wishes["visibility"],
        "ground": draft.wishes["ground"],
        "open_from": date.fromisoformat(day_wished) if day_wished else None,
        "delay_months": draft.wishes["delay_months"],
    }
    return found[0], {name: found[0][name] for name in names} | wished
