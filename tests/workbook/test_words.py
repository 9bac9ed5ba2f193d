"""Any words in any cells: never an exception, never a value that is not what stands there."""

import re

from hypothesis import example, given, settings
from hypothesis import strategies as st

from kpi.model import Language
from kpi.text import Text
from kpi.text.problems import message, remedy
from kpi.workbook.goalbook import Expected
from kpi.workbook.numbers import written_number
from kpi.workbook.reading import read
from tests.workbook.rawbook import pack, parts, rows_xml, worksheet
from tests.workbook.tables import HEAD, ROW, SEEN, sheets_of

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
    found = read(data, "a.xlsx", Expected())
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
