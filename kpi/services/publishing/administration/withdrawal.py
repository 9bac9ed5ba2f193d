"""A published value that an editor withdraws, with a reason: a new release without it; the history keeps both."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from kpi.access import Right
from kpi.model import Account, FiscalYear, GapReason, Period, Visibility
from kpi.services.publishing.admin_changes import AdminChange, do
from kpi.services.publishing.assessment import publication_day
from kpi.services.publishing.editions import present_edition
from kpi.services.publishing.permissions import require_right, responsible_departments
from kpi.services.publishing.snapshot import refresh_after
from kpi.services.publishing.submission import Publication, receipt_of
from kpi.store import Store, open_store, schema
from kpi.store.as_of import AsOf
from kpi.store.books import fiscal_year
from kpi.store.read import latest
from kpi.store.rows import Row
from kpi.store.uploads import upload
from kpi.store.write import last_seq


class WithdrawalError(Exception):
    """Nothing was withdrawn. `reason` is a key below `editor.withdrawal.wrong`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingValue:
    """A value or gap in force, in the unit of its indicator; `number` is the receipt by which it came."""

    period: Period
    breakdown: str
    value: float | None
    gap: GapReason | None
    comment: str
    published: date
    number: int
    restricted_until: date | None


def standing_values(
    account: Account | None, code: str, *, today: date, store: Store | None = None
) -> tuple[StandingValue, ...]:
    """All rows of an indicator in force, the newest period first.

    LookupError for an unknown code, and for one that is neither the account's own nor an editor's.
    """
    opened = store or open_store()
    known = require_right(account, Right.SUBMIT)
    with opened.reading() as connection:
        until = _now(connection, opened, today)
        found = responsible_departments(connection, until)
        if code not in found.indicators or not found.may_code(known, code, found.indicators[code][0]):
            raise LookupError(f"no indicator {code}")
        rows, fiscal = _rows(connection, until, code), fiscal_year(connection, until)
    values = [_standing(row, fiscal) for row in rows]
    return tuple(sorted(values, key=lambda one: (-one.period.end, one.period.span_months, one.breakdown)))


def withdraw_value(
    account: Account | None,
    code: str,
    period: Period,
    breakdown: str,
    reason: str,
    *,
    today: date,
    store: Store | None = None,
) -> Publication:
    """Take a value away as a new release, for editors; it is itself taken back by `undo`. Raises WithdrawalError."""
    opened = store or open_store()
    known = require_right(account, Right.RELEASES, "withdrawal")
    if not reason.strip():
        raise WithdrawalError("no_reason")
    with opened.writing() as connection:
        until = _now(connection, opened, today)
        wanted = (period.end, period.span_months, breakdown)
        rows = [r for r in _rows(connection, until, code) if (r["end"], r["span_months"], r["breakdown"]) == wanted]
        if not rows:
            raise WithdrawalError("gone")
        names = (*schema.OBSERVATION.key, *schema.OBSERVATION.content, *schema.OBSERVATION.place)
        row: Row = {name: rows[0][name] for name in names}
        deed = AdminChange(
            kind="withdrawal",
            like=upload(connection, opened.community, int(str(rows[0]["seq"]))),
            login=known.login,
            name=known.name,
            published=until.published,
            reason=reason.strip(),
            note=reason.strip() if _is_public(connection, until, code) else "",
            detail={"code": code, "period": period.code},
        )
        number = do(connection, opened, deed, {schema.OBSERVATION.table.name: [row | {"removed": True}]})
        done = receipt_of(connection, opened, number)
    refresh_after(opened)
    return done


def _now(connection: Connection, store: Store, today: date) -> AsOf:
    edition = present_edition(connection, store, today) or ""
    day = publication_day(connection, store, edition, today)
    return AsOf(store.community, edition, day, last_seq(connection, store.community))


def _rows(connection: Connection, until: AsOf, code: str) -> list[Row]:
    query = latest(schema.OBSERVATION, until)
    return [dict(row) for row in connection.execute(query).mappings() if row["code"] == code]


def _standing(row: Row, fiscal_year: FiscalYear) -> StandingValue:
    return StandingValue(
        period=fiscal_year.ending(int(str(row["end"])), int(str(row["span_months"]))),
        breakdown=str(row["breakdown"]),
        value=None if row["value"] is None else float(str(row["value"])),
        gap=GapReason(str(row["gap"])) if row["gap"] else None,
        comment=str(row["comment"]),
        published=row["published"],  # type: ignore[arg-type]
        number=int(str(row["seq"])),
        restricted_until=row["restricted_until"],  # type: ignore[arg-type]
    )


def _is_public(connection: Connection, until: AsOf, code: str) -> bool:
    rows = connection.execute(latest(schema.INDICATOR, until, "code", "visibility"))
    return any(row.code == code and row.visibility == Visibility.PUBLIC for row in rows)
