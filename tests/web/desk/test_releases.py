"""Releases: the list, two side by side, going back with a reason; who may."""

import re

import pytest

from tests.html.markup import problems
from tests.web.conftest import Served
from tests.web.desk.people import filled, post, publish, send, template
from tests.web.desk.test_way import main_of, public_values


def days(page: str) -> list[str]:
    found = re.search(r'<select name="old">(.*?)</select>', page, re.DOTALL)
    assert found is not None
    return re.findall(r'value="([0-9-]+)"', found[1])


@pytest.mark.slow
def test_an_administrator_compares_and_goes_back_and_the_public_sees_it(served: Served) -> None:
    head, chief = served.enter("koval"), served.enter("chief")
    before = public_values(served)
    publish(head, send(head, filled(template(head, "6.2"), {"6.2.3": {"Значення": 480}})).headers["location"])
    assert public_values(served) != before

    page = chief.get("/admin/releases").text
    assert problems(main_of(page)) == []
    known = days(page)
    assert len(known) >= 3
    compared = f"/admin/releases?old={known[1]}&new={known[0]}"
    page = chief.get(compared).text
    assert problems(main_of(page)) == []
    assert "6.2.3" in main_of(page)
    assert "480" in main_of(page)
    assert "Повернути раніший стан" in page

    unticked = post(chief, compared, compared, reason="помилка")
    assert (unticked.status_code, "Поставте позначку" in unticked.text) == (409, True)
    no_reason = post(chief, compared, compared, reason=" ", confirmed="yes")
    assert no_reason.status_code == 409
    assert public_values(served) != before, "nothing is done without a reason"
    done = post(chief, compared, compared, reason="Подано не той файл", confirmed="yes")
    assert "said=restored" in done.headers["location"]
    assert public_values(served) == before
    assert "Подано не той файл" in chief.get("/admin/journal.csv").text
    again = post(chief, compared, compared, reason="Ще раз", confirmed="yes")
    assert "said=as_it_was" in again.headers["location"]


def test_an_editor_compares_and_cannot_go_back(served: Served) -> None:
    editor = served.enter("editor")
    known = days(editor.get("/admin/releases").text)
    compared = f"/admin/releases?old={known[1]}&new={known[0]}"
    assert "Повернути раніший стан" not in editor.get(compared).text
    assert post(editor, "/upload", compared, reason="x", confirmed="yes").status_code == 403
    head = served.enter("koval")
    assert head.get(compared).status_code == 403
    assert post(head, "/upload", compared, reason="x", confirmed="yes").status_code == 403


@pytest.mark.parametrize("asked", ["old=2001-01-01&new=2026-11-14", "old=nonsense", "old=2026-05-14&new=9999-99-99"])
def test_a_release_that_is_none_is_a_sentence(served: Served, asked: str) -> None:
    answer = served.enter("editor").get(f"/admin/releases?{asked}")
    assert answer.status_code in (200, 404)
    assert "Traceback" not in answer.text
    assert ("Випуску цього дня немає" in answer.text) == (answer.status_code == 404)
