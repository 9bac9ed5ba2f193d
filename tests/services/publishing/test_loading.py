"""Loading files, goal folders and editions: real workbooks through the command line."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from kpi.__main__ import main
from kpi.model import GoalBook, Observation
from kpi.services.publishing import Batch, PathNotFoundError, batches, is_empty
from kpi.services.publishing.loading.demonstration import show_example
from kpi.store import Store, open_store, read_public, releases
from kpi.workbook.writer.whole_books import write_goal_book, write_plan
from tests.books import AUGUST, MAY, NOVEMBER, indicator, observation, plan

ROOT = Path(__file__).parents[3]


def book(goal: str, *observations: Observation) -> GoalBook:
    return GoalBook(goal=goal, indicators=(indicator(f"{goal}.1", source="звіт"),), observations=observations)


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    """plan.xlsx, goals of November, history of May and August."""
    folder = tmp_path / "edition"
    states = {
        "history/2026-08-14": [observation("1.2.1", "2026-Q1", 51.0), observation("1.2.1", "2026-Q2", 52.0)],
        "history/2026-05-14": [observation("1.2.1", "2026-Q1", 50.0)],
        "goals": [observation("1.2.1", f"2026-Q{q}", 50.0 + q) for q in (1, 2, 3)],
    }
    for place, rows in states.items():
        (folder / place).mkdir(parents=True)
        write_goal_book(book("1.2", *rows), folder / place / "1.2.xlsx", years=range(2022, 2027))
    write_goal_book(book("2.1"), folder / "goals" / "2.1.xlsx", years=range(2022, 2027))
    (folder / "goals" / "~$1.2.xlsx").write_bytes(b"Excel's lock file")
    write_plan(plan(), folder / "plan.xlsx")
    return folder


@pytest.fixture
def where(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    place = str(tmp_path / "var" / "postup.sqlite")
    monkeypatch.setenv("POSTUP_STORE", place)
    return place


def test_an_edition_is_loaded_in_the_order_of_its_dates(edition: Path) -> None:
    assert [(b.published, [f.relative_to(edition).as_posix() for f in b.files]) for b in batches([edition])] == [
        (MAY, ["plan.xlsx", "history/2026-05-14/1.2.xlsx"]),
        (AUGUST, ["plan.xlsx", "history/2026-08-14/1.2.xlsx"]),
        (None, ["plan.xlsx", "goals/1.2.xlsx", "goals/2.1.xlsx"]),
    ]


def test_files_and_folders_of_goals(edition: Path) -> None:
    one, goals = edition / "goals" / "1.2.xlsx", edition / "goals"
    assert batches([one, edition / "plan.xlsx"], MAY) == [Batch((one, edition / "plan.xlsx"), MAY)]
    assert batches([goals], MAY) == [Batch((one, goals / "2.1.xlsx"), MAY)]


def test_what_is_not_there_is_named(edition: Path, tmp_path: Path) -> None:
    with pytest.raises(PathNotFoundError) as caught:
        batches([tmp_path / "нема.xlsx"])
    assert caught.value.path.name == "нема.xlsx"
    (edition / "history" / "2026-08-14").rename(edition / "history" / "серпень")
    with pytest.raises(PathNotFoundError) as caught:
        batches([edition])
    assert caught.value.reason == "not_a_day"


def test_the_command_loads_an_edition_once(edition: Path, where: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["load", str(edition), "--note", "Зразок"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in told] == ["Випуск 14.05.2026", "Випуск 14.08.2026", "Випуск 14.11.2026"]
    assert "завантажено 2 книги" in told[0]
    assert "нових — 1, змінених — 1" in told[1].replace("\u00a0", " ")
    assert [(r.published, r.note) for r in releases(where=where)] == [
        (MAY, "Зразок"),
        (AUGUST, "Зразок"),
        (NOVEMBER, "Зразок"),
    ]
    values = read_public(where=where).observations[["end", "value"]].to_numpy().tolist()
    assert values == [[24315, 50], [24315, 51], [24318, 52], [24321, 53]]
    assert main(["load", str(edition)]) == 0
    assert all("нового немає" in line for line in capsys.readouterr().out.splitlines())
    assert len(releases(where=where)) == 3


def test_a_refused_file_is_told_and_nothing_is_stored(
    edition: Path, where: str, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = edition / "goals" / "1.2.xlsx"
    workbook = load_workbook(bad)
    sheet = workbook["Спостереження"]
    column = next(cell.column for row in sheet.iter_rows(max_row=10) for cell in row if cell.value == "Значення")
    sheet.cell(sheet.max_row, column).value = "сорок дві"
    workbook.save(bad)
    assert main(["load", str(edition)]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert "goals/1.2.xlsx" in told.err
    assert "сорок дві" in told.err
    assert "Нічого не збережено" in told.err
    assert "Traceback" not in told.err
    assert releases(where=where) == []


def test_a_target_changed_without_a_decision_is_told(
    edition: Path, where: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["load", str(edition)]) == 0
    changed = GoalBook(
        goal="1.2", indicators=(indicator("1.2.1", source="звіт", targets=((2024, 60.0), (2026, 70.0))),)
    )
    write_goal_book(changed, edition / "new.xlsx", years=range(2022, 2027))
    capsys.readouterr()
    assert main(["load", str(edition / "new.xlsx"), "--published", "2026-12-01"]) == 1
    assert "2026" in (told := capsys.readouterr().err)
    assert "80" in told
    assert len(releases(where=where)) == 3


def test_a_goal_that_the_plan_does_not_have_is_told(
    edition: Path, where: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["load", str(edition)]) == 0
    write_goal_book(book("3.3"), edition / "new.xlsx", years=range(2022, 2027))
    capsys.readouterr()
    assert main(["load", str(edition / "new.xlsx")]) == 1
    assert "3.3" in (told := capsys.readouterr().err)
    assert "1.2, 1.10, 2.1" in told


@pytest.mark.parametrize("arguments", [["нема.xlsx"], [".", "--published", "14.11.2026"], []])
def test_a_wrong_command_is_told(
    arguments: list[str], where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    try:
        code = main(["load", *arguments])
    except SystemExit as stopped:
        code = int(stopped.code or 0)
    assert code == 2
    assert not Path(where).exists()


@pytest.mark.sqlite
def test_a_file_that_is_no_store_is_told(edition: Path, where: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path(where).parent.mkdir()
    Path(where).write_bytes(b"this is no database at all" * 100)
    assert main(["load", str(edition)]) == 1
    assert "Відновіть його з резервної копії" in capsys.readouterr().err


@pytest.mark.sqlite
def test_the_example_is_loaded_once_and_again_where_it_changes(edition: Path, store: Store) -> None:
    assert is_empty(store)
    assert show_example(store, today=NOVEMBER, folders=[edition]) is True
    assert show_example(store, today=NOVEMBER, folders=[edition]) is False
    assert [r.published for r in releases(where=store.name)] == [MAY, AUGUST, NOVEMBER]
    assert store.public_path is not None
    store.public_path.unlink()
    assert show_example(store, today=NOVEMBER, folders=[edition]) is False
    assert read_public(where=store.name).strategy.edition == "2022-2026", "a lost snapshot is made anew"
    write_goal_book(book("2.1", observation("2.1.1", "2026-Q1", 41.0)), edition / "goals" / "2.1.xlsx")
    assert show_example(store, today=NOVEMBER, folders=[edition]) is True


# processes of their own, which know no database that stands for a file
@pytest.mark.sqlite
@pytest.mark.slow
def test_two_first_starts_at_once_load_one_edition(edition: Path, tmp_path: Path) -> None:
    place = str(tmp_path / "first" / "postup.sqlite")
    code = (
        "import sys; from datetime import date; from pathlib import Path\n"
        "from kpi.services.publishing.loading.demonstration import show_example\n"
        "from kpi.store import open_store, read_public\n"
        "show_example(open_store(sys.argv[2]), today=date(2026, 11, 24), folders=[Path(sys.argv[1])])\n"
        "print(len(read_public(where=sys.argv[2]).observations))"
    )
    starts = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(edition), place], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        for _ in range(3)
    ]
    said = [start.communicate() for start in starts]
    assert said == [(b"4\n", b"")] * 3
    store = open_store(place)
    with store.reading() as connection:
        assert connection.exec_driver_sql("SELECT max(seq), count(*) FROM upload").one() == (5, 5)
    assert date(2026, 11, 14) == releases(where=place)[-1].published
