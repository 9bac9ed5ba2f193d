"""The plan, departments, suspensions and accounts, as an administrator and an editor change them."""

import io
import re
from datetime import timedelta
from html import unescape

import httpx2
from openpyxl import load_workbook

from kpi.clock import today
from tests.shipped import ROOT
from tests.web.conftest import PASSWORD, post_form
from tests.web.desk.people import Typed, template
from tests.web.desk.sentences.site import Browser, Site, Situations, follow, found, publishing, walk
from tests.web.desk.test_departments import REASON
from tests.web.desk.test_nothing_untrue import with_cells
from tests.web.desk.test_planning import TERMS

PLAN, DEPARTMENT, SUSPENSIONS, ACCOUNTS = "/admin/plan", "/admin/department", "/admin/suspensions", "/admin/accounts"
SUSPENSION = {"code": "6.2.3", "since": "2026-09-01", "reason": "бойові дії", "act": "№ 7 від 30.09.2026"}
NEW = {"login": "nova", "name": "Н. Нова", "email": "", "password": PASSWORD, "role": "head", "department:dep-edu": "1"}
DECIDED: dict[str, Typed] = {
    "Рік": 2026,
    "Було": 8000,
    "Стало": 7000,
    "Дата рішення": "20.08.2026",
    "Номер рішення": "№ 77",
}
#: a password, by the situation in which it is refused
REFUSED = {
    "a_password_is_short": "a",
    "a_password_is_long": "слово " * 300,
    "a_password_is_plain": "novanovanova",
    "a_password_is_common": "qwertyuiop12",
}


def first_department(chief: Browser) -> dict[str, str]:
    """The form of a department as the page has it."""
    form = found(r'(<form[^>]*>(?:(?!</form>).)*?value="department".*?</form>)', chief.get(PLAN))
    return {
        name: unescape(value) for name, value in re.findall(r'name="(\w+)" value="([^"]*)"', form) if name != "token"
    }


@walk
def the_plan(site: Site) -> Situations:
    chief = site.enter("chief")
    yield "the_plan_as_it_is", chief.get(PLAN)
    yield "terms_are_no_days", chief.press(PLAN, act="terms", deadline_days="-1")
    yield "a_department_has_no_name", chief.press(PLAN, act="add", code="x")
    yield "a_departments_code_is_taken", chief.press(PLAN, act="add", code="dep-zhkg", name="Ще один")
    name = first_department(chief)["name"]
    yield "a_departments_name_is_taken", chief.press(PLAN, act="add", code="dep-x", name=name)
    edu = {"code": "dep-edu", "act": "merge", "reason": REASON}
    split = edu | {"act": "split", "new_code": "dep-school", "new_name": "Управління шкіл", "new_contact": "48-20-20"}
    moved = {"goal:10.1": "yes", "indicator:10.1.1": "yes"}
    yield "a_merger_has_no_reason", chief.press(DEPARTMENT, **(edu | {"reason": ""}))
    yield "a_merger_with_itself", chief.press(DEPARTMENT, **edu, into="dep-edu")
    yield "a_split_has_no_name", chief.press(DEPARTMENT, **(split | {"new_name": ""}))
    yield "a_split_moves_nothing", chief.press(DEPARTMENT, **split)
    yield "a_splits_code_is_taken", chief.press(DEPARTMENT, **(split | moved | {"new_code": "dep-zhkg"}))
    yield "a_splits_name_is_taken", chief.press(DEPARTMENT, **(split | moved | {"new_name": name}))
    yield "terms_are_changed", chief.press(PLAN, act="terms", **TERMS)
    yield "the_plan_has_a_draft", chief.get(PLAN)
    page = chief.press(DEPARTMENT, **split, **moved)
    yield "a_department_is_split", page
    chief.press(f"/upload/discard?number={page.url.params['number']}")
    book = renamed(chief.get("/admin/plan.xlsx").content)
    yield "a_goal_is_renamed", follow(chief, chief.upload(book, "plan.xlsx"))


def renamed(content: bytes) -> bytes:
    """The plan's workbook with another name for its first operational goal."""
    book = load_workbook(io.BytesIO(content))
    sheet = book["Оперативні цілі"]
    heads = [cell.value for cell in sheet[1]]
    sheet.cell(2, heads.index("Назва") + 1).value = "Зовсім інша назва цілі"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def without(content: bytes, departments: tuple[str, ...], goal: tuple[str, ...] = ()) -> tuple[bytes, str]:
    """The plan's workbook without these departments and without its last goal; the code of that goal."""
    book = load_workbook(io.BytesIO(content))
    sheet = book["Підрозділи"]
    for row in range(sheet.max_row, 1, -1):
        if sheet.cell(row, 1).value in departments:
            sheet.delete_rows(row)
    goals = book["Оперативні цілі"]
    gone = str(goals.cell(goals.max_row, 1).value)
    goals.delete_rows(goals.max_row)
    if goal:
        goals.append(goal)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue(), gone


@publishing
def departments_change(site: Site) -> Situations:
    chief, editor = site.enter("chief"), site.enter("editor")
    add = {"code": "dep-idle", "name": "Відділ без справ", "contact": ""}
    draft = chief.send_form(PLAN, act="add", **add).headers["location"]
    yield "a_department_is_added", chief.press(draft, act="publish", confirmed="yes")
    yield "a_department_answers_for_nothing", chief.get(f"{DEPARTMENT}?code=dep-idle")
    kept = {"code": "dep-idle", "name": "Відділ без справ", "name_en": "", "contact": "", "confirmed": "yes"}
    yield "the_plan_stays_as_it_is", chief.press(PLAN, act="department", **kept)
    fields = {"code": "dep-zhkg", "name": "Департамент інфраструктури", "contact": "infra@example.org"}
    page = chief.press(PLAN, act="department", **fields, confirmed="yes")
    yield "a_department_is_renamed", page
    discard = f"/upload/discard?number={page.url.params['number']}"
    yield "a_draft_of_the_plan_is_discarded", chief.press(discard)
    merge = {"code": "dep-edu", "act": "merge", "into": "dep-zhkg", "reason": REASON}
    yield "a_department_is_merged", chief.press(DEPARTMENT, **merge)
    page = chief.press(DEPARTMENT, code="dep-idle", act="remove", reason=REASON)
    yield "a_department_is_removed", page
    chief.press(f"/upload/discard?number={page.url.params['number']}")
    book = chief.get("/admin/plan.xlsx").content
    content, gone = without(book, ("dep-idle", "dep-edu"))
    draft = chief.upload(content, "plan.xlsx").headers["location"]
    yield "a_plan_leaves_something_out", chief.get(draft)
    used = {"left_out": "yes", "taken:department:dep-edu": "yes"}
    yield "a_used_department_is_to_go", chief.press(draft, act="publish", confirmed="yes", **used)
    content, gone = without(book, ("dep-idle",), ("1.9", "1", "Новий ринок", "New market", "", ""))
    draft = chief.upload(content, "plan.xlsx").headers["location"]
    taken = {"left_out": "yes", f"taken:{gone}": "yes", "taken:department:dep-idle": "yes"}
    yield "goals_come_and_go", chief.press(draft, act="look", **taken)
    yield "a_plan_is_sent", chief.press(draft, act="publish", confirmed="yes", **taken, ground=REASON)
    page = editor.get("/admin")
    yield "a_plan_waits", page
    # meanwhile somebody is given the department that is to go
    chief.press(
        ACCOUNTS,
        act="add",
        **({k: v for k, v in NEW.items() if k != "department:dep-edu"} | {"department:dep-idle": "1"}),
    )
    nova = site.client()
    post_form(nova, "/login", {"login": "nova", "password": PASSWORD})
    yield "a_head_answers_for_nothing", nova.get("/upload")
    yield "a_plan_waits_in_vain", editor.get("/admin")
    tick = found(r'name="(draft:[^"]+)"', page)
    yield "a_plan_is_ticked_in_vain", editor.press("/admin/approve", **{tick: "yes"})
    yield "a_plan_cannot_be_approved", editor.press(draft.replace("draft", "decide"), act="approve")


@publishing
def the_next_edition_begins(site: Site) -> Situations:
    chief = site.enter("chief")
    draft = chief.upload((ROOT / "data/2027/plan.xlsx").read_bytes(), "plan.xlsx").headers["location"]
    answer = chief.send_form(draft, act="publish", confirmed="yes", ground=REASON)
    if "receipt" not in answer.headers["location"]:
        answer = site.enter("deputy").send_form(draft.replace("draft", "decide"), act="approve")
    number = httpx2.URL(answer.headers["location"]).params["number"]
    yield "the_first_plan_of_an_edition_is_undone", chief.press(f"/upload/undo?number={number}", reason="зарано")


@walk
def suspensions(site: Site) -> Situations:
    editor = site.enter("editor")
    yield "suspensions", editor.get(SUSPENSIONS)
    yield "a_suspension_is_blank", editor.press(SUSPENSIONS, **(SUSPENSION | {"act": ""}))
    yield "a_suspension_has_no_day", editor.press(SUSPENSIONS, **(SUSPENSION | {"since": "1.10"}))
    yield "a_suspension_of_nothing", editor.press(SUSPENSIONS, **(SUSPENSION | {"code": "99.9"}))
    page = editor.press(SUSPENSIONS, **SUSPENSION, review="2026-10-10")
    yield "a_suspension_is_previewed", page
    yield "a_suspension_while_another_is_not_finished", editor.press(SUSPENSIONS, **SUSPENSION, until="2026-10-31")
    editor.press(f"/upload/discard?number={page.url.params['number']}")
    page = editor.press(SUSPENSIONS, **SUSPENSION, until="2026-10-31")
    yield "a_suspension_with_its_end", page
    editor.press(f"/upload/draft?number={page.url.params['number']}", act="publish", confirmed="yes")
    yield "a_suspension_waits", site.enter("chief").get("/admin")
    moved = with_cells(template(editor, "6.1"), "Показники", "6.1.1", {"Ціль 2026": 7000})
    moved = with_cells(moved, "Зміни цілей", "6.1.1", DECIDED)
    yield "a_target_is_moved", follow(editor, editor.upload(moved, "6.1.xlsx"))


@walk
def accounts(site: Site) -> Situations:
    chief, lys = site.enter("chief"), site.enter("lys")

    def do(act: str, **given: str) -> httpx2.Response:
        return chief.press(ACCOUNTS, act=act, **given)

    yield "an_account_has_no_department", do("add", **{k: v for k, v in NEW.items() if "department" not in k})
    yield "a_login_is_none", do("add", **(NEW | {"login": "Я"}))
    yield "a_login_is_taken", do("add", **(NEW | {"login": "koval"}))
    yield "an_account_has_no_name", do("add", **(NEW | {"name": ""}))
    yield "an_address_is_none", do("add", **(NEW | {"email": "x"}))
    yield "a_department_is_unknown", do("add", **(NEW | {"department:nobody": "1"}))
    yield "a_role_is_none", do("add", **(NEW | {"role": "king"}))
    for name, password in REFUSED.items():
        yield name, do("add", **(NEW | {"password": password}))
    yield "an_account_is_added", do("add", **(NEW | {"email": "nova@example.org"}))
    yield "an_address_is_taken", do("add", **(NEW | {"login": "other", "email": "nova@example.org"}))
    yield "a_role_is_changed", do("role", login="nova", role="head", **{"department:dep-edu": "1"})
    yield "an_account_is_unknown", do("role", login="nobody", role="editor")
    days = {name: (today() + timedelta(n)).isoformat() for name, n in (("since", -3), ("until", 3))}
    yield "an_acting_head_has_no_days", do("acting", login="lys", acting="dep-zhkg", since="", until=days["until"])
    yield "an_acting_head_of_the_own_department", do("acting", login="lys", acting="dep-edu", **days)
    yield "an_acting_head_is_an_editor", do("acting", login="editor", acting="dep-edu", **days)
    yield "an_acting_head_is_appointed", do("acting", login="lys", acting="dep-zhkg", **days)
    yield "an_acting_head_at_the_form", lys.get("/upload")
    yield "an_acting_head_ends", do("end_acting", login="lys", department="dep-zhkg", since=days["since"])
    yield "a_password_is_set", do("password", login="nova", password="зовсім інше довге речення")
    yield "an_account_is_disabled", do("disable", login="nova")
    yield "a_disabled_account_is_invited", do("invite", login="nova")
    yield "an_account_is_enabled", do("enable", login="nova")
    yield "an_account_is_invited", do("invite", login="nova")
    yield "an_administrator_leaves_the_role", do("role", login="chief", role="editor")
    do("disable", login="deputy")
    yield "the_last_administrator_leaves", do("role", login="chief", role="editor", oneself="yes")
