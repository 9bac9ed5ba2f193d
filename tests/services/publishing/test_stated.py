"""What a file states reaches the store and nothing else does: blanks, parts, alphabets, years, folders."""

import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from kpi.__main__ import main
from kpi.model import GoalBook, OperationalGoal, Plan, ReportState, StrategicGoal
from kpi.services.publishing import drafts, submission
from kpi.services.publishing.checks.blockers import Blocker
from kpi.services.publishing.due_list import due_list
from kpi.services.publishing.permissions import ForbiddenError
from kpi.services.publishing.release_writer import RefusedError, former_books
from kpi.store import Store, read_internal
from kpi.workbook.sheet.alphabet import fold_code
from kpi.workbook.writer.template import write_template
from kpi.workbook.writer.whole_books import write_goal_book, write_plan
from tests.books import AUGUST, checked, hospitals, indicator, observation, plan, with_changed_target
from tests.fiscal_years import CALENDAR
from tests.publishing import publish
from tests.services.publishing.flow import DEPUTY, EDITOR, HEAD, STRANGER, sent, started, workbook


def template(store: Store, *typed: tuple[int, str | float | None], comment: dict[int, str] | None = None) -> bytes:
    """The template of goal 1.2 with values typed into its rows, as openpyxl saves it."""
    target = io.BytesIO()
    write_template(former_books(AUGUST, goal="1.2", store=store)["1.2"], target, fiscal_year=CALENDAR)
    book = openpyxl.load_workbook(target)
    sheet = book["Спостереження"]
    titles = [cell.value for cell in sheet[1]]
    for row, value in typed:
        sheet.cell(row, titles.index("Значення") + 1).value = value
    for row, words in (comment or {}).items():
        sheet.cell(row, titles.index("Коментар") + 1).value = words
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def values(store: Store) -> list[tuple[str, str, object]]:
    rows = read_internal(where=store.name).observations
    rows = rows[~rows["removed"]].drop_duplicates(["code", "breakdown", "end", "span_months"], keep="last")
    kept = rows["value"].astype(object).where(rows["value"].notna(), None)
    return sorted(zip(rows["code"], rows["breakdown"], kept, strict=True), key=repr)


def test_an_untouched_template_publishes_nothing(store: Store) -> None:
    started(store)
    before = values(store)
    draft = sent(store, template(store))
    assert Blocker.NOTHING_NEW in drafts.preview_draft(HEAD, draft.number, today=AUGUST, store=store).blockers
    with pytest.raises(submission.NotReadyError):
        submission.confirm(HEAD, draft.number, today=AUGUST, store=store)
    assert values(store) == before


def test_two_people_fill_one_template_half_by_half(store: Store) -> None:
    started(store)
    blank = template(store)
    sheet = openpyxl.load_workbook(io.BytesIO(blank))["Спостереження"]
    titles = [cell.value for cell in sheet[1]]
    whole = [
        row
        for row in range(2, sheet.max_row + 1)
        if sheet.cell(row, 1).value == "1.2.1" and not sheet.cell(row, titles.index("Розріз") + 1).value
    ]
    first, part = whole[0], whole[0] + 1
    one = sent(store, template(store, (first, 52), comment={first: "школи відкрито"}), HEAD)
    assert len(drafts.preview_draft(HEAD, one.number, today=AUGUST, store=store).changes.values) == 1
    assert submission.confirm(HEAD, one.number, today=AUGUST, store=store).receipt is not None
    # the colleague's copy was taken before that: her other row adds, and the blank one takes nothing back
    late = openpyxl.load_workbook(io.BytesIO(blank))
    late["Спостереження"].cell(part, titles.index("Значення") + 1).value = 21
    saved = io.BytesIO()
    late.save(saved)
    two = sent(store, saved.getvalue(), DEPUTY)
    found = drafts.preview_draft(DEPUTY, two.number, today=AUGUST, store=store)
    assert [(v.kind.value, v.new) for v in found.changes.values] == [("new", 21.0)]
    assert submission.confirm(DEPUTY, two.number, today=AUGUST, store=store).receipt is not None
    kept = values(store)
    assert ("1.2.1", "", 52.0) in kept
    assert ("1.2.1", "жінки", 21.0) in kept


@pytest.mark.parametrize("written", ["Жінки", "ЖІНКИ ", " жінки", "жiнки"])
def test_a_part_is_one_series_as_it_was_written_first(store: Store, written: str) -> None:
    started(store)
    draft = sent(store, workbook(hospitals(observation("1.2.1", "2026-Q2", 22.0, breakdown=written))))
    assert submission.confirm(HEAD, draft.number, today=AUGUST, store=store).receipt is not None
    assert {part for _, part, _ in values(store) if part} == {"жінки"}


def test_signs_make_other_parts(store: Store) -> None:
    started(store)
    rows = [observation("1.2.1", "2026-Q2", float(n), breakdown=part) for n, part in enumerate(["<18", "18+", "1-8"])]
    publish([checked(hospitals(*rows))], AUGUST, store=store)
    assert {part for _, part, _ in values(store)} == {"", "жінки", "<18", "18+", "1-8"}


def test_years_outside_the_edition_are_refused_with_a_word(store: Store) -> None:
    started(store)
    later = hospitals(observation("1.2.1", "2027", 60.0))
    beyond = GoalBook(
        goal="1.10", indicators=(indicator("1.10.1", department="sport", targets=((2024, 60.0), (2035, 80.0))),)
    )
    with pytest.raises(RefusedError) as refused:
        publish([checked(later), checked(beyond)], date(2028, 1, 1), store=store)
    told = [(file, p.code, p.values["year"]) for file, found in refused.value.problems.items() for p in found]
    # the errors of both files at once
    assert told == [("1.2.xlsx", "year_outside", "2027"), ("1.10.xlsx", "year_outside", "2035")]


def lettered(*goals: str) -> Plan:
    """A plan with these operational goals below the strategic goal that their first letters name."""
    tree = plan()
    heads = {fold_code(head): head for head in (goal.partition(".")[0] for goal in goals)}
    return Plan(
        strategy=tree.strategy,
        sectors=tree.sectors,
        strategic_goals=tuple(StrategicGoal(head, "people", f"Ціль {head}") for head in heads.values()),
        operational_goals=tuple(
            OperationalGoal(code=goal, strategic_goal=goal.partition(".")[0], name=f"Ціль {goal}") for goal in goals
        ),
        departments=tree.departments,
    )


def folder_of(path: Path, tree: Plan, books: Sequence[tuple[str, str]]) -> Path:
    """An edition's folder: its plan, and a goal workbook by file name and code."""
    (path / "goals").mkdir(parents=True)
    write_plan(tree, path / "plan.xlsx")
    for name, goal in books:
        book = GoalBook(
            goal=goal,
            indicators=(indicator(f"{goal}.1", source="звіт"),),
            observations=(observation(f"{goal}.1", "2025", 50.0),),
        )
        write_goal_book(book, path / "goals" / f"{name}.xlsx", years=range(2022, 2027))
    return path


#: plan, books as (name of the file, code in it); Latin letters are marked by their place alone
ALPHABETS = [
    (["A.1", "А.2", "Б.1"], [("A.1", "A.1"), ("А.2", "А.2"), ("Б.1", "Б.1")]),
    (["А.1", "Е.1"], [("А.1", "А.1"), ("E.1", "E.1")]),
    (["E.1"], [("Е.1", "Е.1")]),
    (["A.1", "D.1"], [("А.1", "А.1"), ("D.1", "D.1")]),
]


@pytest.mark.parametrize(("goals", "books"), ALPHABETS)
def test_check_and_load_agree_on_letters_that_look_alike(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    goals: list[str],
    books: list[tuple[str, str]],
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("POSTUP_STORE", str(tmp_path / "var" / "postup.sqlite"))
    folder = folder_of(tmp_path / "edition", lettered(*goals), books)
    assert main(["check", str(folder)]) == 0, capsys.readouterr()
    assert main(["load", str(folder)]) == 0, capsys.readouterr()
    kept = set(read_internal().observations["code"])
    assert len(kept) == len(books)
    # a single book of the other alphabet later on means the same indicators
    assert main(["load", *(str(path) for path in sorted((folder / "goals").iterdir()))]) == 0
    assert set(read_internal().observations["code"]) == kept


def test_check_never_says_yes_where_load_says_no(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("POSTUP_STORE", str(tmp_path / "var" / "postup.sqlite"))
    folder = folder_of(tmp_path / "edition", lettered("А.1"), [("А.1", "А.1"), ("Я.9", "Я.9"), ("Ю.8", "Ю.8")])
    assert main(["check", str(folder)]) == 1
    said = capsys.readouterr().out
    assert "Цілі Я.9 немає в плані" in said
    assert "Цілі Ю.8 немає в плані" in said
    assert main(["load", str(folder)]) == 1
    assert "Я.9" in capsys.readouterr().err


def test_a_folder_with_a_future_value_is_refused_by_both(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POSTUP_STORE", str(tmp_path / "var" / "postup.sqlite"))
    book = GoalBook(
        goal="1.2", indicators=(indicator("1.2.1", source="звіт"),), observations=(observation("1.2.1", "2099", 50.0),)
    )
    write_goal_book(book, tmp_path / "1.2.xlsx", years=range(2022, 2027))
    assert main(["check", str(tmp_path / "1.2.xlsx")]) == 1
    assert main(["load", str(tmp_path / "1.2.xlsx")]) == 1


def test_history_is_judged_on_its_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("POSTUP_STORE", str(tmp_path / "var" / "postup.sqlite"))
    book = GoalBook(
        goal="1.2",
        indicators=(indicator("1.2.1", source="звіт"),),
        observations=(observation("1.2.1", "2026-Q2", 50.0),),
    )
    write_goal_book(book, tmp_path / "1.2.xlsx", years=range(2022, 2027))
    assert main(["load", str(tmp_path / "1.2.xlsx"), "--published", "2026-03-31"]) == 1
    assert "ще не почався" in capsys.readouterr().err
    assert main(["load", str(tmp_path / "1.2.xlsx"), "--published", "2026-06-30"]) == 0
    assert not read_internal().observations["preliminary"].any()


def test_observations_alone_are_read_against_the_book_in_force(store: Store) -> None:
    started(store)
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Лист1"
    sheet.append(["Код", "Рік", "Квартал", "Місяць", "Значення", "Коментар"])
    sheet.append(["1.2.1", 2026, 2, None, 51, "ремонт"])
    saved = io.BytesIO()
    book.save(saved)
    draft = sent(store, saved.getvalue())
    found = drafts.preview_draft(HEAD, draft.number, today=AUGUST, store=store)
    assert [(v.code, v.new) for v in found.changes.values] == [("1.2.1", 51.0)]
    assert found.changes.definitions == ()
    assert submission.confirm(HEAD, draft.number, today=AUGUST, store=store).receipt is not None


def test_a_value_of_a_period_that_goes_on_is_kept_as_preliminary(store: Store) -> None:
    started(store)
    draft = sent(store, workbook(hospitals(observation("1.2.1", "2026-Q3", 51.0))), today=AUGUST)
    drafts.answer(HEAD, draft.number, early=True, store=store)
    assert submission.confirm(HEAD, draft.number, today=AUGUST, store=store).receipt is not None
    rows = read_internal(where=store.name).observations
    assert rows.loc[rows["value"] == 51.0, "preliminary"].tolist() == [True]
    after = {i.code: (i.state, i.overdue) for i in due_list(HEAD, date(2026, 11, 1), store=store).items}
    assert after["1.2.1"] == (ReportState.MISSING, True), "the final value is still to come"


def test_all_errors_of_a_file_are_told_in_one_round(store: Store) -> None:
    started(store)
    book = openpyxl.load_workbook(io.BytesIO(workbook(hospitals(observation("1.2.1", "2026-Q2", 51.0)))))
    plans, rows = book["Показники"], book["Спостереження"]
    titles = [cell.value for cell in plans[1]]
    plans.cell(2, titles.index("Ціль 2026") + 1).value = 99
    rows.cell(2, [cell.value for cell in rows[1]].index("Значення") + 1).value = "слово"
    saved = io.BytesIO()
    book.save(saved)
    found = drafts.upload(EDITOR, saved.getvalue(), "1.2.xlsx", today=AUGUST, store=store)
    assert found.draft is None
    codes = {problem.code for problem in found.checked.reading.problems}
    assert {"number_invalid", "target_changed_without_decision"} <= codes


def test_a_foreign_file_is_called_foreign_before_its_cells(store: Store) -> None:
    started(store)
    book = openpyxl.load_workbook(io.BytesIO(workbook(hospitals(observation("1.2.1", "2026-Q2", 51.0)))))
    rows = book["Спостереження"]
    rows.cell(2, [cell.value for cell in rows[1]].index("Значення") + 1).value = "слово"
    saved = io.BytesIO()
    book.save(saved)
    with pytest.raises(ForbiddenError):
        drafts.upload(STRANGER, saved.getvalue(), "1.2.xlsx", today=AUGUST, store=store)


def test_a_receipt_says_how_many_rows_are_still_blank(
    store: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    started(store)
    sheet = openpyxl.load_workbook(io.BytesIO(template(store)))["Спостереження"]
    titles = [cell.value for cell in sheet[1]]
    part = titles.index("Розріз") + 1
    row = next(n for n in range(2, sheet.max_row + 1) if sheet.cell(n, 1).value and not sheet.cell(n, part).value)
    blank = sum(bool(sheet.cell(n, 1).value) for n in range(2, sheet.max_row + 1)) - 1
    assert blank > 0
    file = tmp_path / "1.2.xlsx"
    file.write_bytes(template(store, (row, 52), comment={row: "школи відкрито"}))
    draft = sent(store, file.read_bytes())
    done = submission.confirm(HEAD, draft.number, today=AUGUST, store=store).receipt
    assert done is not None
    assert done.unfilled == submission.receipt(HEAD, done.number, store=store).unfilled == blank
    whole = sent(store, workbook(hospitals(observation("1.2.1", "2026-Q2", 53.0, comment="уточнено"))))
    complete = submission.confirm(HEAD, whole.number, today=AUGUST, store=store).receipt
    assert complete is not None
    assert complete.unfilled == 0
    monkeypatch.setenv("POSTUP_STORE", str(tmp_path / "other.sqlite"))
    assert main(["load", str(file), "--published", "2026-08-14"]) == 0
    assert f"Ще не заповнено рядків: {blank}." in capsys.readouterr().out


def test_what_the_plan_does_not_have_is_told_at_the_upload(store: Store) -> None:
    started(store)
    foreign = workbook(GoalBook(goal="3.3", indicators=(indicator("3.3.1"),)))
    found = drafts.upload(EDITOR, foreign, "3.3.xlsx", today=AUGUST, store=store)
    assert [p.code for p in found.checked.reading.problems] == ["goal_unknown"]
    late = workbook(hospitals(observation("1.2.1", "2027-Q1", 5.0)))
    found = drafts.upload(EDITOR, late, "1.2.xlsx", today=date(2027, 6, 1), store=store)
    assert [p.code for p in found.checked.reading.problems] == ["year_outside"]
    assert found.draft is None


def test_what_came_into_force_meanwhile_is_told_at_the_preview(store: Store) -> None:
    started(store)
    draft = sent(store, workbook(hospitals(observation("1.2.1", "2026-Q2", 51.0))), EDITOR)
    publish([checked(with_changed_target(hospitals()))], AUGUST, store=store)
    with pytest.raises(RefusedError) as caught:
        drafts.preview_draft(EDITOR, draft.number, today=AUGUST, store=store)
    (problem,) = caught.value.problems["1.2.xlsx"]
    assert (problem.code, problem.values["last"]) == ("target_changed_without_decision", "75")
