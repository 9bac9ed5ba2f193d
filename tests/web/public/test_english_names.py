"""Names of tasks and actions in English: read, written again, shown on pages, in files and the API."""

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kpi.model import Action, ActionState, GoalBook, Language
from kpi.store import open_store
from kpi.workbook import read_bytes
from kpi.workbook.writer.whole_books import write_goal_book
from tests.asgi import Client
from tests.books import MAY, checked, hospitals, plan
from tests.fiscal_years import CALENDAR
from tests.layers import alone, layers
from tests.publishing import publish
from tests.services.publishing.flow import UNDER_WAY

TASK, TASK_EN = "1.2.1 Ремонт лікарень", "Repair of hospitals"
ACTIONS = (
    Action(code="1.2", name="Дахи", name_en="Roofs", state=ActionState.IN_PROGRESS, budget_plan_uah=5.0),
    Action(code="1.2", name="Вікна", state=ActionState.NOT_STARTED),
)


def book() -> GoalBook:
    usual = hospitals(actions=ACTIONS)
    first, *others = usual.indicators
    return replace(usual, indicators=(replace(first, task=TASK, task_en=TASK_EN), *others))


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    where = str(tmp_path / "postup.sqlite")
    publish([checked(plan()), checked(book())], MAY, store=open_store(where))
    alone(monkeypatch, where)
    yield Client(layers())


def test_pages_in_english_show_them_and_mark_what_has_none(client: Client) -> None:
    for where in ("/goal?id=1.2", "/actions", "/print/goal/1.2"):
        sign = "&" if "?" in where else "?"
        english, own = client.get(f"{where}{sign}lang=en").text, client.get(where).text
        assert "Roofs" in english and "Дахи" not in english, where
        assert '<span lang="uk">Вікна</span>' in english, where
        assert "Дахи" in own and "Roofs" not in own, where
    for where in ("/goal?id=1.2", "/indicator?id=1.2.1"):
        english, own = client.get(f"{where}&lang=en").text, client.get(where).text
        assert "1.2.1 Repair of hospitals" in english, where
        assert "Ремонт лікарень" not in english, where
        assert "Repair of hospitals" not in own, where


def test_files_and_the_api_hold_both(client: Client) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get(f"/download/{MAY}/actions.csv").content.decode("utf-8-sig"))))
    assert [(row["name"], row["name_en"]) for row in rows] == [("Дахи", "Roofs"), ("Вікна", "")]
    indicator = client.get("/api/v1/indicators/1.2.1").json()["data"]
    assert (indicator["task"], indicator["task_en"]) == (TASK, TASK_EN)


@pytest.mark.parametrize("language", list(Language))
def test_a_workbook_carries_them_and_is_read_back_the_same(tmp_path: Path, language: Language) -> None:
    path = tmp_path / "1.2.xlsx"
    write_goal_book(book(), path, language=language)
    read = read_bytes(path.read_bytes(), path.name, fiscal_year=CALENDAR).goal_book
    assert read is not None
    assert [(one.name, one.name_en) for one in read.actions] == [("Дахи", "Roofs"), ("Вікна", "")]
    assert (read.indicators[0].task, read.indicators[0].task_en) == (TASK, TASK_EN)


def test_a_workbook_in_english_without_other_names_has_them_as_its_own(tmp_path: Path) -> None:
    path = tmp_path / "1.2.xlsx"
    only = replace(
        book(),
        indicators=tuple(replace(one, task="1.2.1 Repairs", task_en="", name_en="") for one in book().indicators),
        actions=(replace(ACTIONS[0], name="Roofs", name_en=""),),
    )
    write_goal_book(only, path, language=Language.EN)
    read = read_bytes(path.read_bytes(), path.name, fiscal_year=CALENDAR).goal_book
    assert read is not None
    assert [(one.name, one.name_en) for one in read.actions] == [("Roofs", "")]
    assert {(one.task, one.task_en) for one in read.indicators} == {("1.2.1 Repairs", "")}


@pytest.mark.parametrize("where", ["/", "/sector?id=people", "/goal?id=1.2"])
def test_who_does_a_corrective_action_is_marked_whatever_the_letters(
    where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its words have no second language; between two languages in Latin letters the letters do not tell."""
    store = open_store(str(tmp_path / "polish.sqlite"))
    action = replace(UNDER_WAY, measure="Budowa nowej windy", responsible="Prezydent miasta")
    books = [checked(plan(language=Language.PL)), checked(hospitals(corrective_actions=(action,)))]
    publish(books, MAY, store=store)
    alone(monkeypatch, store.name)
    page = Client(layers()).get(f"{where}{'&' if '?' in where else '?'}lang=en").text
    for words in ("Budowa nowej windy", "Prezydent miasta"):
        assert f'<span lang="pl">{words}</span>' in page.replace("\u00a0", " "), words
