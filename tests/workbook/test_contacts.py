"""A contact by which no reminder can arrive is told when the plan is checked."""

from dataclasses import replace
from io import BytesIO

import pytest

from kpi.model import Severity
from kpi.workbook import read_bytes
from kpi.workbook.writer.whole_books import write_plan
from tests.fiscal_years import CALENDAR
from tests.web.public import lettered


@pytest.mark.parametrize(
    ("contact", "told"),
    [
        ("", None),
        ("land@example.org", None),
        ("Іваненко І. <land@example.org>", None),
        ("тел. 48-10-10, a@example.org; c@example.org", None),
        ("тел. 48-10-10", "тел. 48-10-10"),
        ("Іваненко І.", "Іваненко І."),
        ("земля@example.org", "земля@example.org"),
        ("land@example.org, zam@localhost", "zam@localhost"),
    ],
)
def test_a_contact_without_an_address_is_a_remark(contact: str, told: str | None) -> None:
    plan = lettered.plan()
    file = BytesIO()
    write_plan(replace(plan, departments=(replace(plan.departments[0], contact=contact),)), file)
    reading = read_bytes(file.getvalue(), "plan.xlsx", fiscal_year=CALENDAR)
    assert reading.accepted
    found = [(p.severity, p.found) for p in reading.problems if p.code == "contact_no_address"]
    assert found == ([] if told is None else [(Severity.REMARK, told)])


@pytest.mark.parametrize(
    ("contact", "terms", "told"),
    [
        ("land@example.org", (None, None), True),
        ("Іваненко І. <land@example.org>", (None, None), True),
        ("land@example.org", (15, None), False),
        ("land@example.org", (None, 45), False),
        ("тел. 48-10-10", (None, None), False),
        ("", (None, None), False),
    ],
)
def test_addresses_that_no_reminder_will_go_to_are_told(
    contact: str, terms: tuple[int | None, int | None], told: bool
) -> None:
    plan = lettered.plan()
    everywhere, yearly = terms
    strategy = replace(
        plan.strategy,
        deadline_days=everywhere,
        deadline_days_month=None,
        deadline_days_quarter=None,
        deadline_days_half_year=None,
        deadline_days_year=yearly,
    )
    departments = (replace(plan.departments[0], contact=contact),)
    file = BytesIO()
    write_plan(replace(plan, strategy=strategy, departments=departments), file)
    reading = read_bytes(file.getvalue(), "plan.xlsx", fiscal_year=CALENDAR)
    assert reading.accepted
    assert [p.code for p in reading.problems if p.code == "contacts_without_term"] == ["contacts_without_term"] * told
