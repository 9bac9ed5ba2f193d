"""What a cell shows is what is read, or it is told at the cell with both numbers."""

import pytest

from kpi.model import Language, Severity
from kpi.text import Text
from kpi.text.problems import message
from kpi.workbook import Reading
from tests.workbook.formatted import Is, number, reading_of, text, values
from tests.workbook.tables import GOOD, told

VALUE = "Спостереження!E2"
KILOMETRES = GOOD.replace("| % |", "| км |")
SUSPENDED = f"""{GOOD}
# Призупинення
Код | Від | До | Причина | Акт (номер і дата)
1.1.1 | 01.01.2022 | | обстріли | № 1
"""
DATE_CODES = (r"dd\.mm\.yyyy;@", "dd.mm.yyyy", '[$-FC22]d\\ mmmm\\ yyyy" р.";@', r"yyyy\-mm\-dd;@", "[$-409]d/mmm/yy;@")


def _said(found: Reading) -> str:
    return message(found.problems[0], Text(Language.UK))


@pytest.mark.parametrize("code", DATE_CODES)
def test_a_date_column(code: str) -> None:
    found = reading_of({"Призупинення!B2": number(45258, code)}, SUSPENDED)
    assert told(found) == []
    assert found.goal_book is not None
    assert found.goal_book.suspensions[0].since.isoformat() == "2023-11-28"


@pytest.mark.parametrize("code", [*DATE_CODES, r"[$-422]mmmm\ yyyy;@", "0;0;0;@", "yyyy;@", "h:mm;@"])
@pytest.mark.parametrize("place", ["Спостереження!E2", "Показники!H2", "Показники!F2"])
def test_a_date_where_a_number_is_asked_for(code: str, place: str) -> None:
    found = reading_of({place: number(45258, code)}, KILOMETRES.replace("| 70 |", "| 70000 |"))
    is_date = code != "0;0;0;@"
    assert (f"number_is_date {place}" in told(found)) is is_date
    assert found.accepted is not is_date


def test_the_date_is_named_as_it_is_shown() -> None:
    assert "липень 2024" in _said(reading_of({VALUE: number(45474, r"[$-422]mmmm\ yyyy;@")}))
    assert "28.11.2023" in _said(reading_of({VALUE: number(45258, "dd/mm/yyyy;@".replace("/", r"\."))}))


def test_codes_years_and_months_that_are_dates() -> None:
    found = reading_of({"Спостереження!A2": number(44958, r"dd\.mm\.yyyy;@")})
    assert told(found) == ["code_is_date Спостереження!A2"]
    assert "01.02.2023" in _said(found)
    assert values(reading_of({"Спостереження!B2": number(45292, "yyyy;@")})) == ["1.1.1 2024 43.5"]
    months = reading_of({"Спостереження!B2": text(""), "Спостереження!D2": number(45474, r"[$-422]mmmm\ yyyy;@")})
    assert values(months) == ["1.1.1 2024-07 43.5"]


@pytest.mark.parametrize(
    ("cells", "seen"),
    [
        ({"Спостереження!B2": Is("<v>2024-01-01T00:00:00</v>", "d", "yyyy")}, "1.1.1 2024 43.5"),
        (
            {"Спостереження!B2": text(""), "Спостереження!D2": Is("<v>2024-07-01</v>", "d", "mm.yyyy")},
            "1.1.1 2024-07 43.5",
        ),
    ],
)
def test_iso_dates_are_dates_of_every_column(cells: dict[str, Is], seen: str) -> None:
    assert values(reading_of(cells)) == [seen]
    assert values(reading_of(cells, date1904=True)) == [seen]


def test_iso_dates_where_a_number_or_a_code_is_asked_for() -> None:
    assert told(reading_of({VALUE: Is("<v>2024-05-01T00:00:00</v>", "d")})) == [f"number_is_date {VALUE}"]
    assert told(reading_of({"Спостереження!A2": Is("<v>2001-01-01</v>", "d")})) == ["code_is_date Спостереження!A2"]


TABLE = """
# Лист1
Код | Назва показника | Одиниця виміру | січень | лютий
1.1.1 | Освітлено вулиць | км | 5 | 6
"""


@pytest.mark.parametrize("kind", ["n", "d"])
def test_headers_that_are_dates(kind: str) -> None:
    first, second = ("45474", "45505") if kind == "n" else ("2024-07-01T00:00:00", "2024-08-01T00:00:00")
    code = r"[$-422]mmmm\ yyyy;@"
    cells = {"Лист1!D1": Is(f"<v>{first}</v>", kind, code), "Лист1!E1": Is(f"<v>{second}</v>", kind, code)}
    assert values(reading_of(cells, TABLE)) == ["1.1.1 2024-07 5", "1.1.1 2024-08 6"]


@pytest.mark.parametrize(
    ("cell", "code", "both"),
    [
        (number(1234567, "#,##0,"), "number_scaled", ("1\u00a0235", "1234567")),
        (number(1234567, '0.0,," млн"'), "number_scaled", ("1,2 млн", "1234567")),
        (number(46.5, ";;;"), "number_hidden", ("46,5",)),
        (text("46,5", ";;;"), "number_hidden", ("46,5",)),
        (number(0, "0;\\-0;"), "number_hidden", ("0",)),
        (number(0, "#"), "number_hidden", ("0",)),
        (number(0, '0;-0;"н/д"'), "number_replaced", ("н/д", "0")),
        (number(0, '_-* #,##0_-;-* #,##0_-;_-* "-"??_-;_-@_-'), "number_replaced", ("-", "0")),
        (number(-5, "0;[Red]0"), "number_replaced", ("5", "-5")),
    ],
)
@pytest.mark.parametrize("place", [VALUE, "Показники!F2"])
def test_what_is_shown_and_what_is_stored(cell: Is, code: str, both: tuple[str, ...], place: str) -> None:
    base = KILOMETRES.replace("| 50 | 70 |", "| 5000000 | 7000000 |")
    found = reading_of({place: cell}, base)
    assert told(found) == [f"{code} {place}"]
    assert found.problems[0].severity is Severity.REMARK
    assert all(word in _said(found) for word in both)


def test_targets_are_told_too() -> None:
    assert told(reading_of({"Показники!H2": number(70000, '#,##0," тис."')}, KILOMETRES)) == [
        "number_scaled Показники!H2"
    ]


@pytest.mark.parametrize("code", ["0", "#,##0", '0.0" км"', "0.0;-0.0;0;@", "General;@", "0.00E+00", "[<1]0.0;0"])
def test_rounding_and_words_are_no_news(code: str) -> None:
    found = reading_of({VALUE: number(46.7, code)}, KILOMETRES)
    assert told(found) == []
    assert values(found) == ["1.1.1 2022 46.7"]


def test_a_view_without_zeros() -> None:
    view = {"Спостереження": "<sheetViews><sheetView showZeros='0' workbookViewId='0'/></sheetViews>"}
    assert told(reading_of({VALUE: number(0)}, before=view)) == [f"number_hidden {VALUE}"]
    assert told(reading_of({VALUE: number(5)}, before=view)) == []
    shown = {"Спостереження": "<sheetViews><sheetView showZeros='1' workbookViewId='0'/></sheetViews>"}
    assert told(reading_of({VALUE: number(0)}, before=shown)) == []


YES = GOOD.replace("| % |", "| так/ні |").replace("| 40 | 50 | 70 |", "| ні | так | так |")


@pytest.mark.parametrize(("stored", "read"), [("TRUE", 1), ("true", 1), ("1", 1), ("False", 0), ("0", 0)])
def test_booleans_of_yes_and_no(stored: str, read: int) -> None:
    assert values(reading_of({VALUE: Is(f"<v>{stored}</v>", "b")}, YES)) == [f"1.1.1 2022 {read}"]


def test_other_booleans_are_told() -> None:
    yes_no = told(reading_of({VALUE: Is("<v>maybe</v>", "b")}, YES))
    assert [problem for problem in yes_no if not problem.startswith("kind_guessed")] == [f"number_is_bool {VALUE}"]
    found = reading_of({VALUE: Is("<v>TRUE</v>", "b")})
    assert told(found) == [f"number_is_bool {VALUE}"]
    assert "TRUE" in _said(found)
    comment = reading_of({"Спостереження!F2": Is("<v>TRUE</v>", "b")})
    assert comment.goal_book is not None
    assert comment.goal_book.observations[0].comment == "так"


@pytest.mark.parametrize("row", [" ht='0'", " ht='0.0'", " ht='0.00' customHeight='1'", " hidden='true'"])
def test_rows_of_no_height_are_hidden(row: str) -> None:
    found = reading_of({VALUE: number(43.5)}, row=row)
    assert sorted(told(found)) == ["hidden_rows Показники", "hidden_rows Спостереження"]


def test_a_default_height_of_nothing_hides_rows_without_their_own() -> None:
    nothing = {"Спостереження": "<sheetFormatPr defaultRowHeight='0' customHeight='1'/>"}
    assert told(reading_of({VALUE: number(43.5)}, before=nothing)) == ["hidden_rows Спостереження"]
    assert told(reading_of({VALUE: number(43.5)}, before=nothing, row=" ht='15'")) == []


def test_rows_that_a_sheet_hides_by_default_do_not_stand_in_the_file() -> None:
    """ECMA-376, 18.3.1.81: with zeroHeight only the rows that are shown are written."""
    unused = {"Спостереження": "<sheetFormatPr defaultRowHeight='15' zeroHeight='1'/>"}
    assert told(reading_of({VALUE: number(43.5)}, before=unused)) == []
    assert told(reading_of({VALUE: number(43.5)}, before=unused, row=" hidden='1'"))[-1] == "hidden_rows Спостереження"


@pytest.mark.parametrize(
    "columns",
    [
        "<cols><col min='5' max='5' width='0' customWidth='1'/></cols>",
        "<cols><col min='2' max='9' width='0.0'/></cols>",
        "<cols><col min='4' max='6' hidden='1' outlineLevel='1'/><col min='7' max='7' collapsed='1'/></cols>",
        "<sheetFormatPr defaultRowHeight='15' defaultColWidth='0'/><cols><col min='1' max='4' width='9'/></cols>",
    ],
)
def test_columns_of_no_width_are_hidden(columns: str) -> None:
    assert told(reading_of({VALUE: number(43.5)}, before={"Спостереження": columns})) == [
        "hidden_columns Спостереження"
    ]


@pytest.mark.parametrize(
    ("formula", "outside"),
    [
        ("SUM(Таблиця1[2024])+Аркуш2!A1", False),
        ("SUM(Таблиця1[[#This Row],[2024]])+Аркуш2!A1", False),
        ('HYPERLINK("file:///C:/a.xlsx",46.5)', False),
        ('IF(A1="[1]Sheet!",1,2)', False),
        ("[1]Sheet!A1", True),
        ("'[2]Another sheet'!A1*2", True),
        ("SUM('C:\\reports\\[Звіт.xlsx]Лист1'!A1:A9)", True),
        ("'file:///home/a.ods'#$Лист1.A1", True),
        ('IMPORTRANGE("https://example.org","A1")', True),
        ('IFERROR(__xludf.DUMMYFUNCTION("IMPORTRANGE(""https://example.org"",""A1"")"),46.5)', True),
    ],
)
def test_formulas_that_take_from_elsewhere(formula: str, outside: bool) -> None:
    xml = formula.replace("&", "&amp;").replace("<", "&lt;")
    found = reading_of({VALUE: Is(f"<f>{xml}</f><v>46.5</v>")})
    assert told(found) == ([f"formula_external {VALUE}"] if outside else [])


def test_a_number_in_a_column_of_texts_is_read_as_it_is_shown() -> None:
    for code, words in (('"№ "0', "№ 5"), ("0", "5"), (";;;", "5"), ("000\\-00", "000-05"), ('0" шт."', "5 шт.")):
        found = reading_of({"Спостереження!F2": number(5, code)})
        assert found.goal_book is not None
        assert found.goal_book.observations[0].comment == words


@pytest.mark.parametrize("code", ['"1.1."0', ";;;", "0,,"])
def test_a_code_that_is_shown_otherwise_is_no_code(code: str) -> None:
    assert told(reading_of({"Спостереження!A2": number(1, code)})) == ["code_format Спостереження!A2"]
