"""Decisions and assignments: an editor keeps them, a department answers, the editor closes or returns."""

from tests.web.desk.sentences.site import Site, Situations, found, publishing, walk

DECISIONS, ANSWER, LISTS = "/admin/decisions", "/upload/assignment", "/admin/subscribers"
#: open, of the department of koval, overdue
LATE = {"decision": "№ 48-ілюстр.", "day": "2026-03-26", "number": "2"}
#: done already
DONE = {"decision": "№ 48-ілюстр.", "day": "2026-03-26", "number": "1"}
NEW = {"act": "decision", "number": "№ 60-ілюстр.", "day": "2026-11-20", "body": "council", "name": "Про теплицю"}
TASK = {
    "act": "assignment",
    "decision": "№ 48-ілюстр.",
    "decided": "2026-03-26",
    "assignment": "Подати звіт",
    "department": "dep-edu",
    "due": "2026-12-20",
}
EDITED = {
    "act": "edit",
    "decision": "№ 48-ілюстр.",
    "decided": "2026-03-26",
    "body": "committee",
    "name": "Про стан озеленення міста",
    "link": "",
    "subjects": "",
    "comment": "уточнено",
}
GONE = LATE | {"act": "withdraw", "by": "57-ілюстр.", "by_day": "2026-09-10"}
CLOSE = LATE | {"act": "done", "done": "2026-09-04", "evidence": "лист № 240-ілюстр."}
RISK = {"act": "risk", "goal": "6.1", "risk": "Є вода для поливу"}
#: fields of a form that cannot be followed, by the situation
WRONG = {
    "a_decision_is_blank": NEW | {"name": ""},
    "a_decision_has_no_day": NEW | {"day": "20.11"},
    "a_decision_has_no_number": NEW | {"number": "№"},
    "a_decision_is_of_tomorrow": NEW | {"day": "2026-11-29"},
    "a_decision_is_there_already": NEW | {"number": "48–ілюстр.", "day": "2026-03-26"},
    "a_decision_has_no_body": NEW | {"body": "king"},
    "a_decision_leads_elsewhere": NEW | {"link": "https://example.net/x"},
    "a_decision_is_about_nothing": NEW | {"subjects": "99.9"},
    "an_assignment_is_due_before_its_decision": TASK | {"due": "2026-03-01"},
    "an_assignment_is_nobodys": TASK | {"department": "nobody"},
    "an_assignment_is_done_tomorrow": CLOSE | {"done": "2026-11-29"},
    "an_assignment_is_done_before_its_decision": CLOSE | {"done": "2026-03-01"},
    "an_assignment_is_withdrawn_by_nothing": GONE | {"by": "999"},
    "an_assignment_is_closed_twice": DONE | {"act": "done", "done": "2026-09-04", "evidence": "лист"},
    "an_event_is_there_already": {"act": "event", "day": "2022-02-24", "event": "Початок повномасштабного вторгнення"},
    "a_session_is_there_already": {"act": "session", "day": "2026-03-26"},
    "a_risk_is_there_already": RISK | {"goal": "5.1", "risk": "У підрядників вистачає працівників (ілюстр.)"},
    "a_risk_is_of_no_goal": RISK | {"goal": "99"},
    "an_answer_is_returned_without_words": LATE | {"act": "return", "comment": ""},
    "an_answer_is_returned_at_length": LATE | {"act": "return", "comment": "о" * 1001},
}


@walk
def decisions(site: Site) -> Situations:
    editor = site.enter("editor")
    yield "decisions", editor.get(DECISIONS)
    for situation, fields in WRONG.items():
        yield situation, editor.press(DECISIONS, **fields)
    for n in range(3):
        editor.press(DECISIONS, **(RISK | {"risk": f"Умова {n}"}))
    yield "a_goal_has_three_risks", editor.press(DECISIONS, **RISK)
    yield "a_decision_is_changed", editor.press(DECISIONS, **EDITED)
    yield "a_head_keeps_no_decisions", site.enter("koval").get(DECISIONS)
    page = editor.press(LISTS, act="add", committee="Комісія", address="c@example.org", codes="6.1", language="uk")
    yield "an_address_is_listed", page
    key = found(r'name="key" value="([^"]+)"', page)
    yield "an_address_is_taken_off_its_list", editor.press(LISTS, act="remove", key=key)


@walk
def answers(site: Site) -> Situations:
    head = site.enter("koval")
    yield "an_answer_has_no_day", head.press(ANSWER, **LATE, done="4.9", words="лист")
    yield "an_answer_is_of_tomorrow", head.press(ANSWER, **LATE, done="2026-11-29", words="лист")
    yield "an_answer_is_before_the_decision", head.press(ANSWER, **LATE, done="2026-03-01", words="лист")
    yield "an_answer_has_no_evidence", head.press(ANSWER, **LATE, done="2026-09-04", words="")
    yield "an_answer_says_nothing", head.press(ANSWER, **LATE, words="")
    yield "an_answer_is_long", head.press(ANSWER, **LATE, words="о" * 1001)
    yield "an_answer_to_what_is_closed", head.press(ANSWER, **DONE, words="лист")
    yield "an_answer_of_another_department", site.enter("lys").press(ANSWER, **LATE, words="лист")
    yield "an_answer_on_how_it_stands", head.press(ANSWER, **LATE, words="чекаємо на тендер")
    yield "an_answer_is_sent", head.press(ANSWER, **LATE, done="2026-09-04", words="лист № 240-ілюстр.")
    editor = site.enter("editor")
    yield "an_answer_waits", editor.get(DECISIONS)
    yield "an_answer_in_the_chase", editor.get("/admin/chase")
    yield "an_answer_is_returned", editor.press(DECISIONS, **LATE, act="return", comment="Додайте лист")
    yield "an_answer_came_back", head.get("/upload")


@publishing
def an_assignment_is_closed(site: Site) -> Situations:
    editor, head = site.enter("editor"), site.enter("koval")
    yield "an_assignment_is_withdrawn", editor.press(DECISIONS, **GONE)
    editor.press(f"/upload/discard?number={editor.get(DECISIONS).text.split('draft?number=')[1].split(chr(34))[0]}")
    editor.press(DECISIONS, **NEW)
    editor.press(DECISIONS, **TASK)
    editor.press(
        DECISIONS,
        act="assignment",
        decision="60-ілюстр.",
        decided="2026-11-20",
        assignment="Скласти кошторис",
        department="dep-edu",
    )
    page = editor.press(DECISIONS, **CLOSE)
    yield "decisions_are_previewed", page
    yield "decisions_have_a_draft", editor.get(DECISIONS)
    draft = f"/upload/draft?number={page.url.params['number']}"
    yield "decisions_are_published", editor.press(draft, act="publish", confirmed="yes")
    yield "a_closed_assignment_is_gone", head.get("/upload")
    yield "the_journal_of_decisions", editor.get("/admin")
