"""The values that an indicator had in the edition before: history beside its own, never held against the new plan."""

from dataclasses import dataclass, replace

from kpi.measure.successions import UNIT, kept_indicators
from kpi.model import Provenance, index_year, month_index
from kpi.text import Text
from kpi.text.editions import edition_words
from kpi.views.common.dossier import Dossier, ValueReading
from kpi.views.common.localized_name import LocalizedName
from kpi.views.common.provenance import provenance_of
from kpi.views.common.series import Point, PreviousPoints, Trajectory
from kpi.views.indicator.dossiers import dossiers
from kpi.views.indicator.trajectory import of_dossier
from kpi.views.succession.crosswalk import Crosswalk, CrosswalkItem


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviousValue:
    """A value of the former edition as printed; `provenance` where that edition has both kinds, else None."""

    period: str
    value: str
    notes: tuple[str, ...]
    provenance: Provenance | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviousSeries:
    """What the indicator was measured at before, newest first.

    edition  in words, «2022–2026»; `edition_name` as its plan writes it
    name     the indicator's code and name there
    why_not  a sentence where the two are kept but cannot be joined: then there is neither a value nor a point
    drawn    for the chart, None where nothing is drawn
    figures  of the values: "documented", "illustrative", or "mixed" where there are both
    """

    edition: str
    edition_name: str
    name: LocalizedName
    why_not: str = ""
    values: tuple[PreviousValue, ...] = ()
    drawn: PreviousPoints | None = None
    figures: str = Provenance.DOCUMENTED


def _predecessor(crosswalk: Crosswalk, code: str) -> tuple[CrosswalkItem | None, str]:
    """The one indicator that this one is kept from, None without one; and why their values do not join, "" = do."""
    kept = kept_indicators(crosswalk.old.survey.dataset, crosswalk.new.survey.dataset)
    row = kept.loc[kept["code"] == code]
    if row.empty:
        return None, ""
    return crosswalk.old_item((None, str(row["previous_code"].iloc[0]))), str(row["why_not"].iloc[0])


def previous_series(crosswalk: Crosswalk, code: str) -> PreviousSeries | None:
    """The former values of an indicator of the new edition; None where it is kept from no single indicator."""
    item, why_not = _predecessor(crosswalk, code)
    if item is None:
        return None
    text, survey = crosswalk.text, crosswalk.old.survey
    old, new = dossiers(survey, text, (item.name.code,))[0], dossiers(crosswalk.new.survey, text, (code,))[0]
    strategy = survey.dataset.strategy
    edition = edition_words(strategy, text)
    found = PreviousSeries(edition=edition, edition_name=strategy.edition, name=item.name)
    if why_not:
        words = {"old": _kind_or_unit(why_not, old, text), "new": _kind_or_unit(why_not, new, text)}
        said = text.say(f"succession.series.{why_not}", edition=edition, code=item.name.code, **words)
        return replace(found, why_not=said)
    own = {(reading.end, reading.span_months) for reading in new.readings if reading.value is not None}
    readings = [r for r in old.readings if r.value is not None and (_now(r.end, old, new), r.span_months) not in own]
    values = tuple(_value(old, reading, text) for reading in reversed(readings))
    if not values:
        return None
    return replace(found, values=values, drawn=_drawn(crosswalk, old, new), figures=_figures(old, readings))


def _figures(old: Dossier, readings: list[ValueReading]) -> str:
    kinds = {provenance_of(old, reading) for reading in readings}
    return "mixed" if len(kinds) > 1 else kinds.pop()


def _kind_or_unit(what: str, dossier: Dossier, text: Text) -> str:
    return dossier.record.scale.unit if what == UNIT else text.say(f"kind.{dossier.record.kind}")


def _value(old: Dossier, reading: ValueReading, text: Text) -> PreviousValue:
    notes = [text.say("trajectory.point.preliminary")] if reading.preliminary else []
    if reading.coverage_pct is not None and reading.coverage_pct < 100:
        notes.append(text.say("trajectory.point.coverage", share=text.quantity(reading.coverage_pct, "%")))
    return PreviousValue(
        period=text.period(reading.period),
        value=old.record.scale.amount(reading.value),
        notes=tuple(notes),
        provenance=provenance_of(old, reading) if old.mixed else None,
    )


def _drawn(crosswalk: Crosswalk, old: Dossier, new: Dossier) -> PreviousPoints | None:
    """What the former page draws, without the months that the indicator has values of its own for."""
    text, survey = crosswalk.text, crosswalk.old.survey
    edition = edition_words(survey.dataset.strategy, text)
    own = {reading.end for reading in new.readings if reading.value is not None}
    longest = {reading.end: reading for reading in old.readings if reading.value is not None}
    points = tuple(
        Point(end=_now(p.end, old, new), value=p.value, title=_title(old, longest[p.end], p.value, edition, text))
        for p in of_dossier(survey, old, text).points
        if p.value is not None and not p.doubtful and _now(p.end, old, new) not in own and p.end in longest
    )
    if not points:
        return None
    label = text.say("succession.series.drawn", edition=edition)
    broken = None if old.record.break_end is None else _now(old.record.break_end, old, new)
    until = month_index(crosswalk.new.survey.dataset.strategy.first_year - 1, 12)
    return PreviousPoints(label=label, edition=edition, points=points, break_end=broken, until=until)


def _now(end: int, old: Dossier, new: Dossier) -> int:
    """The month of the former edition as the new one counts it: their years may begin with different months."""
    return new.record.fiscal_year.reached(old.record.fiscal_year.last_day(end))


def _title(old: Dossier, reading: ValueReading, value: float, edition: str, text: Text) -> str:
    amount, period = old.record.scale.amount(value), text.period(reading.period)
    return text.say("succession.series.point", period=period, value=amount, edition=edition)


def with_previous(
    trajectory: Trajectory, previous: PreviousSeries | None, text: Text, *, illustrative: bool = False
) -> Trajectory:
    """The chart with the former values before its own.

    illustrative  the strategy shown is an example as a whole, and its chart says so: else made-up values are told here
    """
    if previous is None or previous.drawn is None:
        return trajectory
    first, last = previous.drawn.points[0], previous.drawn.points[-1]
    told = Provenance.DOCUMENTED if illustrative else previous.figures
    years = text.say(f"succession.series.years.{told}", edition=previous.edition)
    said = text.say("succession.series.described", edition=previous.edition, first=first.title, last=last.title)
    start = month_index(index_year(first.end) - 1, 12)
    return replace(
        trajectory,
        previous=previous.drawn,
        start=min(trajectory.start, start),
        subtitle=f"{trajectory.subtitle}; {years}",
        label=f"{trajectory.label} {said}",
    )
