"""`init`: from a planner's own table to a site, and the next quarter from the same table."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from kpi.__main__ import main
from tests.asgi import Client
from tests.layers import alone, layers
from tests.workbook.init.strategies import USUAL, book

TABLE = """
# Показники
№ з/п | Індикатор | Од. | База 2024 | Ціль 2025 | Ціль 2026 | Ціль 2027 | Факт 2025 | Факт I півр. 2026 | Відповідальні
Стратегічна ціль А. Економіка
Оперативна ціль А.1. Бізнес
А.1.1 | Кількість підприємств на 10 тис. населення | од. | 265 | 270 | 280 | 295 | 268 | 275 | Відділ економіки
А.1.2. | Середній час доїзду | хв. | 42 | 42 | 42 | 42 | 43 | 42 | Коваленко О.П.
Оперативна ціль A.2. Люди
A.2.1 | Задоволеність мешканців | % | 60 | зростає | зростає | не менше 75 | 61,5 | н.д. | Відділ звернень
"""


def table(folder: Path, text: str = TABLE, name: str = "table.xlsx") -> Path:
    """The table as a file."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(book(text, []))
    return folder / name


def answers(folder: Path, **more: object) -> Path:
    """The answers as a file."""
    path = folder / "answers.json"
    path.write_text(json.dumps({**USUAL, **more}, ensure_ascii=False), encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the table and the answers, and a store of its own."""
    alone(monkeypatch, str(tmp_path / "store.sqlite"))
    table(tmp_path)
    answers(tmp_path)
    return tmp_path


def made(folder: Path, capsys: pytest.CaptureFixture[str], *more: str) -> dict[str, Any]:
    """What `init --json` prints of the table of a folder."""
    to, given = str(folder / "strategy"), str(folder / "answers.json")
    assert main(["init", str(folder / "table.xlsx"), "-o", to, "--answers", given, "--json", *more]) == 0
    said: dict[str, Any] = json.loads(capsys.readouterr().out)
    return said


def observations(site: Client, code: str) -> list[dict[str, Any]]:
    """The values of an indicator by the API."""
    rows = site.get("/api/v1/observations").json()["data"]
    return [row for row in rows if row["code"] == code and not row.get("computed")]


def test_the_answer_is_one_object_with_the_balance(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = made(folder, capsys)
    assert said["written"] == ["plan.xlsx", "goals/А.1.xlsx", "goals/А.2.xlsx"]
    assert said["balance"] == {"rows": 6, "indicators": 3, "values": 5, "targets": 7, "dropped": []}
    assert said["goals"] == [
        {"code": "А.1", "as_written": "Оперативна ціль А.1.", "name": "Бізнес"},
        {"code": "А.2", "as_written": "Оперативна ціль A.2.", "name": "Люди"},
    ]
    assert {q["id"]: (q["proposed"], q["certain"]) for q in said["questions"]} == {
        "departments/Коваленко О.П.": ({"drop": True}, False),
        "directions/А.1.2": ("зменшення", False),
        "targets/А.2.1": ("direction_only", False),
    }


def test_from_the_table_to_the_site(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    made(folder, capsys)
    assert main(["check", str(folder / "strategy")]) == 0
    assert main(["load", str(folder / "strategy")]) == 0
    site = Client(layers())
    pages = [re.sub(r"^https?://[^/]+", "", loc) for loc in re.findall(r"<loc>([^<]+)<", site.get("/sitemap.xml").text)]
    assert len(pages) > 10
    for page in [*pages, "/i/А.1.1", "/i/А.2.1", "/api/v1/observations"]:
        answer = site.get(page)
        assert answer.status_code in {200, 301, 302, 307, 308}, page
        if not page.startswith(("/data", "/method")):
            assert "ілюстратив" not in answer.text.casefold(), page
            assert "коваленко" not in answer.text.casefold(), page
    rows = observations(site, "А.1.1")
    assert {(row["period"], row["value"]) for row in rows} == {("2025", 268.0), ("2026-H1", 275.0)}
    assert {row["provenance"] for row in rows} == {"documented"}
    assert "Показники!H4" in json.dumps(rows, ensure_ascii=False), "a value does not name the cell of the table"
    assert "2027: не менше 75" in site.get("/indicator?id=А.2.1").text


def test_the_next_quarter_is_read_from_the_same_table(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    made(folder, capsys)
    assert main(["load", str(folder / "strategy")]) == 0
    capsys.readouterr()
    # a value is mended, one comes, a base and a target are written over, an indicator is not of the strategy
    later = (
        TABLE.replace("268 | 275", "269 | 275").replace("61,5 | н.д.", "61,5 | 62").replace("265 | 270", "999 | 888")
    )
    later += "А.2.2 | Новий показник | од. | 1 | 2 | 3 | 4 | 5 | 6 | Відділ звернень\n"
    path = str(table(folder, later, "next.xlsx"))
    assert main(["load", path, "--all-goals"]) == 0
    told = capsys.readouterr()
    assert "Новий показник" in told.err
    site = Client(layers())
    values = {
        (row["code"], row["period"]): row["value"]
        for row in site.get("/api/v1/observations").json()["data"]
        if not row.get("computed")
    }
    assert values["А.1.1", "2025"] == 269.0
    assert values["А.2.1", "2026-H1"] == 62.0
    indicators = {row["code"]: row for row in site.get("/api/v1/indicators").json()["data"]}
    assert indicators["А.1.1"]["baseline_value"] == 265.0
    assert indicators.keys() == {"А.1.1", "А.1.2", "А.2.1"}
    targets = {(t["code"], t["year"]): t["target_value"] for t in site.get("/api/v1/targets").json()["data"]}
    assert targets["А.1.1", 2025] == 270.0
    # the same once more changes nothing
    assert main(["load", path, "--all-goals"]) == 0
    assert "нічого не змінено" in capsys.readouterr().out


def test_an_answer_about_a_column_holds_for_the_next_quarter(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    unclear = TABLE.replace("Факт 2025", "Торік").replace(" | Факт I півр. 2026", " | Цьогоріч, перша половина")
    table(folder, unclear)
    answers(folder, columns={"Показники!H1": "fact 2025", "Показники!I1": "fact 2026-H1"})
    assert made(folder, capsys)["balance"]["values"] == 5
    assert main(["load", str(folder / "strategy")]) == 0
    path = str(table(folder, unclear.replace("268 | 275", "268 | 276"), "next.xlsx"))
    assert main(["load", path, "--all-goals"]) == 0
    rows = observations(Client(layers()), "А.1.1")
    assert {(row["period"], row["value"]) for row in rows} == {("2025", 268.0), ("2026-H1", 276.0)}


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"language": "de"}, "«language»"),
        ({"last_year": 2020}, "«last_year»"),
        ({"figures": "some"}, "«figures»"),
        ({"directions": {"А.1.1": "зменшення"}}, "суперечить числам"),
        ({"directions": {"Я.9": "зменшення"}}, "такого показника"),
        ({"columns": {"Показники!H1": "щось"}}, "«columns/Показники!H1»"),
        ({"sectors": {"Економіка": ["Б"]}}, "«sectors»"),
        ({"colour": "blue"}, "«colour»"),
        ({"title": ""}, "«title»"),
    ],
)
def test_an_answer_that_cannot_be_meant_is_told(
    folder: Path, capsys: pytest.CaptureFixture[str], more: dict[str, object], said: str
) -> None:
    given = answers(folder, **more)
    to = folder / "strategy"
    assert main(["init", str(folder / "table.xlsx"), "-o", str(to), "--answers", str(given), "--json"]) == 2
    told = capsys.readouterr()
    assert said in told.err
    assert told.out == ""
    assert not to.exists()


def test_what_is_no_table_is_told_with_what_was_seen(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = table(folder, "# Лист1\nПротокол | наради\n1 | Слухали\n", "letter.xlsx")
    given = ["--answers", str(folder / "answers.json")]
    assert main(["init", str(path), "-o", str(folder / "strategy"), *given]) == 2
    assert "Лист1" in capsys.readouterr().err
    (folder / "no.xlsx").write_bytes(b"hello")
    assert main(["init", str(folder / "no.xlsx"), "-o", str(folder / "strategy"), *given]) == 2
    assert "no.xlsx" in capsys.readouterr().err
    assert main(["init", str(folder / "absent.xlsx"), "-o", str(folder / "strategy"), *given]) == 2
    assert not (folder / "strategy").exists()


def test_a_strategy_that_lies_there_is_not_written_over(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made(folder, capsys)
    before = (folder / "strategy" / "plan.xlsx").read_bytes()
    given = ["--answers", str(folder / "answers.json")]
    assert main(["init", str(folder / "table.xlsx"), "-o", str(folder / "strategy"), *given]) == 2
    assert (folder / "strategy" / "plan.xlsx").read_bytes() == before


def test_answers_decide(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answers(
        folder,
        directions={"A.1.2": "зростання"},
        departments={"Коваленко О.П.": {"name": "Відділ транспорту"}},
        targets={"А.2.1": "80"},
        kinds={"А.1.1": "потік за рік"},
        sectors={"Добробут": ["А"]},
        columns={"Показники!I7": 63.5},
    )
    said = made(folder, capsys)
    assert said["questions"] == []
    assert said["balance"]["values"] == 6
    main(["load", str(folder / "strategy")])
    site = Client(layers())
    rows = {row["code"]: row for row in site.get("/api/v1/indicators").json()["data"]}
    assert (rows["А.1.2"]["direction"], rows["А.1.2"]["department"]) == ("increase", "Відділ транспорту")
    assert rows["А.1.1"]["kind"] == "flow"
    assert [row["name"] for row in site.get("/api/v1/goals?level=sector").json()["data"]] == ["Добробут"]


def test_a_dialogue_asks_at_most_eight_questions(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    given = iter(
        ["Наша громада", "", "2025-2027", "", "Коваленко О.П. = Відділ шляхів", "А.1.2 = вбік", "А.1.2 = зростання", ""]
    )

    def line() -> str:
        asked.append(capsys.readouterr().err.splitlines()[-1])
        return next(given)

    monkeypatch.setattr("builtins.input", line)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    cover = TABLE.replace("# Показники\n", "# Показники\nСтратегія розвитку громади на 2025–2027 роки\n")
    table(folder, cover)
    assert main(["init", str(folder / "table.xlsx"), "-o", str(folder / "strategy"), "--json"]) == 0
    assert len(asked) <= 8 + 1, "one answer was not understood and asked for again"
    assert main(["load", str(folder / "strategy")]) == 0
    site = Client(layers())
    strategy = site.get("/api/v1/strategies").json()["data"][0]
    assert strategy["title"] == "Стратегія розвитку громади на 2025–2027 роки"
    rows = {row["code"]: row for row in site.get("/api/v1/indicators").json()["data"]}
    assert (rows["А.1.2"]["direction"], rows["А.1.2"]["department"]) == ("increase", "Відділ шляхів")


def test_without_a_terminal_and_without_answers_nobody_can_be_asked(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    assert main(["init", str(folder / "table.xlsx"), "-o", str(folder / "strategy")]) == 2
    assert "--answers" in capsys.readouterr().err


def test_blank_workbooks_tell_what_to_fill_in(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    to = folder / "blank"
    assert main(["init", "--blank", "--years", "2025-2027", "--goals", "12", "-o", str(to)]) == 0
    assert sorted(path.stem for path in (to / "goals").glob("*.xlsx")) == sorted(f"1.{n}" for n in range(1, 13))
    capsys.readouterr()
    assert main(["check", str(to), "--json"]) == 1
    problems = [p for line in capsys.readouterr().out.splitlines() for p in json.loads(line)["problems"]]
    errors = {p["code"] for p in problems if p["severity"] == "error"}
    assert errors <= {"parameter_missing", "required_missing", "sheet_empty"}
    for wrong in (["--years", "2027-2025"], ["--years", "soon"], ["--years", "2025-2027", "--goals", "0"]):
        assert main(["init", "--blank", *wrong, "-o", str(folder / "other")]) == 2


def test_the_next_quarter_needs_a_strategy_and_a_table_of_it(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(folder / "table.xlsx")
    assert main(["load", path, "--all-goals"]) == 1
    assert "Сховище порожнє" in capsys.readouterr().err
    made(folder, capsys)
    main(["load", str(folder / "strategy")])
    strange = table(
        folder, TABLE.replace("Кількість", "Число").replace("Середній", "Інший").replace("Задов", "Невдов"), "s.xlsx"
    )
    assert main(["load", str(strange), "--all-goals"]) == 1
    letter = table(folder, "# Лист1\nПротокол | наради\n1 | Слухали\n", "letter.xlsx")
    assert main(["load", str(letter), "--all-goals"]) == 1
