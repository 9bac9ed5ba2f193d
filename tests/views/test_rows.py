from dataclasses import replace
from datetime import date

import pytest

from kpi.model import Direction, Language, Level, Status, month_index
from kpi.text import Text
from kpi.views.common.board import board
from kpi.views.common.counts import StatusCounts
from kpi.views.common.rows import IndicatorRow
from kpi.views.indicator.dossiers import dossiers
from kpi.views.indicator.value_table import comparison_words, difference_of
from tests.views.samples import NOW, Sample, survey_of

UK, EN = Text(Language.UK), Text(Language.EN)
OFF, ON = Status.OFF_TRACK, Status.ON_TRACK


def row_of(sample: Sample, text: Text = UK) -> IndicatorRow:
    return board(survey_of([sample]), text).rows[0]


def compared(sample: Sample) -> tuple[str, str, str, str]:
    """Value, plan and difference as printed, and what is said of them."""
    survey = survey_of([sample], observed=False)
    record = board(survey, UK).rows[0].record
    found = dossiers(survey, UK, ["1.1.1"])[0]
    assert found.record == record, "lists and pages have one record"
    difference = record.scale.difference_words(difference_of(found, record.value, record.planned_value))
    words = comparison_words(found, record.value, record.planned_value, UK)
    return record.scale.amount(record.value), record.planned_words(record.planned_value), difference, words


def test_printed_difference_agrees_with_printed_numbers() -> None:
    sample = Sample("1.1.1", OFF, value=69.14, planned=78.26, target=95.5)
    assert compared(sample) == ("69,1\u202f%", "78,3\u202f%", "−9,2\u00a0в.\u00a0п.", "гірше")


@pytest.mark.parametrize(
    ("direction", "value", "planned", "word"),
    [
        (Direction.INCREASE, 5, 4, "краще"),
        (Direction.INCREASE, 4, 5, "гірше"),
        (Direction.DECREASE, 4, 5, "краще"),
        (Direction.DECREASE, 5, 4, "гірше"),
        (Direction.DECREASE, 4, 4, "за планом"),
    ],
)
def test_comparison_follows_the_wanted_direction(direction: Direction, value: float, planned: float, word: str) -> None:
    assert compared(Sample("1.1.1", direction=direction, value=value, planned=planned))[3] == word


def test_a_range_prints_its_limits_and_the_distance_outside() -> None:
    outside = Sample("1.1.1", direction=Direction.RANGE, limits=(60, 85), value=55, planned=None)
    assert row_of(outside).record.target_words == "60–85\u202f%"
    assert compared(outside)[1:] == ("60–85\u202f%", "+5\u00a0в.\u00a0п.", "поза межами 60–85\u202f%")
    inside = Sample("1.1.1", direction=Direction.RANGE, limits=(60, 85), value=70, planned=None)
    assert compared(inside)[3] == "у межах"


def test_yes_and_no_are_words() -> None:
    assert compared(Sample("1.1.1", unit="так/ні", value=0, planned=1, target=1))[:3] == ("ні", "так", "—")


def test_a_missing_value_is_a_dash_never_a_zero() -> None:
    sample = Sample("1.1.1", Status.NO_DATA, value=None, before=None, planned=None, progress=None)
    assert compared(sample) == ("—", "—", "—", "")
    row = row_of(sample)
    assert (row.value_words, row.has_value, row.period, row.track.progress) == ("—", False, None, None)


@pytest.mark.parametrize(
    ("history", "words"),
    [
        ((ON, ON, ON), "з III\u00a0кв.\u00a02026"),
        ((ON, ON, OFF), "другий квартал поспіль"),
        ((OFF, ON, OFF), "другий квартал поспіль"),
        ((OFF, OFF, OFF), "четвертий квартал поспіль"),
    ],
)
def test_since_when(history: tuple[Status, ...], words: str) -> None:
    assert row_of(Sample("1.1.1", OFF, history)).since_words == words


def test_since_the_plan_began_only_where_the_history_reaches_its_start() -> None:
    survey = survey_of([Sample("1.1.1", OFF, (OFF, OFF, OFF), end=month_index(2022, 12))])
    shift = NOW - month_index(2022, 12)
    early = replace(
        survey,
        now=replace(survey.now, as_of=date(2022, 12, 31)),
        indicator_history=survey.indicator_history.assign(moment=survey.indicator_history["moment"] - shift),
    )
    assert board(early, UK).rows[0].since_words == "від початку плану"


@pytest.mark.parametrize(("n", "uk", "en"), [(11, "11-й", "11th"), (12, "12-й", "12th"), (21, "21-й", "21st")])
def test_ordinals_above_ten_are_figures(n: int, uk: str, en: str) -> None:
    assert UK.ordinal("rows.ordinal_figure", n) == uk
    assert EN.ordinal("rows.ordinal_figure", n) == en


def test_an_overdue_report_names_period_and_deadline() -> None:
    row = row_of(Sample("1.1.1", overdue=True, end=NOW - 3))
    assert row.overdue == "дані за III\u00a0кв.\u00a02026 не подано, строк минув 15.10.2026"
    assert row.period_note == "II\u00a0кв.\u00a02026"
    assert row_of(Sample("1.1.1")).period_note == ""


def test_counts_of_nodes_add_up_and_agree_with_measuring() -> None:
    samples = [Sample(f"{g}.{o}.{i}", s) for g in (1, 2) for o in (1, 2) for i, s in enumerate(Status, 1)]
    made = board(survey_of(samples), UK)
    assert made.counts.total == 32
    assert (made.counts.judged, made.counts.on_plan, made.counts.far_behind) == (24, 12, 8)
    for level in (Level.SECTOR, Level.STRATEGIC_GOAL, Level.OPERATIONAL_GOAL):
        assert sum(node.counts.total for node in made.level(level)) == 32
    for measured in made.survey.now.nodes.to_dict("records"):
        node = made.node(Level(measured["level"]), measured["code"])
        assert node is not None
        assert [node.counts[s] for s in Status] == [measured[f"n_{s}"] for s in Status]
        assert node.counts.judged == measured["assessed"]


def test_a_bar_says_the_whole_distribution() -> None:
    bar = StatusCounts.of([ON, ON, Status.SUSPENDED]).bar(UK)
    assert [(s.status, s.count) for s in bar.segments] == [(ON, 2), (Status.SUSPENDED, 1)]
    assert bar.label == "3 показники: За планом\u00a0— 2; Оцінювання призупинено\u00a0— 1"


def test_names_fall_back_to_ukrainian_and_say_so() -> None:
    made = board(survey_of([Sample("1.1.1"), Sample("1.1.2", name_en="Two")]), EN)
    assert [(r.name.name, r.name.foreign) for r in made.rows] == [("Показник 1.1.1", True), ("Two", False)]


def test_severest_first() -> None:
    samples = [Sample(f"1.1.{i}", s, pace=1 - i / 10) for i, s in enumerate((ON, OFF, OFF, Status.MOVING_AWAY))]
    node = board(survey_of(samples), UK).node(Level.OPERATIONAL_GOAL, "1.1")
    assert node is not None
    assert [r.code for r in node.most_severe_first()] == ["1.1.3", "1.1.2", "1.1.1", "1.1.0"]
