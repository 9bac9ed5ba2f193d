"""Events, sessions and risks changed and taken away by an editor without a script: previewed fact by fact, published,
told in the journal, taken back; the public page is read at the end of each."""

import re
from html import unescape

import httpx2
import pytest

from tests.html.markup import problems
from tests.web.conftest import Served
from tests.web.desk.people import post, token_of
from tests.web.desk.test_way import main_of

DECISIONS = "/admin/decisions"
DRY = "Садіння перенесено на осінь через посуху (ілюстр.)"
WORKERS = "У підрядників вистачає працівників (ілюстр.)"
MONEY = "Гроші на мережі надходять до початку будівельного сезону (ілюстр.)"


def said(page: str) -> str:
    """The words of a page, in one line."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", main_of(page))).split())


def previewed(client: httpx2.Client, **fields: str) -> tuple[str, str]:
    """Send a form of «Рішення»: the address of the draft, and what its preview says."""
    answer = post(client, DECISIONS, DECISIONS, **fields)
    assert answer.status_code == 303, said(answer.text)
    draft = answer.headers["location"]
    page = client.get(draft).text
    assert problems(main_of(page)) == []
    return draft, said(page)


def published(client: httpx2.Client, draft: str) -> str:
    """The form of a preview as a browser sends it, its ticks with it: the address of the receipt."""
    page = client.get(draft).text
    ticks = {unescape(name): "yes" for name in re.findall(r'name="(taken:[^"]+)"[^>]* checked', page)}
    asks = {"left_out": "yes"} if 'name="left_out"' in page else {}
    given = {"token": token_of(page), "act": "publish", "confirmed": "yes", **asks, **ticks}
    receipt = client.post(draft, data=given).headers["location"]
    assert receipt.startswith("/upload/receipt"), receipt
    return receipt


def undone(client: httpx2.Client, receipt: str, reason: str) -> None:
    number = re.search(r"number=(\d+)", receipt)
    assert number is not None
    answer = post(client, receipt, f"/upload/undo?number={number[1]}", reason=reason)
    assert answer.status_code == 303, said(answer.text)


def public(served: Served, path: str) -> str:
    return said(served.client().get(path, follow_redirects=True).text)


@pytest.mark.slow
def test_an_event_is_changed_taken_away_and_brought_back(served: Served) -> None:
    editor, page = served.enter("editor"), "/indicator?id=6.1.1"
    assert DRY in public(served, page)
    own = {"former_day": "2026-08-03", "former": DRY}
    words = {"event": "Садіння перенесено на весну", "subjects": "6.1.1", "name_en": "Planting moved", "link": ""}
    draft, told = previewed(editor, act="event_edit", **own, day="2026-08-03", **words)
    assert f"Подія 03.08.2026 — змінюється: назва: «{DRY}» → «Садіння перенесено на весну»" in told
    receipt = published(editor, draft)
    assert "Садіння перенесено на весну" in said(editor.get(receipt).text)
    shown = public(served, page)
    assert "Садіння перенесено на весну" in shown
    assert DRY not in shown
    # another day: what stood on the former one goes with it
    own = {"former_day": "2026-08-03", "former": "Садіння перенесено на весну"}
    draft, told = previewed(editor, act="event_edit", **own, day="2026-08-04", **words)
    assert "Подія 03.08.2026 — вилучається: Садіння перенесено на весну" in told
    assert "Подія 04.08.2026 — додається: Садіння перенесено на весну" in told
    published(editor, draft)
    shown = public(served, page)
    assert "04.08.2026" in shown
    assert "03.08.2026" not in shown
    own = {"former_day": "2026-08-04", "former": "Садіння перенесено на весну"}
    draft, told = previewed(editor, act="event_gone", **own)
    assert "Подія 04.08.2026 — вилучається: Садіння перенесено на весну" in told
    receipt = published(editor, draft)
    assert "Садіння перенесено" not in public(served, page)
    assert "події: 04.08.2026 (вилучено)" in said(editor.get("/admin").text)
    # what stands no longer cannot be changed
    assert post(editor, DECISIONS, DECISIONS, act="event_gone", **own).status_code == 404
    undone(editor, receipt, "вилучено помилково")
    assert "Садіння перенесено на весну" in public(served, page)


@pytest.mark.slow
def test_of_two_events_of_a_day_the_one_that_is_meant_goes(served: Served) -> None:
    editor, page = served.enter("editor"), "/indicator?id=6.1.2"
    for words in ("Закупівлю скасовано", "Оголошено новий тендер"):
        draft, _ = previewed(editor, act="event", day="2026-05-21", event=words, subjects="6.1.2")
        published(editor, draft)
    assert "Закупівлю скасовано" in public(served, page)
    draft, told = previewed(editor, act="event_gone", former_day="2026-05-21", former="Закупівлю скасовано")
    assert "Подія 21.05.2026 — вилучається: Закупівлю скасовано" in told
    assert "Подія 21.05.2026 — змінюється" not in told
    assert "вилучається: Оголошено" not in told
    published(editor, draft)
    shown = public(served, page)
    assert "Оголошено новий тендер" in shown
    assert "Закупівлю скасовано" not in shown


@pytest.mark.slow
def test_a_session_moves_to_its_real_day_and_pages_compare_with_that(served: Served) -> None:
    editor = served.enter("editor")
    own = {"former_day": "2026-10-29"}
    taken = post(editor, DECISIONS, DECISIONS, act="session_edit", **own, day="2026-07-02", session="Чергове")
    assert taken.status_code == 409
    page = main_of(taken.text)
    assert "Засідання цього дня вже є." in said(taken.text)
    assert re.search(r"<details[^>]* open[^>]*><summary>Змінити або вилучити засідання", page), "the form stays open"
    assert 'value="Чергове"' in page
    draft, told = previewed(editor, act="session_edit", **own, day="2026-10-30", session="Чергове")
    assert "Засідання 29.10.2026 — вилучається" in told
    assert "Засідання 30.10.2026 — додається: Чергове" in told
    receipt = published(editor, draft)
    shown = public(served, "/changes")
    assert "30.10.2026" in shown
    assert "29.10.2026" not in shown
    assert "засідання: 29.10.2026 (вилучено), 30.10.2026" in said(editor.get("/admin").text)
    undone(editor, receipt, "засідання було 29 жовтня")
    shown = public(served, "/changes")
    assert "29.10.2026" in shown
    assert "30.10.2026" not in shown


@pytest.mark.slow
def test_a_risk_is_reworded_looked_at_later_and_taken_away(served: Served) -> None:
    editor, page = served.enter("editor"), "/goal?id=5.1"
    own = {"goal": "5.1", "former": WORKERS}
    known = post(editor, DECISIONS, DECISIONS, act="risk_edit", **own, risk=MONEY)
    assert known.status_code == 409
    assert "Такий ризик у цієї цілі вже є." in said(known.text)
    words = {"risk": "Бригад вистачає", "name_en": "Enough crews", "watcher": "Начальник управління", "review": ""}
    draft, told = previewed(editor, act="risk_edit", **own, **words)
    assert f"назва: «{WORKERS}» → «Бригад вистачає»" in told
    assert "переглянути до: 01.02.2027 → —" in told
    receipt = published(editor, draft)
    shown = public(served, page)
    assert "Бригад вистачає" in shown
    assert WORKERS not in shown
    own = {"goal": "5.1", "former": MONEY}
    draft, told = previewed(editor, act="review", **own, review="2027-03-01")
    assert f"Припущення цілі 5.1: {MONEY} — змінюється: переглянути до: 01.02.2027 → 01.03.2027" in told
    published(editor, draft)
    draft, told = previewed(editor, act="risk_gone", **own)
    assert f"Припущення цілі 5.1 — вилучається: {MONEY}" in told
    published(editor, draft)
    shown = public(served, page)
    assert "Бригад вистачає" in shown
    assert MONEY not in shown
    assert "ризики цілей: 5.1" in said(editor.get("/admin").text)
    assert receipt


def test_a_head_changes_none_of_them(served: Served) -> None:
    head = served.enter("koval")
    for act in ("event_edit", "event_gone", "session_edit", "session_gone", "risk_edit", "risk_gone"):
        answer = post(head, "/upload", DECISIONS, act=act, former_day="2026-03-26", goal="5.1", former=MONEY)
        assert answer.status_code == 403, act


def test_a_form_that_cannot_be_followed_keeps_what_was_typed(served: Served) -> None:
    """A new one too: it stays open under what is wrong with it."""
    editor = served.enter("editor")
    for act, words, name in (
        ("event", "event", "Нова подія"),
        ("session", "session", "Нове засідання"),
        ("risk", "risk", "Новий ризик"),
    ):
        answer = post(
            editor, DECISIONS, DECISIONS, act=act, day="колись", goal="5.1", review="колись", **{words: "Щось"}
        )
        assert answer.status_code == 409
        assert re.search(rf"<details[^>]* open[^>]*><summary>{name}", answer.text), act
        assert 'value="Щось"' in answer.text
