"""When actions begin and are due, goal by goal: what a drawing of it shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kpi.model import ActionState, FiscalYear, Language, index_year
from kpi.text import Text
from kpi.views.common.values import Record, number_or_none
from kpi.views.indicator.dossiers import day_or_none


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeBar:
    """An action: `start` None where only its day is said; `done` the share that is told as done, 0 to 1."""

    start: date | None
    due: date
    state: ActionState
    done: float
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLane:
    """The actions of one goal; `label` its code."""

    label: str
    bars: tuple[TimeBar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """`years` (name, first day, last day) from the first action to the last; `day` is the one on show.

    own  the language of the strategy, in which the words of its actions are
    """

    label: str
    day: date
    day_words: str
    years: tuple[tuple[str, date, date], ...]
    lanes: tuple[TimeLane, ...]
    own: Language


def timeline(
    label: str, rows: Sequence[Record], years: tuple[tuple[str, date, date], ...], day: date, text: Text
) -> Timeline | None:
    """The actions that say when they are due; None where none does.

    rows  of `ActionTable.rows`, those of one goal beside each other
    """
    lanes: dict[str, list[TimeBar]] = {}
    for row in rows:
        due = day_or_none(row["due"])
        if due is not None:
            lanes.setdefault(str(row["goal"]) or str(row["code"]), []).append(_bar(row, due, text))
    if not lanes:
        return None
    told = tuple(TimeLane(label=goal, bars=tuple(bars)) for goal, bars in lanes.items())
    return Timeline(label=label, day=day, day_words=text.date(day), years=years, lanes=told, own=text.default)


def _bar(row: Record, due: date, text: Text) -> TimeBar:
    state, start = ActionState(str(row["state"])), day_or_none(row["start"])
    known = start if start is not None and start <= due else None
    done = 1.0 if state is ActionState.DONE else (number_or_none(row["done_pct"]) or 0.0) / 100
    title = text.say(
        "actions.time.title",
        name=f"{row['code']} {row['name']}",
        time=span_words(known, due, text),
        state=text.say(f"action_state.{state}"),
    )
    return TimeBar(start=known, due=due, state=state, done=min(done, 1.0), title=title)


def span_words(start: date | None, due: date | None, text: Text) -> str:
    """«01.02.2025 – 31.12.2026», «до 31.12.2026», «від 01.02.2025»; «—» where neither is said."""
    if start is None and due is None:
        return text.date(None)
    if start is None or due is None:
        return text.say(f"actions.time.{'until' if due else 'since'}", date=text.date(due or start))
    return text.say("actions.time.span", start=text.date(start), due=text.date(due))


def years_of(rows: Sequence[Record], fiscal: FiscalYear) -> tuple[tuple[str, date, date], ...]:
    """The strategy's years from the earliest day of the actions to the latest."""
    days = [day for row in rows for name in ("start", "due") if (day := day_or_none(row[name])) is not None]
    if not days:
        return ()
    first, last = (index_year(fiscal.reached(day)) for day in (min(days), max(days)))
    return tuple(
        (fiscal.label(year), fiscal.year_begins(year), fiscal.year_ends(year)) for year in range(first, last + 1)
    )
