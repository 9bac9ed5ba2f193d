"""What people of a department have typed and not published: saved as it is, shared, nothing replaced silently."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, astuple, dataclass, replace
from datetime import datetime

from kpi.model import Account, Period, TypedFields, TypedRow
from kpi.services.publishing.permissions import ForbiddenError
from kpi.services.reporting.report_context import ReportContext
from kpi.store import Store
from kpi.store import typed_rows as kept

Key = tuple[str, Period]
#: letters of one field that are kept
LONGEST = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedChange:
    """A row as somebody's page has it now.

    version  of the row that the page began with; 0 for none
    origin   whence the fields came, "" where they were typed
    """

    code: str
    period: Period
    fields: TypedFields
    version: int = 0
    origin: str = ""


@dataclass(frozen=True, slots=True)
class SaveResult:
    """The rows as they are kept now; of `collisions` the colleague's stands, and the page has another."""

    rows: Mapping[Key, TypedRow]
    collisions: tuple[TypedRow, ...] = ()


def save_rows(
    account: Account, context: ReportContext, changes: Sequence[TypedChange], *, now: datetime, store: Store
) -> SaveResult:
    """Keep changed rows. A row that a colleague has changed since the page began with it is not replaced.

    `ForbiddenError` where a row is not of the account's own indicators.
    """
    own = context.own(account)
    foreign = [change.code for change in changes if change.code not in own or not context.holds(change.period)]
    if foreign:
        raise ForbiddenError("goal", goal=context.goals.get(foreign[0], foreign[0]))
    with store.writing() as connection:
        standing = {
            (row.code, row.period): row
            for row in kept.typed_rows(
                connection, store.community, {change.code for change in changes}, context.fiscal_year
            )
        }
        collisions = []
        for change in changes:
            key, fields = (change.code, change.period), _cut(change.fields)
            row = standing.get(key)
            if row is not None and _same(row.fields, fields):
                continue
            if row is not None and row.login != account.login and not _began_with(change, row):
                collisions.append(row)
            elif row is not None or not fields.is_blank:
                standing[key] = _row(account, context, replace(change, fields=fields), row, now)
                kept.put(connection, store.community, standing[key])
    return SaveResult(standing, tuple(collisions))


def _began_with(change: TypedChange, row: TypedRow) -> bool:
    """Whether the page began with the row as it stands; with one that says nothing it began as with none."""
    return change.version == row.version or (change.version == 0 and row.fields.is_blank)


def _row(
    account: Account, context: ReportContext, change: TypedChange, before: TypedRow | None, now: datetime
) -> TypedRow:
    return TypedRow(
        department=context.department(change.code),
        code=change.code,
        period=change.period,
        fields=change.fields,
        origin=change.origin,
        login=account.login,
        name=account.name,
        at=now,
        version=before.version + 1 if before else 1,
    )


def _cut(fields: TypedFields) -> TypedFields:
    return TypedFields(**{name: text[:LONGEST] for name, text in asdict(fields).items()})


def _same(one: TypedFields, other: TypedFields) -> bool:
    """Whether both say the same, spaces at the ends apart."""
    return all(first.strip() == second.strip() for first, second in zip(astuple(one), astuple(other), strict=True))


def read_rows(context: ReportContext, codes: Collection[str], *, store: Store) -> dict[Key, TypedRow]:
    """What is typed for these indicators and says something."""
    with store.reading() as connection:
        rows = kept.typed_rows(connection, store.community, set(codes) & set(context.goals), context.fiscal_year)
    return {(row.code, row.period): row for row in rows if context.holds(row.period) and not row.fields.is_blank}


def clear_rows(rows: Collection[Key], *, store: Store) -> None:
    """Forget rows that were published or taken back by their author."""
    with store.writing() as connection:
        for code, period in rows:
            kept.drop(connection, store.community, code, period)
