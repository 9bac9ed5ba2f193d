"""An editor's day: approvals, the chase, values withdrawn, hiding, releases; and what others are refused."""

import re
from datetime import timedelta

from kpi.clock import today
from tests.services.reminders.mailserver import MailServer
from tests.web.desk.people import publish, template
from tests.web.desk.sentences.site import Browser, Site, Situations, found, publishing, walk
from tests.web.desk.test_second_person import DECISION, with_unit

CHASE, ACCESS = "/admin/chase", "/admin/visibility?code=6.2.4"
CLOSING = {"visibility": "internal", "ground": "стаття 6", "why": "адреса укриття"}
DELAYED = {"visibility": "delayed", "ground": "наказ", "delay": "3", "open_from": "2027-01-01"}


def later() -> str:
    """A day to which a term can be extended."""
    return (today() + timedelta(days=20)).isoformat()


def asked(chief: Browser) -> str:
    """A submission that needs a second person: the address of its draft."""
    return chief.upload(with_unit(template(chief, "6.2"), "6.2.2", "шт.")).headers["location"]


@walk
def what_is_refused(site: Site) -> Situations:
    koval, editor = site.enter("koval"), site.enter("editor")
    pages = {
        "a_head_at_the_approvals": "/admin",
        "a_head_at_the_journal": "/admin/journal.csv",
        "a_head_at_releases": "/admin/releases",
        "a_head_at_suspensions": "/admin/suspensions",
        "a_head_at_the_plan": "/admin/plan",
        "a_head_at_accounts": "/admin/accounts",
        "an_unknown_receipt": "/upload/receipt?number=999999",
    }
    for name, page in pages.items():
        yield name, koval.get(page)
    yield "a_head_approves", koval.press("/upload/decide?number=1", act="approve")
    yield "a_head_withdraws_a_value", koval.press("/upload/indicator?key=6.2.3@2026-Q1", reason="x")
    second = {"act": "second", "department": "dep-zhkg", "address": "a@example.org"}
    yield "an_editor_sets_a_second_address", editor.press(CHASE, **second)
    yield "an_unknown_indicator", editor.get("/upload/indicator?id=99.9.9")


@walk
def approvals(site: Site) -> Situations:
    chief, editor = site.enter("chief"), site.enter("editor")
    yield "nothing_waits", editor.get("/admin")
    draft = asked(chief)
    decide, withdraw = (draft.replace("draft", name) for name in ("decide", "withdraw"))
    yield "a_second_person_is_needed", chief.get(draft)
    publish(chief, draft, ground=DECISION)
    yield "an_author_at_a_waiting_draft", chief.get(draft)
    yield "a_waiting_draft_is_among_the_submissions", chief.get("/upload/mine")
    page = editor.get("/admin")
    yield "a_submission_waits", page
    yield "an_editor_decides", editor.get(draft)
    yield "ones_own_approval", chief.press(decide, act="approve")
    yield "returned_without_words", editor.press(decide, act="return", comment=" ")
    yield "nothing_is_ticked", editor.press("/admin/approve")
    stale = found(r'name="(draft:[^"@]+@)', page) + "2026-01-01T00:00:00+00:00"
    yield "changed_after_it_was_shown", editor.press("/admin/approve", **{stale: "yes"})
    yield "waits_no_longer", editor.press("/admin/approve", **{"draft:77@2026-01-01T00:00:00+00:00": "yes"})
    yield "returned", editor.press(decide, act="return", comment="Назвіть підставу")
    yield "a_returned_draft", chief.get(draft)
    yield "a_returned_draft_is_among_the_submissions", chief.get("/upload/mine")
    yield "a_returned_draft_is_withdrawn", chief.press(withdraw)
    publish(chief, draft, ground=DECISION)
    yield "withdrawn", chief.press(withdraw)


@publishing
def approved_and_withdrawn(site: Site) -> Situations:
    chief, editor = site.enter("chief"), site.enter("editor")
    publish(chief, asked(chief), ground=DECISION)
    tick = found(r'name="(draft:[^"]+)"', editor.get("/admin"))
    yield "approved_by_a_tick", editor.press("/admin/approve", **{tick: "yes"})
    page = editor.get("/upload/indicator?id=6.2.3")
    yield "the_values_of_an_indicator", page
    href = found(r'href="(/upload/indicator\?id=6\.2\.3&amp;key=[^"]+)"', page)
    yield "a_withdrawal_has_no_reason", editor.press(href, reason=" ")
    yield "a_value_is_withdrawn", editor.press(href, reason="Помилка вимірювання")
    yield "a_withdrawn_value_is_withdrawn", editor.press(href, reason="ще раз")


@walk
def the_chase(site: Site) -> Situations:
    editor, chief = site.enter("editor"), site.enter("chief")
    page = editor.get(CHASE)
    yield "reports_are_awaited", page
    second = {"act": "second", "department": found(r"department=([^\"]+)", page)}
    yield "a_second_address_is_none", chief.press(CHASE, **second, address="deputy")
    yield "a_second_address_is_kept", chief.press(CHASE, **second, address="deputy@example.org")
    yield "a_second_address_is_known", editor.get(CHASE)
    yield "a_department_has_no_address", editor.get(f"{CHASE}?department={second['department']}")
    fields = {"act": "extend", found(r'name="(report:[^"]+)"', page): "yes", "deadline": later(), "reason": "хвороба"}
    yield "an_extension_has_no_reason", editor.press(CHASE, **(fields | {"reason": ""}))
    yield "an_extension_into_the_past", editor.press(CHASE, **(fields | {"deadline": "2020-01-01"}))
    yield "an_extension_has_no_day", editor.press(CHASE, **(fields | {"deadline": ""}))
    yield "an_extension_of_nothing", editor.press(CHASE, act="extend", deadline=later(), reason="x")
    reported = {"act": "extend", "report:6.2.3@2025-Q1": "yes", "deadline": later(), "reason": "x"}
    yield "an_extension_of_what_is_reported", editor.press(CHASE, **reported)


@publishing
def letters(site: Site) -> Situations:
    editor, chief = site.enter("editor"), site.enter("chief")
    code = found(r"department=([^\"]+)", editor.get(CHASE))
    address = f"{code}@example.org"
    fields = {"code": code, "name": "Департамент інфраструктури", "contact": address, "confirmed": "yes"}
    draft = chief.send_form("/admin/plan", act="department", **fields).headers["location"]
    chief.send_form(draft, act="publish", confirmed="yes")
    yield "mail_is_not_configured", editor.get(f"{CHASE}?department={code}")
    with MailServer() as mail:
        mail.refused.add(address)
        site.patch.setenv("POSTUP_SMTP_URL", f"smtp://localhost:{mail.port}?tls=none")
        site.patch.setenv("POSTUP_SMTP_FROM", "postup@example.org")
        yield "a_letter_is_refused", editor.press(CHASE, act="send", department=code)
        mail.refused.clear()
        yield "a_letter_is_sent", editor.press(CHASE, act="send", department=code)
        yield "a_letter_is_sent_twice", editor.press(CHASE, act="send", department=code)


@publishing
def extended_hidden_and_gone_back(site: Site) -> Situations:
    editor, second, chief = site.enter("editor"), site.enter("second"), site.enter("chief")
    tick = found(r'name="(report:[^"]+)"', editor.get(CHASE))
    fields = {"act": "extend", tick: "yes", "deadline": later(), "reason": "хворіє бухгалтер"}
    yield "a_term_is_extended", editor.press(CHASE, **fields)
    yield "an_extended_term_in_the_chase", editor.get(CHASE)
    yield "hiding_is_looked_at", editor.press(ACCESS, act="look", **CLOSING)
    yield "hidden_at_once", editor.press(ACCESS, act="hide", **CLOSING)
    number = found(r"/admin/visibility\?number=(\d+)", second.get("/admin"))
    yield "hiding_waits", second.get("/admin")
    yield "hiding_is_withdrawn", editor.press(f"/upload/discard?number={number}")
    yield "hiding_is_decided", second.get(f"/admin/visibility?number={number}")
    decide = f"/upload/decide?number={number}"
    yield "reopened_without_words", second.press(decide, act="return", comment="")
    yield "reopened", second.press(decide, act="return", comment="хибна тривога")
    yield "a_wish_was_reopened", editor.get("/admin/visibility")
    page = chief.get("/admin/releases")
    yield "releases", page
    days = re.findall(r'value="([0-9-]+)"', found(r'<select name="old">(.*?)</select>', page))
    compared = f"/admin/releases?old={days[1]}&new={days[0]}"
    yield "releases_are_compared", chief.get(compared)
    yield "an_editor_compares_releases", editor.get(f"/admin/releases?old={days[-1]}&new={days[1]}")
    yield "an_unknown_release", editor.get(f"/admin/releases?old=2001-01-01&new={days[0]}")
    yield "going_back_is_not_ticked", chief.press(compared, reason="помилка")
    yield "going_back_has_no_reason", chief.press(compared, reason=" ", confirmed="yes")
    yield "gone_back", chief.press(compared, reason="Подано не той файл", confirmed="yes")
    yield "gone_back_twice", chief.press(compared, reason="Ще раз", confirmed="yes")
    yield "releases_are_the_same", chief.get(compared)


@publishing
def access_is_closed(site: Site) -> Situations:
    chief = site.enter("chief")
    page = chief.press(ACCESS, act="confirm", **CLOSING)
    yield "closed_by_an_administrator", page
    undo = f"/upload/undo?number={page.url.params['number']}"
    yield "undoing_would_open", chief.press(undo, reason="хибна тривога")
    other = "/admin/visibility?code=6.2.5"
    site.enter("editor").press(other, act="hide", **CLOSING)
    number = found(r"/admin/visibility\?number=(\d+)", chief.get("/admin"))
    chief.press(other, act="confirm", visibility="internal", ground="рішення суду")
    yield "access_was_changed_since", site.enter("second").get(f"/admin/visibility?number={number}")


@walk
def access_is_asked_for(site: Site) -> Situations:
    head, editor, chief = site.enter("koval"), site.enter("editor"), site.enter("chief")
    yield "a_head_looks_at_closing", head.press(ACCESS, act="look", **CLOSING)
    yield "nothing_becomes_otherwise", head.press(ACCESS, act="look", visibility="public")
    yield "an_administrator_looks_at_closing", chief.press(ACCESS, act="look", **CLOSING)
    yield "closing_has_no_ground", head.press(ACCESS, act="confirm", visibility="internal", ground=" ")
    yield "a_delay_is_not_named", head.press(ACCESS, act="confirm", visibility="delayed", ground="наказ")
    yield "a_delay_is_no_number", head.press(ACCESS, act="confirm", **(DELAYED | {"delay": "9999"}))
    yield "access_is_asked", head.press(ACCESS, act="confirm", **DELAYED)
    page = editor.get("/admin")
    yield "a_wish_waits", page
    number = found(r"/admin/visibility\?number=(\d+)", page)
    decision, decide = f"/admin/visibility?number={number}", f"/upload/decide?number={number}"
    yield "an_editor_at_a_wish", editor.get(decision)
    yield "an_administrator_at_a_wish", chief.get(decision)
    tick = found(r'name="(draft:[^"]+)"', page)
    yield "an_editor_ticks_a_wish", editor.press("/admin/approve", **{tick: "yes"})
    yield "an_editor_decides_on_a_wish", editor.press(decide, act="approve")
    chief.send_form(decide, act="return", comment="зачекаймо")
    yield "a_wish_came_back", head.get("/admin/visibility")
    yield "a_wish_is_withdrawn", head.press(f"/upload/discard?number={number}")
