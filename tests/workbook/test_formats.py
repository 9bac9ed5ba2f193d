"""Number formats as Excel reads them: dates, percents, the section that applies, what is shown and what is stored."""

import random

import pytest

from kpi.workbook.reader.displayed_values import shown_date, shown_number, shows_text
from kpi.workbook.reader.number_formats import style_of

DATES = (
    "dd.mm.yyyy",
    r"dd\.mm\.yyyy;@",
    "dd/mm/yyyy;@",
    '[$-FC22]d\\ mmmm\\ yyyy" р.";@',
    r"[$-409]d/mmm/yy;@",
    r"[$-422]mmmm\ yyyy;@",
    "yyyy;@",
    "m/d/yyyy h:mm AM/PM",
    "[h]:mm:ss",
    "mm:ss.0",
    "ss.000",
    "yyyy-mm-ddThh:mm:ss",
    "[Red]dd.mm.yy",
    'dd.mm.yyyy "р."',
    "dd.mm.yyyy р.",
    r"dd\.mm\.yyyy;dd\.mm\.yyyy;;@",
    "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy",
    "[$-x-sysdate]dddd, mmmm dd, yyyy",
)
NUMBERS = (
    "General",
    "general",
    "General;@",
    "Standard",
    "Основний",
    "0",
    "0.0;-0.0;0;@",
    "#,##0 km",
    '#,##0 "шт. за день"',
    r"0\ \d\n\i\v",
    r'0\ "р."',
    "0.00E+00",
    "# ?/?",
    "[$$-409]#,##0.00;[Red][$$-409]#,##0.00",
    '_-* #,##0.00_-;-* #,##0.00_-;_-* "-"??_-;_-@_-',
    "[Red]0;[Blue]-0",
    '"Day" 0',
    "@",
    "",
)


@pytest.mark.parametrize("code", DATES)
def test_a_date(code: str) -> None:
    shape = style_of(code).of(45258)
    assert shape.is_date
    assert not shape.is_percent


@pytest.mark.parametrize("code", NUMBERS)
def test_no_date(code: str) -> None:
    assert not style_of(code).of(45258).is_date


@pytest.mark.parametrize(
    ("code", "value", "is_date", "is_percent"),
    [
        ("0;dd.mm.yyyy", 5, False, False),
        ("0;dd.mm.yyyy", -5, True, False),
        ("dd.mm.yyyy;0", 5, True, False),
        ("0%;0", 0.5, False, True),
        ("0;0%", 0.5, False, False),
        ("[<1]0%;0", 0.5, False, True),
        ("[<1]0%;0", 45, False, False),
        ("[>=40000]dd.mm.yyyy;0", 45258, True, False),
        ("[>=40000]dd.mm.yyyy;0", 45, False, False),
        ("[=0]0%;[<1]0.0;dd.mm.yyyy", 5, True, False),
        ('0" %"', 45, False, False),
        (r"0\%", 45, False, False),
        ('0";%"', 45, False, False),
    ],
)
def test_the_section_that_applies_decides(code: str, value: float, is_date: bool, is_percent: bool) -> None:
    shape = style_of(code).of(value)
    assert (shape.is_date, shape.is_percent) == (is_date, is_percent)


@pytest.mark.parametrize("code", ["yyyy", "yyyy;@", 'yyyy" р.";@', "[$-422]yyyy"])
def test_a_year_alone(code: str) -> None:
    assert style_of(code).of(45258).is_year
    assert not style_of("mm.yyyy").of(45258).is_year


@pytest.mark.parametrize(
    ("code", "value", "text", "problem"),
    [
        ("0", 46.7, "46,7", ""),
        ("#,##0", 1234567, "1234567", ""),
        ('0.0" км"', 46.72, "46,7 км", ""),
        ('#,##0.00" м2"', 46, "46,00 м2", ""),
        ("# ##0", 1234567, "1234 567", ""),
        ("#,##0_);(#,##0)", -5, "(5)", ""),
        ('_-* #,##0_-;-* #,##0_-;_-* "-"??_-', -5, "-5", ""),
        ("0.00E+00", 1234567, "1234567", ""),
        ("[<1]0.00;0", 0.5, "0,50", ""),
        ("#,##0,", 1234567, "1\u00a0235", "number_scaled"),
        ("0.0,,", 1234567, "1,2", "number_scaled"),
        ('#,##0.0,," млн"', 1234567, "1,2 млн", "number_scaled"),
        ("0,.0", 46000, "46,0", "number_scaled"),
        ('#,##0," тис."', -46000, "−46 тис.", "number_scaled"),
        (";;;", 46.5, "", "number_hidden"),
        ("0;-0;;@", 0, "", "number_hidden"),
        ("0;\\-0;", 0, "", "number_hidden"),
        ("#", 0, "", "number_hidden"),
        ("#,###", 0, "", "number_hidden"),
        ('0;-0;" "', 0, "", "number_hidden"),
        ("0;;0", -5, "", "number_hidden"),
        ("0;-0;0", 0, "0", ""),
        ('0;-0;"н/д"', 0, "н/д", "number_replaced"),
        ('_-* #,##0_-;-* #,##0_-;_-* "-"??_-', 0, "-", "number_replaced"),
        ('"так";"так";"ні"', 1, "так", "number_replaced"),
        ('0"00"', 46, "4600", "number_replaced"),
        ('0" 000"', 46, "46 000", "number_replaced"),
        ('#,##0.00" [м2]"', 46, "46,00 [м2]", ""),
        (r"#,##0.00\ [$грн.-422];[RED]\-#,##0.00\ [$грн.-422]", -5, "-5,00 грн.", ""),
        ("[$-422]General", 46.7, "46,7", ""),
        ("#,##0 _₴;[Red]-#,##0 _₴", -5, "-5", ""),
        ('"1"0', 5, "15", "number_replaced"),
        (r"0\.00", 4650, "46.50", "number_replaced"),
        ("0;[Red]0", -5, "5", "number_replaced"),
        ("\\-0", 5, "-5", "number_replaced"),
    ],
)
def test_what_is_shown(code: str, value: float, text: str, problem: str) -> None:
    shown = shown_number(value, style_of(code).of(value))
    assert shown.problem == problem
    assert shown.text in {text, format(value, ".15g").replace(".", ",")} if not problem else shown.text == text


@pytest.mark.parametrize("value", [1e300, -1e300, 1e-300, 0.1 + 0.2, 123456789012345.6])
@pytest.mark.parametrize("code", ["0.00", "#,##0.0,,", "0.0;(0.0)", ";;;", "0" * 300])
def test_every_number_can_be_shown(code: str, value: float) -> None:
    assert isinstance(shown_number(value, style_of(code).of(value)).text, str)


@pytest.mark.parametrize(
    ("code", "serial", "text"),
    [
        (r"dd\.mm\.yyyy;@", 45258, "28.11.2023"),
        ('[$-FC22]d\\ mmmm\\ yyyy" р.";@', 45258, "28 листопада 2023 р."),
        (r"[$-422]mmmm\ yyyy;@", 45474, "липень 2024"),
        (r"[$-409]d/mmm/yy;@", 45258, "28/Nov/23"),
        ("yyyy;@", 45258, "2023"),
        ("d.m", 45258, "28.11"),
        ("h:mm", 0.25, "6:00"),
        ("[h]:mm", 1.25, "30:00"),
        ("dd.mm.yyyy h:mm", 45258.5, "28.11.2023 12:00"),
        ("dddd d mmmm", 45258, "вівторок 28 листопада"),
    ],
)
def test_a_date_as_it_is_shown(code: str, serial: float, text: str) -> None:
    assert shown_date(serial, style_of(code).of(serial).code, date1904=False) == text


def test_any_format_whatever_is_read_to_an_end() -> None:
    """Formats of foreign programs and of nobody at all: never an error, and text from every number."""
    random.seed(11)
    pieces: tuple[str, ...] = (
        "0",
        "#",
        "?",
        ",",
        ".",
        "%",
        ";",
        "@",
        '"a"',
        '"',
        "\\",
        "_",
        "*",
        "[",
        "[<1]",
        "[>=1e999]",
        "[$₴-422]",
    )
    pieces += ("d", "m", "yyyy", "h", "s", "e+", "General", "/", " ", "-", "(", '"5"', "км", "[h]", "[$-F800]", "b")
    for _ in range(5000):
        code = "".join(random.choices(pieces, k=random.randint(0, 9)))
        style = style_of(code)
        for value in (0.0, -1.0, 45258.5, 1e300, 2958465.9999):
            shape = style.of(value)
            assert isinstance(shown_number(value, shape).text, str)
            assert isinstance(shown_date(value, shape.code, date1904=False) or "", str)
            assert shows_text(style.text) in {True, False}
