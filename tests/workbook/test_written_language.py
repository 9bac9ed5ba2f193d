"""Workbooks are written in the strategy's language: what stands in them, and that it is read as what was meant."""

import io
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from kpi.model import (
    Action,
    ActionState,
    Department,
    Direction,
    Frequency,
    GapReason,
    GoalBook,
    Indicator,
    Kind,
    Language,
    Observation,
    OperationalGoal,
    Plan,
    Provenance,
    Sector,
    SeriesBreak,
    StrategicGoal,
    Strategy,
    Succession,
    SuccessionLink,
    Suspension,
    TargetChange,
)
from kpi.services.publishing import batches, load
from kpi.store import open_store
from kpi.text import Text
from kpi.text.problems import message, remedy
from kpi.workbook.goal.goal_book import Expected
from kpi.workbook.init.writing import write_books
from kpi.workbook.reading import read
from kpi.workbook.writer.due import DueRow
from kpi.workbook.writer.template import write_template
from kpi.workbook.writer.value_table import write_value_table
from kpi.workbook.writer.whole_books import write_goal_book, write_plan
from tests.fiscal_years import CALENDAR
from tests.workbook.test_english import Rows, saved

CYRILLIC = re.compile(r"[А-Яа-яҐґЄєІіЇї]")
PLAN = Plan(
    strategy=Strategy(
        title="Riverton Forward",
        community="City of Riverton",
        edition="2023-2025",
        first_year=2023,
        last_year=2025,
        baseline_year=2022,
        illustrative=False,
        deadline_days=15,
        act="Resolution 12",
        language=Language.EN,
        currency="USD",
        time_zone="America/Chicago",
        about="Kept by the planning office.",
        in_force_from=date(2023, 1, 15),
    ),
    sectors=(Sector("life", "Life"),),
    strategic_goals=(StrategicGoal("1", "life", "Streets"),),
    operational_goals=(OperationalGoal(code="1.1", strategic_goal="1", name="Safe streets", department="works"),),
    departments=(Department("works", "Public works", "", "works@example.org", Provenance.DOCUMENTED),),
    successions=(SuccessionLink("A1", "1.1", Succession.KEPT),),
)
ROAD = Indicator(
    code="1.1.1",
    name="Miles resurfaced",
    unit="miles",
    direction=Direction.INCREASE,
    department="Public works",
    targets=((2024, 5.0), (2025, 9.0)),
    target_year=2025,
    baseline_year=2022,
    baseline_value=4.0,
    kind=Kind.FLOW,
    frequency=Frequency.QUARTER,
    provenance=Provenance.DOCUMENTED,
    series_break=SeriesBreak(date(2024, 1, 1), "new log"),
)
ADOPTED = replace(
    ROAD, code="1.1.2", name="Plan adopted", unit="yes/no", kind=Kind.DELIVERABLE, frequency=Frequency.YEAR,
    targets=((2025, 1.0),), baseline_value=0.0, series_break=None,
)  # fmt: skip
FALLS = replace(
    ROAD, code="1.1.3", name="Complaints", unit="calls", direction=Direction.DECREASE, targets=(), series_break=None
)
QUARTERS = [CALENDAR.period(2023, 3, number) for number in range(1, 5)]
CHANGE = TargetChange(
    code="1.1.1", year=2025, old_value=8.0, new_value=9.0, decided=date(2024, 3, 1), act="Resolution 14"
)
BOOK = GoalBook(
    goal="1.1",
    edition="2023-2025",
    indicators=(ROAD, ADOPTED, FALLS),
    observations=(
        Observation(code="1.1.1", period=QUARTERS[0], value=1.5, comment="snow", preliminary=True),
        Observation(code="1.1.1", period=QUARTERS[1], value=None, gap=GapReason.NOT_COLLECTED),
        Observation(
            code="1.1.1", period=QUARTERS[2], value=None, gap=GapReason.RESTRICTED, restricted_until=date(2030, 12, 31)
        ),
        Observation(code="1.1.1", period=QUARTERS[3], value=None, gap=GapReason.NOT_APPLICABLE),
        Observation(code="1.1.3", period=QUARTERS[3], value=None, gap=GapReason.NO_VALUE, comment="the log was lost"),
    ),
    suspensions=(Suspension(code="1.1.3", since=date(2024, 2, 1), reason="flood", act="Order 3"),),
    target_changes=(CHANGE,),
    actions=(Action(code="1.1", name="Pave", state=ActionState.IN_PROGRESS, budget_plan_uah=2.5e6),),
)  # fmt: skip


def shown(data: bytes) -> str:
    """A workbook as a text table: titles, rows, dates as the cell shows them; empty columns of the rows left out."""
    lines = []
    for sheet in load_workbook(io.BytesIO(data)).worksheets:
        lines.append(f"# {sheet.title}")
        for row in sheet.iter_rows():
            cells = [_shown(cell.value) for cell in row]
            lines.append(" | ".join(cells).rstrip(" |"))
    return "\n".join(lines)


def _shown(value: object) -> str:
    return "" if value is None else f"{value:%Y-%m-%d}" if hasattr(value, "strftime") else str(value)


def expected(name: str) -> str:
    return (Path(__file__).parent / "written" / name).read_text(encoding="utf-8").rstrip("\n")


def written(write: Callable[[io.BytesIO], object]) -> bytes:
    out = io.BytesIO()
    write(out)
    return out.getvalue()


def test_a_plan_in_english() -> None:
    assert shown(written(lambda out: write_plan(PLAN, out))) == expected("plan.en.txt")


def test_a_goal_workbook_in_english() -> None:
    assert shown(written(lambda out: write_goal_book(BOOK, out, language=Language.EN))) == expected("goal.en.txt")


def test_both_are_read_as_they_were_meant() -> None:
    plan = read(written(lambda out: write_plan(PLAN, out)), "plan.xlsx", Expected(fiscal_year=CALENDAR))
    assert [problem.code for problem in plan.problems] == []
    assert plan.plan is not None
    assert replace(plan.plan, operational_goals=()) == replace(PLAN, operational_goals=())
    # a department is written by its name
    assert plan.plan.operational_goals == (replace(PLAN.operational_goals[0], department="Public works"),)
    goal = read(
        written(lambda out: write_goal_book(BOOK, out, language=Language.EN)),
        "1.1.xlsx",
        Expected(fiscal_year=CALENDAR),
    )
    assert {problem.code for problem in goal.problems} == {"target_in_words"}
    assert goal.goal_book is not None
    assert tuple(replace(o, cell=None) for o in goal.goal_book.observations) == BOOK.observations
    assert tuple(replace(i, cell=None) for i in goal.goal_book.indicators) == BOOK.indicators


def test_names_in_both_languages_keep_their_columns() -> None:
    twice = replace(ROAD, name="Дороги", name_en="Roads")
    data = written(lambda out: write_goal_book(GoalBook(goal="1.1", indicators=(twice,)), out, language=Language.EN))
    head = shown(data).splitlines()[1]
    assert head.startswith("Code | Назва показника | Unit |")
    assert " | Name | " in head
    found = read(data, "1.1.xlsx", Expected(fiscal_year=CALENDAR))
    assert found.goal_book is not None
    assert [(i.name, i.name_en) for i in found.goal_book.indicators] == [("Дороги", "Roads")]


def test_a_template_in_english_has_no_ukrainian_word() -> None:
    data = written(lambda out: write_template(BOOK, out, CALENDAR, years=range(2023, 2026), language=Language.EN))
    assert not CYRILLIC.search(shown(data))
    book = load_workbook(io.BytesIO(data))
    assert book.sheetnames == [
        "Help", "Observations", "Indicators", "Suspensions", "Target changes", "Measures", "Money",
        "Corrective actions",
    ]  # fmt: skip
    for sheet in book.worksheets:
        for rule in sheet.data_validations.dataValidation:
            said = (rule.formula1, rule.promptTitle, rule.prompt, rule.errorTitle, rule.error)
            assert not CYRILLIC.search(" ".join(map(str, said))), said
    lists = {rule.formula1 for rule in book["Observations"].data_validations.dataValidation if rule.type == "list"}
    assert '"yes,no"' in lists
    assert any("not collected,not provided" in one and "restricted until 2024-12-31" in one for one in lists)
    assert "“Observations”" in shown(data)


def test_a_table_of_all_goals_in_english_is_read() -> None:
    rows = [DueRow(ROAD, CALENDAR.period(2024, 3, 1), "", BOOK.observations[0], date(2024, 4, 15))]
    data = written(
        lambda out: write_value_table(rows, out, department="Public works", on=date(2024, 5, 1), language=Language.EN)
    )
    assert not CYRILLIC.search(shown(data))
    book = load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["Help", "Values"]
    sheet = book["Values"]
    heads = [cell.value for cell in sheet[1]]
    assert heads[:5] == ["Code", "Indicator name, unit of measure", "Value", "Reason of absence", "Comment"]
    sheet.cell(2, 3).value = 2.25
    book.save(filled := io.BytesIO())
    found = read(filled.getvalue(), "values.xlsx", Expected(fiscal_year=CALENDAR, books=(BOOK,)))
    assert [problem.code for problem in found.problems if problem.severity == "error"] == []
    assert found.goal_book is not None
    assert [(o.code, o.period.code, o.value) for o in found.goal_book.observations] == [("1.1.1", "2024-Q1", 2.25)]


@pytest.mark.parametrize("plan_in", [*Language])
@pytest.mark.parametrize("goals_in", [*Language])
def test_a_plan_and_goals_in_two_languages_load_together(plan_in: Language, goals_in: Language, tmp_path: Path) -> None:
    plan = replace(PLAN, strategy=replace(PLAN.strategy, language=plan_in))
    (tmp_path / "goals").mkdir()
    write_plan(plan, tmp_path / "plan.xlsx")
    write_goal_book(BOOK, tmp_path / "goals/1.1.xlsx", language=goals_in)
    store = open_store(str(tmp_path / "store.sqlite"))
    (receipt,) = load(batches([tmp_path]), today=date(2024, 6, 1), store=store)
    assert receipt.release is not None


def test_init_writes_in_the_language_of_the_strategy(tmp_path: Path) -> None:
    assert write_books(PLAN, (BOOK,), tmp_path) == ["plan.xlsx", "goals/1.1.xlsx"]
    for name in ("plan.xlsx", "goals/1.1.xlsx"):
        assert not CYRILLIC.search(shown((tmp_path / name).read_bytes()))


INDICATOR_HEAD = ("Code", "Name", "Unit", "Direction", "Target 2025", "Responsible department")
#: workbooks in English with a fault each, and what their reader is told
FAULTS: Mapping[str, tuple[Mapping[str, Rows], list[str]]] = {
    "a column is missing": ({"Indicators": [("Code", "Unit"), ("1.1.1", "km")]}, ["“Name”"]),
    "another choice": (
        {"Indicators": [INDICATOR_HEAD, ("1.1.1", "Roads", "km", "sideways", 5, "Works")]},
        ["increase / decrease / hold"],
    ),
    "no reason": (
        {
            "Indicators": [INDICATOR_HEAD, ("1.1.1", "Roads", "km", "increase", 5, "Works")],
            "Observations": [
                ("Code", "Year", "Quarter", "Month", "Value", "Comment", "Reason of absence"),
                ("1.1.1", 2023, None, None, None, "", "forgotten"),
            ],
        },
        ["not collected / not provided / territory inaccessible / restricted until DATE / destroyed / not due"],
    ),
    "a parameter": (
        {"Strategy": [("Parameter", "Value"), ("Data are illustrative", "perhaps")]}, ["yes / no", "First year"]
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_a_workbook_in_english_is_refused_in_english(name: str) -> None:
    sheets, wanted = FAULTS[name]
    found = read(saved(sheets), "book.xlsx", Expected(fiscal_year=CALENDAR))
    text = Text(Language.EN)
    told = "\n".join(f"{message(problem, text)} {remedy(problem, text)}" for problem in found.problems)
    assert not CYRILLIC.search(told), told
    assert [words for words in wanted if words.strip("“”") not in told] == [], told
