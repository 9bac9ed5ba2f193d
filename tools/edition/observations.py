"""The observations of one indicator as they stood in the workbook of a release."""

from collections.abc import Iterator, Mapping
from datetime import date

from kpi.model import GapReason, Indicator, Kind, Observation, Period, Provenance
from tools.edition import documented, sources
from tools.edition.sources import CALENDAR, FIRST, Edition
from tools.edition.values import grown, periods, series, shares

Parts = Mapping[str, float]


def observations(
    indicator: Indicator, story: sources.Table, published: date, edition: Edition = FIRST
) -> Iterator[Observation]:
    """Rows of «Спостереження» in the order of periods, each total followed by its breakdown.

    Periods that end after the quarter the release reports are not there yet; neither are late submissions. Where the
    story tells of a later revision, an earlier release has the number of its time.
    """
    reported = _reported(published)
    late = {CALENDAR.parse(code): day for code, day in story.get("late", {}).items()}
    absent = set(expand(story.get("absent", []), indicator))
    parts: dict[str, float] = {}
    for observation in full(indicator, story, edition):
        period = observation.period
        if period.end > reported or late.get(period, published) > published or period in absent:
            continue
        row = _as_of_then(observation, story, published)
        found = _parts(indicator, story, row, parts)
        parts = found or parts
        yield row
        for name, value in found.items():
            yield Observation(
                code=row.code,
                period=period,
                value=value,
                breakdown=name,
                preliminary=row.preliminary,
                provenance=Provenance.ILLUSTRATIVE,
            )


def _reported(published: date) -> int:
    """Month index of the end of the quarter that a release reports."""
    return CALENDAR.completed(published) // 3 * 3


def full(indicator: Indicator, story: sources.Table, edition: Edition = FIRST) -> list[Observation]:
    """Every period's row as the story has it in the end."""
    spans = periods(indicator.frequency.months, edition.years[0], _reported(edition.released))
    values = series(
        indicator.code,
        indicator.kind,
        spans,
        story.get("path", ""),
        decimals=story.get("decimals", 0),
        noise=float(story.get("noise", 0)),
        running=is_running(indicator),
        base=indicator.baseline_value or 0.0,
        seed=edition.name,
    )
    told = {p: _value(indicator, story, p, value) for p, value in values.items()}
    found = told | dict(_gaps(indicator, story)) | documented.observations(indicator, edition)
    return [found[period] for period in sorted(found, key=lambda p: (p.end, p.span_months))]


def expand(ranges: list[str], indicator: Indicator) -> Iterator[Period]:
    """«2022-Q1..2022-Q3» as the periods of the indicator's frequency."""
    for text in ranges:
        first, _, last = text.partition("..")
        low, high = CALENDAR.parse(first), CALENDAR.parse(last or first)
        if low.span_months != indicator.frequency.months:
            raise ValueError(f"{indicator.code}: {text} is not of its frequency")
        yield from (CALENDAR.ending(end, low.span_months) for end in range(low.end, high.end + 1, low.span_months))


def _gaps(indicator: Indicator, story: sources.Table) -> Iterator[tuple[Period, Observation]]:
    for gap in story.get("gaps", []):
        for period in expand([gap["at"]], indicator):
            reason = GapReason(gap["reason"])
            yield (
                period,
                Observation(
                    code=indicator.code,
                    period=period,
                    value=None,
                    gap=reason,
                    comment=gap.get("comment", ""),
                    restricted_until=gap.get("until"),
                    provenance=Provenance.ILLUSTRATIVE,
                ),
            )


def _value(indicator: Indicator, story: sources.Table, period: Period, value: float) -> Observation:
    coverage = {p: pct for text, pct in story.get("coverage", {}).items() for p in expand([text], indicator)}
    return Observation(
        code=indicator.code,
        period=period,
        value=value,
        comment=story.get("comments", {}).get(period.code, ""),
        preliminary=period.code in story.get("preliminary", []),
        coverage_pct=coverage.get(period),
        provenance=Provenance.ILLUSTRATIVE,
    )


def _as_of_then(observation: Observation, story: sources.Table, published: date) -> Observation:
    """The row as an earlier release had it: the number before its revision and without the words about it."""
    for was in story.get("was", []):
        if was["at"] == observation.period.code and published < was["until"]:
            return Observation(
                code=observation.code,
                period=observation.period,
                value=float(was["value"]),
                comment=was.get("comment", ""),
                preliminary=was.get("preliminary", False),
                coverage_pct=observation.coverage_pct,
                provenance=Provenance.ILLUSTRATIVE,
            )
    return observation


def is_running(indicator: Indicator) -> bool:
    """Whether the number counts from the start of the strategy and so never falls."""
    return "наростаючим підсумком" in indicator.name


def _parts(indicator: Indicator, story: sources.Table, total: Observation, before: Parts) -> dict[str, float]:
    """The breakdown of a total, after the one of the period before."""
    parts = story.get("parts")
    if not parts or total.value is None or indicator.kind is Kind.INCREMENT:
        return {}
    if total.provenance is Provenance.DOCUMENTED:  # the source has no such breakdown
        return {}
    decimals = story.get("decimals", 0)
    if is_running(indicator):
        return grown(total.value, parts, before, decimals)
    return shares(total.value, parts, indicator.unit, decimals)
