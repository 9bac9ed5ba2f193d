"""The share of judged indicators on plan, quarter by quarter: the overview's line and its table."""

from collections.abc import Mapping

from kpi.model import FiscalYear, Period
from kpi.text import Text
from kpi.views.common.counts import StatusCounts
from kpi.views.common.series import ShareLine, SharePoint


def share_line(text: Text, by_quarter: Mapping[int, StatusCounts], fiscal_year: FiscalYear) -> ShareLine | None:
    """The line from the first quarter with a judged indicator on; None where none has ever been judged."""
    judged = [end for end, counts in by_quarter.items() if counts.judged]
    if not judged:
        return None
    points = tuple(
        _share_point(text, fiscal_year.ending(end, 3), counts) for end, counts in by_quarter.items() if end >= judged[0]
    )
    title = text.say("overview.share.title")
    last = text.percent(by_quarter[judged[-1]].share_on_plan)
    label = text.say(
        "overview.share.label",
        title=title,
        first=text.period(fiscal_year.ending(judged[0], 3)),
        first_share=text.percent(by_quarter[judged[0]].share_on_plan),
        last=text.period(fiscal_year.ending(judged[-1], 3)),
        last_share=last,
    )
    base = _share_base(text, by_quarter, judged)
    return ShareLine(title=title, points=points, last_label=last, label=label, fiscal_year=fiscal_year, base=base)


def _share_base(text: Text, by_quarter: Mapping[int, StatusCounts], judged: list[int]) -> str:
    """«оцінено: 8 на початку, 60 тепер»: the line is a share of a number that changes; "" where it does not."""
    first, last = by_quarter[judged[0]].judged, by_quarter[judged[-1]].judged
    if first == last:
        return ""
    # while all is suspended the last number judged is not the present one
    key = "overview.share.base" if judged[-1] == max(by_quarter) else "overview.share.base_then"
    return text.say(key, first=first, last=last)


def _share_point(text: Text, period: Period, counts: StatusCounts) -> SharePoint:
    return SharePoint(period.end, counts.share_on_plan, f"{text.period(period)}: {_of_judged(text, counts)}")


def _of_judged(text: Text, counts: StatusCounts) -> str:
    return text.say("overview.share.counts", on_plan=counts.on_plan, judged=counts.judged)


def share_rows(
    text: Text, by_quarter: Mapping[int, StatusCounts], fiscal_year: FiscalYear
) -> tuple[tuple[str, str, str], ...]:
    """(quarter, share, counts) as printed, the latest first."""
    return tuple(
        (text.period(fiscal_year.ending(end, 3)), text.percent(counts.share_on_plan), _of_judged(text, counts))
        for end, counts in reversed(list(by_quarter.items()))
        if counts.judged
    )
