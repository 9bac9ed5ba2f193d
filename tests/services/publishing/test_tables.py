"""A table that follows no template enters only when its very reading is confirmed, and changes nothing but values."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from kpi.__main__ import main
from kpi.model import GoalBook
from kpi.store import read_internal
from kpi.workbook.writer.whole_books import write_goal_book, write_plan
from tests.books import indicator, observation, plan


def table(path: Path, *rows: tuple[str | float, ...]) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def test_check_confirm_load(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("POSTUP_STORE", str(tmp_path / "var" / "postup.sqlite"))
    goal, strategy = tmp_path / "1.2.xlsx", tmp_path / "plan.xlsx"
    known = GoalBook(
        goal="1.2",
        indicators=(indicator("1.2.1", source="звіт"),),
        observations=(observation("1.2.1", "2026-Q1", 50.0),),
    )
    write_goal_book(known, goal, years=range(2022, 2027))
    write_plan(plan(), strategy)
    assert main(["load", str(strategy), str(goal), "--published", "2026-05-14"]) == 0
    target = dict(known.indicators[0].targets)[2026]
    rows = ("Код", "План 2026", "Факт I кв. 2026", "Факт II кв. 2026"), ("1.2.1", target + 1, 51, 52)
    path = table(tmp_path / "table.xlsx", *rows)
    capsys.readouterr()

    assert main(["load", str(path), "--published", "2026-08-14"]) == 1
    assert "не за шаблоном" in capsys.readouterr().err
    assert main(["check", str(path), "--former", str(goal)]) == 0
    said = capsys.readouterr().out
    key = said.partition("Ключ для підтвердження: ")[2].split()[0]
    assert "чинний план не змінено" in said
    assert main(["load", str(path), "--published", "2026-08-14", "--confirm", "0" * 16]) == 1
    assert main(["load", str(path), "--published", "2026-08-14", "--confirm", key]) == 0
    assert "нових" in capsys.readouterr().out

    data = read_internal()
    assert data.observations.loc[data.observations["code"] == "1.2.1", "value"].tolist() == [50.0, 51.0, 52.0]
    assert data.targets["value"].tolist()[-1:] == [target]
    assert data.indicators["name"].tolist() == [known.indicators[0].name]
