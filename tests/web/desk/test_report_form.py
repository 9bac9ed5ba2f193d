"""The form by plain HTTP, as a browser without scripts and as its script asks: two goals in one receipt, corrections,
files that fill the fields, a colleague's words, «Мої подання»."""

import io
import re
import time
from html import unescape
from statistics import median
from typing import Any

import httpx2
import pytest
from openpyxl import Workbook, load_workbook

from kpi.model.media_types import XLSX
from tests.html.markup import problems
from tests.web.conftest import Served
from tests.web.desk.people import filled, post, template, token_of
from tests.web.desk.test_way import main_of, public_values

CODE, OTHER = "6.2.3@2026-Q3", "5.1.5@2026-10"
HOLE = "6.2.3@2026-Q2"


def fields_of(page: str) -> dict[str, str]:
    """Every field of the form as it stands: what a browser without scripts would send."""
    form = re.search(r'<form[^>]*id="report".*?</form>', page, re.DOTALL)
    assert form is not None
    found = {}
    for tag in re.findall(r"<input[^>]*>", form[0]):
        named = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if "name" in named:
            found[unescape(named["name"])] = unescape(named.get("value", ""))
    for name, options in re.findall(r'<select name="([^"]*)".*?>(.*?)</select>', form[0], re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        found[unescape(name)] = chosen[1] if chosen else ""
    return found


def awaited(page: str) -> list[str]:
    """The rows of values that are asked for, in their order; open corrective actions stand among them without one."""
    asked = page[: page.index('id="group-submitted"')]
    return re.findall(r'data-row="([^"]+)" data-code="[^"]*" data-period=', asked)


def check(client: httpx2.Client, act: str = "check", **typed: str) -> httpx2.Response:
    """Type into the form and press a button of it."""
    fields = fields_of(client.get("/upload").text)
    return client.post("/upload/report", data={**fields, **typed, "act": act})


def typed(key: str, **fields: str) -> dict[str, str]:
    return {f"{name}:{key}": text for name, text in fields.items()}


@pytest.mark.slow
def test_two_values_of_two_goals_are_checked_published_and_taken_back(served: Served) -> None:
    client = served.enter("koval")
    page = form_page = client.get("/upload").text
    assert problems(main_of(page)) == []
    label = "Контейнерів для роздільного збирання, од., за III квартал 2026 року; було 540 од.; за планом 625 од."
    assert f'aria-label="{label}"' in page.replace("\u00a0", " ")
    assert page.index('id="row-6.2.3"') < page.index('id="row-5.1.5"') < page.index('id="row-5.1.1"'), "overdue first"

    fields = typed(HOLE, value="590") | typed(CODE, value="640") | typed(OTHER, value="17,9")
    draft = check(client, **fields).headers["location"]
    assert draft.startswith("/upload/draft?number=")
    page = client.get(draft).text
    assert problems(main_of(page)) == []
    assert "Опублікувати 3 значення" in page
    assert "confirmed" not in page, "the preview is the confirmation"
    asked_beside = re.search(rf'name="value:{OTHER}"[^>]*aria-label="[^"]*за планом ([^";]+)"', form_page)
    assert asked_beside is not None
    told = page[page.index("5.1.5") :]
    planned = re.search(r'data-label="[^"]*">([^<]+°C)</td>', told[told.index("p-quiet") :])
    assert planned is not None
    assert planned[1] == asked_beside[1], "of a range on its way the form and the preview name the same plan"
    assert f'href="/upload?fix={CODE.replace("@", "%40")}"' in page

    receipt = client.post(draft, data={"token": token_of(page), "act": "publish"}).headers["location"]
    assert receipt.startswith("/upload/receipt?number=")
    page = client.get(receipt).text
    assert problems(main_of(page)) == []
    assert "Опубліковано 3 значення" in page
    assert "Нових даних від вас зараз не чекають" in page
    assert public_values(served)[-2:] == [590.0, 640.0]
    assert fields_of(client.get("/upload").text)[f"base:{OTHER}"] == "17,9", (
        "of a delayed indicator the desk alone sees it"
    )
    assert "набрано: О. Коваль" not in main_of(client.get("/upload").text), "what is published is no longer typed"

    number = receipt.partition("=")[2]
    mine = client.get("/upload/mine").text
    assert problems(main_of(mine)) == []
    assert f"Квитанція № {number}" in mine
    source = client.get(f"/upload/source?number={number}").text.splitlines()
    assert source[0].startswith("code;period;value")
    assert "6.2.3;2026-Q3;640;;;;;;;;;;;;" in source
    colleague = served.enter("bondar")
    assert f"Квитанція № {number}" in colleague.get("/upload/mine").text
    assert colleague.get(receipt).status_code == 200
    stranger = served.enter("lys")
    assert f"Квитанція № {number}" not in stranger.get("/upload/mine").text
    assert stranger.get(f"/upload/source?number={number}").status_code == 404

    undone = post(client, receipt, receipt.replace("receipt", "undo"), reason="введено помилково")
    assert "said=undone" in undone.headers["location"]
    assert public_values(served)[-1] == 540.0
    assert "введено помилково" in client.get(receipt).text


def test_half_a_form_publishes_its_half_and_says_what_is_left(served: Served) -> None:
    client = served.enter("lys")
    page = client.get("/upload").text
    key = re.findall(r'data-row="([^"]+)"', page[page.index('id="group-submitted"') :])[0]
    base = fields_of(page)[f"value:{key}"]
    raised = str(float(base.replace(",", ".")) + 1).replace(".", ",")
    draft = check(client, **typed(key, value=raised, comment="уточнено за звітом")).headers["location"]
    assert "Опублікувати 1 значення" in client.get(draft).text


def test_a_period_that_is_passed_over_is_counted_as_left(served: Served) -> None:
    client = served.enter("koval")
    page = client.get("/upload").text
    waiting = awaited(page)
    assert {HOLE, CODE} < set(waiting)
    draft = check(client, **typed(CODE, value="640")).headers["location"]
    assert f"лишиться подати ще {len(waiting) - 1}" in client.get(draft).text.replace("\u00a0", " ")
    receipt = client.post(draft, data={"token": token_of(client.get(draft).text), "act": "publish"}).headers["location"]
    told = client.get(receipt).text.replace("\u00a0", " ")
    assert f"Лишилося подати ще {len(waiting) - 1}" in told
    page = client.get("/upload").text
    assert HOLE in awaited(page)
    post(client, receipt, receipt.replace("receipt", "undo"), reason="введено помилково")


def test_what_cannot_be_published_is_said_at_its_row(served: Served) -> None:
    client = served.enter("koval")
    answer = check(client, **typed(CODE, value="сорок дві"), **typed(OTHER, value="н/д"))
    assert answer.headers["location"] == "/upload?checked=1"
    page = client.get("/upload?checked=1").text
    assert problems(main_of(page)) == []
    assert "Перевірте 2 рядки" in page
    assert 'href="#row-5.1.5"' in page
    summary = page[page.index("Перевірте 2 рядки") : page.index("</ul>", page.index("Перевірте 2 рядки"))]
    assert summary.count(", жовтень 2026</a>") == 1, "of an indicator with two rows each is told by its period"
    assert re.search(r'</a><span class="p-sub">[^<]*потрібне число', summary), "a sentence begins on a line of its own"
    assert "потрібне число" in page
    assert 'value="сорок дві"' in page, "what was typed stands as it was typed"
    far = check(client, **typed(CODE, value="41"), **typed(OTHER, value=""))
    assert far.headers["location"] == "/upload?checked=1"
    assert "допишіть причину, що зробите" in client.get("/upload?checked=1").text
    words = {"comment": "обстріл", "cause": "контейнери знищено", "measure": "закупити 200 од."}
    whole = typed(CODE, value="41", due="01.03.2027", responsible="відділ благоустрою", **words)
    draft = check(client, **whole).headers["location"]
    assert "Захід до 01.03.2027, відділ благоустрою: закупити 200 од." in client.get(draft).text
    cleared = dict.fromkeys(whole, "")
    assert check(client, "keep", **cleared).headers["location"] == "/upload?said=typed"
    assert check(client).headers["location"] == "/upload?said=blank"


@pytest.mark.slow
def test_one_correction_is_published_in_its_row(served: Served) -> None:
    client = served.enter("koval")
    key = "6.2.5@2026-Q3"
    before = public_values(served, "6.2.5")
    silent = check(client, f"publish:{key}", **typed(key, value="33"))
    assert silent.headers["location"] == "/upload?checked=1", "a correction needs its reason"
    receipt = check(client, f"publish:{key}", **typed(key, value="33", comment="уточнено за актами"))
    assert receipt.headers["location"].startswith("/upload/receipt"), receipt.headers["location"]
    assert public_values(served, "6.2.5") == [*before[:-1], 33.0]
    page = client.get(receipt.headers["location"]).text
    assert f'href="/upload?fix={key.replace("@", "%40")}"' in page
    older = client.get("/upload?fix=6.2.5@2026-Q1").text
    assert 'data-row="6.2.5@2026-Q1"' in older, "any published value can be corrected"
    field = re.search(r'<input[^>]*name="value:6\.2\.5@2026-Q1"[^>]*>', older)
    assert field is not None
    assert "autofocus" in field[0]


def test_a_colleague_sees_what_is_typed_and_nothing_is_replaced(served: Served) -> None:
    one, two = served.enter("koval"), served.enter("bondar")
    stale = fields_of(two.get("/upload").text)
    assert check(one, "keep", **typed(CODE, value="590")).headers["location"] == "/upload?said=typed"
    assert "набрано: О. Коваль" in two.get("/upload").text
    answer = two.post("/upload/report", data={**stale, **typed(CODE, value="610"), "act": "check"})
    assert answer.status_code == 409
    assert "О. Коваль" in answer.text
    assert "інше: 590" in answer.text
    assert 'value="610"' in answer.text, "nothing typed is lost"
    again = two.post("/upload/report", data={**fields_of(answer.text), "act": "keep"})
    assert again.headers["location"] == "/upload?said=typed", "sent again, it stands"
    assert 'value="610"' in one.get("/upload").text
    check(one, "keep", **typed(CODE, value=""))


def test_the_script_is_told_what_a_row_means(served: Served) -> None:
    client = served.enter("koval")
    token = token_of(client.get("/upload").text)

    def told(value: str, key: str = CODE) -> dict[str, Any]:
        answer = client.post("/upload/judge", data={"token": token, **typed(key, value=value)})
        assert answer.headers["cache-control"] == "no-store"
        found: dict[str, Any] = answer.json()["rows"][key]
        return found

    assert "потрібне число" in str(told("сорок"))
    (words,) = told("640")["words"]
    assert words["tone"] == "ok"
    assert words["text"].replace("\u00a0", " ") == (
        "640 од. — за планом; було 540 од. за I кв. 2026; за планом мало бути 625 од."
    )
    assert told("41")["action"] is True
    assert "у 10 разів більше" in str(told("5400")).replace("\\xa0", " ")
    assert told("")["words"] == []
    assert client.post("/upload/judge", data={"token": token, **typed("1.1.1@2026-Q3", value="1")}).json() == {
        "rows": {}
    }
    took = []
    for value in range(600, 620):
        begun = time.perf_counter()
        told(str(value))
        took.append(time.perf_counter() - begun)
    print(f"a row is judged in {1000 * median(took):.0f} ms by HTTP")  # noqa: T201 (measured, for whoever runs it)


def book_of(*rows: tuple[str | int | None, ...]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.slow
def test_a_restricted_value_says_until_when_from_the_field_to_the_receipt(served: Served) -> None:
    client = served.enter("koval")
    assert '<option value="restricted">обмежено до дати</option>' in client.get("/upload").text
    fields = typed(HOLE, gap="restricted", restricted_until="")
    assert check(client, **fields).headers["location"] == "/upload?checked=1"
    assert "Допишіть, до якої дати значення обмежено" in main_of(client.get("/upload?checked=1").text)
    fields |= typed(HOLE, restricted_until="01.03.2027", comment="воєнний стан")
    check(client, "keep", **fields)
    assert fields_of(served.enter("bondar").get("/upload").text)[f"restricted_until:{HOLE}"] == "01.03.2027"
    draft = check(client).headers["location"]
    page = client.get(draft).text
    assert "обмежено до 01.03.2027" in page
    receipt = client.post(draft, data={"token": token_of(page), "act": "publish"}).headers["location"]
    assert receipt.startswith("/upload/receipt")
    assert "обмежено до 01.03.2027" in client.get(receipt).text
    assert "обмежено до 01.03.2027" in client.get("/upload/indicator?id=6.2.3").text
    fixed = f"/upload?fix={HOLE.replace('@', '%40')}"
    shown = fields_of(client.get(fixed).text)
    assert (shown[f"gap:{HOLE}"], shown[f"restricted_until:{HOLE}"]) == ("restricted", "01.03.2027")
    blank = client.post("/upload/report", data={**shown, "act": "check"})
    assert blank.headers["location"] == "/upload?said=blank", "a row that says what is published says nothing"
    later = typed(HOLE, restricted_until="01.06.2027", comment="подовжено")
    draft = client.post("/upload/report", data={**shown, **later, "act": "check"}).headers["location"]
    page = client.get(draft).text
    assert "обмежено до 01.03.2027" in page
    assert "обмежено до 01.06.2027" in page
    client.post(draft.replace("draft?", "discard?"), data={"token": token_of(page)})
    check(client, "keep", **typed(HOLE, gap="restricted", restricted_until="01.03.2027", comment=""))
    undone = post(client, receipt, receipt.replace("receipt", "undo"), reason="введено помилково")
    assert "said=undone" in undone.headers["location"]


@pytest.mark.slow
def test_a_file_that_restricts_a_value_fills_its_day(served: Served) -> None:
    client = served.enter("koval")
    waste = filled(template(client, "6.2"), {"6.2.3": {"Причина відсутності": "обмежено до 01.03.2027"}}, most=1)
    files = [("files", ("6.2.xlsx", waste, XLSX))]
    answer = client.post("/upload/files", data={"token": token_of(client.get("/upload").text)}, files=files)
    fields = fields_of(client.get(answer.headers["location"]).text)
    assert (fields[f"gap:{HOLE}"], fields[f"restricted_until:{HOLE}"]) == ("restricted", "01.03.2027")
    check(client, "keep", **typed(HOLE, gap="", restricted_until=""))


@pytest.mark.slow
def test_files_fill_the_fields_and_name_each_cell_that_cannot_be_read(served: Served) -> None:
    client = served.enter("koval")
    heat = filled(template(client, "5.1"), {"5.1.5": {"Значення": 17.8, "Коментар": "за приладами"}})
    waste = filled(template(client, "6.2"), {"6.2.3": {"Значення": "сорок дві"}})
    files = [("files", ("5.1.xlsx", heat, XLSX)), ("files", ("6.2.xlsx", waste, XLSX))]
    answer = client.post("/upload/files", data={"token": token_of(client.get("/upload").text)}, files=files)
    assert answer.headers["location"] == "/upload?said=filled"
    page = main_of(client.get("/upload?said=filled").text)
    assert problems(page) == []
    fields = fields_of(page)
    assert fields[f"value:{OTHER}"] == "17,8"
    assert fields[f"comment:{OTHER}"] == "за приладами"
    assert fields[f"value:{HOLE}"] == "сорок дві", "mended where it stands"
    assert "з файлу 6.2.xlsx, Спостереження!I2" in page
    assert "6.2.xlsx: Спостереження!I2" in page
    assert client.get("/upload/marked").headers["content-disposition"].endswith(".xlsx")
    check(client, "keep", **{name: "" for key in (OTHER, HOLE, CODE) for name in typed(key, value="", comment="")})


def test_a_cell_that_cannot_be_read_keeps_no_other_cell_of_its_row_from_its_field(served: Served) -> None:
    client = served.enter("koval")
    long = "дуже довго " * 200
    book = load_workbook(
        io.BytesIO(
            book_of(
                ("Код", "Рік", "Квартал", "Значення", "Коментар", "Причина відсутності", "Охоплення", "Розріз"),
                ("6.2.3", 2026, 2, 590, "за актами", None, "багато", None),
                ("6.2.3", 2026, 3, "сорок", "за звітами", None, "мало", None),
                ("6.2.3", 2026, 3, "сорок один", None, None, None, "приватний сектор"),
                ("6.2.5", 2026, 3, 31, long, None, None, None),
                ("6.2.5", 2026, 2, 30, "уточнено", "хтозна чому", None, None),
            )
        )
    )
    book.worksheets[0].title = "Спостереження"
    out = io.BytesIO()
    book.save(out)
    files = [("files", ("своя.xlsx", out.getvalue(), XLSX))]
    answer = client.post("/upload/files", data={"token": token_of(client.get("/upload").text)}, files=files)
    assert answer.headers["location"] == "/upload?said=filled"
    page = main_of(client.get("/upload?said=filled").text)
    fields = fields_of(page)
    keys = (HOLE, CODE, "6.2.5@2026-Q3", "6.2.5@2026-Q2")
    assert [fields[f"value:{key}"] for key in keys] == ["590", "сорок", "31", "30"]
    assert [fields[f"comment:{key}"] for key in keys] == ["за актами", "за звітами", "", "уточнено"]
    assert [fields[f"gap:{key}"] for key in keys] == [""] * 4
    told = page[page.index('id="untaken"') :]
    for cell in ("G2", "D3", "G3", "D4", "E5", "F6"):
        assert f"Спостереження!{cell}" in told, "every cell that was not taken is told"
    for key in keys:
        published = {
            f"{name}:{key}": fields.get(f"base{base}:{key}", "")
            for name, base in (("value", ""), ("gap", "_gap"), ("restricted_until", "_until"))
        }
        check(client, "keep", **published, **typed(key, comment=""))


@pytest.mark.slow
def test_a_file_does_not_replace_what_a_colleague_has_typed(served: Served) -> None:
    one, two = served.enter("koval"), served.enter("bondar")
    assert check(one, "keep", **typed(OTHER, value="17,5")).headers["location"] == "/upload?said=typed"
    heat = filled(template(two, "5.1"), {"5.1.5": {"Значення": 17.8}})
    files = [("files", ("5.1.xlsx", heat, XLSX))]
    answer = two.post("/upload/files", data={"token": token_of(two.get("/upload").text)}, files=files)
    assert answer.headers["location"] == "/upload?said=nothing_filled"
    page = main_of(two.get(answer.headers["location"]).text)
    assert problems(page) == []
    assert fields_of(page)[f"value:{OTHER}"] == "17,5"
    told = unescape(page).replace("\u00a0", " ")
    assert re.search(r"5\.1\.5 .*, жовтень 2026: О\. Коваль о \d\d:\d\d набрав\(ла\) 17,5, у файлі 17,8\.", told)
    files = [("files", ("5.1.xlsx", filled(template(one, "5.1"), {"5.1.5": {"Значення": 17.8}}), XLSX))]
    answer = one.post("/upload/files", data={"token": token_of(one.get("/upload").text)}, files=files)
    assert answer.headers["location"] == "/upload?said=filled", "one's own words a file of one's own replaces"
    check(one, "keep", **typed(OTHER, value=""))


@pytest.mark.slow
def test_the_workbook_of_all_goals_comes_back_as_fields_and_is_published(served: Served) -> None:
    client = served.enter("bondar")
    page = client.get("/upload").text
    assert "Таблиця для заповнення, усі цілі" in page
    answer = client.get("/upload/values.xlsx")
    assert answer.headers["cache-control"] == "no-store"
    asked = awaited(page)
    book = load_workbook(io.BytesIO(answer.content))
    sheet = book["Значення"]
    told = [str(sheet.cell(row, 1).value) for row in range(2, sheet.max_row + 1)]
    assert told == [key.partition("@")[0] for key in asked], "the rows of the form in its order"

    heads = {cell.value: column for column, cell in enumerate(sheet[1], 1)}
    for key, value, comment in ((HOLE, 590, ""), (CODE, "сорок", "за звітами ОСББ"), (OTHER, 17.9, "за приладами")):
        sheet.cell(asked.index(key) + 2, heads["Значення"]).value = value
        sheet.cell(asked.index(key) + 2, heads["Коментар"]).value = comment
    out = io.BytesIO()
    book.save(out)
    files = [("files", ("Значення.xlsx", out.getvalue(), XLSX))]
    answer = client.post("/upload/files", data={"token": token_of(page)}, files=files)
    assert answer.headers["location"] == "/upload?said=filled"
    page = main_of(client.get("/upload?said=filled").text)
    fields = fields_of(page)
    assert [fields[f"value:{key}"] for key in (HOLE, CODE, OTHER)] == ["590", "сорок", "17,9"]
    assert fields[f"comment:{CODE}"] == "за звітами ОСББ", "what stands beside a faulty cell is not lost"
    cell = f"Значення!C{asked.index(CODE) + 2}"
    assert f"з файлу Значення.xlsx, {cell}" in page, "at its row"
    assert f"Значення.xlsx: {cell}" in page, "by its cell"

    draft = check(client, **typed(CODE, value="640")).headers["location"]
    assert "Опублікувати 3 значення" in client.get(draft).text
    receipt = client.post(draft, data={"token": token_of(client.get(draft).text), "act": "publish"}).headers["location"]
    assert "Опубліковано 3 значення" in client.get(receipt).text
    post(client, receipt, receipt.replace("receipt", "undo"), reason="перевірка таблиці")


def test_who_is_asked_for_nothing_of_ones_own_is_offered_no_workbook(served: Served) -> None:
    assert "upload/values.xlsx" not in served.enter("editor").get("/upload").text


@pytest.mark.slow
def test_a_table_of_ones_own_fills_rows_of_several_goals(served: Served) -> None:
    client = served.enter("koval")
    table = book_of(
        ("Код", "Назва", "Одиниця виміру", "III кв. 2026", "Жовтень 2026"),
        ("6.2.3", "Контейнерів для роздільного збирання", "од.", 590, None),
        ("5.1.6", "Частка котелень із резервним живленням", "%", 98, None),
    )
    files = [("files", ("моя таблиця.xlsx", table, XLSX))]
    answer = client.post("/upload/files", data={"token": token_of(client.get("/upload").text)}, files=files)
    page = main_of(client.get(answer.headers["location"]).text)
    fields = fields_of(page)
    assert fields[f"value:{CODE}"] == "590"
    assert fields["value:5.1.6@2026-Q3"] == "98"
    keys = (CODE, "5.1.6@2026-Q3")
    check(client, "keep", **typed(CODE, value=""), **typed(keys[1], value=fields[f"base:{keys[1]}"]))


def test_a_foreign_file_and_no_file_are_told(served: Served) -> None:
    client, stranger = served.enter("lys"), served.enter("koval")
    foreign = filled(template(stranger, "6.2"), {"6.2.3": {"Значення": 480}})
    files = [("files", ("6.2.xlsx", foreign, XLSX)), ("files", ("a.xlsx", b"not a workbook", XLSX))]
    answer = client.post("/upload/files", data={"token": token_of(client.get("/upload").text)}, files=files)
    assert answer.headers["location"] == "/upload?said=nothing_filled"
    page = main_of(client.get(answer.headers["location"]).text)
    assert "ціль 6.2 не належить вашому підрозділу" in page
    assert "a.xlsx" in page
    assert page.index("не належить вашому підрозділу") < page.index("data-row="), "«сказано нижче» is right below"


def test_the_link_of_a_letter_leads_to_the_row_after_signing_in(served: Served) -> None:
    client = served.client()
    login = client.get("/upload?row=5.1.5").headers["location"]
    page = client.get(login).text
    onward = re.search(r'name="next" value="([^"]*)"', page)
    assert onward is not None
    assert unescape(onward[1]) == "/upload?row=5.1.5"
    shown = served.enter("koval").get("/upload?row=5.1.5").text
    field = re.search(rf'<input[^>]*name="value:{OTHER}"[^>]*>', shown)
    assert field is not None
    assert "autofocus" in field[0]


def test_the_form_speaks_english(served: Served) -> None:
    page = main_of(served.enter("koval").get("/upload?lang=en").text)
    assert "To submit" in page
    assert "Submitted already" in page
    labels = re.findall(r'name="value:[^"]*"[^>]*aria-label="([^"]*)"', page)
    assert len(labels) == len(re.findall(r'name="value:', page))
    for label in labels:
        assert re.search(r", for .+; (it was .+|there is no earlier value); (planned .+|nothing is planned .+)$", label)
        assert not re.search(r"[а-яіїєґ]", label.lower()), label
        assert "—" not in label
