"""«Розріз»: the values of each territory or group, beside the total and on one scale; never added up.

What parts make together is not told: they may overlap or weigh differently, and no workbook says that they do not, so
they enter neither progress nor sums (docs/workbook.md). Of an indicator of which only the sum is public none is told.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from kpi.measure.in_force import OBSERVATION_KEY, known_by, observations_in_force
from kpi.measure.results import Survey
from kpi.measure.survey_cache import cache_by_survey
from kpi.model import FiscalYear, GapReason, Kind, Language, Provenance, Visibility
from kpi.text import Text, decimals_of
from kpi.views.common.dossier import Dossier
from kpi.views.common.provenance import mark
from kpi.views.common.values import MOST_DECIMALS, Record, number_or_none, records
from kpi.views.indicator.dossiers import day_or_none, dossiers
from kpi.views.indicator.gaps import MissingValue, missing_periods, missing_words, suspended_in
from kpi.views.indicator.trajectory import FULL_COVERAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class PartPoint:
    """A value of a part in a period, or that there is none.

    words       as printed: «69,1 %», or why it is missing
    title       the tooltip: period, value, what is to be known of it
    notes       preliminary, partial coverage
    provenance  where the strategy has both kinds, else None
    """

    end: int
    value: float | None
    words: str
    title: str
    notes: tuple[str, ...] = ()
    provenance: Provenance | None = None
    preliminary: bool = False
    partial_coverage: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One territory or group. `last` is its newest value with the period, `label` all of it for who cannot see."""

    name: str
    points: tuple[PartPoint, ...]
    last: str
    period: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakdown:
    """All parts of an indicator under the same months and on one scale.

    coverage  how many of the parts have a value of the newest period, in a sentence
    periods   (month index, words) of every column, oldest first
    whole     the total of the same periods, () where none was published
    documented  no value of a part is illustrative
    restart   a running total starts anew each year: the end of one is not joined to the next
    own       the language of the strategy, in which names of parts are
    """

    code: str
    name: str
    unit: str
    decimals: int
    coverage: str
    label: str
    parts: tuple[Part, ...]
    periods: tuple[tuple[int, str], ...]
    whole: tuple[PartPoint, ...]
    span_months: int
    documented: bool
    restart: bool
    break_end: int | None
    bounds: tuple[float | None, float | None]
    fiscal_year: FiscalYear
    own: Language


def breakdown(survey: Survey, code: str, text: Text) -> Breakdown | None:
    """The parts of an indicator as the survey's release has them; None where it has none that may be told."""
    rows = _rows_with_parts(survey).get(code)
    parts = None if rows is None else rows[rows["breakdown"] != ""]
    if rows is None or parts is None or parts.empty:
        return None
    found = dossiers(survey, text, (code,))
    if not found or found[0].record.visibility is Visibility.AGGREGATE:
        return None
    dossier = found[0]
    span = _rhythm(parts["span_months"])
    rows = rows[rows["span_months"] == span]
    told = rows[(rows["breakdown"] != "") & rows["value"].notna()]
    documented = bool((told["provenance"] == Provenance.DOCUMENTED).all())
    by_part = _by_part(rows)
    ends = sorted({end for points in by_part.values() for end in points})
    first = min(end for name, points in by_part.items() if name for end in points)
    # what is due and has not come is missing of every part
    due = [one.period.end for one in missing_periods(dossier) if one.period.span_months == span]
    ends = sorted({end for end in (*ends, *due) if end >= first})
    words = _Words(dossier, text, span, told["value"])
    whole = [words.point(row) for end, row in sorted(by_part.pop("", {}).items()) if end in ends]
    made = tuple(_part(name, points, ends, words) for name, points in by_part.items())
    told_parts = _breakdown(dossier, made, whole, ends, words)
    return replace(told_parts, documented=documented)


@cache_by_survey
def _rows_with_parts(survey: Survey) -> dict[str, pd.DataFrame]:
    """By code the rows in force up to the day shown of every indicator of which parts were ever entered.

    `came`: how many rows came before the first of its key, so that a correction moves no part.
    """
    frame, until = survey.dataset.observations, survey.fiscal_year.completed(survey.now.as_of)
    with_parts = frame.loc[frame["breakdown"] != "", "code"].unique()
    rows = known_by(frame[frame["code"].isin(with_parts) & (frame["end"] <= until)], survey.now.known_at)
    came = rows.assign(came=range(len(rows))).groupby(OBSERVATION_KEY)["came"].transform("min")
    rows = observations_in_force(rows.assign(came=came))
    return {str(code): own for code, own in rows.groupby("code", sort=False)}


def _rhythm(spans: Iterable[int]) -> int:
    """The span that most rows of parts have: a year's sum and a quarter's do not stand on one line."""
    counted = Counter(map(int, spans))
    return max(counted, key=lambda span: (counted[span], -span))


def _by_part(rows: pd.DataFrame) -> dict[str, dict[int, Record]]:
    """Rows of each part by month; parts in the order in which the newest period's rows first came."""
    found: dict[str, dict[int, Record]] = {}
    for row in records(rows.sort_values(["end", "came"], kind="stable", ascending=[False, True])):
        found.setdefault(str(row["breakdown"]), {})[int(row["end"])] = row
    return found


def _part(name: str, rows: dict[int, Record], ends: Sequence[int], words: "_Words") -> Part:
    points = tuple(words.point(rows[end]) if end in rows else words.missing(end) for end in ends)
    last = next((point for point in reversed(points) if point.value is not None), None)
    period = words.period(last.end) if last is not None else ""
    said = words.text.say("breakdown.label.none", name=name)
    if last is not None:
        said = words.text.say("breakdown.label.last", name=name, value=last.words, period=period)
    return Part(name=name, points=points, last=last.words if last else "", period=period, label=said)


def _breakdown(
    dossier: Dossier, parts: tuple[Part, ...], whole: Sequence[PartPoint], ends: Sequence[int], words: "_Words"
) -> Breakdown:
    record = dossier.record
    values = [point.value for part in parts for point in part.points if point.value is not None]
    return Breakdown(
        code=dossier.code,
        name=record.name.name,
        unit=record.scale.unit,
        decimals=words.decimals,
        coverage=_coverage(parts, ends, words),
        label="; ".join(part.label for part in parts),
        parts=parts,
        periods=tuple((end, words.period(end)) for end in ends),
        whole=tuple(whole),
        span_months=words.span,
        documented=False,
        restart=record.kind is Kind.YTD,
        break_end=record.break_end,
        bounds=_bounds(values, record.scale.unit),
        fiscal_year=record.fiscal_year,
        own=record.scale.text.default,
    )


def _coverage(parts: tuple[Part, ...], ends: Sequence[int], words: "_Words") -> str:
    """How many parts the newest period tells of; where it tells of none, the last one that does."""
    told = [sum(part.points[place].value is not None for part in parts) for place in range(len(ends))]
    last = next((place for place in reversed(range(len(ends))) if told[place]), len(ends) - 1)
    key = "breakdown.coverage_all" if told[last] == len(parts) else "breakdown.coverage"
    said = words.text.count(key, len(parts), told=told[last], period=words.period(ends[last]))
    if last == len(ends) - 1:
        return said
    return f"{words.text.say('breakdown.not_yet', period=words.period(ends[-1]))} {said}"


def _bounds(values: Sequence[float], unit: str) -> tuple[float | None, float | None]:
    """Natural limits of the axis: nothing below 0 and no percent above 100 where nothing is."""
    low = 0.0 if values and min(values) >= 0 else None
    return low, 100.0 if values and unit == "%" and max(values) <= 100 else None


class _Words:
    """What is said of the rows of one indicator."""

    def __init__(self, dossier: Dossier, text: Text, span: int, values: Iterable[float]) -> None:
        self.dossier, self.text, self.span = dossier, text, span
        self.fiscal_year = dossier.record.fiscal_year
        own = dossier.record.scale  # parts may be finer than the total
        self.decimals = max(own.decimals, decimals_of(*values, most=MOST_DECIMALS))
        self.scale = replace(own, decimals=self.decimals)

    def period(self, end: int) -> str:
        return self.text.period(self.fiscal_year.ending(end, self.span))

    def point(self, row: Record) -> PartPoint:
        """The point of a row of `OBSERVATIONS`."""
        end, value = int(row["end"]), number_or_none(row["value"])
        if value is None:
            return self._gap(end, self._why(row))
        preliminary, coverage = bool(row["preliminary"]), number_or_none(row["coverage_pct"])
        partial = coverage is not None and coverage < FULL_COVERAGE
        notes = [self.text.say("trajectory.point.preliminary")] if preliminary else []
        if partial:
            notes.append(self.text.say("trajectory.point.coverage", share=self.text.quantity(coverage, "%")))
        provenance = Provenance(str(row["provenance"]))
        amount = self.scale.amount(value)
        said = self.text.say("trajectory.point.value", period=self.period(end), value=amount)
        marked = mark(self.dossier, provenance, self.text)
        return PartPoint(
            end=end,
            value=value,
            words=amount,
            title="; ".join(part for part in (said, marked, *notes) if part),
            notes=tuple(notes),
            provenance=provenance if marked else None,
            preliminary=preliminary,
            partial_coverage=partial,
        )

    def missing(self, end: int) -> PartPoint:
        """A period of which others have a row and this part none."""
        suspended = suspended_in(self.dossier, end - self.span, end)
        return self._gap(
            end, missing_words(MissingValue(self.fiscal_year.ending(end, self.span), suspended), self.text)
        )

    def _gap(self, end: int, why: str) -> PartPoint:
        said = self.text.say("trajectory.point.gap", period=self.period(end), reason=why)
        return PartPoint(end=end, value=None, words=why, title=said)

    def _why(self, row: Record) -> str:
        day, gap = day_or_none(row["restricted_until"]), str(row["gap"]) or GapReason.NO_VALUE
        if gap == GapReason.RESTRICTED and day is not None:
            return self.text.say("trajectory.gap.restricted_until", day=self.text.date(day))
        return self.text.say(f"gap.{gap}")
