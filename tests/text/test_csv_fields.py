"""A field that is made once and joined is what the writer of whole rows makes of it."""

import pytest

from kpi.text.csv_text import csv_field, csv_text, inert

VALUES = (
    *("", "слово", "два слова", " з пропуском ", "кома, у тексті", 'лапки "тут"', "рядок\nдва", "рядок\r\nдва"),
    *("\rлише CR", "=1+1", "'=1+1", '"=1+1"', "\t", ";", "\u2028", 0, -1, 62.5, 1e-07, 0.1, True, None),
)


@pytest.mark.parametrize("value", VALUES)
def test_a_field_stands_in_a_row_as_the_writer_writes_it(value: object) -> None:
    assert f"one,two\r\n{csv_field(inert(value))},x\r\n" == csv_text(("one", "two"), [(value, "x")])
