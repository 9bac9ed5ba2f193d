"""Hidden things, 1904, other sheets of the book before, departments, the gathering of problems."""

from dataclasses import replace

from kpi.model import GoalBook
from kpi.workbook import InForce, Reading, compare, read_bytes
from kpi.workbook.goal.goal_book import Expected
from kpi.workbook.reading import plain_name, read
from kpi.workbook.sheet.problems import MAX_PROBLEMS
from tests.fiscal_years import CALENDAR
from tests.workbook.rawbook import pack, parts, rows_xml, worksheet
from tests.workbook.tables import GOOD, HEAD, ROW, SEEN, reading, sheets_of, told, workbook

CHANGES = "\n# Зміни цілей\nКод | Рік | Було | Стало | Дата рішення | Номер рішення\n"


def _xml(text: str = GOOD) -> dict[str, str]:
    return {title: worksheet(rows_xml(rows)) for title, rows in sheets_of(text).items()}


def _read(sheets: dict[str, str], states: dict[str, str] | None = None) -> list[str]:
    return told(read(pack(parts(sheets, states=states)), "a.xlsx", Expected(fiscal_year=CALENDAR)))


def test_hidden_sheets_are_read_and_remarked_on() -> None:
    assert _read(_xml(), states={"Спостереження": "hidden"}) == ["sheet_hidden Спостереження"]
    assert _read(_xml(), states={"Спостереження": "veryHidden"}) == ["sheet_hidden Спостереження"]


def test_hidden_rows_and_columns_are_read_and_remarked_on() -> None:
    sheets = _xml()
    sheets["Спостереження"] = sheets["Спостереження"].replace("<row r='2'>", "<row r='2' hidden='1'>")
    sheets["Показники"] = worksheet(
        rows_xml(sheets_of(GOOD)["Показники"]), before="<cols><col min='2' max='3' hidden='true'/></cols>"
    )
    assert _read(sheets) == ["hidden_columns Показники", "hidden_rows Спостереження"]


def test_dates_of_1904() -> None:
    text = GOOD + "\n# Призупинення\nКод | Від | До | Причина | Акт\n1.1.1 | d:43154 | | дії | № 1\n"
    found = read(pack(parts(_xml(text), date1904=True)), "a.xlsx", Expected(fiscal_year=CALENDAR))
    assert found.goal_book is not None
    assert f"{found.goal_book.suspensions[0].since}" == "2022-02-24"


def test_shared_strings_rich_text_and_phonetic_hints() -> None:
    sheets = _xml()
    old = "<c r='F2' t='inlineStr'><is><t xml:space='preserve'>лампи замінено</t></is></c>"
    assert old in sheets["Спостереження"]
    sheets["Спостереження"] = sheets["Спостереження"].replace(old, "<c r='F2' t='s'><v>1</v></c>")
    strings = (
        "<sst xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><si><t>x</t></si>"
        "<si><r><rPr><b/></rPr><t>лам</t></r><r><t xml:space='preserve'>пи </t></r><r><t>нові</t></r>"
        "<rPh sb='0' eb='1'><t>не читати</t></rPh></si></sst>"
    )
    found = read(pack(parts(sheets, strings=strings)), "a.xlsx", Expected(fiscal_year=CALENDAR))
    assert found.goal_book is not None
    assert found.goal_book.observations[0].comment == "лампи нові"


def test_cells_of_merged_ranges_are_refused_with_their_range() -> None:
    sheets = _xml()
    sheets["Спостереження"] = sheets["Спостереження"].replace(
        "</sheetData>", "</sheetData><mergeCells><mergeCell ref='A2:A4'/></mergeCells>"
    )
    found = read(pack(parts(sheets)), "a.xlsx", Expected(fiscal_year=CALENDAR))
    assert told(found) == ["merged_cells Спостереження!A2"]
    assert found.problems[0].values["range"] == "A2:A4"


def against(before: Reading | GoalBook | None, text: str) -> Reading:
    """A workbook read and then held against the one in force."""
    book = before.goal_book if isinstance(before, Reading) else before
    assert book is not None
    return compare(reading(text), InForce.of(book))


def test_a_target_changes_only_by_decision() -> None:
    before = reading(GOOD.replace("| 50 | 70 |", "| 50 | 65 |"))
    assert told(against(before, GOOD)) == ["target_changed_without_decision Показники!H2"]
    assert not against(before, GOOD).accepted
    decided = GOOD + CHANGES + "1.1.1 | 2026 | 65 | 70 | 01.06.2025 | № 12\n"
    assert told(against(before, decided)) == []
    assert against(before, decided).accepted
    # the cell of a template is locked: the row of the decision is enough, and sets the target
    left = against(
        before, GOOD.replace("| 50 | 70 |", "| 50 | 65 |") + CHANGES + "1.1.1 | 2026 | 65 | 70 | 01.06.2025 | № 12\n"
    )
    assert told(left) == []
    assert left.goal_book is not None
    assert dict(left.goal_book.indicators[0].targets)[2026] == 70
    # what a decision in force has moved is not moved back by a cell
    assert told(against(left, GOOD.replace("| 50 | 70 |", "| 50 | 65 |"))) == [
        "target_changed_without_decision Показники!H2"
    ]
    other = GOOD + CHANGES + "1.1.1 | 2026 | 60 | 70 | 01.06.2025 | № 12\n"
    assert told(against(before, other)) == ["target_changed_without_decision Показники!H2"]
    gone = GOOD.replace("| 50 | 70 |", "| | 65 |")
    assert told(against(before, gone)) == ["target_changed_without_decision Показники!A2"]


def test_a_target_is_judged_beside_other_errors() -> None:
    before = reading(GOOD.replace("| 50 | 70 |", "| 50 | 65 |"))
    wrong = reading(f"# Спостереження\n{SEEN}\n1.1.1 | 2025 | | | слово |\n# Показники\n{HEAD}\n{ROW}")
    assert not wrong.certain
    assert before.goal_book is not None
    found = compare(wrong, InForce.of(before.goal_book))
    assert told(found)[-1] == "target_changed_without_decision Показники!H2"
    assert told(found)[:-1] == told(wrong)


def test_a_new_indicator_needs_no_decision() -> None:
    more = GOOD.replace(ROW, ROW + "\n" + ROW.replace("1.1.1", "1.1.2"))
    assert told(against(reading(GOOD), more)) == []


def test_an_indicator_stays_with_its_goal() -> None:
    known = InForce(goals={"1.1.1": "1.2"})
    assert told(compare(reading(GOOD), known)) == ["wrong_goal Показники!A2"]


def test_another_department_is_remarked_on() -> None:
    before = reading(GOOD).goal_book
    assert before is not None
    moved = replace(before, indicators=(replace(before.indicators[0], department="Інше"),))
    found = against(moved, GOOD)
    assert told(found) == ["wrong_department Показники!J2"]
    assert found.accepted


def test_what_the_child_read_is_held_against_the_book_in_force() -> None:
    before = reading(GOOD.replace("| 50 | 70 |", "| 50 | 65 |")).goal_book
    assert before is not None
    former = GoalBook(goal="1.1", indicators=before.indicators)
    found = read_bytes(workbook(GOOD), "a.xlsx", "1.1", former=former, fiscal_year=CALENDAR)
    assert told(found) == ["target_changed_without_decision Показники!H2"]


def test_all_problems_are_told_at_once() -> None:
    rows = "\n".join(f"1.1.1 | {2000 + n} | | | слово | " for n in range(60))
    assert len(reading(f"# Спостереження\n{SEEN}\n{rows}\n# Показники\n{HEAD}\n{ROW}").problems) == 60


def test_more_problems_than_help_anybody_are_counted() -> None:
    rows = "\n".join("1.1.1 | 2022 | | | слово | " for _ in range(MAX_PROBLEMS + 5))
    found = reading(f"# Показники\n{HEAD}\n{ROW}\n# Спостереження\n{SEEN}\n{rows}")
    assert len(found.problems) == MAX_PROBLEMS + 1
    assert found.problems[-1].code == "problems_cut"
    assert found.problems[-1].values["n"] == 5


def test_the_name_of_a_file_is_its_name_alone() -> None:
    assert plain_name("C:\\Users\\x\\1.1.xlsx") == "1.1.xlsx"
    assert plain_name("../../etc/\u202e1.1.xlsx") == "1.1.xlsx"


def test_a_refused_file_gives_no_book() -> None:
    found = reading(GOOD.replace("43,5", "багато"))
    assert found.goal_book is None
    assert found.plan is None
    assert not found.accepted
    assert len(found.sha256) == 64


def test_the_range_of_keep_without_limits_is_its_target() -> None:
    found = reading(GOOD.replace("зростання", "утримання"))
    assert found.goal_book is not None
    assert (found.goal_book.indicators[0].range_low, found.goal_book.indicators[0].range_high) == (70, 70)


def test_a_plan_is_read_whole() -> None:
    from tests.workbook.test_cases import cases

    case = dict(cases())["plan: a good plan"]
    plan = reading(case.sheets).plan
    assert plan is not None
    assert (plan.strategy.edition, plan.strategy.first_year, plan.strategy.illustrative) == ("2022–2026", 2022, True)
    assert plan.strategy.settings.on_track == 0.95
    assert f"{plan.strategy.released}" == "2026-11-14"
    assert plan.operational_goals[0].strategic_goal == plan.strategic_goals[0].code == "1"
    assert [link.succession.value for link in plan.successions] == ["kept", "dropped", "new"]
