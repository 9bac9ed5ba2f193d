"""Raised, lowered and struck-out runs are never joined into a value, a code or a header."""

import pytest

from kpi.model import Severity
from tests.workbook.formatted import Is, book, number, read_book, reading_of, runs, runs_xml, text, values
from tests.workbook.rawbook import MAIN
from tests.workbook.tables import GOOD, told

VALUE = "Спостереження!E2"
COMMENT = "Спостереження!F2"
PIECES = [("46,5", "^1"), ("46,5", "_2"), ("46", "^1)"), ("=46", "^*"), ("46", "^а")]


@pytest.mark.parametrize("pieces", PIECES)
@pytest.mark.parametrize("place", [VALUE, "Показники!H2", "Показники!F2", "Спостереження!A2", "Спостереження!B2"])
def test_raised_and_lowered_pieces_of_numbers_and_codes_are_asked_about(pieces: tuple[str, ...], place: str) -> None:
    found = reading_of({place: runs(*pieces)})
    assert told(found) == [f"text_raised {place}"]
    assert not found.accepted


def test_a_code_with_a_note_is_no_other_code() -> None:
    both = GOOD.replace(
        "# Спостереження", "1.1.12 | Інше | км | зростання | 2021 | 1 | 2 | 3 | | УЖКГ | Звіт\n# Спостереження"
    )
    assert told(reading_of({"Спостереження!A2": runs("1.1.1", "^2")}, both)) == ["text_raised Спостереження!A2"]


def test_shared_strings_are_read_so_too() -> None:
    made = book({VALUE: Is("<v>0</v>", "s")}, strings=f"<sst xmlns='{MAIN}'><si>{runs_xml('46,5', '^1')}</si></sst>")
    assert told(read_book(made)) == [f"text_raised {VALUE}"]
    plain = book({VALUE: Is("<v>0</v>", "s")}, strings=f"<sst xmlns='{MAIN}'><si>{runs_xml('46', '=,5')}</si></sst>")
    assert values(read_book(plain)) == ["1.1.1 2022 46.5"]


def test_a_number_raised_as_a_whole_is_a_number() -> None:
    assert values(reading_of({VALUE: runs("^46,", "^5")})) == ["1.1.1 2022 46.5"]
    assert values(reading_of({VALUE: runs("46,5", "^ ")})) == ["1.1.1 2022 46.5"]


@pytest.mark.parametrize(
    ("pieces", "read"),
    [(("тис. м", "^2"), "тис. м²"), (("м", "^3"), "м³"), (("CO", "_2", ", т"), "CO₂, т"), (("10", "^-6"), "10⁻⁶")],
)
def test_a_unit_keeps_its_power(pieces: tuple[str, ...], read: str) -> None:
    found = reading_of({"Показники!C2": runs(*pieces)})
    assert told(found) == []
    assert found.goal_book is not None
    assert found.goal_book.indicators[0].unit == read


def test_notes_in_texts_stay_raised_or_are_told() -> None:
    found = reading_of({COMMENT: runs("за даними обліку", "^1")})
    assert told(found) == []
    assert found.goal_book is not None
    assert found.goal_book.observations[0].comment == "за даними обліку¹"
    assert told(reading_of({COMMENT: runs("5", "^й", " мікрорайон")})) == [f"text_raised_read {COMMENT}"]


@pytest.mark.parametrize("place", ["Спостереження!E1", "Показники!G1"])
def test_a_header_with_a_note_is_never_another_header(place: str) -> None:
    words = ("Значення", "^1") if place.endswith("E1") else ("Ціль 202", "^4")
    found = reading_of({place: runs(*words)})
    assert not [o for o in values(found) if "43.5" not in o]
    assert any(place in line for line in told(found))


@pytest.mark.parametrize(
    ("pieces", "read"), [(("~45", "46"), "46"), (("46", "~,5"), "46"), (("=46", "~ (уточнено)"), "46")]
)
def test_struck_out_pieces_are_left_out_and_told(pieces: tuple[str, ...], read: str) -> None:
    found = reading_of({VALUE: runs(*pieces)})
    assert told(found) == [f"text_struck {VALUE}"]
    assert found.problems[0].severity is Severity.REMARK
    assert values(found) == [f"1.1.1 2022 {read}"]


@pytest.mark.parametrize("cell", [runs("~46"), runs("~46", "~,5"), number(46, struck=True), text("46", struck=True)])
@pytest.mark.parametrize("place", [VALUE, "Показники!H2"])
def test_a_struck_out_cell_is_asked_about(cell: Is, place: str) -> None:
    assert told(reading_of({place: cell})) == [f"cell_struck {place}"]


def test_a_run_that_is_not_struck_out_in_a_struck_out_cell() -> None:
    found = reading_of({VALUE: runs("45", "=46", struck=True)})
    assert told(found) == [f"text_struck {VALUE}"]
    assert values(found) == ["1.1.1 2022 46"]


def test_a_struck_out_row_is_told_once() -> None:
    row = {"A": text("1.1.1", struck=True), "B": number(2022, struck=True), "E": number(46, struck=True)}
    cells = {f"Спостереження!{column}2": cell for column, cell in row.items()}
    found = reading_of(cells | {COMMENT: text("так", struck=True)})
    assert told(found) == ["row_struck Спостереження!A2"]
    assert found.problems[0].values["range"] == "A2:F2"


def test_a_struck_out_header_is_no_header() -> None:
    found = reading_of({"Спостереження!F1": text("Коментар", struck=True)})
    assert told(found) == ["header_absent Спостереження", "cell_struck Спостереження!F1"]


WIDE = """
# Лист1
Код | Назва показника | Одиниця виміру | 2022 | 2023
1.1.1 | Освітлено вулиць | км | 5 | 6
"""


@pytest.mark.parametrize("pieces", [("2022", "^1"), ("2022", "_2"), ("202", "^2"), ("~2021", "2022")])
def test_headers_of_a_table_of_periods(pieces: tuple[str, ...]) -> None:
    found = reading_of({"Лист1!D1": runs(*pieces)}, WIDE)
    assert not [line for line in values(found) if " 20221 " in line or " 20222 " in line or "20212022" in line]
    assert any("Лист1!D1" in line for line in told(found)) or "1.1.1 2022 5" in values(found)


def test_values_of_a_table_of_periods() -> None:
    assert "text_raised Лист1!E2" in told(reading_of({"Лист1!E2": runs("41", "^2")}, WIDE))
    assert "cell_struck Лист1!E2" in told(reading_of({"Лист1!E2": number(41, struck=True)}, WIDE))
    assert "text_struck Лист1!E2" in told(reading_of({"Лист1!E2": runs("~40", "41")}, WIDE))
    assert "text_raised Лист1!A2" in told(reading_of({"Лист1!A2": runs("1.1.1", "^2")}, WIDE))


def test_a_struck_out_header_of_a_table_of_periods_is_told() -> None:
    found = reading_of({"Лист1!D1": number(2022, struck=True)}, WIDE)
    assert "cell_struck Лист1!D1" in told(found)
    assert not found.accepted, "whether the year counts is asked"
