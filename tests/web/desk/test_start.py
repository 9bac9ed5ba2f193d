"""The top of the page of what is due: the period and the deadline are those of the reports that are asked for."""

from datetime import date

from kpi.model import Account, Language, ReportState, Role
from kpi.services.publishing.due_list import DueItem, DueList
from kpi.text import Text
from kpi.views.desk.uploads import Desk
from kpi.web.desk.due_view import build_desk
from kpi.web.desk.labels import LabelIndex
from tests.fiscal_years import CALENDAR

UK, EN = Text(Language.UK), Text(Language.EN)
ON = date(2026, 11, 28)
EDITOR = Account(id=1, login="editor", name="Редактор", role=Role.EDITOR)
QUARTER = ("2026-Q3", date(2026, 10, 15))
YEAR = ("2025", date(2026, 1, 15))
MONTH = ("2026-11", date(2026, 12, 15))


def item(period: str | None, deadline: date | None, state: ReportState = ReportState.MISSING) -> DueItem:
    when = CALENDAR.parse(period) if period else None
    return DueItem(
        code="1.1.1",
        name="",
        name_en="",
        unit="",
        goal="1.1",
        department="d",
        department_name="d",
        period=when,
        deadline=deadline,
        overdue=False,
        state=state,
        last_value=None,
        gap=None,
    )


def top(*items: DueItem, text: Text = UK) -> Desk:
    asked = [i for i in items if i.period is not None and i.state is not ReportState.SUSPENDED]
    ahead = [i.deadline for i in asked if i.deadline is not None and i.deadline >= ON]
    waiting = [i for i in asked if i.state is ReportState.MISSING]
    awaited = sorted((i.deadline, i.period) for i in waiting if i.deadline is not None and i.period is not None)
    due = DueList(
        on=ON,
        items=items,
        submitted=0,
        expected=len(asked),
        deadline=min(ahead, default=None),
        awaited=tuple(awaited),
    )
    return build_desk(
        EDITOR,
        due,
        LabelIndex(indicators={}, goals={}, departments={}, units={}, decimals={}, statuses={}, fiscal_year=CALENDAR),
        "",
        text,
    )


def test_one_period_stands_in_the_heading() -> None:
    made = top(item(*QUARTER), item(*QUARTER))
    assert made.heading == "Подання даних за III квартал 2026\u00a0року"
    assert made.lede.endswith("Останній строк минув 15.10.2026 (III\u00a0кв.\u00a02026).")
    assert top(item(*MONTH)).heading == "Подання даних за листопад 2026\u00a0року"


def test_periods_that_differ_do_not_stand_under_the_name_of_one() -> None:
    made = top(item(*QUARTER), item(*MONTH), item(*YEAR))
    assert made.heading == "Подання даних"
    assert made.lede.endswith("Найближчий строк\u00a0— 15.12.2026 (листопад 2026).")
    english = top(item(*QUARTER), item(*MONTH), text=EN)
    assert english.heading == "Submit data"
    assert english.lede.endswith("Next due 15 Dec 2026 (November 2026).")


def test_periods_of_one_deadline_stand_together() -> None:
    day = date(2027, 1, 15)
    made = top(item("2026-12", day), item("2026-Q4", day), item("2026-12", day))
    assert made.lede.endswith("15.01.2027 (грудень 2026, IV\u00a0кв.\u00a02026).")


def test_what_is_suspended_or_has_no_period_yet_has_no_term() -> None:
    made = top(item(*MONTH, state=ReportState.SUSPENDED), item(None, None))
    assert (made.heading, made.lede) == ("Подання даних", "За цей період від вас нічого не потрібно.")


def test_the_term_of_what_is_submitted_already_is_not_called_the_next() -> None:
    later = item("2026-Q4", date(2027, 1, 15))
    made = top(item(*MONTH, state=ReportState.SUBMITTED), later)
    assert made.lede.endswith("15.01.2027 (IV\u00a0кв.\u00a02026).")
    assert top(item(*MONTH, state=ReportState.SUBMITTED)).lede.strip().endswith("показника.")
