"""The series of several communities as small charts on one scale, and what their periods are called."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from kpi.model import FiscalYear
from kpi.text import Text, decimals_of
from kpi.views.common.dossier import Dossier
from kpi.views.common.values import MOST_DECIMALS, UnitScale
from kpi.views.indicator.breakdown import Breakdown, Part, PartPoint

#: from the first day to the last
Span = tuple[date, date]
Values = Mapping[Span, float]
_CALENDAR = FiscalYear(1)
_DAYS_OF_MONTH = 30.4


def panels_of(dossier: Dossier, series: Sequence[tuple[str, Values]], text: Text) -> Breakdown:
    """A panel for each community, the first one ours, of the periods as long as those that others have with us."""
    own = series[0][1]
    common = Counter(_months(span) for _, values in series[1:] for span in values if span in own)
    months = max(common, key=lambda length: (common[length], length))
    series = [(name, values) for name, values in series if any(_months(span) == months for span in values)]
    fiscal_year = dossier.record.fiscal_year
    shown = {span for _, values in series for span in values if _months(span) == months}
    # two communities whose years begin in different months have spans that end in different months
    spans = sorted(shown, key=lambda span: (span[1], span[0]))
    drawn = [value for _, values in series for span, value in values.items() if span in shown]
    unit, decimals = dossier.record.scale.unit, decimals_of(*drawn, most=MOST_DECIMALS)
    scale = UnitScale(unit, decimals, text)
    parts = tuple(_part(name, values, spans, fiscal_year, scale) for name, values in series)
    return Breakdown(
        code=dossier.code,
        name=dossier.record.name.name,
        unit=unit,
        decimals=decimals,
        coverage="",
        label="; ".join(part.label for part in parts),
        parts=parts,
        periods=tuple((fiscal_year.reached(span[1]), span_words(span, text)) for span in spans),
        whole=(),
        span_months=months,
        documented=False,
        restart=False,
        break_end=None,
        bounds=(0.0 if min(drawn) >= 0 else None, 100.0 if unit == "%" and max(drawn) <= 100 else None),
        fiscal_year=fiscal_year,
        own=text.default,
    )


def _months(span: Span) -> int:
    return round((span[1] - span[0]).days / _DAYS_OF_MONTH)


def _part(name: str, values: Values, spans: Sequence[Span], fiscal_year: FiscalYear, scale: UnitScale) -> Part:
    text, points = scale.text, []
    for span in spans:
        value, period = values.get(span), span_words(span, scale.text)
        words = text.say("gap.no_value") if value is None else scale.amount(value)
        title = text.say("trajectory.point.value", period=period, value=words)
        points.append(PartPoint(end=fiscal_year.reached(span[1]), value=value, words=words, title=title))
    newest = next(span for span in reversed(spans) if span in values)
    last, period = scale.amount(values[newest]), span_words(newest, text)
    label = text.say("breakdown.label.last", name=name, value=last, period=period)
    return Part(name=name, points=tuple(points), last=last, period=period, label=label)


def span_words(span: Span, text: Text) -> str:
    """A year, half-year, quarter or month of the calendar by its name, other days from the first to the last."""
    end = _CALENDAR.reached(span[1])
    for months in (12, 6, 3, 1):
        if end % months == 0:
            found = _CALENDAR.ending(end, months)
            if (found.start_date, found.end_date) == span:
                return text.period(found)
    return text.say("peers.days", start=text.date(span[0]), end=text.date(span[1]))
