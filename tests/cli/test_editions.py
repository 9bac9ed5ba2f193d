"""The command line beside two editions: which one it speaks of, and how the other one is asked for."""

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from kpi.__main__ import main
from kpi.store import open_store
from kpi.workbook.writer.whole_books import write_plan
from tests.books import MAY, NOVEMBER, checked, hospitals, plan
from tests.publishing import publish


@pytest.fixture
def where(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store with the edition of today and the next one, published later."""
    monkeypatch.setenv("POSTUP_STORE", str(tmp_path / "own.sqlite"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    store = open_store(str(tmp_path / "own.sqlite"))
    publish([checked(plan()), checked(hospitals())], MAY, store=store)
    following = plan(edition="2027-2031", first_year=2027, last_year=2031, baseline_year=2026)
    book = hospitals()
    later = replace(book, indicators=tuple(replace(i, targets=((2030, 90.0),)) for i in book.indicators[:1]))
    publish([checked(following), checked(replace(later, observations=()))], NOVEMBER, store=store)
    return tmp_path


def years(file: Path) -> list[str]:
    sheet = openpyxl.load_workbook(file)["Показники"]
    return [str(cell.value) for cell in sheet[1] if str(cell.value).startswith("Ціль")]


@pytest.mark.parametrize(
    ("edition", "first"),
    [((), "Ціль 2022"), (("--edition", "2027 – 2031"), "Ціль 2027"), (("--edition", "2022-2026"), "Ціль 2022")],
)
def test_a_template_is_of_the_edition_in_force_or_of_the_one_named(
    where: Path, edition: tuple[str, ...], first: str
) -> None:
    assert main(["template", "1.2", "-o", str(where / "1.2.xlsx"), *edition]) == 0
    assert years(where / "1.2.xlsx")[0] == first


def test_an_edition_that_is_not_there_is_told(where: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["template", "1.2", "-o", str(where / "1.2.xlsx"), "--edition", "2010-2014"]) == 2
    assert "«2010-2014» — ні редакція зі сховища, ні тека" in capsys.readouterr().err


def test_loading_says_which_edition_the_front_page_shows(where: Path, capsys: pytest.CaptureFixture[str]) -> None:
    following = plan(edition="2027-2031", first_year=2027, last_year=2031, baseline_year=2026, act="Рішення 5")
    write_plan(following, where / "plan.xlsx")
    assert main(["load", str(where / "plan.xlsx")]) == 0
    said = capsys.readouterr().out
    assert "редакції 2027-2031, яка діятиме з 01.01.2027" in said
    assert "чинна редакція 2022-2026" in said
