"""The tables of what is done: actions, their money, corrective actions."""

import pandas as pd

from kpi.measure.chain.action_standings import action_standings
from kpi.measure.chain.corrective_fates import fates
from kpi.measure.results import Survey
from kpi.model import index_year
from kpi.model.web_address import project_address
from kpi.opendata import values
from kpi.opendata.columns import Column, Columns, days, numbers, of_frame, periods, texts


def actions(survey: Survey) -> Columns:
    """Every action with its state, in its own word and in that of the ministry's reports; shapes in fields.TABLES."""
    frame = survey.dataset.actions
    more = ("partners", "result_level", "indicator", "investment_direction", "stop_reason", "act")
    return {
        **of_frame(frame, "code", "name", "state", "done_pct", "budget_plan_uah", "budget_actual_uah", "funding"),
        **of_frame(frame, "dream_id", "comment", "name_en", *more),
        "action_number": numbers(frame["number"]),
        "standing": texts(action_standings(frame, survey.now.as_of)),
        "start": days(frame["start"]),
        "due": days(frame["due"]),
        "project_page": [project_address(number) or None for number in frame["dream_id"].astype(str)],
        "workbook": _workbooks(survey, frame["code"]),
    }


def action_money(survey: Survey) -> Columns:
    """Money of every action by year and source."""
    frame = survey.dataset.action_money
    return {
        **of_frame(frame, "code", "name"),
        "action_number": numbers(frame["number"]),
        "year": [index_year(int(end)) for end in frame["end"]],
        "funding": texts(frame["source"]),
        "money_plan": numbers(frame["plan"]),
        "money_actual": numbers(frame["actual"]),
        "workbook": _workbooks(survey, frame["code"]),
    }


def corrective_actions(survey: Survey) -> Columns:
    """Every corrective action with what became of it by the day of the release's statuses."""
    frame = survey.dataset.corrective_actions
    return {
        **values.named(survey.dataset, frame["code"]),
        **of_frame(frame, "cause", "measure", "responsible", "expected_value", "money", "outcome_reason"),
        "period": periods(frame["end"], frame["span_months"], survey.fiscal_year),
        "action_number": numbers(frame["number"]),
        "times_moved": numbers(frame["times_moved"]),
        "fate": texts(fates(frame, survey.now.as_of)),
        **{name: days(frame[name]) for name in ("first_due", "due", "outcome_day")},
        "first_release": days(frame["since"]),
        "release": days(frame["published"]),
    }


def _workbooks(survey: Survey, codes: pd.Series) -> Column:
    goals = values.goals(survey.dataset)
    return list(values.workbooks(goals.get(str(code), str(code)) for code in codes))
