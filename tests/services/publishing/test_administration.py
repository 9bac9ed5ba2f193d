"""The plan with its goals, who may see what, going back, the journal: for administrators and editors."""

import csv
import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

from kpi.__main__ import main
from kpi.access import Right, may
from kpi.measure import survey
from kpi.model import Account, DraftState, Language, OperationalGoal, Plan, Role, Status, Visibility
from kpi.services.publishing import drafts
from kpi.services.publishing.administration.comparison import compare, release_list
from kpi.services.publishing.administration.journal import JournalQuery, journal
from kpi.services.publishing.administration.undo import UndoError, restore, undo
from kpi.services.publishing.checks.blockers import Blocker
from kpi.services.publishing.permissions import ForbiddenError
from kpi.services.publishing.submission import NotReadyError, approve, confirm
from kpi.services.publishing.visibility import change_visibility
from kpi.store import Store, migrate, open_store, read_internal, read_public
from kpi.store.migrations import MIGRATIONS, applied
from kpi.store.people import accounts as stored_accounts
from kpi.store.rows import TERMS
from kpi.text import Text
from kpi.text.csv_text import as_written, csv_text, inert
from kpi.views.changes.comparison import compare as between
from kpi.web.desk.words.journal_words import journal_csv
from tests.books import AUGUST, MAY, NOVEMBER, plan
from tests.services.publishing.flow import (
    ADMIN,
    EDITOR,
    HEAD,
    SECOND_ADMIN,
    plan_workbook,
    revised,
    sent,
    started,
    valued,
)


def goals(store: Store) -> list[str]:
    nodes = read_public(where=store.name).nodes
    return nodes.loc[nodes["level"] == "operational_goal", "code"].tolist()


def with_goal(book: Plan) -> Plan:
    return replace(
        book, operational_goals=(*book.operational_goals, OperationalGoal(code="2.2", strategic_goal="2", name="Ринки"))
    )


def test_a_plan_that_adds_a_goal_needs_an_act_and_an_administrator(store: Store) -> None:
    started(store)
    content = plan_workbook(with_goal(plan()))
    for account in (HEAD, EDITOR):
        with pytest.raises(ForbiddenError):
            drafts.upload(account, content, "plan.xlsx", today=AUGUST, store=store)
    draft = sent(store, content, ADMIN)
    seen = drafts.preview_draft(ADMIN, draft.number, today=AUGUST, store=store)
    assert [(n.kind, n.code) for n in seen.changes.nodes] == [("new", "2.2")]
    assert seen.blockers == (Blocker.NO_ACT,)
    drafts.set_choices(ADMIN, draft.number, act="рішення № 5 від 01.08.2026", store=store)
    assert confirm(ADMIN, draft.number, today=AUGUST, store=store).receipt is not None
    assert goals(store) == ["1.2", "1.10", "2.1", "2.2"]


def test_a_goal_is_dropped_by_a_tick_with_an_act_and_comes_back_by_undo(store: Store) -> None:
    started(store)
    short = replace(plan(contact="a@example.org"), operational_goals=plan().operational_goals[1:])
    draft = sent(store, plan_workbook(short), ADMIN)
    assert drafts.preview_draft(ADMIN, draft.number, today=AUGUST, store=store).blockers == (), (
        "what is missing is not dropped"
    )
    drafts.set_choices(ADMIN, draft.number, taken=("1.10",), store=store)
    with pytest.raises(NotReadyError):
        confirm(ADMIN, draft.number, today=AUGUST, store=store)
    drafts.set_choices(ADMIN, draft.number, taken=("1.10",), act="№ 6 від 01.08.2026", store=store)
    assert confirm(ADMIN, draft.number, today=AUGUST, store=store).receipt is None, (
        "indicators go: a second person decides"
    )
    done = approve(SECOND_ADMIN, draft.number, today=AUGUST, store=store).receipt
    assert done is not None
    assert goals(store) == ["1.2", "2.1"]
    assert "1.10.1" not in set(read_internal(where=store.name).indicators["code"])
    with pytest.raises(ForbiddenError):
        undo(EDITOR, done.number, "Повернути", today=AUGUST, store=store)
    undo(ADMIN, done.number, "Повернути", today=AUGUST, store=store)
    assert goals(store) == ["1.2", "1.10", "2.1"]
    assert "1.10.1" in set(read_internal(where=store.name).indicators["code"])


def test_closing_is_at_once_and_opening_takes_two(store: Store) -> None:
    started(store)
    with pytest.raises(ForbiddenError):
        change_visibility(EDITOR, "1.2.1", Visibility.INTERNAL, ground="Стаття 6", today=AUGUST, store=store)
    with pytest.raises(ForbiddenError):
        change_visibility(ADMIN, "1.2.1", Visibility.INTERNAL, today=AUGUST, store=store)
    number = change_visibility(ADMIN, "1.2.1", Visibility.INTERNAL, ground="Стаття 6", today=AUGUST, store=store)
    assert isinstance(number, int)
    assert "1.2.1" not in set(read_public(where=store.name).indicators["code"])
    asked = change_visibility(ADMIN, "1.2.1", Visibility.PUBLIC, today=AUGUST, store=store)
    assert not isinstance(asked, int)
    assert asked.state is DraftState.AWAITING
    with pytest.raises(ForbiddenError):
        approve(ADMIN, asked.number, today=AUGUST, store=store)
    assert "1.2.1" not in set(read_public(where=store.name).indicators["code"])
    assert approve(SECOND_ADMIN, asked.number, today=AUGUST, store=store).receipt is not None
    assert "1.2.1" in set(read_public(where=store.name).indicators["code"])


def test_going_back_to_a_release_keeps_closed_what_was_closed_since(store: Store) -> None:
    started(store)
    first = sorted(read_internal(where=store.name).observations["value"].dropna())
    confirm(HEAD, sent(store, revised(51.0, "нове")).number, today=AUGUST, store=store)
    change_visibility(ADMIN, "1.2.10", Visibility.INTERNAL, ground="Стаття 6", today=NOVEMBER, store=store)
    for account in (HEAD, EDITOR):
        with pytest.raises(ForbiddenError):
            restore(account, MAY, "Назад", today=NOVEMBER, store=store)
    with pytest.raises(UndoError):
        restore(ADMIN, MAY, " ", today=NOVEMBER, store=store)
    assert restore(ADMIN, MAY, "Назад", today=NOVEMBER, store=store) is not None
    found = read_internal(where=store.name)
    last = found.observations.drop_duplicates(["code", "breakdown", "end", "span_months"], keep="last")
    assert sorted(last["value"].dropna()) == first
    assert found.indicators.set_index("code")["visibility"]["1.2.10"] == "internal"
    assert restore(ADMIN, MAY, "Ще раз", today=NOVEMBER, store=store) is None


def test_two_releases_side_by_side(store: Store) -> None:
    started(store)
    confirm(HEAD, sent(store, revised(51.0, "нове")).number, today=AUGUST, store=store)
    assert [r.published for r in release_list(EDITOR, store=store)] == [AUGUST, MAY]
    found = compare(EDITOR, AUGUST, MAY, store=store)
    assert [(d.code, d.period.code, d.old, d.new) for d in found.changes.values] == [("1.2.1", "2026-Q1", 50.0, 51.0)]
    with pytest.raises(ForbiddenError):
        compare(HEAD, MAY, AUGUST, store=store)


def test_two_releases_differ_for_editors_in_the_statuses_that_the_page_of_changes_tells(store: Store) -> None:
    """Each release is judged as it shows itself: at the end of the last period told, however long ago that was."""
    started(store)
    late = date(2027, 11, 14)
    confirm(HEAD, sent(store, revised(20.0, "нове")).number, today=late, store=store)
    found = compare(EDITOR, MAY, late, store=store)
    old, new = (survey(read_internal(day, where=store.name)) for day in (MAY, late))
    moves = [(move.code, move.old.status, move.new.status) for move in between(old, new).moves]
    assert [(change.code, change.before, change.after) for change in found.statuses] == moves
    assert moves[0] == ("1.2.1", Status.OFF_TRACK, Status.MOVING_AWAY)


def test_the_journal_tells_who_when_what_from_which_file(store: Store) -> None:
    started(store)
    done = confirm(HEAD, sent(store, valued(52.0)).number, today=AUGUST, store=store).receipt
    assert done is not None
    undo(EDITOR, done.number, "=HYPERLINK(1)", today=AUGUST, store=store)
    with pytest.raises(ForbiddenError):
        journal(HEAD, store=store)
    found = journal(EDITOR, store=store)
    told = [(e.action, e.actor, e.name, e.goals, tuple(one.filename for one in e.files)) for e in found[:2]]
    assert told == [
        ("undo", "editor", "Редактор", ("1.2",), ("1.2.xlsx",)),
        ("publish", "koval", "О. Коваль", ("1.2",), ("1.2.xlsx",)),
    ]
    assert [e.action for e in journal(EDITOR, JournalQuery(actor="koval"), store=store)] == ["publish"]
    assert journal(EDITOR, JournalQuery(goal="2.1"), store=store) == []
    assert journal(EDITOR, JournalQuery(until=date(2020, 1, 1)), store=store) == []
    assert [e.files[0].number for e in found[:2]] == [done.number + 1, done.number], "rows lead to receipts"
    assert found[0].reason == "=HYPERLINK(1)"
    assert found[1].files[0].contents.values == 1
    content = journal_csv(found, Text(Language.UK))
    assert content.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(content.removeprefix("\ufeff")), delimiter=";"))
    assert [row["Логін"] for row in rows[:2]] == ["editor", "koval"]
    assert rows[0]["Причина"] == "'=HYPERLINK(1)"
    assert rows[1]["Кого чи чого стосується"] == "1 значення"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\+0[23]:00", rows[0]["Коли (час громади)"])
    assert not any(value.startswith("{") for row in rows for value in row.values())
    english = journal_csv(found, Text(Language.EN))
    assert next(csv.reader([english.removeprefix("\ufeff").splitlines()[0]]))[0] == "No."


@pytest.mark.parametrize(
    "start",
    ["=", "+", "-", "@", "\t=", "\r=", " =", "\u00a0=", '"=', "'=", "''+", " ' \"@", "＝", "＋", "－", "＠", "﹦"],
)
def test_no_text_of_a_csv_is_a_formula(start: str) -> None:
    told = list(csv.reader(io.StringIO(csv_text(["a", "b"], [[f"{start}1+1", -5.0]]), newline="")))
    assert told[1] == [f"'{start}1+1", "-5.0"]
    assert as_written(told[1][0]) == f"{start}1+1"


@pytest.mark.parametrize("text", ["", "'", "''", "'слова", "5", "а=б", "«=", "'1", "\n"])
def test_other_texts_of_a_csv_stand_as_they_are(text: str) -> None:
    assert (inert(text), as_written(text)) == (text, text)


@pytest.mark.parametrize("role", list(Role))
def test_the_services_ask_the_table_of_rights(store: Store, role: Role) -> None:
    started(store)
    account = Account(id=9, login="any", name="Хтось", role=role, departments=("health",))
    asked: dict[Right, Callable[[], object]] = {
        Right.JOURNAL: lambda: journal(account, store=store),
        Right.RELEASES: lambda: release_list(account, store=store),
        Right.APPROVE: lambda: drafts.waiting(account, store=store),
        Right.VISIBILITY: lambda: change_visibility(
            account, "1.2.1", Visibility.INTERNAL, ground="Стаття 6", today=AUGUST, store=store
        ),
    }
    for right, act in asked.items():
        if may(account, right):
            act()
        else:
            with pytest.raises(ForbiddenError):
                act()


def test_a_store_of_the_first_schema_is_brought_up(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "postup.sqlite"))
    with store.writing() as connection:
        for statement in (
            "DROP TABLE draft",
            "DROP TABLE draft_file",
            "DROP TABLE receipt",
            "ALTER TABLE strategy_rev DROP COLUMN approval",
            *(f"ALTER TABLE strategy_rev DROP COLUMN {name}" for name in TERMS),
            "DELETE FROM migration WHERE number >= 3",
        ):
            connection.execute(text(statement))
    assert "m0003_drafts_and_receipts" in migrate(store)
    with store.reading() as connection:
        assert len(applied(connection)) == len(MIGRATIONS)
    assert confirm(HEAD, sent(started(store), valued(52.0)).number, today=AUGUST, store=store).receipt is not None


def test_a_receipt_is_never_changed(store: Store) -> None:
    started(store)
    confirm(HEAD, sent(store, valued(52.0)).number, today=AUGUST, store=store)
    from sqlalchemy.exc import DatabaseError

    for statement in ("UPDATE receipt SET name = 'x'", "DELETE FROM receipt"):
        with pytest.raises(DatabaseError), store.writing() as connection:
            connection.execute(text(statement))


def test_the_terminal_acts_as_an_account(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from datetime import UTC, datetime

    started(store)
    monkeypatch.setenv("POSTUP_STORE", store.name)
    with store.writing() as connection:
        for account in (HEAD, EDITOR):
            stored_accounts.add(connection, store.community, account, "", datetime.now(UTC))
    file = tmp_path / "1.2.xlsx"
    file.write_bytes(valued(70.0))
    submit = ["submit", str(file), "--as", "koval"]
    assert main([*submit, "--publish"]) == 1, "a jump without an explanation"
    assert main([*submit, "--publish", "--explain", "1.2.1=нова лікарня"]) == 0
    assert "Квитанція № 4" in capsys.readouterr().out
    assert main(submit) == 0
    assert "уже опубліковано (квитанція № 4)" in capsys.readouterr().out
    assert main([*submit[:-1], "nobody"]) == 1
    assert main([*submit, "--explain", "1.2.1"]) == 2
    assert main(["due", "--as", "koval"]) == 0
    assert main(["undo", "4", "--as", "editor", "--reason", "Помилка"]) == 0
    assert main(["undo", "4", "--as", "editor", "--reason", "Помилка"]) == 1
    assert main(["journal", "--csv"]) == 0
    told = capsys.readouterr().out
    assert "terminal" in told
    assert main(["releases", "--as", "koval"]) == 1
