"""What the template tells a person to do can be done, and a draft is never lost without a word."""

import re
from html import unescape

import httpx2
import pytest

from tests.html.markup import problems
from tests.web.conftest import Served
from tests.web.desk.people import Typed, corrected, explained, filled, post, publish, send, template, token_of
from tests.web.desk.test_nothing_untrue import indicator, plain, with_cells
from tests.web.desk.test_planning import approved
from tests.web.desk.test_way import main_of

CODE, GOAL = "6.2.3", "6.2"
TARGET: dict[str, Typed] = {
    "Рік": 2026,
    "Було": 670,
    "Стало": 660,
    "Дата рішення": "02.07.2026",
    "Номер рішення": "№ 60",
}
WORDS = "Частину майданчиків закрито на ремонт."


def said(page: str) -> str:
    return plain(" ".join(unescape(re.sub(r"<[^>]*>", " ", main_of(page))).split()))


def sent(client: httpx2.Client, content: bytes) -> str:
    """The address of the draft of a file that is taken."""
    draft = send(client, content).headers["location"]
    assert draft.startswith("/upload/draft"), said(client.get(draft).text)
    return draft


@pytest.mark.slow
def test_a_decided_target_goes_the_way_that_the_template_tells(served: Served) -> None:
    """A head's file is compared and told; an editor's row of «Зміни цілей» is enough, no locked cell is asked for."""
    head, editor = served.enter("koval"), served.enter("editor")
    before = indicator(served.client())
    own = with_cells(filled(template(head, GOAL), {CODE: {"Значення": 541}}, most=1), "Зміни цілей", CODE, TARGET)
    draft = sent(head, own)
    page = said(head.get(draft).text)
    assert "План у файлі не такий, як чинний" in page
    assert "660" in page
    assert "Поверніть це значення" not in page
    assert publish(head, draft).headers["location"].startswith("/upload/receipt")
    assert "660" not in plain(indicator(served.client()))
    draft = sent(editor, with_cells(template(editor, GOAL), "Зміни цілей", CODE, TARGET))
    page = said(editor.get(draft).text)
    assert "Поверніть це значення" not in page
    assert "660" in page
    done = publish(editor, draft).headers["location"]
    if "said=sent" in done:
        approved(served.enter("chief"), draft)
    shown = plain(indicator(served.client()))
    assert "660" in shown
    assert shown != before


@pytest.mark.slow
def test_a_newer_file_takes_the_drafts_place_and_keeps_what_was_written(served: Served) -> None:
    head = served.enter("koval")
    empty = template(head, GOAL)
    first = sent(head, filled(empty, {CODE: {"Значення": 430}}, most=1))
    page = head.get(first).text
    fields = explained(page, WORDS)
    assert fields, "a worse status is asked about"
    head.post(first, data={"token": token_of(page), "act": "keep", **fields})
    second = sent(head, filled(empty, {CODE: {"Значення": 431}}, most=1))
    assert "said=replaced" in second
    page = head.get(second).text
    assert problems(main_of(page)) == []
    assert "Новий файл замінив вашу попередню чернетку" in said(page)
    assert WORDS in main_of(page), "what was written stands in the field of the same row"
    # the tab in which the former draft stood
    for answer in (head.get(first), post(head, "/upload", first, act="publish", confirmed="yes")):
        assert answer.status_code == 303
        assert answer.headers["location"] == second
    # a file that asks for no explanation takes none along
    third = sent(head, filled(empty, {CODE: {"Значення": 600}}, most=1))
    assert WORDS not in main_of(head.get(third).text)
    receipt = publish(head, third.replace("said=replaced&", "")).headers["location"]
    assert WORDS not in main_of(head.get(receipt).text)
    assert WORDS not in indicator(served.client())


@pytest.mark.slow
def test_a_draft_is_thrown_away_only_after_a_question(served: Served) -> None:
    head = served.enter("bondar")
    draft = sent(head, corrected(template(head, GOAL), {"Код": CODE, "Рік": 2026, "Квартал": "I", "Значення": 533}))
    for place in (draft, "/upload", "/upload/mine"):
        page = main_of(head.get(place).text)
        asked = re.search(r"<details[^>]*><summary>Видалити чернетку</summary>(.*?)</details>", page, re.DOTALL)
        assert asked is not None, place
        assert "Повернути їх не можна" in asked[1]
        assert "Так, видалити чернетку" in asked[1]
        assert page.count("Так, видалити чернетку") == asked[1].count("Так, видалити чернетку"), place
        assert ">Скасувати<" not in page, place
    dropped = post(head, "/upload", draft.replace("draft", "discard"))
    assert dropped.headers["location"] == "/upload?said=discarded"
