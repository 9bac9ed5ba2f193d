"""The share of judged indicators on plan, quarter by quarter: the overview's line and its table."""

from collections.abc import Callable, Mapping

from kpi.model import Period
from kpi.text import Text
from kpi.views.common.counts import StatusCounts
from kpi.views.common.series import ShareLine, SharePoint

#: from the month with which a period of the history ends to the period
PeriodEnding = Callable[[int], Period]


def share_line(text: Text, by_quarter: Mapping[int, StatusCounts], period_ending: PeriodEnding) -> ShareLine | None:
    """The line from the first quarter with a judged indicator on; None where none has ever been judged."""
    judged = [end for end, counts in by_quarter.items() if counts.judged]
    if not judged:
        return None
    points = tuple(
        _share_point(text, end, counts, period_ending) for end, counts in by_quarter.items() if end >= judged[0]
    )
    title = text.say("overview.share.title")
    last = text.percent(by_quarter[judged[-1]].share_on_plan)
    label = text.say(
        "overview.share.label",
        title=title,
        first=text.period(period_ending(judged[0])),
        first_share=text.percent(by_quarter[judged[0]].share_on_plan),
        last=text.period(period_ending(judged[-1])),
        last_share=last,
    )
    base, fiscal = _share_base(text, by_quarter, judged), period_ending(judged[-1]).fiscal_year
    return ShareLine(title=title, points=points, last_label=last, label=label, fiscal_year=fiscal, base=base)


def _share_base(text: Text, by_quarter: Mapping[int, StatusCounts], judged: list[int]) -> str:
    """«оцінено: 8 на початку, 60 тепер»: the line is a share of a number that changes; "" where it does not."""
    first, last = by_quarter[judged[0]].judged, by_quarter[judged[-1]].judged
    if first == last:
        return ""
    # while all is suspended the last number judged is not the present one
    key = "overview.share.base" if judged[-1] == max(by_quarter) else "overview.share.base_then"
    return text.say(key, first=text.number(first), last=text.number(last))


def _share_point(text: Text, end: int, counts: StatusCounts, period_ending: PeriodEnding) -> SharePoint:
    period = text.period(period_ending(end))
    return SharePoint(end, counts.share_on_plan, f"{period}: {_of_judged(text, counts)}")


def _of_judged(text: Text, counts: StatusCounts) -> str:
    return text.say("overview.share.counts", on_plan=counts.on_plan, judged=counts.judged)


def share_rows(
    text: Text, by_quarter: Mapping[int, StatusCounts], period_ending: PeriodEnding
) -> tuple[tuple[str, str, str], ...]:
    """(quarter, share, counts) as printed, the latest first."""
    return tuple(
        (text.period(period_ending(end)), text.percent(counts.share_on_plan), _of_judged(text, counts))
        for end, counts in reversed(list(by_quarter.items()))
        if counts.judged
    )
