"""The next quarter from the same table, around its edges: what is told, what is left as it is, what is refused."""

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from kpi.__main__ import main
from kpi.workbook.init.answers import ColumnAnswer
from kpi.workbook.init.vocabulary import Holds
from kpi.workbook.init.writing import remembered
from tests.asgi import Client
from tests.fiscal_years import CALENDAR
from tests.layers import alone, layers
from tests.workbook.init.strategies import USUAL, book, source

READING_SHEET = "Прочитання таблиці"
TABLE = """
# Показники
№ | Показник | Од. | База 2024 | Ціль 2025 | Ціль 2027 | Факт 2025 | Факт I півр. 2026 | Відповідальний
Стратегічна ціль 1. Економіка
Оперативна ціль 1.1. Бізнес
1.1.1 | Нові підприємства | од. | 10 | 20 | 30 | 18 | | Відділ економіки
1.1.2 | Робочі місця | осіб | 100 | 110 | 130 | 112 | | Відділ економіки
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the strategy of the table loaded into a store of its own."""
    alone(monkeypatch, str(tmp_path / "store.sqlite"))
    given = tmp_path / "answers.json"
    given.write_text(json.dumps(USUAL), encoding="utf-8")
    to = str(tmp_path / "strategy")
    assert main(["init", table(tmp_path, TABLE), "-o", to, "--answers", str(given), "--json"]) == 0
    assert main(["load", to]) == 0
    return tmp_path


def table(folder: Path, text: str) -> str:
    """The path of the table as a file."""
    (folder / "table.xlsx").write_bytes(book(text, []))
    return str(folder / "table.xlsx")


def test_doubts_about_columns_and_indicators_of_others_are_told(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    later = TABLE.replace("18 | ", "18 | 9").replace("Факт I півр. 2026", "Факт I півр. 2026 | Дещо")
    later = later.replace("| 9| Відділ", "| 9 | 5 | Відділ").replace("112 | | Відділ", "112 | e:#REF! | 6 | Відділ")
    later += "1.1.3 | Туристи | осіб | 1 | 2 | 3 | 2 | 2 | 1 | Відділ економіки\n"
    capsys.readouterr()
    assert main(["load", table(folder, later), "--all-goals"]) == 0
    told = capsys.readouterr()
    assert "пропущено «1.1.3 Туристи»" in told.err
    assert "? Показники!I1: заголовок «Дещо» не зрозуміло" in told.err
    assert "тут «#REF!», потрібне число; значення не взято" in told.err


def test_a_strategy_that_init_did_not_make_takes_a_table_whose_headers_speak_for_themselves(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = folder / "strategy" / "plan.xlsx"
    file = load_workbook(plan)
    del file[READING_SHEET]
    file.save(plan)
    alone(monkeypatch, str(folder / "other.sqlite"))
    assert main(["load", str(folder / "strategy")]) == 0
    assert main(["load", table(folder, TABLE.replace("18 | ", "18 | 9")), "--all-goals"]) == 0
    rows = Client(layers()).get("/api/v1/observations").json()["data"]
    values = {(row["code"], row["period"]): row["value"] for row in rows if not row.get("computed")}
    assert values["1.1.1", "2026-H1"] == 9.0


def sheet(*rows: str) -> str:
    return "\n".join([f"# {READING_SHEET}", "Аркуш і клітинка | Заголовок | Прочитано як", *rows])


def test_what_a_person_wrote_over_and_what_means_two_things_is_not_remembered() -> None:
    written = sheet(
        *("Лист1!A1 | Показник | name", "Лист1!B1 | Торік | fact 2025", "Лист2!B1 | Торік | fact 2024"),
        *("Лист1!C1 | Цьогоріч | тут щось інше", "Лист1!D1 | | unit", "Лист2!A1 | Показник | name"),
    )
    found = remembered(source("plan.xlsx", book(written, [])).sheets, CALENDAR)
    assert found == {"Показник": ColumnAnswer(role=Holds.NAME)}


def test_a_sum_since_january_is_no_value_of_a_quarter(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Two indicators in force that are reported by quarters, and a table with «9 міс.»."""
    flows = TABLE.replace("Факт I півр. 2026", "Факт I кв. 2026").replace("18 | |", "18 | 5 |")
    given = folder / "answers.json"
    given.write_text(
        json.dumps({**USUAL, "title": "Друга стратегія", "kinds": {"1.1.1": "потік за рік"}}), encoding="utf-8"
    )
    to = str(folder / "second")
    assert main(["init", table(folder, flows), "-o", to, "--answers", str(given), "--json"]) == 0
    assert main(["load", to]) == 0
    capsys.readouterr()
    later = flows.replace("Факт I кв. 2026", "Факт 9 міс. 2026").replace("18 | 5 |", "18 | 21 |")
    assert main(["load", table(folder, later.replace("112 | |", "112 | 90 |")), "--all-goals"]) == 0
    told = capsys.readouterr()
    assert "1.1.1: у таблиці стоїть сума від початку року" in told.err
    rows = Client(layers(), "here").get("/api/v1/observations?limit=100").json()["data"]
    found = {(row["code"], row["period"]): row["value"] for row in rows if row["value"] is not None}
    assert found[("1.1.2", "2026-Q3")] == 90
    assert ("1.1.1", "2026-Q3") not in found
