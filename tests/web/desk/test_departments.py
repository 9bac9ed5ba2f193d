"""A department renamed, merged, split, taken away, through the public door: the desk, the letters, the public pages."""

import io
import re
from datetime import UTC, date, datetime, timedelta
from html import unescape

import httpx2
import pytest
from openpyxl import load_workbook

from kpi.model import Account, Role
from kpi.model.community_time import local
from kpi.services import sign_in
from kpi.services.reminders.mailing import prepare
from kpi.services.reminders.working_days import Workdays
from kpi.store import read_internal
from kpi.workbook import read_bytes
from tests.fiscal_years import CALENDAR
from tests.html.markup import problems
from tests.web.conftest import PASSWORD, Served
from tests.web.desk.people import filled, post, publish, send, template, token_of
from tests.web.desk.test_planning import confirmed
from tests.web.desk.test_way import main_of

CODE, GOAL = "dep-zhkg", "6.2"
NEW = "Департамент інженерної інфраструктури"
CONTACT = "тел. 48-10-10, infra@example.org; zast@example.org"
REASON = "Рішення № 12 від 20.11.2026"
#: a release that stands before anything is done here
BEFORE = "2026-08-14"
DEADLINE = date(2027, 1, 15)
_INDICATOR = r"\b\d{1,2}\.\d\.\d{1,2}\b(?!\d)"


def said(answer: httpx2.Response) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main_of(answer.text))).split())


def name_of(served: Served, code: str) -> str:
    frame = read_internal(where=served.store.name).departments.set_index("code")["name"]
    return str(frame[code])


def owned(served: Served, code: str) -> tuple[set[str], set[str]]:
    """(goals, indicators) that a department answers for."""
    dataset = read_internal(where=served.store.name)
    nodes, indicators = dataset.nodes, dataset.indicators
    return set(nodes.loc[nodes["department"] == code, "code"]), set(
        indicators.loc[indicators["department"] == code, "code"]
    )


def form(client: httpx2.Client, code: str, act: str, **fields: str) -> httpx2.Response:
    page = f"/admin/department?code={code}"
    return post(client, page, "/admin/department", act=act, code=code, **fields)


@pytest.mark.slow
def test_a_rename_before_and_after(served: Served) -> None:
    chief, head = served.enter("chief"), served.enter("koval")
    old = name_of(served, CODE)
    before = owned(served, CODE)
    assert before[0] and before[1]
    due = re.findall(_INDICATOR, said(head.get("/upload")))
    older = template(head, GOAL)
    assert old in said(head.get(f"/goal?id={GOAL}"))

    # the preview tells what goes along
    page = said(chief.get("/admin/plan"))
    assert "2 облікові записи" in page
    fields = {"code": CODE, "name": NEW, "name_en": "", "contact": CONTACT, "confirmed": "yes"}
    draft = post(chief, "/admin/plan", "/admin/plan", act="department", **fields).headers["location"]
    page = said(chief.get(draft))
    assert f"Підрозділ {CODE} перейменовано: «{old}» → «{NEW}»" in page
    assert re.search(r"лишаються: \d+ ціл\w+, \d+ показник\w*, 2 облікові записи", page)
    assert f"→ {CONTACT}" in page
    receipt = confirmed(chief, draft).headers["location"]
    assert NEW in said(chief.get(receipt))

    # the desk: goals, indicators, due list, accounts, template, an upload of the template that was out
    assert owned(served, CODE) == before
    page = said(head.get("/upload"))
    assert NEW in page
    assert re.findall(_INDICATOR, page) == due
    reading = read_bytes(template(head, GOAL), "6.2.xlsx", fiscal_year=CALENDAR)
    assert reading.goal_book is not None
    assert NEW in {indicator.department for indicator in reading.goal_book.indicators}
    sent = send(head, filled(older, {"6.2.3": {"Значення": 480}}))
    assert sent.headers["location"].startswith("/upload/draft")
    page = said(head.get(sent.headers["location"]))
    assert "відповідальний підрозділ" not in page.casefold()
    assert publish(head, sent.headers["location"]).headers["location"].startswith("/upload/receipt")
    assert owned(served, CODE) == before

    # the letter: the new name, the new address first, the deputy's beside it
    letters = prepare(served.store, DEADLINE, Workdays(), datetime(2027, 1, 15, 6, tzinfo=UTC)).letters
    letter = next(one for one in letters if one.reminder.department == CODE)
    assert letter.reminder.name == NEW
    assert letter.reminder.contact == ("infra@example.org", "zast@example.org")
    assert letter.template

    # the public: the new name now, the name of its day before
    anybody = served.client()
    assert NEW in said(anybody.get(f"/goal?id={GOAL}"))
    past = said(anybody.get(f"/goal?id={GOAL}&v={BEFORE}"))
    assert old in past
    assert NEW not in past


@pytest.mark.slow
def test_split_merge_and_take_away(served: Served) -> None:
    chief = served.enter("chief")
    goals, indicators = owned(served, "dep-edu")
    page = chief.get("/admin/department?code=dep-edu")
    assert problems(main_of(page.text)) == []
    assert "Спершу об’єднайте" in said(page)
    moved = sorted(indicators)[0]
    new = {"new_code": "dep-school", "new_name": "Управління шкіл", "new_contact": "тел. 48-20-20"}
    draft = form(chief, "dep-edu", "split", reason=REASON, **new, **{f"indicator:{moved}": "yes"}).headers["location"]
    page = chief.get(draft)
    assert problems(main_of(page.text)) == []
    assert f"→ «Управління шкіл». Показники: {moved}" in said(page)
    assert "У контакті підрозділу dep-school немає електронної адреси" in said(page)
    assert confirmed(chief, draft).headers["location"].startswith("/upload/receipt")
    assert owned(served, "dep-school") == (set(), {moved})
    assert "листи не дійдуть" in said(chief.get("/admin/plan"))

    draft = form(chief, "dep-school", "merge", reason=REASON, into="dep-edu").headers["location"]
    page = chief.get(draft)
    assert "об’єднано з dep-edu" in said(page)
    assert "переходять: 1 показник" in said(page)
    assert problems(main_of(page.text)) == []
    receipt = confirmed(chief, draft).headers["location"]
    assert f"Підстава: {REASON}" in said(page)
    page = chief.get(receipt)
    assert "об’єднано з dep-edu" in said(page)
    assert f"Підстава: {REASON}" in said(page)
    assert owned(served, "dep-edu") == (goals, indicators)

    add = {"code": "dep-new", "name": "Відділ туризму", "contact": ""}
    confirmed(chief, post(chief, "/admin/plan", "/admin/plan", act="add", **add).headers["location"])
    page = chief.get("/admin/department?code=dep-new")
    assert problems(main_of(page.text)) == []
    draft = form(chief, "dep-new", "remove", reason=REASON).headers["location"]
    assert "Підрозділ dep-new вилучено" in said(chief.get(draft))
    assert confirmed(chief, draft).headers["location"].startswith("/upload/receipt")
    assert chief.get("/admin/department?code=dep-new").status_code == 404
    journal = served.enter("editor").get("/admin/journal.csv?actor=chief").text
    assert REASON in journal
    assert "dep-school" in journal


@pytest.mark.slow
def test_a_workbook_without_a_department_asks_and_refuses(served: Served) -> None:
    chief = served.enter("chief")
    add = {"code": "dep-idle", "name": "Відділ без справ", "contact": "idle@example.org"}
    confirmed(chief, post(chief, "/admin/plan", "/admin/plan", act="add", **add).headers["location"])
    book = load_workbook(io.BytesIO(chief.get("/admin/plan.xlsx").content))
    sheet = book["Підрозділи"]
    for row in range(sheet.max_row, 1, -1):
        if sheet.cell(row, 1).value in ("dep-idle", "dep-edu"):
            sheet.delete_rows(row)
    out = io.BytesIO()
    book.save(out)
    draft = send(chief, out.getvalue(), "plan.xlsx").headers["location"]
    page = chief.get(draft)
    assert problems(main_of(page.text)) == []
    assert "Файл лише не згадує чинного" in said(page)
    assert 'name="taken:department:dep-idle"' in page.text
    assert 'name="taken:department:dep-edu"' not in page.text
    assert re.search(r"dep-edu .+ вилучити не можна, за ним закріплено \d+ ціл", said(page))
    fields = {"left_out": "yes", "taken:department:dep-edu": "yes"}
    assert "said=not_ready" in confirmed(chief, draft, **fields).headers["location"]
    assert re.search(r"за підрозділом дещо закріплено: dep-edu \(\d+ ціл", said(chief.get(draft)))
    fields = {"left_out": "yes", "taken:department:dep-idle": "yes"}
    assert confirmed(chief, draft, **fields).headers["location"].startswith("/upload/receipt")
    codes = set(read_internal(where=served.store.name).departments["code"])
    assert "dep-idle" not in codes
    assert "dep-edu" in codes


@pytest.mark.parametrize(
    ("act", "fields", "words"),
    [
        ("merge", {"into": "dep-zhkg"}, "Зазначте підставу"),
        ("merge", {"reason": "x", "into": "dep-edu"}, "Виберіть інший підрозділ"),
        ("split", {"reason": "x", "new_code": "a1"}, "потрібні код і назва"),
        ("split", {"reason": "x", "new_code": "a1", "new_name": "Нове"}, "Позначте хоча б одну"),
        ("split", {"reason": "x", "new_code": "dep-zhkg", "new_name": "Нове"}, "із таким кодом"),
    ],
)
def test_a_form_that_cannot_be_followed_says_why(served: Served, act: str, fields: dict[str, str], words: str) -> None:
    answer = form(served.enter("chief"), "dep-edu", act, **fields)
    assert answer.status_code == 409
    assert words in said(answer)
    assert problems(main_of(answer.text)) == []


def test_two_departments_never_have_one_name(served: Served) -> None:
    chief = served.enter("chief")
    taken = name_of(served, "dep-edu")
    fields = {"code": "dep-econ", "name": taken.upper(), "contact": ""}
    answer = post(chief, "/admin/plan", "/admin/plan", act="department", **fields)
    assert answer.status_code == 409
    assert "уже має таку назву" in said(answer)


def test_others_are_refused(served: Served) -> None:
    for login in ("koval", "editor"):
        client = served.enter(login)
        assert client.get("/admin/department?code=dep-edu").status_code == 403
        token = token_of(client.get("/upload").text)
        data = {"token": token, "code": "dep-edu", "act": "merge", "into": "dep-zhkg", "reason": "x"}
        assert client.post("/admin/department", data=data).status_code == 403
    chief = served.enter("chief")
    assert chief.get("/admin/department?code=nobody").status_code == 404
    assert form(chief, "dep-edu", "nonsense", reason="x").status_code == 404


@pytest.mark.slow
def test_an_acting_head_works_within_the_days_and_is_told_so(served: Served) -> None:
    chief, lys = served.enter("chief"), served.enter("lys")
    # whom somebody acts for is asked at each request, by the machine's moment
    page, today = "/admin/accounts", local(datetime.now(UTC)).date()
    days = {"since": (today - timedelta(3)).isoformat(), "until": (today + timedelta(3)).isoformat()}
    assert lys.get(f"/upload/template?goal={GOAL}").status_code == 403
    wrong = post(chief, page, page, act="acting", login="lys", acting=CODE, since="", until=days["until"])
    assert wrong.status_code == 409
    assert "обидва дні" in said(wrong)
    post(chief, page, page, act="acting", login="lys", acting=CODE, **days)
    listed = chief.get(page)
    assert "в. о.:" in said(listed)
    assert problems(main_of(listed.text)) == []
    assert f"(в. о. до {today + timedelta(3):%d.%m.%Y})" in said(lys.get("/upload"))
    assert lys.get(f"/upload/template?goal={GOAL}").status_code == 200
    post(chief, page, page, act="end_acting", login="lys", department=CODE, since=days["since"])
    post(chief, page, page, act="end_acting", login="lys", department=CODE, since="never")
    assert lys.get(f"/upload/template?goal={GOAL}").status_code == 403

    # one who acts alone, in days that are over
    past = {"since": "2026-01-01", "until": "2026-01-31"}
    fields = {"login": "deputy", "name": "Заступниця", "email": "", "password": PASSWORD, "role": "head"}
    added = post(chief, page, page, act="add", acting=CODE, **fields, **past)
    assert added.headers["location"] == "/admin/accounts?done=added"
    assert served.enter("deputy").get(f"/upload/template?goal={GOAL}").status_code == 403
    assert "призначено виконувача" in said(chief.get("/admin?action=acting_added"))


def test_an_administrator_is_asked_before_leaving_the_role(served: Served) -> None:
    other = Account(id=0, login="second", name="Друга", role=Role.ADMINISTRATOR)
    sign_in.create(served.store, other, PASSWORD, by="terminal", now=datetime.now(UTC))
    second, page = served.enter("second"), "/admin/accounts"
    asked = post(second, page, page, act="role", login="second", role="editor")
    assert asked.status_code == 409
    assert "втратите права адміністратора" in said(asked)
    assert 'name="oneself"' in asked.text
    assert second.get(page).status_code == 200
    post(second, page, page, act="role", login="second", role="editor", oneself="yes")
    assert second.get(page).status_code == 403
