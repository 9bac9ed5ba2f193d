"""Any words in any cells: never an exception, never a value that is not what stands there."""

import re

from hypothesis import example, given, settings
from hypothesis import strategies as st

from kpi.model import Language
from kpi.text import Text
from kpi.text.problems import message, remedy
from kpi.workbook.goal.goal_book import Expected
from kpi.workbook.reader.numbers import written_number
from kpi.workbook.reading import read
from tests.fiscal_years import CALENDAR
from tests.workbook.rawbook import pack, parts, rows_xml, worksheet
from tests.workbook.tables import GOOD, HEAD, ROW, SEEN, sheets_of, workbook

TEXT = Text(Language.UK)
NASTY = (
    *(
        "-",
        "х",
        "н/д",
        "так",
        "1,234",
        "1.234.567,8",
        "1e999",
        "nan",
        "0x1F",
        "١٢",
        "½",
        "²",
        "1 2",
        "--5",
        "+-5",
        "5-",
    ),
    *(",", ".", "%", "5%%", "#REF!", "=1+1", "'1", "I кв. 2023", "13", "2023 рік", "24 лютого 2022", "31.02.2023"),
    *("1.1.1", "1.1.10", "А.1", "1.1.1.", "обмежено до завтра", "п:0", "_xD800_", "\u202e42", "42\u200b", "٫5", "4️⃣"),
    *("1\u00a0000,5", "−42"),
)
WORDS = st.sampled_from(NASTY) | st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), max_size=12
)
KINDS = st.sampled_from(("t:", "n:", "p:", "d:", "b:", "e:", "D:", "f:", "f:1=>", ""))
EXTRAS = f"""
# Показники
{HEAD} | Вид | Періодичність | Межа від | Межа до | Доступ | Підстава обмеження | Дата відкриття | Злам ряду
{ROW} | | | | | | | |
# Спостереження
{SEEN} | Причина відсутності | Стан даних | Охоплення | Розріз
1.1.1 | 2022 | I | | 43,5 | | | | |
# Призупинення
Код | Від | До | Причина | Акт
1.1.1 | 24.02.2022 | | бойові дії | № 1
# Зміни цілей
Код | Рік | Було | Стало | Дата рішення | Номер рішення
1.1.1 | 2026 | 65 | 70 | 01.01.2024 | № 2
# Заходи
Код | Назва | Стан | Строк | Виконано % | Бюджет план
1.1.1 | Захід | триває | | 10 | 5
"""


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 1), st.integers(0, 18), KINDS, WORDS), min_size=1, max_size=6)
)
@example([(1, 1, 4, "t:", "1,234")])
@example([(1, 1, 2, "t:", "²")])
def test_any_words_in_any_cells(changes: list[tuple[int, int, int, str, str]]) -> None:
    tables = sheets_of(EXTRAS)
    for sheet, row, column, kind, word in changes:
        words = list(tables.values())[sheet][row]
        words[column % len(words)] = kind + word
    data = pack(parts({title: worksheet(rows_xml(rows)) for title, rows in tables.items()}))
    found = read(data, "a.xlsx", Expected(fiscal_year=CALENDAR))
    for problem in found.problems:
        assert message(problem, TEXT)
        assert remedy(problem, TEXT)
    assert found.accepted == (found.goal_book is not None)


@given(st.text("0123456789.,  \u00a0\u202f-−+%eExх_'", max_size=10))
def test_a_number_is_what_its_digits_say(text: str) -> None:
    value = written_number(text, percent=True)
    if isinstance(value, str):
        return
    digits = re.sub(r"[ \u00a0\u202f%]", "", text).replace("−", "-")
    last = max(digits.rfind("."), digits.rfind(","))
    whole = digits if last < 0 else re.sub(r"[.,]", "", digits[:last]) + "." + digits[last + 1 :]
    assert value == float(whole)


WIDE = """
# Лист1
Код | Назва | Од. | 2022 | 2023 | План 2024
1.1.1 | Освітлено вулиць | % | 43,5 | 44 | 50
1.1.2 | Збудовано доріг | км | 1 | 2 |
"""
HEADERS = st.sampled_from(
    [
        *("2024", "2024 рік", "I кв. 2024", "І-ІІІ кв. 2024", "План", "Факт 2023", "2024-07", "07.2024", "2024/25"),
        *("Код", "—", "грудень", "0000", "9999-99", "Q5 2024", "2024 2025", "5 кв. 2024", "н2 2024", "ІV ІV кв."),
        *("% 2024", "рік"),
    ]
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 2), st.integers(0, 5), KINDS, WORDS | HEADERS), min_size=1, max_size=5),
    st.sampled_from(("", "A1:A2", "D1:F1", "B2:C3", "A1:XFD1048576")),
    st.booleans(),
)
def test_any_words_in_a_table_of_periods(changes: list[tuple[int, int, str, str]], merge: str, known: bool) -> None:
    rows = sheets_of(WIDE)["Лист1"]
    for row, column, kind, word in changes:
        rows[row].extend([""] * (6 - len(rows[row])))
        rows[row][column] = kind + word
    after = f"<mergeCells><mergeCell ref='{merge}'/></mergeCells>" if merge else ""
    former = read(workbook(GOOD), "a.xlsx", Expected(fiscal_year=CALENDAR)).goal_book if known else None
    found = read(
        pack(parts({"Лист1": worksheet(rows_xml(rows), after)})),
        "a.xlsx",
        Expected(fiscal_year=CALENDAR, books=(former,) if former else ()),
    )
    for problem in found.problems:
        assert message(problem, TEXT)
        assert remedy(problem, TEXT)
    assert not found.accepted
    assert found.certain == (found.goal_book is not None)
