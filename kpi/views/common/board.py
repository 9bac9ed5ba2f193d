"""`Board`: the goal tree and the indicators of one survey in one language, from which every page is built."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from kpi.measure.results import Survey
from kpi.model import Basis, Frequency, Level, Period, Status
from kpi.text import Text
from kpi.views.common.counts import StatusCounts
from kpi.views.common.histories import history_rhythm
from kpi.views.common.localized_name import LocalizedName
from kpi.views.common.movement import IndicatorStanding, Key, known_values
from kpi.views.common.rows import IndicatorRow, departments_by_name, indicator_rows
from kpi.views.common.search import SearchIndex
from kpi.views.common.status_duration import History, statuses_by_quarter
from kpi.views.common.values import Record, number_or_none, records


@dataclass(frozen=True, slots=True)
class Rollup:
    """What stands beside the counts of a node: status, P with E, coverage (METHOD 4)."""

    status: Status
    progress: float | None
    expected: float | None
    words: str  # «Пройдено 62 % шляху, за планом — 70 %»
    coverage: str  # «оцінено 7 із 9 показників; ще 2 призупинено»


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A sector, strategic or operational goal.

    previous    counts of its indicators a quarter before, None unknown
    provenance  where its wording comes from, in the words of the plan workbook, "" where not said
    """

    level: Level
    name: LocalizedName
    parent: str
    department: LocalizedName | None
    rows: tuple[IndicatorRow, ...]
    counts: StatusCounts
    previous: StatusCounts | None
    rollup: Rollup | None
    provenance: str = ""

    @property
    def code(self) -> str:
        return self.name.code

    def most_severe_first(self) -> tuple[IndicatorRow, ...]:
        return tuple(sorted(self.rows, key=lambda row: row.severity))


@dataclass(frozen=True, eq=False, kw_only=True)
class Board:
    """Nodes parents first; `quarter` is the last complete one, `before` the last one that ended before the day shown.

    Where the day shown ends a month inside a quarter, `before` is `quarter`; at the very start it is None. Where
    nothing is reported as often as by quarters, half-years or years stand for them (`rhythm`).

    past     statuses of the indicators at `before`, `standings` their values, plans and targets as known then
    known    the value of every period as it is known now
    history  status of every indicator at every quarter
    basis    by what the quarters of the history are judged
    """

    survey: Survey
    text: Text
    quarter: Period
    before: Period | None
    rows: tuple[IndicatorRow, ...]
    past: Mapping[str, Status]
    standings: Mapping[str, IndicatorStanding]
    known: Mapping[Key, float]
    nodes: Mapping[tuple[Level, str], Node]
    history: History
    basis: Basis = Basis.KNOWN

    def level(self, level: Level) -> tuple[Node, ...]:
        return tuple(node for (at, _), node in self.nodes.items() if at is level)

    def below(self, level: Level, parent: str) -> tuple[Node, ...]:
        """The nodes of a level under the parent with this code."""
        return tuple(node for node in self.level(level) if node.parent == parent)

    def node(self, level: Level, code: str) -> Node | None:
        return self.nodes.get((level, code))

    def row(self, code: str) -> IndicatorRow | None:
        return self._by_code.get(code)

    @cached_property
    def _by_code(self) -> Mapping[str, IndicatorRow]:
        # pages of goals ask for the row of each of their indicators
        return {row.code: row for row in self.rows}

    def sector_of(self, row: IndicatorRow) -> Node | None:
        """The sector of an indicator, None where the plan has no sectors."""
        goal = self.node(Level.OPERATIONAL_GOAL, row.goal)
        strategic = self.node(Level.STRATEGIC_GOAL, goal.parent) if goal else None
        return self.node(Level.SECTOR, strategic.parent) if strategic else None

    @cached_property
    def search_index(self) -> SearchIndex:
        return SearchIndex(self.survey.dataset)

    @property
    def counts(self) -> StatusCounts:
        return StatusCounts.of(row.status for row in self.rows)

    def counts_by_quarter(self, rows: Iterable[IndicatorRow]) -> dict[int, StatusCounts]:
        """Counts of these indicators at every quarter up to the one shown, by month index, ascending.

        The quarter that ends with the day shown is counted from the rows themselves, as everywhere on the page.
        """
        listed = list(rows)
        counted: dict[int, list[Status]] = {}
        for row in listed:
            for end, status in self.history.get(row.code, {}).items():
                counted.setdefault(end, []).append(status)
        shown = self.survey.fiscal_year.completed(self.survey.now.as_of)
        past = {end: StatusCounts.of(counted[end]) for end in sorted(counted) if end < shown}
        return past | ({shown: StatusCounts.of(row.status for row in listed)} if shown == self.quarter.end else {})

    def quarter_words(self, period: Period, form: str = "quarter") -> str:
        """«II кварталі», «I кварталі 2025/26 року» after «у»; form "quarter_since": «II кварталу» after «з»."""
        label = self.text.year(period.year, period.fiscal_year)
        if self.rhythm is Frequency.YEAR:
            return self.text.say(f"rows.{form}.whole", year=label)
        same = period.year == self.quarter.year and period.fiscal_year.is_calendar
        year = "same" if same else "year"
        half = "half_" if self.rhythm is Frequency.HALF_YEAR else ""
        quarter = self.text.say(f"rows.{half}quarter_name.{period.number}")
        return self.text.say(f"rows.{half}{form}.{year}", quarter=quarter, year=label)

    @cached_property
    def rhythm(self) -> Frequency:
        """The periods in which the history is told."""
        return history_rhythm(self.survey)

    def period_ending(self, end: int) -> Period:
        """The period of the history that ends with the month `end`."""
        return self.survey.fiscal_year.ending(end, self.rhythm.months)


def board(survey: Survey, text: Text, basis: Basis = Basis.KNOWN) -> Board:
    """Everything of `survey` that pages share, said in the language of `text`.

    basis  which of the histories the survey holds (`kpi.measure.in_hindsight` makes the other)
    """
    fiscal, step = survey.fiscal_year, history_rhythm(survey).months
    end = fiscal.completed(survey.now.as_of)
    history = statuses_by_quarter(survey)
    rows = indicator_rows(survey, text, history)
    earlier = [moment.end for moment in survey.moments if moment.end < end]
    past, standings = _past(survey, earlier[-1]) if earlier else ({}, {})
    return Board(
        survey=survey,
        text=text,
        quarter=fiscal.ending(end - end % step, step),
        before=fiscal.ending(earlier[-1], step) if earlier else None,
        rows=rows,
        past=past,
        standings=standings,
        known=known_values(survey),
        nodes=_nodes(survey, text, rows, past),
        history=history,
        basis=basis,
    )


def _past(survey: Survey, moment: int) -> tuple[dict[str, Status], dict[str, IndicatorStanding]]:
    history = survey.indicator_history
    then = history[history["moment"] == moment]
    statuses = {str(code): Status(str(s)) for code, s in zip(then["code"], then["status"], strict=True) if s}
    return statuses, {str(row["code"]): IndicatorStanding.of(row, survey.fiscal_year) for row in records(then)}


def _nodes(
    survey: Survey, text: Text, rows: tuple[IndicatorRow, ...], past: Mapping[str, Status]
) -> dict[tuple[Level, str], Node]:
    listed = records(survey.dataset.nodes)
    keys = [(Level(str(n["level"])), str(n["code"])) for n in listed]
    parents = {
        key: (Level(str(n["parent_level"])), str(n["parent"])) if n["parent_level"] else None
        for key, n in zip(keys, listed, strict=True)
    }
    below: dict[tuple[Level, str], list[IndicatorRow]] = {key: [] for key in keys}
    for row in rows:
        at: tuple[Level, str] | None = (Level.OPERATIONAL_GOAL, row.goal)
        while at in below:
            below[at].append(row)
            at = parents[at]
    departments = departments_by_name(survey.dataset, text)
    results = {(Level(str(r["level"])), str(r["code"])): _rollup(text, r) for r in records(survey.now.nodes)}
    nodes = {}
    for key, values in zip(keys, listed, strict=True):
        department, inside = str(values["department"]), tuple(below[key])
        known = [past[row.code] for row in inside if row.code in past]
        nodes[key] = Node(
            level=key[0],
            name=LocalizedName.of(text, key[1], str(values["name"]), str(values["name_en"])),
            parent=str(values["parent"]),
            department=departments.get(department, LocalizedName(department, department)) if department else None,
            rows=inside,
            counts=StatusCounts.of(row.status for row in inside),
            previous=StatusCounts.of(known) if known else None,
            rollup=results.get(key),
            provenance=str(values["provenance"]),
        )
    return nodes


def _rollup(text: Text, values: Record) -> Rollup:
    progress, expected = number_or_none(values["progress"]), number_or_none(values["expected"])
    counted = values["active"] and values["assessed"]  # of none at all the words say so
    coverage = text.count("rows.assessed", values["active"], assessed=values["assessed"]) if counted else ""
    if values["suspended"]:
        coverage += ("; " if coverage else "") + text.say("rows.suspended_beside", n=values["suspended"])
    if progress is None or expected is None:
        words = text.say("rows.rollup_none" if values["assessed"] else "rows.rollup_unjudged")
    else:
        part = 2 * values["assessed"] < values["active"] + values["suspended"]
        key = "rows.rollup_part" if part else "rows.rollup"
        key = "rows.rollup_few" if values["status"] == Status.NO_DATA else key
        words = text.say(key, progress=text.percent(progress), expected=text.percent(expected))
    return Rollup(Status(str(values["status"])), progress, expected, words, coverage)
