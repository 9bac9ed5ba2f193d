"""Taking a publication back, and going back to an earlier release: always a new release, nothing is erased."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Connection

from kpi.access import Right
from kpi.model import Account, Role, Visibility
from kpi.services.publishing.admin_changes import AdminChange, do
from kpi.services.publishing.assessment import publication_day
from kpi.services.publishing.changes import opens
from kpi.services.publishing.permissions import ForbiddenError, require_right
from kpi.services.publishing.snapshot import refresh_public
from kpi.services.publishing.submission import Publication, receipt_of
from kpi.store import Store, open_store, schema
from kpi.store import read as reading
from kpi.store.departments import NAMING, department_index
from kpi.store.read import AsOf, latest, of_plan
from kpi.store.rows import Row
from kpi.store.uploads import Upload, UploadStep, restored, steps, upload, uploads
from kpi.store.write import last_seq

#: how long a head may take an own publication back; later an editor may
OWN_TIME = timedelta(minutes=15)


class UndoError(Exception):
    """The publication cannot be taken back. `reason` is a key below `flow.undo`; `later` the uploads in the way."""

    def __init__(self, reason: str, later: Sequence[Upload] = ()) -> None:
        super().__init__(reason)
        self.reason = reason
        self.later = tuple(later)


def undo(
    account: Account | None,
    number: int,
    reason: str,
    *,
    today: date,
    now: datetime | None = None,
    store: Store | None = None,
    via: str = "",
) -> Publication:
    """Restore the former state of exactly the keys that the upload changed, as a new release with a reason.

    Raises UndoError where a later upload touched one of them, ForbiddenError, LookupError for an unknown number.
    """
    opened = store or open_store()
    known = require_right(account, Right.WITHDRAW)
    with opened.writing() as connection:
        found = upload(connection, opened.community, number)
        _may(known, found, now or datetime.now(UTC))
        if not reason.strip():
            raise UndoError("no_reason")
        if found.undone_by is not None:
            raise UndoError("undone", [upload(connection, opened.community, found.undone_by)])
        rows = _undone(connection, opened, found)
        deed = AdminChange(
            kind="undo",
            like=found,
            login=known.login,
            name=known.name,
            published=publication_day(connection, opened, found.edition, today),
            reason=reason.strip(),
            undoes=number,
            department=found.department if known.role is Role.HEAD else "",
            note=reason.strip() if _all_public(connection, opened, found.edition, rows.values(), today) else "",
            detail={"undoes": number, "via": via} if via else {"undoes": number},
        )
        done = receipt_of(connection, opened, do(connection, opened, deed, rows))
    refresh_public(opened)
    return done


def _may(account: Account, found: Upload, now: datetime) -> None:
    """A head takes back the own publication, soon; an editor any goal's; a plan's takes the right to plans."""
    if found.kind in ("plan", "restore"):
        require_right(account, Right.PLAN)
    if account.role is Role.HEAD:
        if found.login != account.login:
            raise ForbiddenError("others_publication")
        if now - found.at > OWN_TIME:
            raise ForbiddenError("too_late")


def _undone(connection: Connection, store: Store, found: Upload) -> dict[str, list[Row]]:
    done = steps(connection, found, store.community)
    later = sorted({step.touched_by for step in done if step.touched_by is not None})
    if later:
        by_seq = {one.seq: one for one in uploads(connection, store.community, since=later[0] - 1)}
        raise UndoError("touched", [by_seq[seq] for seq in later])
    rows: dict[str, list[Row]] = {}
    for step in done:
        rows.setdefault(step.revisions.table.name, []).append(restored(step.revisions, step.row, step.before))
    if any(_would_open(step) for step in done):
        raise UndoError("opens")
    return rows


def _would_open(step: UploadStep) -> bool:
    """Whether going back makes an internal indicator public: that is a change of visibility, with a second person."""
    if step.revisions is not schema.INDICATOR or step.before is None or step.before["removed"]:
        return False
    return opens(step.row, step.before)


def _all_public(connection: Connection, store: Store, edition: str, rows: Iterable[Sequence[Row]], today: date) -> bool:
    """Whether everybody may read why: no row of an indicator that is not public is touched."""
    day = publication_day(connection, store, edition, today)
    until = AsOf(store.community, edition, day, last_seq(connection, store.community))
    found = connection.execute(latest(schema.INDICATOR, until, "code", "visibility"))
    closed = {row.code for row in found if row.visibility != Visibility.PUBLIC}
    return not any(row.get("code") in closed for some in rows for row in some)


def restore(
    account: Account | None, published: date, reason: str, *, today: date, store: Store | None = None, via: str = ""
) -> Publication | None:
    """Go back to the state of the release of a day as a new release; None where that is the present state.

    What has been closed since stays closed: opening is a change of visibility. Raises UnknownReleaseError, UndoError.
    """
    opened = store or open_store()
    known = require_right(account, Right.RELEASES)
    require_right(known, Right.PLAN)
    if not reason.strip():
        raise UndoError("no_reason")
    with opened.writing() as connection:
        known_releases = reading.releases(connection, opened.community)
        edition = known_releases[-1].edition if known_releases else None
        wanted = reading.pick(known_releases, published, edition)
        then = AsOf(opened.community, wanted.edition, wanted.published, wanted.seq)
        day = publication_day(connection, opened, wanted.edition, today)
        now = AsOf(opened.community, wanted.edition, day, last_seq(connection, opened.community))
        rows = _going_back(connection, then, now)
        if not rows:
            return None
        like = replace(upload(connection, opened.community, wanted.seq), goal="", filename="")
        detail = {"restored": published.isoformat()} | ({"via": via} if via else {})
        deed = AdminChange(
            kind="restore",
            like=like,
            login=known.login,
            name=known.name,
            published=day,
            reason=reason.strip(),
            detail=detail,
        )
        done = receipt_of(connection, opened, do(connection, opened, deed, rows))
    refresh_public(opened)
    return done


def _going_back(connection: Connection, then: AsOf, now: AsOf) -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = {}
    for revisions in schema.REVISIONS:
        was, stands = (_standing(connection, revisions, until) for until in (then, now))
        back: list[Row] = [row | {"removed": True} for key, row in stands.items() if key not in was]
        for key, row in was.items():
            kept = _kept_closed(row, stands.get(key)) if revisions is schema.INDICATOR else row
            standing = stands.get(key)
            if standing is None or any(kept[n] != standing[n] for n in revisions.content):
                back.append(kept)
        if back:
            rows[revisions.table.name] = back
    return rows


def _standing(connection: Connection, revisions: schema.Revisions, until: AsOf) -> dict[tuple[object, ...], Row]:
    """The rows in force by their keys, departments by code."""
    names = (*revisions.key, *revisions.content, *revisions.place)
    query = latest(revisions, until, *names, "published", "seq")
    found: Iterable[Row] = map(dict, connection.execute(query).mappings())
    if revisions.table.name in NAMING:
        found = department_index(connection, of_plan(connection, until)).coded_literally(found)
    return {tuple(row[n] for n in revisions.key): {n: row[n] for n in names} for row in found}


def _kept_closed(row: Row, standing: Row | None) -> Row:
    if standing is None or not opens(standing, row):
        return row
    return row | {name: standing[name] for name in ("visibility", "ground", "open_from", "delay_months")}
