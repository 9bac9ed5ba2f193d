"""`IndicatorRecord`: what an indicator is and how it stands, lifted once out of the frames of a survey.

Lists (`kpi.views.common.rows`) and the pages of one goal and one indicator (`kpi.views.indicator.dossiers`) are made
from it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kpi.measure.results import FLAGS, Survey
from kpi.measure.survey_cache import cache_by_survey
from kpi.model import (
    CODE_PATTERN,
    JUDGED,
    Direction,
    FiscalYear,
    Frequency,
    Kind,
    NoDataReason,
    Period,
    Provenance,
    Status,
    Visibility,
    index_year,
)
from kpi.text import Text
from kpi.views.common.localized_name import LocalizedName
from kpi.views.common.values import Record, UnitScale, finer_plan, index_or_none, number_or_none


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorRecord:
    """One indicator as of the survey's day. Numbers are in the unit, shares of the way without one; None = no number.

    department      code, or the name where «Підрозділи» has no row of it; `department_name` its own name
    range           the limits of a target range, None of every other direction
    provenance      of the indicator's wording and targets; values and the baseline have their own
    baseline_end    month index; so are `break_end`, `end` (of the judged value's period), `target_end`, `due_end`
    planned_value   the plan at `end`; `target_value` the target in force, `first_target_value` that of the first plan
    due_end         the last period whose deadline has passed; `overdue` says that nothing answers it
    comment         the department's explanation, "" where none
    flags           names of kpi.measure.results.FLAGS that hold
    """

    name: LocalizedName
    goal: str
    task: str  # code and name, "" where it belongs to none
    task_name: LocalizedName  # the same in the reader's language
    also_under: tuple[str, ...]  # codes of further goals that show it
    direction: Direction
    kind: Kind
    frequency: Frequency
    department: str
    department_name: str
    source: str
    definition: str
    visibility: Visibility
    ground: str
    delay_months: int
    range: tuple[float, float] | None
    provenance: Provenance
    baseline_provenance: Provenance
    baseline_end: int | None
    break_end: int | None
    break_reason: str
    as_of: date
    fiscal_year: FiscalYear
    status: Status
    reason: NoDataReason | None
    end: int | None
    span_months: int | None
    value: float | None
    planned_value: float | None
    baseline_value: float | None
    target_value: float | None
    first_target_value: float | None
    target_end: int
    progress: float | None
    expected: float | None
    pace: float | None
    age_months: int | None
    due_end: int | None
    overdue: bool
    comment: str
    flags: frozenset[str]
    scale: UnitScale

    @property
    def code(self) -> str:
        return self.name.code

    @property
    def period(self) -> Period | None:
        """Of the judged value."""
        if self.end is None or self.span_months is None:
            return None
        return self.fiscal_year.ending(self.end, self.span_months)

    @property
    def target_year(self) -> int:
        return index_year(self.target_end)

    @property
    def judged(self) -> bool:
        return self.status in JUDGED

    @property
    def direction_only(self) -> bool:
        """Whether the plan has no number to reach (METHOD 9)."""
        return "direction_only" in self.flags

    @property
    def hold(self) -> bool:
        return "hold" in self.flags

    @property
    def as_of_end(self) -> int:
        """Month index of the as-of date."""
        return self.fiscal_year.reached(self.as_of)

    def year_words(self, end: int) -> str:
        """What the year of a month index is called: «2026», «2025/26»."""
        return self.scale.text.year_of(end, self.fiscal_year)

    def planned_words(self, planned: float | None) -> str:
        """The plan for a date as printed; for a range without a way to it the range itself, «—» for none."""
        if self.range is not None and planned is None:
            return self.scale.span(*self.range)
        return self.scale.planned(planned)

    @property
    def target_words(self) -> str:
        """The final target as printed: «95,0 %», «60–85 %», «зростає» for one without a number; "" for none."""
        if self.direction_only:
            return self.scale.text.say(f"rows.direction.{self.direction}")
        if self.range is not None:
            return self.scale.span(*self.range)
        return "" if self.target_value is None else self.scale.amount(self.target_value)


_TEXTS = ("goal", "task", "department", "source", "definition", "ground", "break_reason")


@cache_by_survey
def _department_names(survey: Survey) -> dict[str, str]:
    departments = survey.dataset.departments
    return dict(zip(departments["code"], departments["name"], strict=True))


class RecordLift:
    """Makes the records of a survey in one language; what they share is looked up once."""

    def __init__(self, survey: Survey, text: Text, decimals: Mapping[str, int]) -> None:
        """`decimals` is `decimals_by_code` of the survey's dataset, which callers keep."""
        self.text, self.as_of, self.decimals = text, survey.now.as_of, decimals
        self.fiscal_year = survey.fiscal_year
        self.departments = _department_names(survey)

    def record(self, facts: Record, result: Record) -> IndicatorRecord:
        """From a row of `INDICATORS` and the row of `INDICATOR_RESULT` of the same code."""
        return IndicatorRecord(
            name=LocalizedName.of(self.text, str(facts["code"]), str(facts["name"]), str(facts["name_en"])),
            task_name=LocalizedName.of(self.text, "", str(facts["task"]), _task_en(facts)),
            also_under=tuple(code for code in str(facts["also_under"]).split() if code != facts["goal"]),
            direction=Direction(str(facts["direction"])),
            kind=Kind(str(facts["kind"])),
            frequency=Frequency(str(facts["frequency"])),
            department_name=str(self.departments.get(facts["department"], facts["department"])),
            visibility=Visibility(str(facts["visibility"])),
            delay_months=index_or_none(facts["delay_months"]) or 0,
            range=_limits(facts),
            provenance=Provenance(str(facts["provenance"])),
            baseline_provenance=Provenance(str(facts["baseline_provenance"])),
            baseline_end=index_or_none(facts["baseline_end"]),
            break_end=index_or_none(facts["break_end"]),
            as_of=self.as_of,
            fiscal_year=self.fiscal_year,
            status=Status(str(result["status"])),
            reason=NoDataReason(str(result["reason"])) if result["reason"] else None,
            end=index_or_none(result["end"]),
            span_months=index_or_none(result["span_months"]),
            target_end=int(result["target_end"]),
            due_end=index_or_none(result["due_end"]),
            overdue=bool(result["overdue"]),
            comment=str(result["comment"]),
            flags=frozenset(name for name in FLAGS if result[f"flag_{name}"]),
            scale=self._scale(facts, result, _limits(facts)),
            value=number_or_none(result["value"]),
            planned_value=number_or_none(result["planned_value"]),
            baseline_value=number_or_none(result["baseline_value"]),
            target_value=number_or_none(result["target_value"]),
            first_target_value=number_or_none(result["first_target_value"]),
            progress=number_or_none(result["progress"]),
            expected=number_or_none(result["expected"]),
            pace=number_or_none(result["pace"]),
            age_months=index_or_none(result["age_months"]),
            **{name: str(facts[name]) for name in _TEXTS},
        )

    def _scale(self, facts: Record, result: Record, limits: tuple[float, float] | None) -> UnitScale:
        unit = self.text.named(str(facts["unit"]), str(facts["unit_en"]))
        decimals = self.decimals[str(facts["code"])]
        return UnitScale(unit, decimals, self.text, finer_plan(result, limits, decimals))


def _limits(facts: Record) -> tuple[float, float] | None:
    low, high = number_or_none(facts["range_low"]), number_or_none(facts["range_high"])
    ranged = facts["direction"] == Direction.RANGE
    return None if not ranged or low is None or high is None else (low, high)


def _task_en(facts: Record) -> str:
    """The task in English, with its code before it however it was typed; "" where there is none."""
    code, named = str(facts["task"]).partition(" ")[0], str(facts["task_en"])
    return f"{code} {named}" if named and CODE_PATTERN.fullmatch(code) and named.partition(" ")[0] != code else named
