"""The slides of a session: overview, each sector, what needs attention, what has to be decided."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

import pandas as pd

from kpi.model import FAR_BEHIND, ActionState, Status
from kpi.views.common.phrases import sentence_end
from kpi.views.common.series import GoalLines
from kpi.views.common.values import records
from kpi.views.dashboard.selection import Selection
from kpi.views.dashboard.session_slides import (
    LastSession,
    assignment_lines,
    cause_words,
    causes_of,
    since_lines,
    told_of,
)
from kpi.views.dashboard.statuses import StatusHistory, status_history
from kpi.views.indicator.dossiers import day_or_none
from kpi.views.public.overview import build as build_overview
from kpi.views.public.sector import goals_against_plan, headline

#: so many lines are readable from the back of a hall
MOST_LINES = 6
#: so many of them with what is said below each
MOST_TOLD = 4
#: what falls due within so many days is put before a session
_AHEAD = timedelta(days=92)


class SlideKind(StrEnum):
    OVERVIEW = "overview"
    SECTOR = "sector"
    ATTENTION = "attention"
    SINCE = "since"
    ASSIGNMENTS = "assignments"
    DECISIONS = "decisions"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slide:
    """One slide. `lines` are (bold words, the rest); `more` says how many lines are left out.

    notes  below each line what is said of it: cause and corrective action; () where nothing is
    """

    kind: SlideKind
    title: str
    lines: tuple[tuple[str, str], ...]
    more: str = ""
    history: StatusHistory | None = None
    goals: GoalLines | None = None
    figures: tuple[tuple[str, str], ...] = ()  # (label, large figure)
    notes: tuple[str, ...] = ()


def slides(shown: Selection, last: LastSession | None = None) -> tuple[Slide, ...]:
    """All slides of what the filters let through, in their order.

    last  the last session of the council, None where there is none to compare with
    """
    since = () if last is None else (_since(shown, last),)
    return (
        _overview(shown),
        *since,
        *_sectors(shown),
        _attention(shown),
        *_assignments(shown),
        _decisions(shown),
    )


def _since(shown: Selection, last: LastSession) -> Slide:
    title, lines = since_lines(last, shown)
    return Slide(kind=SlideKind.SINCE, title=title, lines=lines[:MOST_LINES], more=_more(shown, len(lines)))


def _assignments(shown: Selection) -> Iterator[Slide]:
    """What the council asked for and waits for; nothing where it never asked."""
    if (told := assignment_lines(shown)) is not None:
        title, lines = told
        yield Slide(kind=SlideKind.ASSIGNMENTS, title=title, lines=lines[:MOST_LINES], more=_more(shown, len(lines)))


def _overview(shown: Selection) -> Slide:
    text = shown.text
    figures = tuple(
        (
            node.name.name,
            text.say("dashboard.slides.of", on_plan=node.counts.on_plan, judged=node.counts.judged),
        )
        for node in shown.sectors()
    )
    history = status_history(shown.board, shown.rows)
    return Slide(kind=SlideKind.OVERVIEW, title=shown.headline, lines=(), history=history, figures=figures)


def _sectors(shown: Selection) -> Iterator[Slide]:
    text = shown.text
    for node in shown.sectors():
        goals = shown.goals(node.code)
        lines = tuple(
            (
                f"{goal.code} {goal.name.name}",
                text.say("dashboard.slides.of", on_plan=goal.counts.on_plan, judged=goal.counts.judged)
                if goal.counts.judged
                else text.say("overview.goals.not_judged"),
            )
            for goal in goals
        )
        yield Slide(
            kind=SlideKind.SECTOR,
            title=headline(text, node),
            lines=lines[:MOST_LINES],
            more=_more(shown, len(lines)),
            goals=goals_against_plan(shown.board, goals),
        )


def _more(shown: Selection, count: int, most: int = MOST_LINES) -> str:
    return shown.text.count("dashboard.slides.more", count - most) if count > most else ""


def _attention(shown: Selection) -> Slide:
    text, codes = shown.text, {row.code for row in shown.rows}
    page = build_overview(shown.board.survey, text, board=shown.board)
    found = [one for one in page.attention if one.row.code in codes]
    if not shown.whole:
        behind = sorted(
            (row for row in shown.rows if row.status in {*FAR_BEHIND, Status.AT_RISK}), key=lambda r: r.severity
        )
        rows = list(behind)
        lines = tuple((row.name.name, f"{text.say(f'status.{row.status}')}, {row.since_words}") for row in behind)
    else:
        rows = [one.row for one in found]
        lines = tuple((one.row.name.name, f"{one.row.value_words}; {one.planned}; {one.status_words}") for one in found)
    count = shown.counts.far_behind
    title = text.count("dashboard.slides.attention", count) if count else text.say("dashboard.slides.no_attention")
    awaited, causes = told_of(shown), causes_of(shown)
    notes = tuple(
        " ".join(filter(None, (cause_words(row, causes, text), awaited.get(row.code, "")))) for row in rows[:MOST_TOLD]
    )
    more = _more(shown, len(lines), MOST_TOLD)
    return Slide(kind=SlideKind.ATTENTION, title=title, lines=lines[:MOST_TOLD], more=more, notes=notes)


def _decisions(shown: Selection) -> Slide:
    """Suspensions to be reviewed and actions that fall due, the earliest first."""
    text, dataset = shown.text, shown.board.survey.dataset
    until = shown.board.survey.now.as_of + _AHEAD
    due = sorted([*_reviews(shown, until), *_actions(shown, until)])
    lines = tuple((name, words) for _, name, words in due)
    title = text.count("dashboard.slides.decisions", len(lines), day=text.date(until))
    if not lines:
        key = "no_decisions" if len(dataset.actions) or len(dataset.suspensions) else "nothing_entered"
        title = text.say(f"dashboard.slides.{key}", day=text.date(until))
    return Slide(kind=SlideKind.DECISIONS, title=title, lines=lines[:MOST_LINES], more=_more(shown, len(lines)))


def _names(shown: Selection) -> dict[str, str]:
    goals = {goal.code: goal.name.name for goal in shown.goals()}
    return goals | {row.code: row.name.name for row in shown.rows}


def _reviews(shown: Selection, until: date) -> Iterator[tuple[date, str, str]]:
    frame, text, now = shown.board.survey.dataset.suspensions, shown.text, shown.board.survey.now
    known = frame["published"].isna() | (frame["published"] <= pd.Timestamp(now.known_at))
    force = (frame["since"] <= pd.Timestamp(now.as_of)) & (
        frame["until"].isna() | (frame["until"] >= pd.Timestamp(now.as_of))
    )
    names = _names(shown)
    for row in records(frame[known & force & frame["review_by"].notna()]):
        day, code = day_or_none(row["review_by"]), str(row["code"])
        if day is not None and day <= until and code in names:
            words = text.say("dashboard.slides.review", day=text.date(day), reason=sentence_end(str(row["reason"])))
            yield day, f"{code} {names[code]}", words


def _actions(shown: Selection, until: date) -> Iterator[tuple[date, str, str]]:
    text, names = shown.text, _names(shown)
    for row in records(shown.board.survey.dataset.actions):
        day, code, state = day_or_none(row["due"]), str(row["code"]), str(row["state"])
        if day is not None and day <= until and code in names and state != ActionState.DONE:
            key = "action_late" if day < shown.board.survey.now.as_of else "action"
            words = text.say(f"dashboard.slides.{key}", day=text.date(day), state=text.say(f"action_state.{state}"))
            yield day, f"{code} {row['name']}", words
