"""What a session is told beside the figures: changes since the last one, assignments, causes and what is done."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from kpi.measure.chain.corrective_fates import fates
from kpi.measure.oversight.assignments import is_overdue, overdue_days
from kpi.model import AssignmentState, CorrectiveFate
from kpi.text import Text
from kpi.views.changes.comparison import within
from kpi.views.changes.comparison_text import ComparisonText
from kpi.views.changes.since_session import since_session
from kpi.views.common.change_direction import StatusChangeKind
from kpi.views.common.localized_name import LocalizedName
from kpi.views.common.page_frame import release_day
from kpi.views.common.phrases import decapitalise, sentence_end
from kpi.views.common.rows import IndicatorRow, departments_by_name
from kpi.views.common.values import Record, records
from kpi.views.council.session_days import SessionDay
from kpi.views.dashboard.selection import Selection
from kpi.views.indicator.dossiers import day_or_none

#: what is still awaited
_AWAITED = (CorrectiveFate.OPEN, CorrectiveFate.MOVED, CorrectiveFate.OVERDUE)
#: which moves come first
_ORDER = (StatusChangeKind.WORSE, StatusChangeKind.BETTER)

Line = tuple[str, str]


@dataclass(frozen=True, slots=True)
class LastSession:
    """The last session and what is on show beside the release of its day; `then` None where that is the same one."""

    session: SessionDay
    then: ComparisonText | None


def since_lines(last: LastSession, shown: Selection) -> tuple[str, tuple[Line, ...]]:
    """The finding, and the indicators that moved: what got worse first."""
    if last.then is None:
        return since_session(last.session, None, shown.text).whole.rstrip("."), ()
    found = within(last.then.comparison, {row.code for row in shown.rows})
    ranked = sorted(found.moves, key=lambda move: _ORDER.index(move.kind) if move.kind in _ORDER else len(_ORDER))
    moves = [last.then.move(move) for move in ranked]
    text = shown.text
    lines = tuple(
        (
            f"{move.name.code} {move.name.name}",
            "; ".join(
                filter(
                    None,
                    (
                        text.say(
                            "changes.move.statuses",
                            old=text.say(f"status.{move.old}"),
                            new=text.say(f"status.{move.new}"),
                        ),
                        move.values,
                    ),
                )
            ),
        )
        for move in moves
    )
    return since_session(last.session, found, text).whole.rstrip("."), lines


def assignment_lines(shown: Selection) -> tuple[str, tuple[Line, ...]] | None:
    """The assignments that wait, the longest overdue first; None where none was ever made.

    Of a part of the plan those of decisions about it, and of decisions about the whole strategy.
    """
    survey, text = shown.board.survey, shown.text
    frame, day = survey.dataset.assignments, release_day(survey)
    frame = frame[_concerned(shown, frame)]
    if frame.empty:
        return None
    told = frame.assign(late=is_overdue(frame, day), days=overdue_days(frame, day))
    waiting = told[told["state"] == AssignmentState.OPEN]
    ordered = waiting.sort_values(["days", "due"], ascending=[False, True], kind="stable")
    names = departments_by_name(survey.dataset, text)
    lines = tuple(_assignment(row, names, text) for row in records(ordered))
    if not lines:
        return text.say("dashboard.slides.no_assignments", day=text.date(day)), ()
    title = text.count("dashboard.slides.assignments", len(lines))
    late = int(waiting["late"].sum())
    rest = (
        text.count("dashboard.slides.assignments_late", late, day=text.date(day))
        if late
        else text.say("dashboard.slides.assignments_none_late", day=text.date(day))
    )
    return title + rest, lines


def _concerned(shown: Selection, frame: pd.DataFrame) -> pd.Series:
    subjects = shown.board.survey.dataset.decision_subjects
    if shown.whole:
        return pd.Series(True, index=frame.index)
    codes = {row.code for row in shown.rows} | {goal.code for goal in shown.goals()}
    about = subjects[subjects["code"].isin(codes)]
    keys = pd.MultiIndex.from_arrays([frame["decision"], frame["decision_day"]])
    all_subjects, own = (pd.MultiIndex.from_frame(part[["number", "day"]]) for part in (subjects, about))
    return pd.Series(keys.isin(own) | ~keys.isin(all_subjects), index=frame.index)


def _assignment(row: Record, names: Mapping[str, LocalizedName], text: Text) -> Line:
    """«Доручення 1 до рішення 21 від 02.07.2026: …» and who, until when, by how many days overdue."""
    name = LocalizedName.of(text, "", str(row["name"]), str(row["name_en"])).name
    who, due = str(row["department"]), day_or_none(row["due"])
    told = [names[who].name if who in names else who]
    told.append(text.say("dashboard.slides.due", day=text.date(due)) if due else text.say("dashboard.slides.no_due"))
    if row["late"]:
        told.append(text.count("dashboard.slides.overdue", int(row["days"])))
    decided = text.say(
        "dashboard.slides.decided", number=row["decision"], day=text.date(day_or_none(row["decision_day"]))
    )
    return name, "; ".join(filter(None, (*told, decided)))


def told_of(shown: Selection) -> dict[str, str]:
    """What waits to be done about each indicator that has it: cause and corrective action of the newest period."""
    survey = shown.board.survey
    frame = survey.dataset.corrective_actions
    frame = frame.assign(fate=fates(frame, release_day(survey)))
    awaited = frame[frame["fate"].isin([str(fate) for fate in _AWAITED])]
    return {str(row["code"]): _corrective(row, shown.text) for row in records(awaited)}


def _corrective(row: Record, text: Text) -> str:
    told = str(row["measure"]).strip().rstrip(".")
    if (due := day_or_none(row["due"])) is not None:
        told += f", {text.say('session_report.corrective.until', date=text.date(due))}"
    if row["fate"] == CorrectiveFate.OVERDUE:
        told += f", {decapitalise(text.say('corrective_fate.overdue'))}"
    if moved := int(row["times_moved"]):
        told += text.count("session_report.corrective.moved", moved)
    return sentence_end(text.say("dashboard.slides.corrective", action=told))


def cause_words(row: IndicatorRow, causes: Mapping[str, str], text: Text) -> str:
    """The department's words on the value, else the cause of its corrective action, else that there is none."""
    said = row.record.comment or causes.get(row.code, "")
    return (
        text.say("dashboard.slides.cause", cause=sentence_end(said))
        if said
        else sentence_end(text.say("rows.no_explanation"))
    )


def causes_of(shown: Selection) -> dict[str, str]:
    """The cause that the newest corrective action of each indicator names."""
    return {str(row["code"]): str(row["cause"]) for row in records(shown.board.survey.dataset.corrective_actions)}
