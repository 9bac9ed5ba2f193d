"""Taking a publication back, and going back to an earlier release: always a new release, nothing is erased."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Connection

from kpi.access import Right, allows
from kpi.model import Account, Release, Role, Visibility
from kpi.services.publishing.admin_changes import AdminChange, do
from kpi.services.publishing.administration.row_differences import row_differences
from kpi.services.publishing.assessment import publication_day
from kpi.services.publishing.differences.openness import opens
from kpi.services.publishing.differences.plan_changes import Pair
from kpi.services.publishing.editions import edition_with, present_edition
from kpi.services.publishing.permissions import ForbiddenError, require_right
from kpi.services.publishing.snapshot import refresh_after
from kpi.services.publishing.submission import Publication, receipt_of
from kpi.store import Store, open_store, schema
from kpi.store import read as reading
from kpi.store.as_of import AsOf
from kpi.store.read import latest
from kpi.store.rows import Row
from kpi.store.tables import oversight
from kpi.store.uploads import Upload, UploadStep, restored, same, steps, upload, uploads
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
        _may(known, found, now or datetime.now(UTC), _of_decisions(connection, opened, found))
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
    refresh_after(opened)
    return done


def _of_decisions(connection: Connection, store: Store, found: Upload) -> bool:
    """Whether a plan's publication wrote decisions and what an editor keeps beside them, and nothing else."""
    return found.kind == "plan" and all(
        step.revisions in oversight.OF_EDITORS for step in steps(connection, found, store.community)
    )


def _may(account: Account, found: Upload, now: datetime, of_decisions: bool) -> None:
    """A head takes back the own publication, soon; an editor any goal's and what is of decisions alone; the rest of a
    plan takes the right to plans."""
    if found.kind in ("plan", "restore"):
        require_right(account, Right.DECISIONS if of_decisions else Right.PLAN)
    if account.role is Role.HEAD:
        if found.login != account.login:
            raise ForbiddenError("others_publication")
        if now - found.at > OWN_TIME:
            raise ForbiddenError("too_late")


def may_undo(account: Account, found: Upload, now: datetime, *, of_decisions: bool = False) -> bool:
    """Whether the account may take this publication back now; whether it can be, `undo` finds out.

    of_decisions  it changed decisions and what an editor keeps beside them, and nothing else
    """
    if found.undone_by is not None or not allows(account, Right.WITHDRAW):
        return False
    try:
        _may(account, found, now, of_decisions)
    except ForbiddenError:
        return False
    return True


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
    if any(row["removed"] for row in rows.get(schema.STRATEGY.table.name, ())):
        # its edition would have releases and no plan: nothing of it could be read any more
        raise UndoError("first_plan")
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


@dataclass(frozen=True, slots=True)
class RestoredRows:
    """What going back to a release would write now: rows by table, each with the row that stands."""

    release: Release
    day: date
    pairs: dict[str, list[Pair]]


def rows_of_restore(connection: Connection, store: Store, published: date, today: date) -> RestoredRows:
    """Of the release of a day, of the edition in force where that has one; UnknownReleaseError where there is none.

    What has been closed since stays closed: opening is a change of visibility.
    """
    known = reading.releases(connection, store.community)
    edition = edition_with(known, [published], present_edition(connection, store, today))
    wanted = reading.pick(known, published, edition)
    then = AsOf(store.community, wanted.edition, wanted.published, wanted.seq)
    day = publication_day(connection, store, wanted.edition, today)
    now = AsOf(store.community, wanted.edition, day, last_seq(connection, store.community))
    pairs = row_differences(connection, now, then)
    name = schema.INDICATOR.table.name
    kept = [(_kept_closed(row, standing), standing) for row, standing in pairs.pop(name, [])]
    if changed := [(row, standing) for row, standing in kept if standing is None or not _says(row, standing)]:
        pairs[name] = changed
    return RestoredRows(wanted, day, pairs)


def _says(row: Row, standing: Row) -> bool:
    return same(schema.INDICATOR, row, standing)


def _kept_closed(row: Row, standing: Row | None) -> Row:
    if standing is None or row["removed"] or not opens(standing, row):
        return row
    return row | {name: standing[name] for name in ("visibility", "ground", "open_from", "delay_months")}


def restore(
    account: Account | None, published: date, reason: str, *, today: date, store: Store | None = None, via: str = ""
) -> Publication | None:
    """Go back to the state of the release of a day as a new release; None where that is the present state.

    Raises UnknownReleaseError, UndoError.
    """
    opened = store or open_store()
    known = require_right(account, Right.RELEASES)
    require_right(known, Right.PLAN)
    if not reason.strip():
        raise UndoError("no_reason")
    with opened.writing() as connection:
        found = rows_of_restore(connection, opened, published, today)
        rows = {name: [row for row, _ in pairs] for name, pairs in found.pairs.items()}
        if not rows:
            return None
        like = upload(connection, opened.community, found.release.seq)
        detail = {"restored": published.isoformat()} | ({"via": via} if via else {})
        deed = AdminChange(
            kind="restore",
            like=replace(like, goal="", filename=""),
            login=known.login,
            name=known.name,
            published=found.day,
            reason=reason.strip(),
            note=reason.strip() if _all_public(connection, opened, like.edition, rows.values(), today) else "",
            detail=detail,
        )
        done = receipt_of(connection, opened, do(connection, opened, deed, rows))
    refresh_after(opened)
    return done
