"""`python -m kpi report`: a file from what is published, or a sentence."""

import io
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from kpi.__main__ import main
from kpi.opendata.report import printing
from kpi.web.pages import report_choice
from kpi.web.pages.report_choice import choose
from tests.layers import alone
from tests.shipped import Shipped

SITE = "https://strategy.example.org"


@pytest.fixture
def folder(shipped_store: Shipped, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    alone(monkeypatch, shipped_store(tmp_path / "store"), SITE)
    return tmp_path


def told(file: Path) -> list[str]:
    return [paragraph.text for paragraph in Document(io.BytesIO(file.read_bytes())).paragraphs]


def test_a_day_means_what_was_published_by_it(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = folder / "report.docx"
    assert main(["report", "--as-of", "2026-11-13", "--since", "2026-06-25", "-o", str(file)]) == 0
    assert "звіт за випуском від 14.08.2026." in capsys.readouterr().out
    words = told(file)
    assert any("Випуск даних: 14.08.2026" in one for one in words)
    assert any("Порівняно з випуском від 14.05.2026" in one for one in words)


def test_a_session_before_the_first_release_has_nothing_to_compare(folder: Path) -> None:
    file = folder / "report.docx"
    assert main(["report", "--since", "2026-01-29", "-o", str(file)]) == 0
    assert any("На 29.01.2026 даних ще не було оприлюднено" in one for one in told(file))


def test_the_language_and_the_sector_are_those_asked_for(folder: Path) -> None:
    file = folder / "health.xlsx"
    assert main(["report", "--sector", "health", "--lang", "en", "-o", str(file)]) == 0
    book = load_workbook(file)
    assert book.sheetnames[:2] == ["Report", "Counts"]
    assert {str(row[0].value)[:1] for row in book["Counts"].iter_rows(min_row=4)} == {"7", "8", "A"}


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (("-o", "report.odt"), 2, "report.odt: невідоме закінчення. Звіт буває такий: .docx, .pdf, .pptx, .xlsx."),
        (("--sector", "nope", "-o", "report.docx"), 2, "Є: economy, urban, health, culture_education."),
        (("--lang", "xx", "-o", "report.docx"), 2, "Мови «xx» немає. Є: "),
        (("--edition", "1999", "-o", "report.docx"), 2, "Редакції «1999» немає. Є: 2022-2026."),
        (("--as-of", "2026-01-30", "-o", "report.docx"), 1, "До 30.01.2026 не оприлюднено жодного випуску даних."),
        (("-o", "no/such/folder/report.xlsx"), 1, "Не вдалося записати no/such/folder/report.xlsx"),
    ],
)
def test_what_cannot_be_made_is_told(  # noqa: PLR0917 (fixtures and a row of the table)
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    code: int,
    sentence: str,
) -> None:
    monkeypatch.chdir(folder)
    assert main(["report", *arguments]) == code
    assert sentence in capsys.readouterr().err
    assert not list(folder.glob("report.*"))


def test_without_libreoffice_the_package_is_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(printing, "_PROGRAMME", "no-such-programme")
    assert main(["report", "-o", str(folder / "report.pdf")]) == 1
    assert "Установіть пакет libreoffice-writer" in capsys.readouterr().err


def test_without_the_sites_address_it_says_that_addresses_lead_nowhere(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("POSTUP_ADDRESS")
    assert main(["report", "-o", str(folder / "report.docx")]) == 0
    assert "POSTUP_ADDRESS" in capsys.readouterr().err
    assert not [p for p in Document(str(folder / "report.docx")).paragraphs if p.hyperlinks]


def test_without_sessions_the_last_release_is_held_against_the_one_before(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert folder
    monkeypatch.setattr(report_choice, "_sessions", lambda day, edition: [])
    found = choose(None, None)
    assert (found.new, found.old, found.since) == (date(2026, 11, 14), date(2026, 8, 14), None)


def test_the_shipped_plans_last_session_is_what_it_goes_back_to(folder: Path) -> None:
    assert folder
    assert (choose(None, None).since, choose(None, None).old) == (date(2026, 10, 29), date(2026, 8, 14))


@pytest.mark.parametrize(
    ("sessions", "by", "since", "old"),
    [
        # the last session after which something was published
        ([date(2026, 6, 25), date(2026, 8, 27)], date(2026, 11, 26), date(2026, 8, 27), date(2026, 8, 14)),
        # nothing was published since the last one: the one before it
        ([date(2026, 6, 25), date(2026, 11, 20)], date(2026, 11, 26), date(2026, 6, 25), date(2026, 5, 14)),
        # a session of the day itself is the one that the report is for
        ([date(2026, 6, 25), date(2026, 11, 26)], date(2026, 11, 26), date(2026, 6, 25), date(2026, 5, 14)),
        # all sessions are older than the first release: the release before
        ([date(2025, 12, 18)], date(2026, 11, 26), None, date(2026, 8, 14)),
    ],
)
def test_sessions_of_the_plan_are_what_it_goes_back_to(  # noqa: PLR0917 (fixtures and a row of the table)
    folder: Path, monkeypatch: pytest.MonkeyPatch, sessions: list[date], by: date, since: date | None, old: date
) -> None:
    assert folder
    monkeypatch.setattr(report_choice, "_sessions", lambda day, edition: sessions)
    found = choose(by, None)
    assert (found.new, found.since, found.old) == (date(2026, 11, 14), since, old)
