"""`python -m kpi check`: exit codes, sentences, JSON to the letter of docs/workbook.md."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from kpi.__main__ import main
from tests.workbook.tables import GOOD, workbook

ROOT = Path(__file__).resolve().parents[2]
BAD = GOOD.replace("43,5", "сорок дві")


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "1.1.xlsx"
    path.write_bytes(workbook(GOOD))
    return path


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    path = tmp_path / "bad.xlsx"
    path.write_bytes(workbook(BAD))
    return path


def test_exit_codes(good: Path, bad: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(good)]) == 0
    assert main(["check", str(good), str(bad)]) == 1
    assert main(["check", str(good), "--goal", "1.2"]) == 1
    assert main(["check", str(good.with_name("нема.xlsx"))]) == 2
    said = capsys.readouterr()
    assert "✗ Спостереження!E2: тут «сорок дві», потрібне число. Запишіть 42,0; одиницю не додавайте." in said.out
    assert "Немає такого файлу" in said.err
    assert "Traceback" not in said.out + said.err


def test_json_has_the_keys_of_the_contract(good: Path, bad: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", "--json", str(good), str(bad)])
    accepted, refused = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert list(accepted) == ["file", "accepted", "problems", "indicators", "observations"]
    assert accepted == {
        "file": "1.1.xlsx",
        "accepted": True,
        "problems": [],
        "indicators": [
            {
                "code": "1.1.1",
                "name": "Освітлено вулиць",
                "unit": "%",
                "direction": "increase",
                "kind": "level",
                "frequency": "year",
                "baseline_year": 2021,
                "baseline_value": 40.0,
                "targets": {"2024": 50.0, "2026": 70.0},
                "range": None,
                "weight": None,
                "department": "Управління ЖКГ",
                "source": "Звіт",
                "visibility": "public",
            }
        ],
        "observations": [
            {"code": "1.1.1", "period": "2022", "value": 43.5, "gap": None, "comment": "лампи замінено", "cell": "E2"}
        ],
    }
    assert refused == {
        "file": "bad.xlsx",
        "accepted": False,
        "problems": [
            {
                "code": "number_invalid",
                "severity": "error",
                "sheet": "Спостереження",
                "cell": "E2",
                "found": "сорок дві",
                "message": "Спостереження!E2: тут «сорок дві», потрібне число.",
                "remedy": "Запишіть 42,0; одиницю не додавайте.",
            }
        ],
    }


def test_english(bad: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", str(bad), "--lang", "en"])
    assert "a number is needed. Write 42,0; do not add the unit." in capsys.readouterr().out


def test_a_folder_is_its_plan_and_goals_without_history(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(ROOT / "data" / "2022-2026", tmp_path / "edition")
    (tmp_path / "edition" / "goals" / "~$1.1.xlsx").write_bytes(b"lock")
    assert main(["check", "--json", str(tmp_path / "edition")]) == 0
    files = [json.loads(line)["file"] for line in capsys.readouterr().out.splitlines()]
    assert files[0] == "plan.xlsx"
    assert files[1:3] == ["1.1.xlsx", "1.2.xlsx"]
    assert files[-1] == "10.2.xlsx"
    assert len(files) == 19


def test_a_book_of_an_edition_must_hold_the_goal_of_its_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(ROOT / "data" / "2022-2026", tmp_path / "edition")
    shutil.copy(tmp_path / "edition/goals/1.1.xlsx", tmp_path / "edition/goals/1.2.xlsx")
    assert main(["check", str(tmp_path / "edition")]) == 1
    assert "не належить до цілі 1.2" in capsys.readouterr().out


def test_an_empty_folder_and_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(tmp_path)]) == 2
    with pytest.raises(SystemExit) as left:
        main(["check"])
    assert left.value.code == 2
    said = capsys.readouterr().err
    assert "Тут немає робочих книг" in said
    assert "потрібні аргументи: ФАЙЛ" in said


def test_it_starts_without_pandas(good: Path) -> None:
    code = (
        "import sys; from kpi.__main__ import main; main(sys.argv[1:]); "
        "print([m for m in ('pandas', 'numpy', 'openpyxl', 'streamlit', 'plotly') if m in sys.modules])"
    )
    done = subprocess.run(
        (sys.executable, "-c", code, "check", str(good)), cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"
    assert done.stderr == ""


def table(path: Path, value: str) -> Path:
    path.write_bytes(workbook(f"# Лист1\nКод | Назва | 2022 | 2023\n1.1.1 | Освітлено вулиць | 43,5 | {value}"))
    return path


def test_a_table_that_follows_no_template(good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = table(tmp_path / "t.xlsx", "44 %")
    assert main(["check", str(path), "--former", str(good)]) == 0
    said = capsys.readouterr().out.replace("\u00a0", " ")
    assert "C «2022» → значення, 2022 рік" in said
    assert "2: 1.1.1 «Освітлено вулиць», % — C2 2022: 43,5; D2 2023: 44" in said
    assert "Ключ для підтвердження" in said
    assert main(["check", str(path), "--former", str(good), "--json", "--lang", "en"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["accepted"] is True
    assert answer["interpretation"]["columns"][2] == {
        "column": "C",
        "header": ["2022"],
        "role": "value",
        "period": "2022",
    }
    assert [o["cell"] for o in answer["observations"]] == ["C2", "D2"]
    assert main(["check", str(table(path, "1,234")), "--former", str(good)]) == 1
    assert "Ключ для підтвердження" not in capsys.readouterr().out
    assert main(["check", str(path), "--former", str(path)]) == 2
    assert main(["check", str(path), "--former", str(tmp_path / "нема.xlsx")]) == 2


def test_the_marked_copy(good: Path, bad: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "marked.xlsx"
    assert main(["check", str(bad), "--marked", str(out)]) == 1
    comment = load_workbook(out)["Спостереження"]["E2"].comment
    assert comment is not None
    assert "потрібне число" in comment.text
    assert main(["check", str(bad), str(good), "--marked", str(out)]) == 2
    assert main(["check", str(bad), "--marked", str(bad)]) == 2
    (tmp_path / "empty.xlsx").write_bytes(b"")
    capsys.readouterr()
    assert main(["check", str(tmp_path / "empty.xlsx"), "--marked", str(out)]) == 1
    assert "Позначити клітинки" in capsys.readouterr().err
