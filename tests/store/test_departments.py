"""What a word means: codes, present names, former ones, and rows that were stored with names."""

from dataclasses import replace
from datetime import UTC, date, datetime

from kpi.model import GoalBook, Plan
from kpi.store import Store, read_internal
from kpi.store.as_of import AsOf
from kpi.store.books import goal_books
from kpi.store.books import plan as stored_plan
from kpi.store.departments import community_index, department_index
from kpi.store.rows import book_rows, plan_rows
from kpi.store.uploads import steps, uploads
from kpi.store.write import UploadOrigin, WrittenFile, add_release, append
from tests.books import AUGUST, MAY, NOVEMBER, checked, indicator, plan
from tests.fiscal_years import CALENDAR
from tests.publishing import publish

HEALTH = "Управління охорони здоров'я"
BOOK = GoalBook(
    goal="1.2",
    indicators=(indicator("1.2.1", department=HEALTH), indicator("1.2.2", department="sport"), indicator("1.2.3")),
)
ALL = AsOf("1", "2022-2026", date.max, 999)


def stored_by_name(store: Store, plan_of_the_day: Plan, book: GoalBook, published: date) -> None:
    """As stores were written before codes: the words of the workbooks, whatever they were."""
    with store.writing() as connection:
        for kind, goal, rows in (
            ("plan", "", plan_rows(plan_of_the_day)),
            ("goal", book.goal, book_rows(book, CALENDAR)),
        ):
            origin = UploadOrigin(
                community=store.community,
                edition="2022-2026",
                kind=kind,
                goal=goal,
                filename=f"{kind}.xlsx",
                content=repr((plan_of_the_day, book, kind)).encode(),
                published=published,
            )
            seq = append(connection, origin, rows, datetime(2026, 5, 14, 9, tzinfo=UTC))
            add_release(connection, WrittenFile(origin, seq), 1, "")


def renamed(code: str, name: str, of: Plan) -> Plan:
    return replace(of, departments=tuple(replace(d, name=name) if d.code == code else d for d in of.departments))


def owners(store: Store) -> dict[str, str]:
    frame = read_internal(where=store.name).indicators
    return dict(zip(frame["code"], frame["department"], strict=True))


def test_a_department_is_stored_by_its_code_however_the_workbook_calls_it(store: Store) -> None:
    named = replace(BOOK, indicators=(indicator("1.2.1", department=f" {HEALTH.upper()}"), *BOOK.indicators[1:]))
    publish([checked(plan()), checked(named)], MAY, store=store)
    assert owners(store) == {"1.2.1": "health", "1.2.2": "sport", "1.2.3": "health"}
    nodes = read_internal(where=store.name).nodes.set_index("code")["department"]
    assert (nodes["1.10"], nodes["1.2"], nodes["2.1"]) == ("sport", "health", "")


def test_a_former_name_leads_to_the_code_in_a_plan_and_in_a_goal_workbook(store: Store) -> None:
    publish([checked(plan()), checked(BOOK)], MAY, store=store)
    # «Підрозділи» has the new name, «Оперативні цілі» and the older workbooks still the former one
    publish([checked(renamed("sport", "Департамент спорту", plan()))], AUGUST, store=store)
    older = replace(BOOK, indicators=(*BOOK.indicators, indicator("1.2.4", department="Спорт")))
    publish([checked(older)], AUGUST, store=store)
    assert owners(store) == {"1.2.1": "health", "1.2.2": "sport", "1.2.3": "health", "1.2.4": "sport"}
    with store.reading() as connection:
        kept, book = stored_plan(connection, ALL), goal_books(connection, ALL)["1.2"]
    assert kept is not None
    assert [g.department for g in kept.operational_goals] == ["health", "sport", ""]
    assert [i.department for i in book.indicators] == [HEALTH, "Департамент спорту", HEALTH, "Департамент спорту"]


def test_what_was_stored_by_name_is_read_by_what_the_name_meant_then(store: Store) -> None:
    stored_by_name(store, plan(), BOOK, MAY)
    assert owners(store) == {"1.2.1": "health", "1.2.2": "sport", "1.2.3": "health"}
    publish([checked(renamed("health", "Департамент здоров'я", plan()))], AUGUST, store=store)
    assert owners(store)["1.2.1"] == "health"
    # another department takes the name over: what was said of the first one does not become its own
    taken = renamed("spare", HEALTH, renamed("health", "Департамент здоров'я", plan()))
    publish([checked(taken)], NOVEMBER, store=store)
    assert owners(store)["1.2.1"] == "health"
    with store.reading() as connection:
        index = department_index(connection, ALL)
    assert index.code_of(HEALTH) == "spare"
    assert index.code_of(HEALTH, (MAY, 2)) == "health"
    assert index.code_of(HEALTH, (date(2020, 1, 1), 1)) == "health", "before there was a plan: its first holder"


def test_a_name_that_becomes_a_code_is_no_change(store: Store) -> None:
    stored_by_name(store, plan(), BOOK, MAY)
    again = publish([checked(plan(title="Інша назва")), checked(BOOK, "again.xlsx")], AUGUST, store=store)
    assert [(file.kind, file.revised) for file in again.files] == [("plan", 2), ("goal", 0)], "strategy and its node"
    moved = replace(BOOK, indicators=(replace(BOOK.indicators[0], name="Інше"), *BOOK.indicators[1:]))
    publish([checked(moved)], NOVEMBER, store=store)
    with store.reading() as connection:
        done = steps(connection, uploads(connection, store.community)[-1], store.community)
    assert [(s.row["department"], s.before and s.before["department"]) for s in done] == [("health", "health")]


def test_a_word_that_never_was_a_department_stays_itself(store: Store) -> None:
    publish([checked(plan()), checked(BOOK)], MAY, store=store)
    with store.reading() as connection:
        index = community_index(connection, store.community)
    assert index.code_of("Комунальне підприємство") == "Комунальне підприємство"
    assert index.name_of("Комунальне підприємство") == "Комунальне підприємство"
    assert (index.code_of(""), index.knows("Спорт"), index.knows("Комунальне підприємство")) == ("", True, False)
    assert index.words["СПОРТ"] == "sport"
