"""A plan from whoever answers for decisions and what stands beside them alone."""

from dataclasses import replace

from sqlalchemy import Connection

from kpi.services.publishing.uploaded_workbook import CheckedWorkbook, with_plan
from kpi.store.as_of import AsOf
from kpi.store.books import plan as stored_plan
from kpi.store.read import of_plan


def oversight_of(connection: Connection, until: AsOf, checked: CheckedWorkbook) -> CheckedWorkbook:
    """The same file with nothing but decisions and what stands beside them; the rest of the plan as it is in force."""
    plan, known = checked.reading.plan, stored_plan(connection, of_plan(connection, until))
    if plan is None or known is None:
        return checked
    return with_plan(checked, replace(known, oversight=plan.oversight))
