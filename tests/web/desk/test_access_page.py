"""Who sees which indicator: a head asks for the own ones after a look at the effect, an administrator decides."""

import re

import pytest

from kpi.store import read_public
from tests.html.markup import problems
from tests.web.conftest import Served
from tests.web.desk.people import post
from tests.web.desk.test_way import main_of

CODE, FOREIGN = "6.2.3", "10.1.1"
PAGE = f"/admin/visibility?code={CODE}"
CLOSING = {"visibility": "internal", "ground": "стаття 6 Закону № 2939-VI", "why": "місця перебування людей"}


def seen(served: Served) -> bool:
    return CODE in set(read_public(where=served.store.name).indicators["code"])


def number_of(page: str) -> str:
    found = re.search(r"/admin/visibility\?number=(\d+)", page)
    assert found is not None
    return found[1]


@pytest.mark.slow
def test_a_head_asks_an_administrator_decides(served: Served) -> None:
    head, editor, chief = served.enter("koval"), served.enter("editor"), served.enter("chief")
    page = head.get(PAGE).text
    assert problems(main_of(page)) == []
    assert "10.1.1" not in main_of(page), "another department's indicators are not listed"

    looked = post(head, PAGE, PAGE, act="look", **CLOSING)
    assert looked.status_code == 200
    assert problems(main_of(looked.text)) == []
    assert "З сайту зникн" in looked.text
    assert "стаття 6 Закону № 2939-VI" in looked.text, "the form keeps what was written"
    assert seen(served), "a look changes nothing"
    asked = post(head, PAGE, PAGE, act="confirm", **CLOSING)
    assert asked.headers["location"] == "/admin/visibility?said=asked"
    assert "очікує погодження" in head.get("/admin/visibility").text
    assert seen(served)

    number = number_of(editor.get("/admin").text)
    decision = f"/admin/visibility?number={number}"
    page = editor.get(decision).text
    assert problems(main_of(page)) == []
    assert "місця перебування людей" in page
    assert "Цей запит вирішує адміністратор" in page
    refused = post(editor, "/upload", f"/upload/decide?number={number}", act="approve")
    assert refused.status_code == 403
    assert post(head, "/upload", f"/upload/decide?number={number}", act="approve").status_code == 403
    assert head.get(decision).status_code == 403
    done = post(chief, decision, f"/upload/decide?number={number}", act="approve")
    assert done.headers["location"].startswith("/upload/receipt")
    assert not seen(served)
    assert "місця перебування людей" in chief.get("/admin").text

    opening = post(chief, PAGE, PAGE, act="look", visibility="public")
    assert "Усі побачать" in opening.text
    assert "Надіслати на погодження" in opening.text
    post(chief, PAGE, PAGE, act="confirm", visibility="public")
    assert not seen(served), "opening takes two, also of administrators"
    number = number_of(editor.get("/admin").text)
    assert "Усі побачать" in editor.get(f"/admin/visibility?number={number}").text
    post(editor, f"/admin/visibility?number={number}", f"/upload/decide?number={number}", act="approve")
    assert seen(served)


@pytest.mark.parametrize("act", ["look", "confirm"])
def test_another_departments_indicator_is_unknown_by_any_request(served: Served, act: str) -> None:
    head = served.enter("koval")
    for code in (FOREIGN, "99.9.9", ""):
        page = f"/admin/visibility?code={code}"
        assert head.get(page).status_code == (404 if code else 200)
        assert post(head, "/upload", page, act=act, **CLOSING).status_code == 404


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"visibility": "internal", "ground": " "}, "Зазначте підставу"),
        ({"visibility": "delayed", "ground": "наказ"}, "Зазначте, від якого дня"),
        ({"visibility": "delayed", "ground": "наказ", "open_from": "31.12.2026"}, "Перевірте форму"),
        ({"visibility": "delayed", "ground": "наказ", "delay": "9999"}, "Перевірте форму"),
        ({"visibility": "everybody"}, "Перевірте форму"),
    ],
)
def test_a_form_that_says_too_little_is_told_what_is_missing(
    served: Served, fields: dict[str, str], words: str
) -> None:
    answer = post(served.enter("koval"), PAGE, PAGE, act="confirm", **fields)
    assert answer.status_code == 409
    assert words in answer.text
    assert problems(main_of(answer.text)) == []


def test_a_wish_is_withdrawn_by_its_author_alone(served: Served) -> None:
    head, chief = served.enter("koval"), served.enter("chief")
    page = "/admin/visibility?code=6.2.5"
    post(head, page, page, act="confirm", visibility="delayed", ground="наказ", delay="3")
    number = number_of(chief.get("/admin").text)
    assert "затримка 3 місяці" in chief.get(f"/admin/visibility?number={number}").text
    assert post(served.enter("bondar"), "/upload", f"/upload/discard?number={number}").status_code == 404
    post(head, "/admin/visibility", f"/upload/discard?number={number}")
    assert chief.get(f"/admin/visibility?number={number}").status_code == 404
    assert post(chief, "/upload", f"/upload/decide?number={number}", act="approve").status_code == 404
