"""`python -m kpi template`: from a folder, from the store, and what it says when it cannot."""

from pathlib import Path

import openpyxl
import pytest

from kpi.__main__ import main
from kpi.workbook import read_file
from tools.edition.sources import FIRST


@pytest.fixture(autouse=True)
def own_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POSTUP_STORE", str(tmp_path / "postup.sqlite"))
    monkeypatch.delenv("DATABASE_URL", raising=False)


def test_folder_gives_a_workbook_that_reads_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "9.2.xlsx"
    assert main(["template", "9.2", "-o", str(file), "--edition", str(FIRST.folder), "--period", "2026-Q4"]) == 0
    assert capsys.readouterr().out == "9.2.xlsx: 3 рядки для заповнення.\n"
    reading = read_file(file, goal="9.2")
    assert (reading.accepted, [p.code for p in reading.problems]) == (True, ["not_filled"])
    heads = [cell.value for cell in openpyxl.load_workbook(file)["Показники"][1]]
    assert [h for h in heads if str(h).startswith("Ціль")] == [f"Ціль {year}" for year in range(2022, 2027)]


def test_a_department_gets_one_workbook_over_all_its_goals(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "Значення.xlsx"
    arguments = ["template", "--department", "dep-zhkg", "-o", str(file), "--edition", str(FIRST.folder)]
    assert main([*arguments, "--period", "2026-Q4"]) == 0
    sheet = openpyxl.load_workbook(file)["Значення"]
    goals = {str(sheet.cell(row, 1).value).rpartition(".")[0] for row in range(2, sheet.max_row + 1)}
    assert {"5.1", "6.1", "6.2"} <= goals
    assert f"Значення.xlsx: {sheet.max_row - 1} " in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["9.9", "--edition", str(FIRST.folder)], 1, "Цілі «9.9» немає. Є: 1.1, 1.2"),
        (["9.2", "--edition", str(FIRST.folder), "--period", "2026-Q5"], 2, "«2026-Q5» записано неправильно"),
        (["9.2"], 1, "Сховище порожнє"),
        (["--department", "dep-zhkg"], 1, "Сховище порожнє"),
        ([], 2, "Назвіть одне з двох"),
        (["9.2", "--department", "dep-zhkg"], 2, "Назвіть одне з двох"),
        (
            ["--department", "dep-nobody", "--edition", str(FIRST.folder)],
            1,
            "dep-zhkg (Управління житлово-комунального",
        ),
        (["--department", "dep-zhkg", "--edition", str(FIRST.folder), "--period", "2021-Q1"], 1, "нічого не чекають"),
        (["9.2", "--edition", str(FIRST.source)], 1, "ні тека з робочими книгами цілей"),
    ],
)
def test_what_is_wrong_is_told_in_a_sentence(
    arguments: list[str], code: int, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "x.xlsx"
    assert main(["template", *arguments, "-o", str(file)]) == code
    told = capsys.readouterr()
    assert words in told.err
    assert told.out == ""
    assert not file.exists()


def test_a_refused_workbook_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "goals").mkdir()
    (tmp_path / "goals" / "1.1.xlsx").write_bytes(b"not a workbook")
    assert main(["template", "1.1", "-o", str(tmp_path / "x.xlsx"), "--edition", str(tmp_path)]) == 1
    assert "«1.1.xlsx»" in capsys.readouterr().err


def test_asking_for_a_template_writes_nothing_into_the_store(tmp_path: Path) -> None:
    main(["template", "1.1", "-o", str(tmp_path / "x.xlsx"), "--edition", str(FIRST.folder)])
    assert not (tmp_path / "postup.sqlite").exists()
