"""`load TABLE --all-goals` in strategies of other shapes: fiscal years, letters for codes, two editions."""

import json
from pathlib import Path
from typing import Any

import pytest

from kpi.__main__ import main
from tests.asgi import Client
from tests.layers import alone, layers
from tests.workbook.init.strategies import USUAL, book

FISCAL = """
# Scorecard
Goal | Measure | Unit | FY2024 Base | FY2025 Target | FY2025 Actual | FY2026 Target | FY2026 YTD (Q2) | FY2027 Target
1.1 Reduce crime | Response time | minutes | 6.5 | 6.2 | 6.3 | 6.0 | | 5.8
 | Community meetings held | number | 20 | 24 | 25 | 26 | | 30
"""
LETTERS = """
# Показники
Шифр | Показник | Од. | База 2024 | 2025 (план) | 2025 (факт) | 2026 (план) | 2026 (факт) | 2027 (план) | Підрозділ
А | Людський капітал
А1 | Освіта
А1.1 | Учні в другій зміні | осіб | 340 | 300 | 310 | 200 | | 0 | Управління освіти
Б | Довкілля
Б1 | Відходи
Б1.1 | Охоплення збиранням відходів | % | 70 | 75 | 74 | 85 | | 100 | КП «Чисте місто»
"""
PLAIN = """
# Показники
№ | Показник | Од. | База {base} | Ціль {first} | Ціль {last} | Факт {first} | Підрозділ
 | Ціль 1. Дороги
1.1 | Відремонтовано доріг | км | 1 | 2 | 4 | {value} | КП «Шляхи»
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    alone(monkeypatch, str(tmp_path / "store.sqlite"))
    return tmp_path


def table(folder: Path, text: str) -> str:
    """The path of a table as a file."""
    (folder / "table.xlsx").write_bytes(book(text, []))
    return str(folder / "table.xlsx")


def set_up(folder: Path, text: str, name: str = "strategy", **answers: object) -> None:
    """From the table to the published strategy."""
    given = folder / "answers.json"
    given.write_text(json.dumps({**USUAL, **answers}), encoding="utf-8")
    to = str(folder / name)
    assert main(["init", table(folder, text), "-o", to, "--answers", str(given), "--json"]) == 0
    assert main(["load", to]) == 0


def values(edition: str = "") -> dict[tuple[str, str], tuple[float, str]]:
    """What the API has by code and period: the value, and all that it says of it."""
    prefix = f"/{edition}" if edition else ""
    rows = Client(layers(), "here").get(f"{prefix}/api/v1/observations?limit=500").json()["data"]
    return {
        (row["code"], row["period"]): (row["value"], json.dumps(row, ensure_ascii=False))
        for row in rows
        if row["value"] is not None and not row["computed"]
    }


def test_years_that_begin_in_july(folder: Path) -> None:
    english: dict[str, Any] = {
        "language": "en",
        "community": "Elm",
        "title": "Elm Plan",
        "year_starts_in": 7,
        "currency": "USD",
    }
    set_up(folder, FISCAL, **english)
    assert {period for _, period in values()} == {"FY2025"}
    later = FISCAL.replace("6.0 | |", "6.0 | 6.1 |").replace("26 | |", "26 | 13 |")
    assert main(["load", table(folder, later), "--all-goals"]) == 0
    found = values()
    assert found["1.1.1", "FY2026-H1"][0] == 6.1
    assert found["1.1.2", "FY2026-H1"][0] == 13
    assert "Scorecard!H3" in found["1.1.2", "FY2026-H1"][1], "the value does not name its cell"
    assert main(["load", table(folder, later), "--all-goals"]) == 0
    assert values() == found


def test_letters_for_codes_in_either_alphabet(folder: Path) -> None:
    set_up(folder, LETTERS)
    # next quarter somebody has typed the Latin «A» and «B» for the look-alikes, a closing point, and another order
    rows = LETTERS.replace("200 | |", "200 | 250 |").replace("85 | |", "85 | 79 |").strip().splitlines()
    later = "\n".join([*rows[:2], *rows[5:], *rows[2:5]]).replace("А1.1 |", "A1.1. |").replace("А1 |", "A1 |")
    assert main(["load", table(folder, later), "--all-goals"]) == 0
    found = values()
    assert found["А1.1", "2026"][0] == 250
    assert found["Б1.1", "2026"][0] == 79
    assert {code for code, _ in found} == {"А1.1", "Б1.1"}


def test_of_two_editions_the_one_in_force_gets_the_values(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = PLAIN.format(base=2021, first=2022, last=2024, value=2)
    new = PLAIN.format(base=2024, first=2025, last=2027, value=3)
    set_up(folder, old, "old", first_year=2022, last_year=2024, title="Стара стратегія")
    set_up(folder, new, "new")
    before = values("2022-2024")
    capsys.readouterr()
    assert main(["load", table(folder, new.replace("| 3 |", "| 3,5 |")), "--all-goals"]) == 0
    present = values("2025-2027")
    assert {key: value for key, (value, _) in present.items()} == {("1.1", "2025"): 3.5}
    assert values("2022-2024") == before
    # the table of the strategy that is over goes to that one, whatever is in force
    capsys.readouterr()
    assert main(["load", table(folder, old.replace("| 4 | 2 |", "| 4 | 9 |")), "--all-goals"]) == 0
    assert "2022-2024" in capsys.readouterr().out
    assert {key: value for key, (value, _) in values("2022-2024").items()} == {("1.1", "2022"): 9}
    assert values("2025-2027") == present
