"""What the internal store calls things: names, units, decimals, present statuses, for the pages of the desk."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from kpi.cache import Cache
from kpi.measure import measure
from kpi.measure.dataset import Dataset
from kpi.model import FiscalYear, Level, Status
from kpi.services.publishing.editions import last_quarter, present_edition
from kpi.services.publishing.preview import standing_dataset
from kpi.store import Store
from kpi.store.write import last_seq
from kpi.text import Text
from kpi.text.numbers import decimals_of
from kpi.views.common.localized_name import LocalizedName
from kpi.views.common.values import UnitScale, decimals_by_code

#: more decimals than these nobody types
TYPED = 9
#: names, second names and units by code
Words = Mapping[str, tuple[str, str]]


@dataclass(frozen=True, eq=False, kw_only=True)
class LabelIndex:
    """Of one state of the store.

    indicators, goals, departments   (name, English name) by code
    strategic    goals above the operational ones
    former       of what decisions name and the strategy has no more, as it was called last
    units        (unit, English unit) of indicators
    decimals     with which the values of an indicator are printed
    statuses     as of the last quarter's end
    fiscal_year  what the strategy's years are called by
    """

    indicators: Words
    goals: Words
    departments: Words
    units: Words
    decimals: Mapping[str, int]
    statuses: Mapping[str, Status]
    fiscal_year: FiscalYear
    former: Words = field(default_factory=dict)
    strategic: Words = field(default_factory=dict)

    def indicator(self, code: str, text: Text) -> LocalizedName:
        return _named(self.indicators, code, text)

    def goal(self, code: str, text: Text) -> LocalizedName:
        return _named(self.goals, code, text)

    def subject(self, code: str, text: Text) -> LocalizedName:
        """What a decision is about: an indicator, a goal of either level, or what was one."""
        return _named({**self.former, **self.strategic, **self.goals, **self.indicators}, code, text)

    def department(self, code: str, text: Text) -> LocalizedName:
        return _named(self.departments, code, text)

    def scale(self, code: str, text: Text, *values: float | None) -> UnitScale:
        """How these values of the indicator are printed: with all decimals that were typed.

        Who checks a number must see it as it is, also where the published ones have fewer decimals. Of an indicator
        that is new, plain numbers.
        """
        unit = LocalizedName.of(text, code, *self.units.get(code, ("", ""))).name
        return UnitScale(unit, max(self.decimals.get(code, 0), decimals_of(*values, most=TYPED)), text)


#: of the last states of the store
_names: Cache[LabelIndex] = Cache(4)


def _named(words: Words, code: str, text: Text) -> LocalizedName:
    return LocalizedName.of(text, code, *words.get(code, ("", "")))


def label_index(store: Store, today: date, edition: str = "") -> LabelIndex:
    """The names as of now, in the edition in force where none is named; made again where something was published."""
    with store.reading() as connection:
        seq = last_seq(connection, store.community)
    return _names.get((store.name, seq, today, edition), lambda: _made(store, today, edition))


def _made(store: Store, today: date, edition: str) -> LabelIndex:
    with store.reading() as connection:
        named = edition or present_edition(connection, store, today)
        dataset = standing_dataset(connection, store, date.max, named)
    if dataset is None:
        return LabelIndex(
            indicators={}, goals={}, departments={}, units={}, decimals={}, statuses={}, fiscal_year=FiscalYear(1)
        )
    nodes = dataset.nodes
    return LabelIndex(
        indicators=_words(dataset.indicators, "name"),
        goals=_words(nodes[nodes["level"] == Level.OPERATIONAL_GOAL], "name"),
        departments=_words(dataset.departments, "name"),
        units=_words(dataset.indicators, "unit"),
        decimals=decimals_by_code(dataset),
        statuses=_statuses(dataset, today),
        fiscal_year=dataset.strategy.fiscal_year,
        former=_words(dataset.former_subjects, "name"),
        strategic=_words(nodes[nodes["level"] == Level.STRATEGIC_GOAL], "name"),
    )


def _words(frame: pd.DataFrame, name: str) -> dict[str, tuple[str, str]]:
    rows = zip(frame["code"], frame[name], frame[f"{name}_en"], strict=True)
    return {str(code): (str(own), str(english)) for code, own, english in rows}


def _statuses(dataset: Dataset, today: date) -> dict[str, Status]:
    last = dataset.releases["published"].max()
    known_at = today if pd.isna(last) else max(today, pd.Timestamp(last).date())
    found = measure(dataset, last_quarter(known_at, dataset.strategy.fiscal_year).end_date, known_at).indicators
    return {str(code): Status(status) for code, status in zip(found["code"], found["status"], strict=True)}
