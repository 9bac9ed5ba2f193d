"""Keeping what a department has typed into the form and not published yet: all inside the caller's transaction."""

from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import asdict, fields
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, and_, delete, insert, select

from kpi.model import FiscalYear, Period, TypedFields, TypedRow
from kpi.store.draft_tables import TYPED_ROW

_FIELDS = tuple(field.name for field in fields(TypedFields))


def typed_rows(
    connection: Connection, community: str, codes: Collection[str], fiscal_year: FiscalYear
) -> list[TypedRow]:
    """The rows of these indicators, by code and period; those of periods that the years do not know are left out.

    fiscal_year  of the edition that they are of: another one may have had the same codes and other years
    """
    table = TYPED_ROW.c
    query = select(TYPED_ROW).where(table.community == community, table.code.in_(sorted(codes)))
    found = []
    for row in connection.execute(query.order_by(table.code, table.period)).mappings():
        with suppress(ValueError):
            found.append(_row(row, fiscal_year))
    return found


def put(connection: Connection, community: str, row: TypedRow) -> None:
    """Keep a row in place of the one that stands for its indicator and period."""
    drop(connection, community, row.code, row.period)
    kept = asdict(row.fields) | {name: getattr(row, name) for name in ("department", "code", "origin", "login", "name")}
    kept |= {"period": row.period.code, "at": row.at.astimezone(UTC).isoformat(timespec="seconds")}
    connection.execute(insert(TYPED_ROW), kept | {"community": community, "version": row.version})


def drop(connection: Connection, community: str, code: str, period: Period) -> None:
    """Forget the row of an indicator and a period."""
    table = TYPED_ROW.c
    own = and_(table.community == community, table.code == code, table.period == period.code)
    connection.execute(delete(TYPED_ROW).where(own))


def _row(found: Mapping[Any, Any], fiscal_year: FiscalYear) -> TypedRow:
    return TypedRow(
        **{name: found[name] for name in ("department", "code", "origin", "login", "name", "version")},
        period=fiscal_year.parse(found["period"]),
        fields=TypedFields(**{name: found[name] for name in _FIELDS}),
        at=datetime.fromisoformat(found["at"]),
    )
