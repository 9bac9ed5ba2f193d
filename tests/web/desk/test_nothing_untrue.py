"""Nothing that a head does makes the site say something untrue: each story from the file to the public page."""

import io
import re
from collections.abc import Mapping

import httpx2
import pytest
from openpyxl import load_workbook

from tests.html.markup import problems
from tests.web.conftest import Served
from tests.web.desk.people import Typed, corrected, filled, post, publish, send, template
from tests.web.desk.test_planning import approved, confirmed
from tests.web.desk.test_way import main_of

CODE, GOAL = "6.2.3", "6.2"


def with_cells(content: bytes, sheet: str, code: str, cells: Mapping[str, Typed]) -> bytes:
    """The workbook with cells of the row of a code typed over, by header; a row is added where there is none."""
    book = load_workbook(io.BytesIO(content))
    page = book[sheet]
    heads = {cell.value: column for column, cell in enumerate(page[1], 1)}
    rows = [n for n in range(2, page.max_row + 1) if str(page.cell(n, 1).value) == code]
    row = rows[0] if rows else next(n for n in range(2, page.max_row + 2) if page.cell(n, 1).value is None)
    for header, value in {"Код": code, **cells}.items():
        page.cell(row, heads[header]).value = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def plain(page: str) -> str:
    return page.replace("\u00a0", " ").replace("\u202f", " ")


def indicator(client: httpx2.Client, code: str = CODE) -> str:
    return main_of(client.get(f"/indicator?id={code}").text)


@pytest.mark.slow
def test_an_untouched_template_leaves_the_public_page_as_it_is(served: Served) -> None:
    head, outsider = served.enter("koval"), served.client()
    before = indicator(outsider)
    draft = send(head, template(head, GOAL)).headers["location"]
    page = plain(main_of(head.get(draft).text))
    assert problems(main_of(head.get(draft).text)) == []
    assert "Ще не заповнено" in page
    assert "Опублікувати" not in page
    assert indicator(outsider) == before


@pytest.mark.slow
def test_a_head_suspends_nothing_and_lowers_nothing(served: Served) -> None:
    head, outsider = served.enter("koval"), served.client()
    content = filled(template(head, GOAL), {CODE: {"Значення": 480}}, most=1)
    suspension = {"Від": "01.01.2023", "Причина": "бо так", "Акт (номер і дата)": "№ 1"}
    content = with_cells(content, "Призупинення", CODE, suspension)
    content = with_cells(content, "Показники", CODE, {"Назва показника": "Зовсім інша назва", "Ціль 2026": 660})
    draft = send(head, content).headers["location"]
    assert draft.startswith("/upload/draft"), main_of(head.get(draft).text)
    page = plain(main_of(head.get(draft).text))
    assert "План у файлі не такий, як чинний" in page
    assert "Зовсім інша назва" in page
    assert "Опублікувати 1 значення" in page
    assert publish(head, draft).headers["location"].startswith("/upload/receipt")
    shown = indicator(outsider)
    assert "Зовсім інша назва" not in shown
    assert "Призупинено" not in shown
    assert "480" in shown


@pytest.mark.slow
def test_an_older_template_is_publishable_after_a_decision_and_keeps_it(served: Served) -> None:
    head, editor, chief, outsider = (*map(served.enter, ("koval", "editor", "chief")), served.client())
    older = template(head, "6.1")
    code, target, moved = "6.1.1", 8000, 7000
    decided = with_cells(template(editor, "6.1"), "Показники", code, {"Ціль 2026": moved})
    decision: dict[str, Typed] = {
        "Рік": 2026,
        "Було": target,
        "Стало": moved,
        "Дата рішення": "20.08.2026",
        "Номер рішення": "№ 77",
    }
    decided = with_cells(decided, "Зміни цілей", code, decision)
    draft = send(editor, decided, "6.1.xlsx").headers["location"]
    assert confirmed(editor, draft).headers["location"] == "/upload?said=sent"
    approved(chief, draft)
    cells: dict[str, Typed] = {"Код": "6.1.2", "Рік": 2025, "Значення": 81.5, "Коментар": "уточнено за актом"}
    late = send(head, corrected(older, cells), "6.1.xlsx")
    assert late.headers["location"].startswith("/upload/draft")
    page = plain(main_of(head.get(late.headers["location"]).text))
    assert f"{code}, ціль 2026 року" in page
    assert publish(head, late.headers["location"]).headers["location"].startswith("/upload/receipt")
    assert "№ 77" in outsider.get(f"/indicator?id={code}").text, "the decision stands"


@pytest.mark.slow
def test_what_was_superseded_is_offered_as_a_correction(served: Served) -> None:
    head, outsider = served.enter("lys"), served.client()
    empty = template(head, "10.1")
    code = "10.1.2"
    cells: dict[str, Typed] = {"Код": code, "Рік": 2025, "Коментар": "уточнено за актом"}
    first, second = (corrected(empty, {**cells, "Значення": value}) for value in (36.25, 37.5))
    for content in (first, second):
        draft = send(head, content, "10.1.xlsx").headers["location"]
        assert publish(head, draft).headers["location"].startswith("/upload/receipt")
    assert send(head, second, "10.1.xlsx").headers["location"] == "/upload?said=same"
    draft = send(head, first, "10.1.xlsx").headers["location"]
    page = plain(main_of(head.get(draft).text))
    assert problems(main_of(head.get(draft).text)) == []
    assert "відтоді чинним стало інше" in page
    assert "37,5" in page
    assert publish(head, draft).headers["location"].startswith("/upload/receipt")
    assert "36,25" in plain(outsider.get(f"/api/v1/indicators/{code}").text.replace(".", ","))


@pytest.mark.slow
def test_the_preview_says_what_a_number_is_compared_with(served: Served) -> None:
    head = served.enter("bondar")
    empty = template(head, "6.2")
    rows = load_workbook(io.BytesIO(empty))["Спостереження"]
    titles = {cell.value: column for column, cell in enumerate(rows[1], 1)}
    row = next(n for n in range(2, rows.max_row + 1) if rows.cell(n, titles["Останнє значення"]).value)
    code, last = str(rows.cell(row, 1).value), float(str(rows.cell(row, titles["Останнє значення"]).value))
    draft = send(head, filled(empty, {code: {"Значення": last * 1000}}, most=1)).headers["location"]
    shown = head.get(draft).text
    assert problems(main_of(shown)) == []
    page = plain(main_of(shown))
    assert "у 1000 разів більше, ніж" in page
    assert "останнє: " in page
    refused = publish(head, draft, "ок")
    assert "said=not_ready" in refused.headers["location"]
    post(head, draft, draft.replace("draft", "discard"))


@pytest.mark.slow
def test_personal_data_are_asked_about_and_taken_out(served: Served) -> None:
    head, outsider = served.enter("koval"), served.client()
    said = "Зупинено, питайте Іваненка, тел. 067 123 45 67"
    cells: dict[str, Typed] = {"Код": "6.2.4", "Рік": 2025, "Значення": 8.7, "Коментар": said}
    content = corrected(template(head, "6.2"), cells)
    draft = send(head, content).headers["location"]
    shown = head.get(draft).text
    assert problems(main_of(shown)) == []
    name = re.search(r'name="(personal:[^"]+)"', shown)
    assert name is not None
    assert "067 123 45 67" in shown
    assert "said=not_ready" in publish(head, draft).headers["location"], "not before it is answered"
    assert publish(head, draft, **{name[1]: "remove"}).headers["location"].startswith("/upload/receipt")
    assert "067 123" not in outsider.get("/indicator?id=6.2.4").text
