"""One indicator in a strategy of its own, measured for real: what pages say of it follows from books alone."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Unpack

from kpi.measure import survey
from kpi.measure.books import dataset_from_books
from kpi.measure.results import Survey
from kpi.model import (
    Action,
    CellRef,
    Department,
    Direction,
    Frequency,
    GapReason,
    GoalBook,
    Indicator,
    Language,
    Observation,
    OperationalGoal,
    Plan,
    Provenance,
    Sector,
    StrategicGoal,
    Suspension,
    TargetChange,
)
from kpi.text import Text
from kpi.views.common.dossier import Dossier
from kpi.views.indicator import page as indicator_page
from kpi.views.indicator.dossiers import dossiers
from kpi.views.indicator.page import IndicatorView
from tests.fiscal_years import CALENDAR
from tests.model_fields import IndicatorFields, ObservationMarks
from tests.views.samples import STRATEGY

UK, EN = Text(Language.UK), Text(Language.EN)
AS_OF, FIRST_RELEASE, RELEASE = date(2026, 9, 30), date(2026, 8, 14), date(2026, 11, 14)
CODE = "1.1.1"
TARGETS = ((2022, 66.0), (2023, 70.0), (2024, 75.0), (2025, 82.0), (2026, 95.0))
PLAN = Plan(
    strategy=STRATEGY,
    sectors=(Sector("urban", "Благоустрій", "Urban improvement"),),
    strategic_goals=(StrategicGoal("1", "urban", "Надійна інфраструктура", "Reliable infrastructure"),),
    operational_goals=(
        OperationalGoal(code="1.1", strategic_goal="1", name="Вода", name_en="Water", department="Управління ЖКГ"),
    ),
    departments=(Department("dep", "Управління ЖКГ", "Utilities department", provenance=Provenance.ILLUSTRATIVE),),
)


class Differences(IndicatorFields, total=False):
    """What a survey differs in from that of `measured([])`: fields of the indicator, and what stands beside it."""

    before: Sequence[Observation]
    suspensions: Sequence[Suspension]
    target_changes: Sequence[TargetChange]
    actions: Sequence[Action]
    plan: Plan
    more: Sequence[Indicator]
    as_of: date
    known_at: date


LEVEL = Indicator(
    code=CODE,
    name="Безперебійне водопостачання",
    unit="%",
    name_en="Uninterrupted water supply",
    direction=Direction.INCREASE,
    department="Управління ЖКГ",
    targets=TARGETS,
    target_year=2026,
    baseline_year=2021,
    baseline_value=62.0,
    frequency=Frequency.QUARTER,
    source="Водоканал",
)


def indicator(**changes: Unpack[IndicatorFields]) -> Indicator:
    """A level to be raised from 62,0 % in 2021 to 95,0 % in 2026, reported by quarters."""
    return replace(LEVEL, **changes)


def seen(period: str, value: float | GapReason, code: str = CODE, **changes: Unpack[ObservationMarks]) -> Observation:
    """An observation: a value, or a gap with its reason."""
    made = Observation(
        code=code,
        period=CALENDAR.parse(period),
        value=None if isinstance(value, GapReason) else value,
        gap=value if isinstance(value, GapReason) else None,
        cell=CellRef("Спостереження", "E14"),
    )
    return replace(made, **changes)


def measured(
    observations: Sequence[Observation],
    *,
    before: Sequence[Observation] = (),
    suspensions: Sequence[Suspension] = (),
    target_changes: Sequence[TargetChange] = (),
    actions: Sequence[Action] = (),
    plan: Plan = PLAN,
    more: Sequence[Indicator] = (),
    as_of: date = AS_OF,
    known_at: date = RELEASE,
    **changes: Unpack[IndicatorFields],
) -> Survey:
    """The survey of 30.09.2026, released on 14.11.2026; `before` is what the release of August had said."""
    book = GoalBook(
        goal="1.1",
        indicators=(indicator(**changes), *more),
        observations=tuple(observations),
        suspensions=tuple(suspensions),
        target_changes=tuple(target_changes),
        actions=tuple(actions),
    )
    books = [(replace(book, observations=tuple(before)), FIRST_RELEASE)] if before else []
    return survey(dataset_from_books([*books, (book, known_at)], plan), as_of, known_at)


def page(measured_survey: Survey, text: Text = UK) -> IndicatorView:
    view = indicator_page.build(measured_survey, CODE, text, site="https://strategy.example.org")
    assert view is not None
    return view


def dossier(measured_survey: Survey, text: Text = UK) -> Dossier:
    return dossiers(measured_survey, text, (CODE,))[0]


def plain(words: str) -> str:
    """The words with ordinary spaces, to be read in a test."""
    return words.replace("\u00a0", " ").replace("\u202f", " ")
