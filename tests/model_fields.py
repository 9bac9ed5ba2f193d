"""The fields of the model's values as keyword arguments: for helpers that make a value and take what differs in it.

`def indicator(**changes: Unpack[IndicatorFields])` with `replace(usual, **changes)`: mypy holds every name and type
here against the model where it is handed on.
"""

from datetime import date
from typing import TypedDict

from kpi.model import (
    Action,
    ActionMoney,
    CellRef,
    CorrectiveAction,
    Direction,
    Frequency,
    GapReason,
    Indicator,
    Kind,
    Language,
    MethodSettings,
    Observation,
    Provenance,
    ResultLevel,
    SeriesBreak,
    Suspension,
    TargetChange,
    Visibility,
)


class IndicatorFields(TypedDict, total=False):
    """Of `kpi.model.Indicator`."""

    code: str
    name: str
    unit: str
    direction: Direction
    department: str
    targets: tuple[tuple[int, float], ...]
    target_year: int
    baseline_year: int | None
    baseline_value: float | None
    weight: float | None
    source: str
    name_en: str
    unit_en: str
    kind: Kind
    frequency: Frequency
    range_low: float | None
    range_high: float | None
    visibility: Visibility
    ground: str
    open_from: date | None
    delay_months: int | None
    definition: str
    provenance: Provenance
    baseline_provenance: Provenance
    also_under: str
    task: str
    task_en: str
    series_break: SeriesBreak | None
    catalogue_code: str
    result_level: ResultLevel | None
    verification: str
    accuracy: str
    limitations: str
    compensation: str
    checked_by: str
    checked_on: date | None
    evidence: str
    cell: CellRef | None


class ObservationMarks(TypedDict, total=False):
    """Of `kpi.model.Observation` what stands beside code, period and value."""

    gap: GapReason | None
    comment: str
    restricted_until: date | None
    preliminary: bool
    coverage_pct: float | None
    breakdown: str
    provenance: Provenance
    source: str
    cell: CellRef | None


class GoalBookFields(TypedDict, total=False):
    """Of `kpi.model.GoalBook` what stands beside its goal."""

    indicators: tuple[Indicator, ...]
    observations: tuple[Observation, ...]
    suspensions: tuple[Suspension, ...]
    target_changes: tuple[TargetChange, ...]
    actions: tuple[Action, ...]
    action_money: tuple[ActionMoney, ...]
    corrective_actions: tuple[CorrectiveAction, ...]


class StrategyFields(TypedDict, total=False):
    """Of `kpi.model.Strategy` all but `released`: helpers take the day of publication themselves."""

    title: str
    community: str
    edition: str
    first_year: int
    last_year: int
    baseline_year: int
    illustrative: bool
    title_en: str
    community_en: str
    act: str
    act_en: str
    licence: str
    contact: str
    source: str
    source_en: str
    in_force_from: date | None
    deadline_days: int | None
    deadline_days_month: int | None
    deadline_days_quarter: int | None
    deadline_days_half_year: int | None
    deadline_days_year: int | None
    approval: bool
    colour: str
    mark: str
    mark_en: str
    mark_picture: str
    language: Language
    said_languages: tuple[Language, ...]
    currency: str
    first_month: int
    time_zone: str
    working_days: str
    legal_basis: str
    legal_basis_en: str
    website: str
    accessibility: str
    about: str
    about_en: str
    act_number: str
    act_day: date | None
    katottg: str
    edrpou: str
    population: int | None
    population_day: date | None
    link_hosts: str
    report_form: str
    settings: MethodSettings
