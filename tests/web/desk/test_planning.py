"""The plan by an administrator and suspensions by an editor: forms and workbooks take the same door."""

import io
import re

import httpx2
import pytest
from openpyxl import load_workbook

from kpi.model import Strategy
from kpi.store import read_internal, read_public
from tests.html.markup import problems
from tests.web.conftest import Served
from tests.web.desk.people import post, send, token_of
from tests.web.desk.test_way import main_of

TERMS = {"deadline_days": "15", "deadline_days_month": "10", "deadline_days_year": "45"}


def strategy(served: Served) -> Strategy:
    return read_internal(where=served.store.name).strategy


def confirmed(client: httpx2.Client, draft: str, **fields: str) -> httpx2.Response:
    return client.post(
        draft, data={"token": token_of(client.get(draft).text), "act": "publish", "confirmed": "yes", **fields}
    )


def approved(client: httpx2.Client, draft: str) -> None:
    """The second person's approval."""
    answer = post(client, draft, draft.replace("draft", "decide"), act="approve")
    assert answer.headers["location"].startswith("/upload/receipt")


@pytest.mark.slow
def test_terms_by_frequency_and_departments_are_one_draft_and_published(served: Served) -> None:
    chief, head = served.enter("chief"), served.enter("koval")
    page = chief.get("/admin/plan").text
    assert problems(main_of(page)) == []
    draft = post(chief, "/admin/plan", "/admin/plan", act="terms", **TERMS).headers["location"]
    page = main_of(chief.get(draft).text)
    assert "Місячні показники, днів: — → 10" in page
    assert "Річні показники, днів: — → 45" in page
    assert strategy(served).deadline_days_month is None

    fields = {"code": "dep-youth", "name": "Управління молоді", "contact": "youth@example.org", "confirmed": "yes"}
    draft = post(chief, "/admin/plan", "/admin/plan", act="add", **fields).headers["location"]
    page = main_of(chief.get(draft).text)
    assert problems(page) == []
    assert "Місячні показники, днів: — → 10" in page, "the first change is carried on"
    assert "Підрозділ dep-youth додано: Управління молоді" in page
    receipt = confirmed(chief, draft).headers["location"]
    assert receipt.startswith("/upload/receipt")
    assert "Управління молоді" in main_of(chief.get(receipt).text)
    assert strategy(served).term_days(1) == 10
    assert read_public(where=served.store.name).strategy.term_days(12) == 45
    assert "dep-youth" in set(read_internal(where=served.store.name).departments["code"])
    again = post(chief, "/admin/plan", "/admin/plan", act="terms", **TERMS)
    assert "said=as_it_was" in again.headers["location"]
    assert head.get("/upload").status_code == 200


@pytest.mark.slow
def test_goals_come_and_go_by_workbook_with_an_act(served: Served) -> None:
    chief, editor = served.enter("chief"), served.enter("editor")
    book = load_workbook(io.BytesIO(chief.get("/admin/plan.xlsx").content))
    sheet = book["Оперативні цілі"]
    # a goal that a decision is about stays as long as that decision stands beside it
    decided = " ".join(str(cell) for row in book["Рішення"].iter_rows(values_only=True) for cell in row)
    last = max(n for n in range(2, sheet.max_row + 1) if not re.search(rf"\b{sheet.cell(n, 1).value}\b", decided))
    gone = str(sheet.cell(last, 1).value)
    sheet.delete_rows(last)
    sheet.append(["1.9", "1", "Новий ринок", "New market", "", ""])
    out = io.BytesIO()
    book.save(out)
    draft = send(chief, out.getvalue(), "plan.xlsx").headers["location"]
    page = main_of(chief.get(draft).text)
    assert problems(page) == []
    assert "Оперативна ціль 1.9 додається: Новий ринок" in page
    assert f'name="taken:{gone}"' in page
    assert "said=not_ready" in confirmed(chief, draft).headers["location"], "goals do not come without an act"
    looked = post(chief, draft, draft, act="look", left_out="yes", **{f"taken:{gone}": "yes"})
    assert looked.headers["location"] == draft
    assert f"Оперативна ціль {gone} вилучається" in main_of(chief.get(draft).text)
    fields = {"left_out": "yes", f"taken:{gone}": "yes", "ground": "рішення № 5 від 20.11.2026"}
    assert confirmed(chief, draft, **fields).headers["location"] == "/upload?said=sent", "a verdict takes two"
    approved(editor, draft)
    nodes = read_internal(where=served.store.name).nodes
    codes = set(nodes.loc[nodes["level"] == "operational_goal", "code"])
    assert "1.9" in codes
    assert gone not in codes


@pytest.mark.slow
def test_an_editor_suspends_with_an_act_and_ends_it(served: Served) -> None:
    editor, chief, head = served.enter("editor"), served.enter("chief"), served.enter("koval")
    fields = {"code": "6.2.3", "since": "2026-10-01", "reason": "бойові дії", "act": "№ 7 від 30.09.2026"}
    page = editor.get("/admin/suspensions").text
    assert problems(main_of(page)) == []
    answer = post(editor, "/admin/suspensions", "/admin/suspensions", review="2027-01-10", **fields)
    draft = answer.headers["location"]
    page = main_of(editor.get(draft).text)
    assert "оцінювання призупинено з 01.10.2026" in page
    assert confirmed(editor, draft).headers["location"] == "/upload?said=sent"
    approved(chief, draft)
    listed = main_of(editor.get("/admin/suspensions").text)
    assert "10.01.2027" in listed
    assert "№ 7 від 30.09.2026" in listed
    frame = read_public(where=served.store.name).suspensions
    assert "6.2.3" in set(frame["code"])
    assert "призупинено" in main_of(head.get("/upload").text)

    draft = post(editor, "/admin/suspensions", "/admin/suspensions", until="2026-10-31", **fields).headers["location"]
    assert "до 31.10.2026" in main_of(editor.get(draft).text)
    confirmed(editor, draft)
    approved(chief, draft)
    frame = read_public(where=served.store.name).suspensions
    own = frame[frame["code"] == "6.2.3"]
    assert len(own) == 1, "the same suspension, with its end"
    assert str(own["until"].iloc[0].date()) == "2026-10-31"


@pytest.mark.parametrize(
    ("page", "fields", "words"),
    [
        ("plan", {"act": "terms", "deadline_days": "-1"}, "Строк"),
        ("plan", {"act": "terms", "deadline_days": "15", "deadline_days_month": "1e9"}, "Строк"),
        ("plan", {"act": "terms", "deadline_days": "9" * 40}, "Строк"),
        ("plan", {"act": "add", "code": "x"}, "Підрозділові потрібні"),
        ("plan", {"act": "add", "code": "dep-zhkg", "name": "Ще один"}, "уже є"),
        ("suspensions", {"code": "6.2.3", "since": "2026-10-01", "reason": "x"}, "Заповніть"),
        ("suspensions", {"code": "6.2.3", "since": "1.10", "reason": "x", "act": "y"}, "Перевірте дні"),
        ("suspensions", {"code": "99.9", "since": "2026-10-01", "reason": "x", "act": "y"}, "Такого показника"),
    ],
)
def test_a_form_that_cannot_be_followed_is_told_why(
    served: Served, page: str, fields: dict[str, str], words: str
) -> None:
    answer = post(served.enter("chief"), f"/admin/{page}", f"/admin/{page}", **fields)
    assert answer.status_code == 409
    assert words in main_of(answer.text)
    assert problems(main_of(answer.text)) == []


def test_others_are_refused(served: Served) -> None:
    before = strategy(served)
    for login in ("koval", "lys", "editor"):
        client = served.enter(login)
        for path in ("plan", "plan.xlsx"):
            assert client.get(f"/admin/{path}").status_code == 403
        assert post(client, "/upload", "/admin/plan", act="terms", deadline_days="3").status_code == 403
        assert post(client, "/upload", "/admin/plan", act="add", code="x", name="y").status_code == 403
    head = served.enter("lys")
    fields = {"code": "10.1.1", "since": "2026-10-01", "reason": "x", "act": "y"}
    assert head.get("/admin/suspensions").status_code == 403
    assert post(head, "/upload", "/admin/suspensions", **fields).status_code == 403
    assert strategy(served) == before
