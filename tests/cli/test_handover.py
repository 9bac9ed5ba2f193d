"""`python -m kpi handover` and `python -m kpi project`: files for a clerk, a record beside our action; sentences."""

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from kpi.__main__ import main
from tests.layers import alone
from tests.shipped import Shipped

RECORD = {"code": "DREAM-UA-040825-30FC5B9E", "status": "active", "budget": 5, "period": {"startDate": "2025-02-01"}}


@pytest.fixture(scope="module")
def folder(shipped_store: Shipped, tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("handover")
    (where / "store").mkdir()
    shipped_store(where / "store")
    return where


@pytest.fixture(autouse=True)
def _alone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone(monkeypatch, str(folder / "store" / "postup.sqlite"), "https://strategy.example.org")


def test_all_workbooks_are_written_into_a_folder(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["handover", "-o", str(folder / "new")]) == 0
    names = {file.name for file in (folder / "new").iterdir()}
    assert names == {f"demo-{name}-2026-11-14.xlsx" for name in ("dream", "gisrr", "spi")}
    said = capsys.readouterr().out
    assert said.count("випуск від 14.11.2026") == 3
    # the example follows Ukraine's law and its plan has neither of the codes by which a register knows a community
    assert "У плані не заповнено «Код території в державному переліку», «ЄДРПОУ»" in said


def test_one_of_an_earlier_release_in_english(folder: Path) -> None:
    asked = ["handover", "spi", "--release", "2026-08-14", "--lang", "en", "-o", str(folder / "one")]
    assert main(asked) == 0
    book = load_workbook(folder / "one" / "demo-spi-2026-08-14.xlsx")
    assert book.sheetnames[1] == "By direction"


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (("nope",), 2, "Книги «nope» немає. Є такі: dream, gisrr, spi."),
        (("--lang", "xx"), 2, "Мови «xx» немає."),
        (("--edition", "1999"), 2, "Редакції «1999» немає."),
        (("--release", "soon"), 2, "soon"),
        (("--release", "2001-01-01"), 1, "2001-01-01"),
    ],
)
def test_what_cannot_be_written_is_told(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], code: int, sentence: str
) -> None:
    assert main(["handover", *arguments, "-o", str(folder / "none")]) == code
    assert sentence in capsys.readouterr().err
    assert not (folder / "none").exists()


def test_a_folder_that_is_a_file_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "file").write_text("x", encoding="utf-8")
    assert main(["handover", "dream", "-o", str(folder / "file")]) == 1
    assert "Не вдалося записати" in capsys.readouterr().err


def test_records_are_told_one_after_another(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good, bad = folder / "good.json", folder / "bad.json"
    good.write_text(json.dumps(RECORD), encoding="utf-8")
    bad.write_text('{"code": NaN}', encoding="utf-8")
    assert main(["project", str(good)]) == 0
    said = capsys.readouterr().out
    assert "проєкт DREAM-UA-040825-30FC5B9E" in said
    assert "Жоден із заходів не має номера" in said
    assert main(["project", str(bad), str(folder / "gone.json"), str(good)]) == 1
    told = capsys.readouterr()
    assert "bad.json: «NaN» замість числа" in told.err
    assert "gone.json: файл не читається" in told.err
    assert "DREAM-UA-040825-30FC5B9E" in told.out
