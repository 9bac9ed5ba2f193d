"""What a format hides, what type and indents tell, and the guesses one by one."""

import io
from collections.abc import Callable
from datetime import date

import pytest
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from kpi.workbook.init.answers import AnswerError, read_answers
from kpi.workbook.init.departments import without_person
from kpi.workbook.init.guesses import is_of_less
from kpi.workbook.init.periods import header_period
from kpi.workbook.init.proposals import proposed_answers
from kpi.workbook.init.section import code_at, normal_code, section_of
from kpi.workbook.init.strategy import StrategyDraft, drafted
from kpi.workbook.init.table.row_kinds import TableIndicator
from kpi.workbook.init.vocabulary import Holds, capitals, role_of
from tests.fiscal_years import CALENDAR, JULY
from tests.workbook.init.strategies import DAY, USUAL, answers_of, is_unsaid, source

HEAD = ("Показник", "Одиниця", "База 2024", "Ціль 2025", "Ціль 2026", "Ціль 2027", "Факт 2025")


def strategy(fill: Callable[[Worksheet], None], **more: object) -> StrategyDraft:
    """The strategy of a sheet that `fill` writes."""
    file = Workbook()
    assert file.active is not None
    file.active.title = "Лист1"
    fill(file.active)
    kept = io.BytesIO()
    file.save(kept)
    draft = drafted([source("table.xlsx", kept.getvalue())], answers_of(**more), DAY)
    assert draft is not None
    return draft


def test_hidden_zeros_are_no_values_until_a_person_says_so() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(HEAD)
        for number in range(1, 4):
            sheet.append((f"Показник {number}", "од.", 0, 5, 6, 7, 0 if number < 3 else 4))
        for at in ("C2", "G2", "G3"):
            sheet[at].number_format = "0;\\-0;"

    draft = strategy(fill)
    assert [o.value for o in draft.books[0].observations if not is_unsaid(o)] == [4.0]
    assert [i.baseline_value for i in draft.books[0].indicators] == [None, 0.0, 0.0]
    asked = {q.id: q for q in draft.questions if q.id.startswith("columns/")}
    assert asked.keys() == {"columns/Лист1!C1", "columns/Лист1!G1"}
    assert "приховані нулі" in asked["columns/Лист1!G1"].why
    taken = strategy(fill, columns={"Лист1!G1": "fact 2025 with zeros"})
    assert [o.value for o in taken.books[0].observations] == [0.0, 0.0, 4.0]
    assert "columns/Лист1!G1" not in {q.id for q in taken.questions}


def test_zeros_that_the_view_hides_and_numbers_that_a_format_divides() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(HEAD)
        sheet.append(("Видатки", "тис. грн", 1_000_000, 2_000_000, 3_000_000, 4_000_000, 1_500_000))
        sheet.append(("Заходи", "од.", 1, 2, 3, 4, 0))
        for row in sheet["C2:G2"]:
            for cell in row:
                cell.number_format = "#,##0,"
        sheet.sheet_view.showZeros = False

    draft = strategy(fill)
    (first, second) = draft.books[0].indicators
    assert (first.baseline_value, dict(first.targets)[2027]) == (1000.0, 4000.0)
    assert [o.value for o in draft.books[0].observations if not is_unsaid(o)] == [1500.0]
    assert second.baseline_value == 1.0
    assert {q.id for q in draft.questions} >= {"columns/Лист1!C1", "columns/Лист1!G1"}


def test_a_percent_format_is_read_as_it_is_shown() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(("Показник", *HEAD[2:]))
        sheet.append(("Охоплення", 0.452, 0.5, 0.55, 0.6, 0.47))
        for row in sheet["B2:F2"]:
            for cell in row:
                cell.number_format = "0.0%"

    (one,) = strategy(fill).books[0].indicators
    assert (one.unit, one.baseline_value, dict(one.targets)) == ("%", 45.2, {2025: 50.0, 2026: 55.0, 2027: 60.0})


def test_type_and_indents_tell_the_levels() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(HEAD)
        for name, bold, indent in (
            ("Заможна громада", True, 0),
            ("Бізнес", True, 1),
            ("Показник 1", False, 2),
            ("Чисте довкілля", True, 0),
            ("Вода", True, 1),
            ("Показник 2", False, 2),
            ("Повітря", True, 1),
            ("Показник 3", False, 2),
        ):
            sheet.append((name, *(() if bold else ("од.", 1, 2, 3, 4, 2))))
            cell = sheet.cell(sheet.max_row, 1)
            cell.font, cell.alignment = Font(bold=bold), Alignment(indent=indent)

    plan = strategy(fill).plan
    assert [(g.code, g.name) for g in plan.strategic_goals] == [("1", "Заможна громада"), ("2", "Чисте довкілля")]
    goals = [(g.code, g.name, g.strategic_goal) for g in plan.operational_goals]
    assert goals == [("1.1", "Бізнес", "1"), ("2.1", "Вода", "2"), ("2.2", "Повітря", "2")]


def test_codes_that_are_numbers_and_one_that_lost_its_zero() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(("Код", *HEAD))
        sheet.append((None, "Ціль 1. Усе"))
        for number in (*(round(1 + n / 10, 1) for n in range(1, 10)), 1.1):
            sheet.append((number, f"Показник {number} {sheet.max_row}", "од.", 1, 2, 3, 4, 2))

    codes = [one.code for one in strategy(fill).books[0].indicators]
    assert codes == [f"1.{n}" for n in range(1, 11)]


def test_fiscal_years_are_kept_in_the_plan() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(("Measure", "Unit", "Baseline FY2024", "FY2026 Target", "FY2026 Actual", "FY2027 Actual"))
        sheet.append(("Parks", "acres", 1, 4, 3, 3.5))

    draft = strategy(fill, language="en", year_starts_in=7)
    assert draft.plan.strategy.first_month == 7
    # FY2026 ended on 30.06.2026 and FY2027 goes on
    found = [(o.period.code, o.value, o.preliminary) for o in draft.books[0].observations]
    assert found == [("FY2026", 3.0, False), ("FY2027", 3.5, True)]


def test_years_outside_the_strategy_are_left_out_and_told() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(("Показник", "Одиниця", "База 2024", "Ціль 2027", "Ціль 2030", "Факт 2025"))
        sheet.append(("Дороги", "км", 1, 4, 9, 2))

    draft = strategy(fill)
    assert [one.targets for one in draft.books[0].indicators] == [((2027, 4.0),)]
    assert "columns/Лист1!E1" in {q.id for q in draft.questions}


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Коваленко О.П., нач. відділу", ""),
        ("відділ освіти (Мельник І.І.)", "відділ освіти"),
        ("Шевчук Н.В.", ""),
        ("Петренко П.П. (відділ екології)", "відділ екології"),
        ("О. В. Шевчук", ""),
        ("Олена Коваль", ""),
        ("Петренко Іван Степанович", ""),
        ("Jane Miller", ""),
        ("J. Smith, Police Department", "Police Department"),
        ("Mr. Brown", ""),
        ("Відділ економіки", None),
        ("КП «Шляхрембуд»", None),
        ("КНП «Центр первинної допомоги»", None),
        ("Управління ЖКГ", None),
        ("Public Works", None),
        ("Parks & Recreation", None),
        ("ЦНАП", None),
    ],
)
def test_persons_are_told_from_departments(text: str, left: str | None) -> None:
    assert without_person(text) == left


@pytest.mark.parametrize(
    ("name", "less"),
    [
        ("Втрати води в мережах", True),
        ("Рівень безробіття", True),
        ("Кількість ДТП із постраждалими", True),
        ("Залишок боргу орендарів", True),
        ("Середній час доїзду", True),
        ("Violent crime rate", True),
        ("Traffic fatalities", True),
        ("Частка освітлених вулиць", False),
        ("Місць в укриттях шкіл", False),
        ("Частка розкритих злочинів", False),
        ("Кількість ліквідованих аварій", False),
        ("Percent of complaints resolved", False),
    ],
)
def test_names_of_what_is_better_when_less(name: str, less: bool) -> None:
    assert is_of_less(name) is less


@pytest.mark.parametrize(
    ("text", "period", "rest"),
    [
        ("I півр. 2026", "2026-H1", ""),
        ("FY2026 Target", "2026", "ТАRGЕТ"),
        ("FY 2025-26", "2026", ""),
        ("FY26 Q1", "2026-Q1", ""),
        ("2025/26", "2026", ""),
        ("Станом на 01.01.2026", "2025", "СТАНОМ НА"),
        ("6 місяців 2026 року", "2026-H1", ""),
        ("June 2026", "2026-06", ""),
        ("9 міс. 2026", "2026-Q3", ""),
        ("за дев'ять місяців 2026 року", "2026-Q3", "ЗА"),
        ("Факт січень–вересень 2026", "2026-Q3", "ФАКТ"),
        ("Actual Jan-Sep 2026", "2026-Q3", "АСТUАL"),
        ("I–III кв. 2026", "2026-Q3", ""),
        ("2026 YTD (Q3)", "2026-Q3", ""),
        ("III квартал 2026 з початку року", "2026-Q3", ""),
        ("Sept 2026", "2026-09", ""),
        ("I kwartał 2026", "2026-Q1", ""),
        ("II półrocze 2026 roku", "2026-H2", ""),
        ("styczeń–wrzesień 2026", "2026-Q3", ""),
        ("План 2025–2027", "", "ПЛАН –"),
    ],
)
def test_periods_of_headers(text: str, period: str, rest: str) -> None:
    found = header_period(text, CALENDAR)
    assert (found.period.code if found.period else "", found.rest) == (period, rest)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("FY2026 Target", "FY2026"),
        ("2025/26", "FY2026"),
        ("2026", "FY2026"),
        ("FY26 Q1", "FY2026-Q1"),
        ("I півр. 2025/26", "FY2026-H1"),
        ("September 2025", "2025-09"),
        ("09.2025", "2025-09"),
        ("Sep FY2026", "2025-09"),
        ("Станом на 30.06.2026", "FY2026"),
        ("Станом на 01.07.2026", "FY2026"),
        ("Станом на 31.12.2025", "FY2026-H1"),
        ("Станом на 30.09.2025", "FY2026-Q1"),
        ("Станом на 31.01.2026", ""),
        ("Станом на 31.02.2026", ""),
    ],
)
def test_periods_of_headers_of_years_that_begin_in_july(text: str, period: str) -> None:
    found = header_period(text, JULY).period
    assert (found.code if found else "") == period


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("№ з/п", Holds.CODE),
        ("Показник, одиниця виміру", Holds.NAME),
        ("Найменування показника, од. виміру", Holds.NAME),
        ("Одиниця виміру показника", Holds.UNIT),
        ("Базове значення показника", Holds.BASE),
        ("Показники виконання", Holds.NAME),
        ("Цілі та індикатори", Holds.NAME),
        ("Indicator ID", Holds.CODE),
        ("Measure owner", Holds.DEPARTMENT),
        ("Джерела фінансування", Holds.OTHER),
        ("Джерело інформації", Holds.SOURCE),
        ("Відповідальні за виконання", Holds.DEPARTMENT),
        ("% виконання", Holds.OTHER),
        ("Що рахуємо", None),
    ],
)
def test_roles_of_headers(text: str, role: Holds | None) -> None:
    assert role_of(capitals(text), period=False) is role


@pytest.mark.parametrize(
    ("text", "level", "code", "name"),
    [
        ("СТРАТЕГІЧНА ЦІЛЬ А. ЕКОНОМІКА", "strategic", "А.", "ЕКОНОМІКА"),
        ("Оперативна ціль А.1. Бізнес", "operational", "А.1.", "Бізнес"),
        ("ОЦ 1.1", "operational", "1.1", ""),
        ("Ціль 1.1-1 Вода", "goal", "1.1-1", "Вода"),
        ("Objective 1.1 – Reduce crime", "operational", "1.1", "Reduce crime"),
        ("Стратегічна ціль «Заможна громада»", "strategic", "", "Заможна громада"),
        ("ІІ. Довкілля", "", "ІІ", "Довкілля"),
        ("2 бібліотеки збудовано", "", "", "2 бібліотеки збудовано"),
        ("Програма розвитку", "", "", "Програма розвитку"),
    ],
)
def test_rows_of_the_tree(text: str, level: str, code: str, name: str) -> None:
    found = section_of(text)
    assert (found.level, found.code, found.name) == (level, code, name)


def test_codes_as_people_write_them() -> None:
    written = ("А.1.2.", "1.1-1", "А.1 - 1", "ОЦ 1.1", "А1.2")
    assert [normal_code(code_at(text)) for text in written] == ["А.1.2", "1.1.1", "А.1.1", "1.1", "А1.2"]
    assert code_at("12 км") == ""


def test_the_first_answers_are_proposed_from_the_table() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(("Стратегія розвитку Вільхівської громади на 2025–2027 роки",))
        sheet.append(HEAD)
        sheet.append(("Дороги", "км", 1, 2, 3, 4, 2))

    file = Workbook()
    assert file.active is not None
    fill(file.active)
    kept = io.BytesIO()
    file.save(kept)
    proposed = proposed_answers([source("table.xlsx", kept.getvalue())])
    assert proposed == {
        "language": "uk",
        "title": "Стратегія розвитку Вільхівської громади на 2025–2027 роки",
        "community": "Вільхівська громада",
        "first_year": 2025,
        "last_year": 2027,
    }


def test_answers_that_are_no_object_are_refused() -> None:
    wrong: tuple[object, ...] = (
        [],
        "so",
        {**USUAL, "columns": []},
        {**USUAL, "departments": {"x": {}}},
        {**USUAL, "first_year": True},
    )
    for given in wrong:
        with pytest.raises(AnswerError):
            read_answers(given)


def test_rows_of_one_indicator_add_up() -> None:
    first = TableIndicator(at="Лист1!2", code="", name="Дороги")
    first.take(TableIndicator(at="Лист1!3", code="", name="Дороги", unit="км", department="Відділ"))
    assert (first.unit, first.department, first.rows) == ("км", "Відділ", 2)


def test_what_was_due_before_the_strategy_was_set_up_is_a_gap_that_says_so() -> None:
    """Of the periods after the last known one alone, and of none when the same table is read for its next values."""

    def fill(sheet: Worksheet) -> None:
        sheet.append((*HEAD[:6], "Факт 2025", "Факт I півр. 2026"))
        sheet.append(("Дороги", "км", 1, 2, 3, 4, 1.5, 1.7))
        sheet.append(("Парки", "га", 1, 2, 3, 4, None, None))
        sheet.append(("Мости", "од.", 1, 2, 3, 4, "н.д.", None))

    draft = strategy(fill)
    roads, parks, bridges = (
        [(o.period.code, o.value, o.comment) for o in draft.books[0].observations if o.code == one.code]
        for one in draft.books[0].indicators
    )
    assert [value for _, value, _ in roads] == [1.5, 1.7]
    assert [(period, value) for period, value, _ in parks] == [("2025", None)]
    assert parks[0][2] == "У таблиці, з якої створено цю стратегію, значення за цей період немає."
    assert [comment for _, _, comment in bridges] == ["У таблиці за цей період стоїть «н.д.»."]


def test_codes_that_a_spreadsheet_made_dates_are_read_as_typed_and_asked_about() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(("Код", *HEAD))
        for day, shown, row in (
            (date(2026, 1, 1), "d.m", ("Бізнес",)),
            (date(2001, 1, 1), "dd.mm.yyyy", ("Нові ФОП", "осіб", 1, 2, 3, 4, 2)),
            (date(2002, 1, 1), "dd.mm.yyyy", ("Нові робочі місця", "од.", 1, 2, 3, 4, 2)),
            (date(2026, 2, 1), "dd mmm", ("Туризм",)),
            (date(2001, 2, 1), "dd.mm.yyyy", ("Туристи", "осіб", 1, 2, 3, 4, 2)),
        ):
            sheet.append((day, *row))
            sheet.cell(sheet.max_row, 1).number_format = shown

    draft = strategy(fill)
    assert [(goal.code, goal.name) for goal in draft.plan.operational_goals] == [("1.1", "Бізнес"), ("1.2", "Туризм")]
    assert [one.code for book in draft.books for one in book.indicators] == ["1.1.1", "1.1.2", "1.2.1"]
    (asked,) = [q for q in draft.questions if q.id == "columns/Лист1!A1"]
    assert asked.proposed == "code" and "дати" in asked.why
