"""/upload/project: a saved record beside an action of one's own; nothing is kept, nobody sees another's action."""

import html
import json
import re
from typing import Any

import httpx2
import pytest

from tests.html.markup import problems
from tests.web.conftest import Served
from tests.web.desk.people import token_of
from tests.web.desk.test_way import main_of

pytestmark = pytest.mark.slow
RECORD: dict[str, Any] = {
    "internal": {"code": "DREAM-UA-040825-30FC5B9E"},
    "cdu_response": {
        "title": "=1+1 <b>Школа</b>",
        "status": "complete",
        "budget": {"value": {"amount": 70_000_000, "currency": "UAH"}},
        "period": {"startDate": "2025-02-01", "endDate": "2027-01-31"},
        "timeline": {"project_duration_months": 48576},
        "metrics": [{"title": "Площа", "basicValue": 0, "targetValue": 1200}],
    },
}


def sent(client: httpx2.Client, data: bytes, action: str = "") -> httpx2.Response:
    token = token_of(client.get("/upload/project").text)
    files = {"file": ("картка.json", data, "application/json")}
    return client.post("/upload/project", data={"token": token, "action": action}, files=files)


def key_of(client: httpx2.Client, words: str) -> str:
    """What the form sends for an action."""
    page = client.get("/upload/project").text
    option = next(one for one in page.split("<option ")[1:] if words in one)
    return option.partition('value="')[2].partition('"')[0]


def plain(answer: httpx2.Response) -> str:
    """The words of the page, numbers and units apart by plain blanks."""
    return re.sub(r"\s", " ", html.unescape(re.sub(r"<[^>]+>", "", main_of(answer.text))))


def test_an_action_is_held_against_a_file_and_nothing_is_kept(served: Served) -> None:
    editor = served.enter("editor")
    before = (editor.get("/admin/journal.csv").text, editor.get("/upload/mine").text)
    assert 'href="/upload/project"' in editor.get("/upload").text
    key = key_of(editor, "Реконструкція будівлі під бізнес-центр")
    assert "selected" in editor.get("/upload/project", params={"action": key}).text
    answer = sent(editor, json.dumps(RECORD).encode(), key)
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    told = plain(answer)
    assert problems(main_of(answer.text)) == []
    assert "Файл DREAM: проєкт DREAM-UA-040825-30FC5B9E" in told
    assert "&lt;b&gt;Школа" in answer.text
    assert "Номер проєкту: у нас DREAM-UA-ілюстр.-0101, у файлі DREAM — DREAM-UA-040825-30FC5B9E." in told
    assert "Стан: у нас «триває», у файлі DREAM — «успішно завершено»." in told
    assert "Кошти за планом: у нас 64000000 ₴, у файлі DREAM — 70000000 ₴. У файлі на 6000000 ₴ більше." in told
    assert "Завершення: у нас 31.12.2026, у файлі DREAM — 31.01.2027. У файлі на 31 день пізніше." in told
    assert "Початок: у нас 01.02.2025, у файлі DREAM — 01.02.2025. Збігається." in told
    assert "timeline.project_duration_months: «48576» місяців проєкт тривати не може" in told
    assert "У файлі DREAM: «Площа» — базове 0, цільове 1" in told
    assert (editor.get("/admin/journal.csv").text, editor.get("/upload/mine").text) == before


def test_a_number_that_no_action_has_is_told(served: Served) -> None:
    told = plain(sent(served.enter("editor"), json.dumps(RECORD).encode()))
    assert "Жоден із заходів не має номера DREAM-UA-040825-30FC5B9E." in told


def test_a_file_that_is_no_record_is_told_with_its_place_and_cure(served: Served) -> None:
    editor = served.enter("editor")
    broken = sent(editor, b'{"code": 1,\n  "status" 2}')
    assert broken.status_code == 409
    assert "картка.json, рядок 2, знак 12: тут JSON обривається або хибний." in plain(broken)
    assert "«NaN» замість числа" in plain(sent(editor, b'{"code": NaN}'))
    empty = editor.post("/upload/project", data={"token": token_of(editor.get("/upload/project").text)})
    assert "Файлу не додано." in plain(empty)
    deep = sent(editor, b"[" * 5000)
    assert "вкладено глибше за 32 рівні" in plain(deep) or "глибше за 32" in plain(deep)


def test_a_head_is_offered_the_own_actions_alone(served: Served) -> None:
    """Neither offered nor taken: a key of another department's action is compared with nothing."""
    editor, head = served.enter("editor"), served.enter("lys")
    foreign = key_of(editor, "Реконструкція будівлі під бізнес-центр")
    page = head.get("/upload/project").text
    assert "Реконструкція будівлі під бізнес-центр" not in page
    assert page.count("<option ") > 1
    told = plain(sent(head, json.dumps(RECORD).encode(), foreign))
    assert "Жоден із заходів не має номера" in told
    assert "64000000" not in told


def test_nobody_else_is_let_in(served: Served) -> None:
    guest = served.client()
    assert guest.get("/upload/project").headers["location"].startswith("/login")
    stale = served.enter("koval").post("/upload/project", data={"token": "x"}, files={"file": ("a.json", b"{}")})
    assert "said=stale" in stale.headers["location"]


def test_it_speaks_english(served: Served) -> None:
    editor = served.enter("editor")
    key, token = key_of(editor, "Реконструкція будівлі"), token_of(editor.get("/upload/project").text)
    files = {"file": ("record.json", json.dumps(RECORD).encode())}
    answer = editor.post("/upload/project?lang=en", data={"token": token, "action": key}, files=files)
    assert "End: ours" in plain(answer)
    assert "The file is 31 days later." in plain(answer)
