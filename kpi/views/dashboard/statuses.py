"""How many indicators have each status, quarter by quarter and against an earlier release."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kpi.measure.results import Survey
from kpi.model import Period, Status
from kpi.text import Text
from kpi.views.common.board import Board
from kpi.views.common.counts import StatusCounts
from kpi.views.common.rows import IndicatorRow


@dataclass(frozen=True, slots=True)
class StatusDelta:
    """The count of a status; `before` in the earlier release, None where there is none to compare with."""

    status: Status
    words: str
    now: int
    before: int | None

    @property
    def change(self) -> int | None:
        return None if self.before is None else self.now - self.before

    @property
    def falls(self) -> bool:
        return (self.change or 0) < 0


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusHistory:
    """Counts by status at quarters: what a stacked bar chart is drawn from.

    quarters  ascending; `periods` are their words
    counts  one per end
    words   of the statuses, by status
    """

    title: str
    label: str
    quarters: tuple[Period, ...]
    periods: tuple[str, ...]
    counts: tuple[StatusCounts, ...]
    words: Mapping[Status, str]

    def table(self, quarter: str) -> list[dict[str, object]]:
        """A row for each quarter, the newest first; `quarter` heads the first column. Statuses that occur alone."""
        occur = [status for status in Status if any(counts[status] for counts in self.counts)]
        rows = zip(self.periods, self.counts, strict=True)
        return [{quarter: p, **{self.words[s]: counts[s] for s in occur}} for p, counts in rows][::-1]


def status_changes(rows: Sequence[IndicatorRow], earlier: Survey | None, text: Text) -> tuple[StatusDelta, ...]:
    """The statuses that occur now or did in the earlier release, of the same indicators."""
    now = StatusCounts.of(row.status for row in rows)
    before = None if earlier is None else _earlier(rows, earlier)
    return tuple(
        StatusDelta(status, text.say(f"status.{status}"), now[status], None if before is None else before[status])
        for status in Status
        if now[status] or (before is not None and before[status])
    )


def _earlier(rows: Sequence[IndicatorRow], survey: Survey) -> StatusCounts:
    frame, codes = survey.now.indicators, {row.code for row in rows}
    there = frame.loc[frame["code"].isin(codes), "status"]
    return StatusCounts.of(Status(str(status)) for status in there)


def status_history(board: Board, rows: Sequence[IndicatorRow], subject: str = "") -> StatusHistory | None:
    """The counts of these indicators at every quarter up to the day shown; None where nothing was judged yet.

    subject  whose history it is, put before the finding; "" = of everything shown
    """
    text, by_quarter = board.text, board.counts_by_quarter(rows)
    judged = [end for end, counts in by_quarter.items() if counts.judged]
    if not judged:
        return None
    ends = tuple(end for end in by_quarter if end >= judged[0])
    finding = _finding(board, by_quarter, judged)
    title = text.say("dashboard.history.of", subject=subject, finding=finding) if subject else _raised(finding)
    periods = tuple(board.period_ending(end) for end in ends)
    last = by_quarter[ends[-1]].bar(text).label
    return StatusHistory(
        title=title,
        label=text.say("dashboard.history.label", title=title, period=text.period(periods[-1]), counts=last),
        quarters=periods,
        periods=tuple(map(text.period, periods)),
        counts=tuple(by_quarter[end] for end in ends),
        words={status: text.say(f"status.{status}") for status in Status},
    )


def _raised(words: str) -> str:
    return words[:1].upper() + words[1:]


def _finding(board: Board, by_quarter: Mapping[int, StatusCounts], judged: list[int]) -> str:
    """«за планом 27 із 61 оцінених у III кв. 2026, у II кв. 2026 — 25 із 58»."""
    last, before = judged[-1], judged[-2] if len(judged) > 1 else None
    text = board.text
    now, period = by_quarter[last], text.period(board.period_ending(last))
    of_judged = text.count("rows.judged", now.judged)
    if before is None:
        return text.say("dashboard.history.first", on_plan=now.on_plan, judged=of_judged, period=period)
    return text.say(
        "dashboard.history.finding",
        on_plan=now.on_plan,
        judged=of_judged,
        period=period,
        then_on_plan=by_quarter[before].on_plan,
        then_judged=by_quarter[before].judged,
        then=text.period(board.period_ending(before)),
    )
