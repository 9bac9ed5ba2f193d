"""`IndicatorRow`: one indicator as every list, table and headline shows it."""

from dataclasses import dataclass

from kpi.measure.dataset import Dataset
from kpi.measure.deadlines import extensions
from kpi.measure.results import Survey
from kpi.model import SEVERITY_ORDER, Frequency, Period, Provenance, Status
from kpi.text import Text
from kpi.views.common.indicator_record import IndicatorRecord, RecordLift
from kpi.views.common.localized_name import LocalizedName
from kpi.views.common.series import Spark, Track
from kpi.views.common.shown_value import ShownValue, shown_by_code, weights_by_code, why_not
from kpi.views.common.status_duration import History, StatusDuration, since_by_code
from kpi.views.common.values import decimals_by_code, number_or_none, records

_SEVERITY = {status: place for place, status in enumerate(SEVERITY_ORDER)}


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorRow:
    """One indicator as of the survey's day, with what lists say of it beside its record.

    why            the reason of «Не оцінено» in words, "" where none
    value_words    the printed value: the judged one, where none is judged the last there is, «—» without any
    has_value      whether there is any; of the judged one `record.value`
    period         of the value shown, None without one; `period_note` is "" where it ends with the quarter shown
    provenance     of the value shown, None where the strategy does not mix documented and illustrative values
    weight         share of its goal, 0..1, None where the goal's indicators weigh the same
    overdue        «дані за III кв. 2026 не подано, строк минув 15.10.2026», "" where nothing is overdue
    """

    record: IndicatorRecord
    department: LocalizedName
    why: str
    value_words: str
    has_value: bool
    period: Period | None
    period_note: str
    provenance: Provenance | None
    weight: float | None
    since: StatusDuration
    overdue: str
    track: Track
    spark: Spark

    @property
    def code(self) -> str:
        return self.record.code

    @property
    def name(self) -> LocalizedName:
        return self.record.name

    @property
    def goal(self) -> str:
        return self.record.goal

    @property
    def status(self) -> Status:
        return self.record.status

    @property
    def judged(self) -> bool:
        return self.record.judged

    @property
    def severity(self) -> tuple[int, float]:
        """Sort key: the order of severity, then the slowest pace."""
        return _SEVERITY[self.status], pace_key(self.record.pace)

    @property
    def since_words(self) -> str:
        """«від початку плану», «шостий квартал поспіль», «з III кв. 2026»; "" before the strategy begins."""
        return self.since.words(self.record.scale.text)


def pace_key(pace: float | None) -> float:
    """Pace as a sort key; a row that cannot have one stands between those that went back and those that moved."""
    return 0.0 if pace is None else pace


def departments_by_name(dataset: Dataset, text: Text) -> dict[str, LocalizedName]:
    """Departments by code and by name: goal workbooks may use either."""
    found: dict[str, LocalizedName] = {}
    for row in dataset.departments.itertuples(index=False):
        made = LocalizedName.of(
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
        self.lift = RecordLift(survey, text, decimals_by_code(dataset))
        self.departments = departments_by_name(dataset, text)
        self.end = survey.fiscal_year.completed(survey.now.as_of)
        self.strategy = dataset.strategy
        self.extensions = extensions(dataset)
        now = survey.now.indicators
        self.since = since_by_code(
            survey, history, dict(zip(now["code"], map(Status, now["status"]), strict=True)), self.end
        )
        self.sparks = _series_by_code(survey)
        self.shown = shown_by_code(survey)
        self.weights = weights_by_code(dataset)

    def build(self) -> tuple[IndicatorRow, ...]:
        facts = {str(row["code"]): row for row in records(self.survey.dataset.indicators)}
        results = records(self.survey.now.indicators)
        return tuple(self.row(self.lift.record(facts[str(result["code"])], result)) for result in results)

    def row(self, record: IndicatorRecord) -> IndicatorRow:
        code, text = record.code, self.text
        shown, judged = self.shown.get(code), record.period
        value = record.value if judged or shown is None else shown.value
        return IndicatorRow(
            record=record,
            department=self.departments.get(record.department, LocalizedName(record.department, record.department)),
            why=why_not(text, record.reason, shown),
            value_words=record.scale.amount(value),
            has_value=value is not None,
            period=judged or (shown.period if shown else None),
            period_note=self._period_note(judged, shown),
            provenance=shown.provenance if shown else None,
            weight=self.weights.get(code),
            since=self.since[code],
            overdue=self._overdue(record),
            track=_track(text, record),
            spark=Spark(*self.sparks.get(code, ((), (), ())), record.status),
        )

    def _period_note(self, judged: Period | None, shown: ShownValue | None) -> str:
        if judged is None:
            return shown.note(self.text, self.end) if shown else ""
        return "" if judged.end == self.end else self.text.period(judged)

    def _overdue(self, record: IndicatorRecord) -> str:
        if not record.overdue or record.due_end is None:
            return ""
        period = record.fiscal_year.ending(record.due_end, record.frequency.months)
        granted = self.extensions.get((record.code, period.end))
        deadline = self.strategy.due_day(period)
        if granted is not None:
            deadline = max(deadline or granted.deadline, granted.deadline)
        yearly = period.frequency is Frequency.YEAR
        words = self.text.period_long(period) if yearly else self.text.period(period)
        key = "rows.overdue" if granted is None else "editor.extension.over"
        return self.text.say(key, period=words, deadline=self.text.date(deadline))


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


def _track(text: Text, record: IndicatorRecord) -> Track:
    status = record.status
    if record.hold:
        return Track(None, None, status, text.say("rows.track_hold"))
    if record.direction_only:
        return Track(None, None, status, text.say("rows.track_direction"))
    if record.progress is None or not record.judged:
        return Track(None, None, status, text.say("rows.track_none"))
    progress = text.percent(record.progress)
    if record.expected is None:
        return Track(record.progress, None, status, text.say("rows.track_without_plan", progress=progress))
    words = text.say("rows.track", progress=progress, expected=text.percent(record.expected))
    return Track(record.progress, record.expected, status, words)
