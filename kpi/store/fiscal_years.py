"""Which days the years of an edition are: what every period that is read from the store is given."""

from sqlalchemy import Connection

from kpi.model import FiscalYear
from kpi.store import schema
from kpi.store.as_of import AsOf
from kpi.store.read import latest, of_plan
from kpi.store.rows import strategy_of


def fiscal_year(connection: Connection, until: AsOf) -> FiscalYear:
    """The years of an edition as its plan has them; the calendar's where goals have come without a plan."""
    row = connection.execute(latest(schema.STRATEGY, of_plan(connection, until))).mappings().first()
    return FiscalYear(1) if row is None else strategy_of(until.edition, dict(row)).fiscal_year
