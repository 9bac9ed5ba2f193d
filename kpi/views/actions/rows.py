"""An action as the page prints it, with its time, its money and what it was to move."""

from dataclasses import dataclass

from kpi.model import ActionStanding, ActionState, Level
from kpi.model.web_address import project_address
from kpi.text import DASH, Text
from kpi.views.actions.money_table import printed, share_words
from kpi.views.actions.timeline import span_words
from kpi.views.common.board import Board
from kpi.views.common.localized_name import LocalizedName, action_name
from kpi.views.common.phrases import without_stop
from kpi.views.common.values import Record, number_or_none
from kpi.views.indicator.dossiers import day_or_none


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedAction:
    """A row of the table.

    page, code   of what it belongs to: "goal" or "indicator" and its code; "" where neither has a page
    standing     in the ministry's words; `state` in the department's, with what share it tells as done
    passed       «минуло 87 % строку», "" where that is not known
    plan, actual  of the money that is shown
    spent        «витрачено 45 %» of all its money, "" where that is not known
    moved        how far what it serves has come: «показник 4.1.4: 12 % шляху»
    detail       funding, partners, why it was stopped, comment
    project      number and https address of its project; "" where none is known
    """

    name: LocalizedName
    page: str
    code: str
    standing: str
    state: str
    time: str
    passed: str
    plan: str
    actual: str
    spent: str
    moved: str
    detail: tuple[str, ...]
    project: tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnmovedAction:
    """An action whose money is spent while what it serves has not moved: a sentence, and where its number stands."""

    words: str
    page: str
    code: str


def action_row(row: Record, board: Board) -> TimedAction:
    """The row of an action of `ActionTable.rows`."""
    text = board.text
    page, code = _subject(str(row["code"]), board)
    state, done = ActionState(str(row["state"])), number_or_none(row["done_pct"])
    words = text.say(f"action_state.{state}")
    if done and state is not ActionState.DONE:
        words = f"{words}, {text.say('goal.action.done', share=text.percent(done / 100))}"
    standing = ActionStanding(str(row["standing"]))
    same = standing is ActionStanding.FULFILLED and state is ActionState.DONE
    spent, passed = number_or_none(row["spent_share"]), number_or_none(row["time_share"])
    return TimedAction(
        name=action_name(row, text),
        page=page,
        code=code,
        standing=text.say(f"action_standing.{standing}"),
        state="" if same else words,
        time=span_words(day_or_none(row["start"]), day_or_none(row["due"]), text),
        passed="" if passed is None else text.say("actions.time.passed", share=text.percent(passed)),
        plan=printed(number_or_none(row["shown_plan"]), text),
        actual=printed(number_or_none(row["shown_actual"]), text),
        spent="" if spent is None else text.say("actions.money.spent", share=text.percent(spent)),
        moved=_moved(row, board),
        detail=_detail(row, text),
        project=_project(str(row["dream_id"])),
    )


def _subject(code: str, board: Board) -> tuple[str, str]:
    if board.row(code):
        return "indicator", code
    return ("goal" if board.node(Level.OPERATIONAL_GOAL, code) else "", code)


def _moved(row: Record, board: Board) -> str:
    progress, subject = number_or_none(row["progress"]), str(row["subject"])
    if progress is None:
        return DASH
    kind = "indicator" if board.row(subject) else "goal"
    return board.text.say(f"actions.moved.{kind}", code=subject, share=board.text.percent(progress))


def _detail(row: Record, text: Text) -> tuple[str, ...]:
    found = []
    for name in ("funding", "partners", "stop_reason", "act"):
        if value := without_stop(str(row[name])):
            found.append(text.say(f"actions.detail.{name}", words=value))
    return (*found, *([without_stop(str(row["comment"]))] if row["comment"] else []))


def _project(number: str) -> tuple[str, str]:
    return number, (project_address(number) or "") if number else ""


def unmoved(row: Record, board: Board) -> UnmovedAction:
    """The sentence of an action that `against_progress` finds unmoved."""
    text, subject = board.text, str(row["subject"])
    kind = "indicator" if board.row(subject) else "goal"
    progress = float(row["progress"])
    words = text.say(
        f"actions.unmoved.{kind}{'_away' if round(100 * progress) < 0 else ''}",
        name=action_name(row, text).name,
        spent=share_words(number_or_none(row["plan"]), number_or_none(row["actual"]), text),
        code=subject,
        moved=text.percent(progress),
        day=text.date(board.survey.now.as_of),
    )
    return UnmovedAction(words=words, page=kind, code=subject)
