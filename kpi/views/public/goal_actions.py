"""The actions of a goal as its page prints them: state, term, money by year, what each serves."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kpi.measure.chain.action_standings import action_standings
from kpi.measure.chain.spending import KEY, money_by_year
from kpi.measure.results import Survey
from kpi.measure.survey_cache import cache_by_survey
from kpi.model import ActionState, FiscalYear, Period, Strategy, index_year
from kpi.model.web_address import project_address
from kpi.text import Text
from kpi.views.common.board import Node
from kpi.views.common.localized_name import LocalizedName, action_name
from kpi.views.common.phrases import without_stop
from kpi.views.common.values import Record as Row
from kpi.views.common.values import number_or_none
from kpi.views.indicator.dossiers import day_or_none, grouped

_Key = tuple[str, str, int]
#: of each action the years with what was planned and spent
_Money = dict[_Key, tuple[tuple[str, float | None, float | None], ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionRow:
    """A measure as printed.

    done     «60 %» or ""
    standing the state in the words of reports, where the own word does not say the same; else ""
    start    «від I кв. 2025», "" where it is not known
    detail   what it serves, who else does it, why it was stopped, its comment
    project  number of the project and its page, "" where its register has none; None without a number
    money    of each year the year, planned and spent
    """

    name: LocalizedName
    state: str
    done: str
    standing: str = ""
    start: str = ""
    due: str
    budget: str
    spent: str
    detail: tuple[str, ...]
    project: tuple[str, str] | None = None
    money: tuple[tuple[str, str, str], ...] = ()


def action_rows(survey: Survey, node: Node, text: Text) -> tuple[ActionRow, ...]:
    """Measures of the goal first, then of its indicators in the order of their codes."""
    order, found = (node.code, *(row.code for row in node.rows)), _actions(survey)
    strategy, money = survey.dataset.strategy, _money(survey)
    return tuple(_action(row, node.code, strategy, money, text) for code in order for row in found.get(code, ()))


@cache_by_survey
def _actions(survey: Survey) -> dict[str, list[Row]]:
    """The actions of each goal and indicator that has any, with their standing on the day of statuses."""
    frame = survey.dataset.actions
    standing = action_standings(frame, survey.now.as_of)
    return grouped(frame.assign(standing=standing), tuple(map(str, frame["code"].unique())))


def _action(row: Row, goal: str, strategy: Strategy, money: _Money, text: Text) -> ActionRow:
    start, due = day_or_none(row["start"]), day_or_none(row["due"])
    done, state = number_or_none(row["done_pct"]), ActionState(str(row["state"]))
    standing, words = text.say(f"action_standing.{row['standing']}"), text.say(f"action_state.{state}")
    since = text.period(_quarter(start, strategy.fiscal_year)) if start else ""
    number = str(row["dream_id"])
    return ActionRow(
        name=action_name(row, text),
        state=words,
        done=text.quantity(done, "%", 0) if done and state is not ActionState.DONE else "",
        standing="" if state is ActionState.DONE else standing,
        start=text.say("goal.action.start", period=since) if since else "",
        due=text.period(_quarter(due, strategy.fiscal_year)) if due else text.number(None),
        budget=text.money(number_or_none(row["budget_plan_uah"]), strategy.currency),
        spent=text.money(number_or_none(row["budget_actual_uah"]), strategy.currency),
        detail=tuple(_detail(row, goal, text)),
        project=(number, project_address(number)) if number else None,
        money=tuple(
            (year, text.money(planned, strategy.currency), text.money(spent, strategy.currency))
            for year, planned, spent in money.get((str(row["code"]), str(row["name"]), int(str(row["number"]))), ())
        ),
    )


def _detail(row: Row, goal: str, text: Text) -> Iterator[str]:
    served = str(row["indicator"]) or (str(row["code"]) if row["code"] != goal else "")
    if served:
        yield text.say("goal.action.indicator", code=served)
    if row["result_level"]:
        yield text.say("goal.action.level", level=text.say(f"result_level.{row['result_level']}"))
    if row["investment_direction"]:
        direction = text.say(f"investment_direction.{row['investment_direction']}")
        yield text.say("goal.action.direction", direction=direction)
    for name in ("funding", "partners", "stop_reason", "act"):
        if row[name]:
            yield text.say(f"goal.action.{name}", **{name: without_stop(str(row[name]))})
    if row["comment"]:
        yield without_stop(str(row["comment"]))


@cache_by_survey
def _money(survey: Survey) -> _Money:
    found: _Money = {}
    years = money_by_year(survey.dataset.action_money).sort_values([*KEY, "end"], kind="stable")
    for code, name, number, end, plan, actual in years.itertuples(index=False):
        key = (str(code), str(name), int(number))
        year = survey.fiscal_year.label(index_year(int(end)))
        found[key] = (*found.get(key, ()), (year, number_or_none(plan), number_or_none(actual)))
    return found


def _quarter(day: date, fiscal_year: FiscalYear) -> Period:
    """The quarter of a day: measures are planned by quarters."""
    end = fiscal_year.reached(day)
    return fiscal_year.ending(end + (-end) % 3, 3)
