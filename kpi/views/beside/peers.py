"""«Інші громади»: an indicator beside those of other communities that name the same catalogue code; never a ranking.

What cannot be compared is told with its reason: another unit, kind or direction, no period in common.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kpi.community import current
from kpi.measure.many.community_standing import SharedIndicator
from kpi.measure.results import Survey
from kpi.measure.survey_cache import cache_by_survey
from kpi.model import Kind, Strategy
from kpi.model.code import catalogue_key
from kpi.text import Text, decimals_of
from kpi.views.beside.peer_panels import panels_of, span_words
from kpi.views.common.dossier import Dossier
from kpi.views.common.values import MOST_DECIMALS, UnitScale
from kpi.views.indicator.breakdown import Breakdown
from kpi.views.indicator.dossiers import dossiers, facts_of
from kpi.views.public.region import PER, counts_something

_COUNTED = frozenset({Kind.LEVEL, Kind.FLOW, Kind.YTD})
_YEAR = 12
_AFTER = str.maketrans({"ґ": "г\uffff", "є": "е\uffff", "і": "и\uffff", "ї": "и\uffff\uffff"})


@dataclass(frozen=True, slots=True)
class Population:
    """How many people live in a community, and the ISO date of that; None and "" where nobody said it."""

    people: int | None = None
    as_of: str = ""


UNKNOWN = Population()


def population_of(strategy: Strategy) -> Population:
    """As the plan states it with its day; else as the file of communities does."""
    if strategy.population and strategy.population_day:
        return Population(strategy.population, strategy.population_day.isoformat())
    here = current()
    return Population(here.population, here.counted_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerRow:
    """A community in the table.

    value       of the newest period that both have, as printed; "" where there is none
    per_head    for every thousand people, with the day of the population; "" where it says nothing
    why_not     why it is not compared, "" = it is
    notes       made up, how the population moved
    """

    name: str
    own: bool
    indicator: str
    value: str
    period: str
    per_head: str
    counted: str
    released: str
    licence: str
    licence_url: str
    site: str
    why_not: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Peers:
    """The section: our own row first, then the others by their names. `panels` the series on one scale."""

    catalogue_code: str
    rows: tuple[PeerRow, ...]
    per_head: bool
    panels: Breakdown | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Other:
    """An indicator of another community with what its package says of it."""

    item: Mapping[str, Any]
    values: Mapping[tuple[date, date], float]

    @property
    def indicator(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self.item["indicator"]
        return found

    @property
    def population(self) -> Population:
        return Population(self.item["population"], self.item["population_as_of"])


def peers(survey: Survey, code: str, text: Text, items: Iterable[Mapping[str, Any]], own: Population) -> Peers | None:
    """The section of an indicator; None where no other community names its catalogue code.

    items  indicators of other communities, as the snapshot tells them
    own    how many people live here
    """
    named = _catalogue_codes(survey).get(code, "")
    key = catalogue_key(named)
    others = [_other(item) for item in items if key and catalogue_key(item["indicator"]["catalogue_code"]) == key]
    found = dossiers(survey, text, (code,)) if others else ()
    if not found:
        return None
    ours = _Ours(survey, found[0], own, text)
    others.sort(key=lambda one: (_alphabetical(str(one.item["publisher"])), str(one.item["key"])))
    told = [(one, ours.row_of(one)) for one in others]
    rows = (ours.row(), *(row for _, row in told))
    compared = [one for one, row in told if not row.why_not]
    panels = None
    if compared:
        series = [(rows[0].name, ours.values), *((str(one.item["publisher"]), one.values) for one in compared)]
        panels = panels_of(ours.dossier, series, text)
    return Peers(catalogue_code=named, rows=rows, per_head=any(row.per_head for row in rows), panels=panels)


@cache_by_survey
def _catalogue_codes(survey: Survey) -> dict[str, str]:
    """What each indicator is called in a catalogue, "" where it is in none."""
    facts = survey.dataset.indicators
    return {str(code): str(named) for code, named in zip(facts["code"], facts["catalogue_code"], strict=True)}


def _alphabetical(name: str) -> str:
    """A key by which names stand as a Ukrainian reader expects: ґ after г, є after е, і and ї after и."""
    return name.casefold().translate(_AFTER)


def _other(item: Mapping[str, Any]) -> _Other:
    values = {
        (date.fromisoformat(start), date.fromisoformat(end)): float(value)
        for start, end, value in item["indicator"]["values"]
    }
    return _Other(item=item, values=values)


class _Ours:
    """Our own indicator, and what is told of another one beside it."""

    def __init__(self, survey: Survey, dossier: Dossier, own: Population, text: Text) -> None:
        self.survey, self.dossier, self.own, self.text = survey, dossier, own, text
        self.record = dossier.record
        self.unit = str(facts_of(survey, dossier.code)["unit"])
        self.values = {
            (one.period.start_date, one.period.end_date): one.value
            for one in dossier.readings
            if one.judged and one.value is not None
        }

    def row(self) -> PeerRow:
        """Our own newest value."""
        strategy, newest = self.survey.dataset.strategy, max(self.values, key=lambda span: span[1], default=None)
        value = None if newest is None else self.values[newest]
        return PeerRow(
            name=strategy.community_in(self.text.language),
            own=True,
            indicator=self.record.name.name,
            value=self.record.scale.amount(value) if value is not None else "",
            period=self._period(newest) if newest else "",
            per_head=self._per_head(self.unit, self.record.kind, newest, value, self.own),
            counted=self._counted(self.own),
            released="",
            licence=strategy.licence,
            licence_url="",
            site="",
            why_not="",
            notes=(),
        )

    def row_of(self, other: _Other) -> PeerRow:
        """Another community by the newest period that both have, or why it is not compared."""
        item, indicator, text = other.item, other.indicator, self.text
        why = self._why_not(other)
        common = max(set(self.values) & set(other.values), key=lambda span: span[1], default=None)
        newest = common or max(other.values, key=lambda span: span[1], default=None)
        value = None if newest is None else other.values[newest]
        unit = text.named(str(indicator["unit"]), str(indicator["unit_en"] or ""))
        scale = UnitScale(unit, decimals_of(*other.values.values(), most=MOST_DECIMALS), text)
        kind = Kind(indicator["kind"])
        head = "" if why else self._per_head(str(indicator["unit"]), kind, newest, value, other.population)
        notes = [text.say("peers.made_up")] if item["demo"] else []
        if head and (moved := self._moved(other)):
            notes.append(moved)
        return PeerRow(
            name=str(item["publisher"]),
            own=False,
            indicator=text.named(str(indicator["name"]), str(indicator["name_en"] or "")),
            value=scale.amount(value) if value is not None else "",
            period=self._period(newest) if newest else "",
            per_head=head,
            counted=self._counted(other.population) if head else "",
            released=text.date(date.fromisoformat(item["released"])),
            licence=str(item["licence"]),
            licence_url=str(item["licence_url"]),
            site=str(item["site"]),
            why_not=why,
            notes=tuple(notes),
        )

    def _why_not(self, other: _Other) -> str:
        indicator, say = other.indicator, self.text.say
        theirs = " ".join(str(indicator["unit"]).split())
        if theirs.casefold() != " ".join(self.unit.split()).casefold():
            return say("peers.why.unit", theirs=theirs, ours=self.unit)
        if indicator["kind"] != self.record.kind:
            words = {"theirs": say(f"kind.{indicator['kind']}"), "ours": say(f"kind.{self.record.kind}")}
            return say("peers.why.kind", **words)
        if indicator["direction"] != self.record.direction:
            directions = (f"direction.{one}" for one in (indicator["direction"], self.record.direction))
            theirs_to, ours_to = (say(key) for key in directions)
            return say("peers.why.direction", theirs=theirs_to, ours=ours_to)
        if not other.values:
            return say("peers.why.no_values")
        if not set(self.values) & set(other.values):
            return say("peers.why.period", period=self._period(max(other.values, key=lambda span: span[1])))
        return ""

    def _period(self, span: tuple[date, date]) -> str:
        return span_words(span, self.text)

    def _per_head(
        self, unit: str, kind: Kind, span: tuple[date, date] | None, value: float | None, population: Population
    ) -> str:
        """For every thousand people where both communities say how many they are; "" where that says nothing."""
        if span is None or value is None or not population.people or not self.own.people:
            return ""
        whole = kind is Kind.LEVEL or (kind in _COUNTED and (span[1] - span[0]).days > _YEAR * 30)
        counted = SharedIndicator(
            **dict.fromkeys(("catalogue_code", "code", "name", "name_en", "unit_en"), ""),
            unit=unit,
            kind=kind,
            status=self.record.status,
            value=value,
            period=None,
            illustrative=False,
        )
        if not whole or not counts_something(counted, self.text):
            return ""
        head = PER * value / population.people
        return self.text.number(head, 0 if abs(head) >= 100 else 1 if abs(head) >= 10 else 2)

    def _counted(self, population: Population) -> str:
        if not population.people:
            return ""
        return self.text.say(
            "peers.counted",
            people=self.text.number(population.people, 0),
            day=self.text.date(date.fromisoformat(population.as_of)),
        )

    def _moved(self, other: _Other) -> str:
        """That the population moved more than the service between the two days that are known; "" where it did not."""
        item = other.item
        before, day = item["population_before"], item["before_as_of"]
        now = other.population
        if not before or not day or not now.people:
            return ""
        then = [value for (_, end), value in sorted(other.values.items()) if end <= date.fromisoformat(day)]
        last = [value for (_, end), value in sorted(other.values.items()) if end <= date.fromisoformat(now.as_of)]
        if not then or not last or not denominator_moved(then[-1], last[-1], before, now.people):
            return ""
        return self.text.say(
            "peers.moved",
            before=self.text.number(before, 0),
            now=self.text.number(now.people, 0),
            day=self.text.date(date.fromisoformat(day)),
        )


def denominator_moved(then: float, last: float, people_then: int, people_now: int) -> bool:
    """Whether the number of people changed by a larger share than what is divided by it."""
    people = abs(people_now - people_then) / people_then
    service = abs(last - then) / abs(then) if then else (1.0 if last else 0.0)
    return people > service
