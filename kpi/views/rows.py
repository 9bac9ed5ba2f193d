"""`IndicatorRow`: one indicator as every list, table and headline shows it, values raw and printed."""

from dataclasses import dataclass
from datetime import timedelta

from kpi.measure.dataset import Dataset
from kpi.measure.results import FLAGS, Survey
from kpi.model import (
    JUDGED,
    SEVERITY_ORDER,
    Direction,
    Frequency,
    Kind,
    Language,
    Period,
    Provenance,
    Status,
    completed_index,
)
from kpi.text import Text
from kpi.views.printed import Numbers as Numbers  # noqa: PLC0414 (offered on)
from kpi.views.printed import Printed as Printed  # noqa: PLC0414
from kpi.views.printed import comparison as comparison  # noqa: PLC0414
from kpi.views.printed import limits, printed
from kpi.views.series import Spark, Track
from kpi.views.shown import Shown, shown_by_code, weights_by_code, why_not
from kpi.views.since import History, Since, since_by_code
from kpi.views.values import Record as Record  # noqa: PLC0414 (offered on)
from kpi.views.values import Scale, decimals_by_code, finer_plan, index_or_none, number_or_none, records

_SEVERITY = {status: place for place, status in enumerate(SEVERITY_ORDER)}


@dataclass(frozen=True, slots=True)
class Named:
    """A name from the data in the reader's language where it has one; `foreign` says that it has not."""

    code: str
    name: str
    foreign: bool = False
    illustrative: bool = False

    @classmethod
    def of(cls, text: Text, code: str, name: str, name_en: str, *, illustrative: bool = False) -> "Named":
        if text.language is Language.UK:
            return cls(code, name, False, illustrative)
        return cls(code, name_en or name, not name_en, illustrative)


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One indicator as of the survey's day.

    why          the reason of «Не оцінено» in words, "" where none
    shown        the printed value in the unit, None without any; `raw.value` only where it is judged
    period       of the value shown, None without one; `period_note` is "" where it ends with the quarter shown
    provenance   of the value shown, None where the strategy does not mix documented and illustrative values
    weight       share of its goal, 0..1, None where the goal's indicators weigh the same
    explanation  the department's words, "" where none
    overdue      «дані за III кв. 2026 не подано, строк минув 15.10.2026», "" where nothing is overdue
    flags        names of kpi.measure.results.FLAGS that hold
    """

    name: Named
    goal: str
    department: Named
    status: Status
    reason: str
    why: str
    scale: Scale
    direction: Direction
    kind: Kind
    frequency: Frequency
    shown: float | None
    period: Period | None
    period_note: str
    provenance: Provenance | None
    weight: float | None
    target_year: int
    raw: Numbers
    printed: Printed
    since: Since
    since_words: str
    explanation: str
    overdue: str
    track: Track
    spark: Spark
    flags: frozenset[str]

    @property
    def code(self) -> str:
        return self.name.code

    @property
    def judged(self) -> bool:
        return self.status in JUDGED

    @property
    def severity(self) -> tuple[int, float]:
        """Sort key: the order of severity, then the slowest pace."""
        return _SEVERITY[self.status], pace_key(self.raw.pace)


def pace_key(pace: float | None) -> float:
    """Pace as a sort key; a row that cannot have one stands between those that went back and those that moved."""
    return 0.0 if pace is None else pace


def departments_by_name(dataset: Dataset, text: Text) -> dict[str, Named]:
    """Departments by code and by name: goal workbooks may use either."""
    found: dict[str, Named] = {}
    for row in dataset.departments.itertuples(index=False):
        made = Named.of(
            text, str(row.code), str(row.name), str(row.name_en), illustrative=str(row.provenance) == "illustrative"
        )
        found[str(row.name)] = found[str(row.code)] = made
    return found


def indicator_rows(survey: Survey, text: Text, history: History) -> tuple[IndicatorRow, ...]:
    """A row for each indicator of the survey, in the order of their codes; `history` is `statuses_by_quarter`."""
    return _Rows(survey, text, history).build()


class _Rows:
    """What the rows share, looked up once."""

    def __init__(self, survey: Survey, text: Text, history: History) -> None:
        self.survey, self.text = survey, text
        dataset = survey.dataset
        self.decimals = decimals_by_code(dataset)
        self.departments = departments_by_name(dataset, text)
        self.end = completed_index(survey.now.as_of)
        self.strategy = dataset.strategy
        now = survey.now.indicators
        self.since = since_by_code(
            survey, history, dict(zip(now["code"], map(Status, now["status"]), strict=True)), self.end
        )
        self.sparks = _series_by_code(survey)
        self.shown = shown_by_code(survey)
        self.weights = weights_by_code(dataset)

    def build(self) -> tuple[IndicatorRow, ...]:
        facts = self.survey.dataset.indicators.drop(columns=["goal", "baseline_value", "target_end"])
        both = self.survey.now.indicators.merge(facts, on="code", how="left", suffixes=("", "_fact"))
        return tuple(self.row(values) for values in records(both))

    def row(self, values: Record) -> IndicatorRow:
        code, text = str(values["code"]), self.text
        unit = str((text.language is Language.EN and values["unit_en"]) or values["unit"])
        finer = finer_plan(values, limits(values, Direction(str(values["direction"]))), self.decimals[code])
        scale = Scale(unit, self.decimals[code], text, finer)
        status, since, raw = Status(str(values["status"])), self.since[code], Numbers.of(values)
        flags = frozenset(name for name in FLAGS if values[f"flag_{name}"])
        direction, reason = Direction(str(values["direction"])), str(values["reason"])
        shown, judged = self.shown.get(code), _period(values)
        value = raw.value if judged or shown is None else shown.value
        department = str(values["department"])
        return IndicatorRow(
            name=Named.of(text, code, str(values["name"]), str(values["name_en"])),
            goal=str(values["goal"]),
            department=self.departments.get(department, Named(department, department)),
            status=status,
            reason=reason,
            why=why_not(text, reason, shown),
            scale=scale,
            direction=direction,
            kind=Kind(str(values["kind"])),
            frequency=Frequency(str(values["frequency"])),
            shown=value,
            period=judged or (shown.period if shown else None),
            period_note=self._period_note(judged, shown),
            provenance=shown.provenance if shown else None,
            weight=self.weights.get(code),
            target_year=(int(values["target_end"]) - 1) // 12,
            raw=raw,
            printed=printed(scale, raw, value, limits(values, direction), direction, aimless="direction_only" in flags),
            since=since,
            since_words=since.words(text),
            explanation=str(values["comment"]),
            overdue=self._overdue(values),
            track=_track(text, status, raw, flags),
            spark=Spark(*self.sparks.get(code, ((), (), ())), status),
            flags=flags,
        )

    def _period_note(self, judged: Period | None, shown: Shown | None) -> str:
        if judged is None:
            return shown.note(self.text, self.end) if shown else ""
        return "" if judged.end == self.end else self.text.period(judged)

    def _overdue(self, values: Record) -> str:
        end = index_or_none(values["due_end"])
        if not values["overdue"] or end is None:
            return ""
        period = Period.ending(end, Frequency(str(values["frequency"])).months)
        deadline = period.end_date + timedelta(days=self.strategy.term_days(period.span_months))
        yearly = period.frequency is Frequency.YEAR
        words = self.text.period_long(period) if yearly else self.text.period(period)
        return self.text.say("rows.overdue", period=words, deadline=self.text.date(deadline))


def _period(values: Record) -> Period | None:
    end = index_or_none(values["end"])
    return None if end is None else Period.ending(end, int(values["span_months"]))


Lines = tuple[tuple[int, ...], tuple[float | None, ...], tuple[float | None, ...]]


def _series_by_code(survey: Survey) -> dict[str, Lines]:
    """Ends, values and plan of every indicator since the plan began; partial years are left out where years count."""
    series = survey.series
    kept = (series["end"] > survey.dataset.strategy.first_year * 12) & (series["judged"] | (series["gap"] != ""))
    columns = (series.loc[kept, name].tolist() for name in ("code", "end", "value", "planned_value"))
    lines: dict[str, list[tuple[int, float | None, float | None]]] = {}
    for code, end, value, planned in zip(*columns, strict=True):
        lines.setdefault(code, []).append((end, number_or_none(value), number_or_none(planned)))
    return {
        code: (tuple(p[0] for p in points), tuple(p[1] for p in points), tuple(p[2] for p in points))
        for code, points in lines.items()
    }


def _track(text: Text, status: Status, raw: Numbers, flags: frozenset[str]) -> Track:
    if "hold" in flags:
        return Track(None, None, status, text.say("rows.track_hold"))
    if "direction_only" in flags:
        return Track(None, None, status, text.say("rows.track_direction"))
    if raw.progress is None or status not in JUDGED:
        return Track(None, None, status, text.say("rows.track_none"))
    progress = text.percent(raw.progress)
    if raw.expected is None:
        return Track(raw.progress, None, status, text.say("rows.track_without_plan", progress=progress))
    words = text.say("rows.track", progress=progress, expected=text.percent(raw.expected))
    return Track(raw.progress, raw.expected, status, words)
