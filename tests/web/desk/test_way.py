"""The way of a head by plain HTTP: template, errors, preview, publication, taking back; two people on one goal."""

import io
import re

import pytest
from openpyxl import Workbook, load_workbook

from kpi.store import read_public
from tests.html.markup import problems
from tests.settled import DAY
from tests.web.conftest import Served
from tests.web.desk.people import Typed, corrected, filled, post, publish, send, template, token_of

CODE, GOAL = "6.2.3", "6.2"


def main_of(page: str) -> str:
    found = re.search(r"<main.*</main>", page, re.DOTALL)
    assert found is not None
    return found[0]


def public_values(served: Served, code: str = CODE) -> list[float]:
    """Values of an indicator as a whole that outsiders see, by period."""
    rows = read_public(where=served.store.name).observations
    rows = rows.drop_duplicates(["code", "breakdown", "end", "span_months"], keep="last")
    rows = rows[(rows["code"] == code) & (rows["breakdown"] == "") & rows["value"].notna() & ~rows["removed"]]
    return [float(value) for value in rows.sort_values("end")["value"]]


@pytest.mark.slow
def test_from_the_template_to_the_receipt_and_back(served: Served) -> None:
    client = served.enter("koval")
    before = public_values(served)
    first = client.get("/upload")
    assert "Подання даних" in first.text
    assert problems(main_of(first.text)) == []

    empty = template(client, GOAL)
    wrong = send(client, filled(empty, {CODE: {"Значення": "сорок дві"}}))
    assert wrong.headers["location"] == "/upload/file"
    page = client.get("/upload/file").text
    assert problems(main_of(page)) == []
    assert "Спостереження!I2" in page
    assert "потрібне число" in page
    assert CODE in main_of(page)
    marked = client.get("/upload/marked")
    comment = load_workbook(io.BytesIO(marked.content))["Спостереження"]["I2"].comment
    assert comment is not None
    assert "потрібне число" in comment.text

    good = filled(empty, {CODE: {"Значення": 480}})
    draft = send(client, good).headers["location"]
    page = client.get(draft).text
    assert problems(main_of(page)) == []
    assert "нове" in page
    assert public_values(served) == before, "nothing is published by a preview"
    assert draft.partition("=")[2] in client.get("/upload").text, "the draft is offered again"

    unticked = post(client, draft, draft, act="publish")
    assert "said=unchecked" in unticked.headers["location"]
    receipt = publish(client, draft).headers["location"]
    assert receipt.startswith("/upload/receipt?number=")
    page = client.get(receipt).text
    assert problems(main_of(page)) == []
    assert "Скасувати публікацію" in page
    assert f'href="/indicator?id={CODE}"' in page
    assert public_values(served) != before

    again = send(client, good)
    assert again.headers["location"] == "/upload?said=same"
    undone = post(client, receipt, receipt.replace("receipt", "undo"), reason="введено помилково")
    assert "said=undone" in undone.headers["location"]
    assert public_values(served) == before
    assert "скасовано" in client.get(receipt).text


@pytest.mark.slow
def test_the_second_of_two_is_told_what_the_first_published(served: Served) -> None:
    one, two = served.enter("koval"), served.enter("bondar")
    empty = template(one, GOAL)
    mine = send(one, filled(empty, {CODE: {"Значення": 490}})).headers["location"]
    other = send(two, filled(empty, {CODE: {"Значення": 500}})).headers["location"]
    assert publish(two, other).headers["location"].startswith("/upload/receipt")
    page = one.get(mine).text
    assert "І. Бондаренко" in page
    assert "500" in page
    assert "said=busy" in publish(one, mine).headers["location"], "not before it is compared"
    for nonsense in ("", "сім", "²", "-1", "9" * 30):
        assert post(one, mine, mine.replace("draft", "compared"), seq=nonsense).status_code == 303, nonsense
    seq = re.search(r'name="seq" value="(\d+)"', one.get(mine).text)
    assert seq is not None
    post(one, mine, mine.replace("draft", "compared"), seq=seq[1])
    receipt = publish(one, mine).headers["location"]
    assert receipt.startswith("/upload/receipt")
    assert 490.0 in public_values(served)
    refused = post(two, "/upload", f"/upload/undo?number={int(receipt.split('=')[1]) - 1}", reason="ні")
    assert refused.status_code == 409
    assert "змінено пізніше" in refused.text


def test_what_is_no_workbook_is_told_in_one_sentence(served: Served) -> None:
    client = served.enter("koval")
    assert send(client, b"", "a.xlsx").headers["location"] == "/upload?said=missing"
    for content in (b"not a workbook", b"PK\x03\x04broken", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 100):
        assert send(client, content, "../../<b>x.xlsx").headers["location"] == "/upload/file"
        page = client.get("/upload/file").text
        assert "Файл не прийнято" in page
        assert "&lt;b&gt;x" in page
        assert "<b>x" not in page
        assert "Traceback" not in page
    big = send(client, b"PK" + b"0" * (10 * 2**20 + 1), "big.xlsx")
    assert big.headers["location"] == "/upload/file"
    assert "10" in client.get("/upload/file").text


def test_the_draft_waits_for_a_new_session(served: Served) -> None:
    client = served.enter("lys")
    empty = template(client, "10.1")
    cells: dict[str, Typed] = {
        "Код": "10.1.1",
        "Рік": DAY.year - 1,
        "Значення": 1,
        "Коментар": "уточнено",
    }
    location = send(client, corrected(empty, cells), "10.1.xlsx").headers["location"]
    assert location.startswith("/upload/draft")
    later = served.enter("lys")
    assert location.replace("&", "&amp;") in later.get("/upload").text
    dropped = post(later, "/upload", location.replace("draft", "discard"))
    assert dropped.headers["location"] == "/upload?said=discarded"
    assert later.get(location).status_code in (200, 404)


def test_english_pages_keep_to_english(served: Served) -> None:
    client = served.enter("koval")
    page = client.get("/upload?lang=en")
    assert 'lang="en"' in page.text
    assert "Submit data" in page.text
    assert 'action="/upload?lang=en"' in page.text
    assert token_of(page.text)


@pytest.mark.slow
def test_a_table_that_people_already_have_is_confirmed_before_anything_else(served: Served) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Код", "Назва", "Одиниця виміру", "I кв. 2026", "II кв. 2026", "III кв. 2026"])
    sheet.append(["6.2.5", "Ліквідовано стихійних звалищ (з початку року)", "од.", None, None, 37])
    out = io.BytesIO()
    book.save(out)
    client = served.enter("koval")
    before = public_values(served, "6.2.5")
    assert send(client, out.getvalue(), "table.xlsx").headers["location"] == "/upload/file"
    page = client.get("/upload/file").text
    assert problems(main_of(page)) == []
    assert "III квартал 2026" in page
    key = re.search(r'name="key" value="([^"]+)"', page)
    assert key is not None, main_of(page)
    refused = post(client, "/upload/file", "/upload/as-read", key="0" * len(key[1]))
    assert refused.headers["location"] == "/upload/file", "not another reading"
    draft = post(client, "/upload/file", "/upload/as-read", key=key[1]).headers["location"]
    assert draft.startswith("/upload/draft")
    assert "37" in main_of(client.get(draft).text)
    assert publish(client, draft).headers["location"].startswith("/upload/receipt")
    assert public_values(served, "6.2.5")[-1] == 37
    assert public_values(served, "6.2.5")[:-1] == before[:-1]
