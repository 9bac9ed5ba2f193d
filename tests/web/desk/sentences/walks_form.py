"""The form: what a head is told while typing, after «Перевірити», in the preview, on the receipt."""

import httpx2

from tests.web.desk.sentences.site import Browser, Site, Situations, follow, publishing, walk
from tests.web.desk.test_report_form import CODE, OTHER, check, fields_of, typed

#: what the department of education has not reported
TRAINED = "10.1.4@2023-H1"
SUMMED, SHARE = "6.2.5@2026-Q3", "5.1.6@2026-Q3"
ACTION = {"cause": "контейнери знищено", "measure": "закупити 200 од.", "due": "01.03.2027", "responsible": "відділ"}
FAR_BEHIND = {"value": "41", "comment": "обстріл майданчиків", **ACTION}


def press(client: Browser, act: str = "check", **fields: str) -> httpx2.Response:
    """Type into the form, press a button of it, and go where that leads."""
    return follow(client, check(client, act, **fields))


@walk
def the_form(site: Site) -> Situations:
    koval, bondar = site.enter("koval"), site.enter("bondar")
    form = bondar.get("/upload")
    yield "reports_are_overdue", form
    yield "nothing_is_typed", press(koval)
    yield "a_draft_of_the_department_is_kept", press(koval, "keep", **typed(CODE, value="640"))
    yield "a_colleague_looks_at_the_form", bondar.get("/upload")
    stale = {**fields_of(form.text), **typed(CODE, value="610")}
    yield "a_colleague_has_typed_otherwise", bondar.post("/upload/report", data={**stale, "act": "check"})
    yield "a_script_saves_over_a_colleague", bondar.send_form("/upload/autosave", **typed(CODE, value="611"))
    version = fields_of(koval.get("/upload").text)[f"version:{CODE}"]
    fields = {**typed(CODE, value="641"), f"version:{CODE}": version}
    yield "a_script_saves", koval.send_form("/upload/autosave", **fields)
    yield "rows_are_not_ready", press(koval, **typed(CODE, value="сорок дві"), **typed(OTHER, value="17,9"))
    row = typed(SUMMED, value="33")
    yield "a_correction_has_no_reason", press(koval, f"publish:{SUMMED}", **typed(CODE, value=""), **row)
    yield "an_editor_at_the_form", site.enter("editor").get("/upload")
    older = fields_of(bondar.get("/upload").text)
    press(koval, "keep", **typed(OTHER, value="", comment="прилад зламано"))
    again = {**older, **typed(OTHER, value="18"), "act": "keep"}
    yield "a_colleague_has_typed_a_comment_alone", bondar.post("/upload/report", data=again)


@walk
def what_a_row_means(site: Site) -> Situations:
    koval = site.enter("koval")
    rows = {
        "a_row_is_on_plan": typed(CODE, value="640"),
        "a_row_is_no_number": typed(CODE, value="сорок"),
        "a_row_has_no_value": typed(CODE, value="", gap="not_provided", comment="підрядник не подав актів"),
        "a_row_is_far_behind": typed(CODE, value="41"),
        "a_row_is_ten_times_more": typed(CODE, value="5400"),
        "a_row_is_a_hundred_times_more": typed(CODE, value="54000"),
        "a_row_is_a_million_times_more": typed(CODE, value="540000000"),
        "a_row_is_below_zero": typed(CODE, value="-5"),
        "a_row_is_out_of_bounds": typed(SHARE, value="140"),
        "a_sum_falls": typed(SUMMED, value="10"),
        "a_period_goes_on": typed("6.2.3@2026-Q4", value="640"),
        "an_action_lacks_its_parts": typed(CODE, value="41", comment="обстріл майданчиків", cause="знищено"),
        "an_action_lacks_its_cause": typed(CODE, value="41", comment="обстріл майданчиків", due="колись"),
        "an_action_lacks_its_day": typed(CODE, **(FAR_BEHIND | {"due": ""})),
        "an_action_is_too_long": typed(CODE, **(FAR_BEHIND | {"cause": "x" * 1001})),
        "an_action_has_no_amounts": typed(CODE, **FAR_BEHIND, expected_value="багато", money="скільки дадуть"),
    }
    for name, row in rows.items():
        yield name, koval.send_form("/upload/judge", **row)


@walk
def the_preview_of_the_form(site: Site) -> Situations:
    koval = site.enter("koval")
    yield "a_form_is_previewed", press(koval, **typed(CODE, value="640"))
    yield "a_form_waits_to_be_published", koval.get("/upload")
    yield "a_form_is_among_the_submissions", koval.get("/upload/mine")
    yield "an_action_is_previewed", press(koval, **typed(CODE, **FAR_BEHIND))


@publishing
def the_form_is_published(site: Site) -> Situations:
    koval, editor = site.enter("koval"), site.enter("editor")
    draft = check(koval, **typed(CODE, **FAR_BEHIND), **typed(OTHER, value="17,9")).headers["location"]
    receipt = koval.send_form(draft, act="publish").headers["location"]
    yield "a_form_is_published", koval.get(receipt)
    yield "an_action_is_open", koval.get("/upload")
    yield "a_receipt_is_among_the_submissions", koval.get("/upload/mine")
    yield "a_published_draft_is_opened", koval.get(draft)
    undo = receipt.replace("receipt", "undo")
    yield "undone_without_a_reason", koval.press(undo, reason=" ")
    yield "undone", koval.press(undo, reason="помилково")
    yield "undone_once_more", koval.press(undo, reason="помилково")
    yield "an_undone_receipt_is_among_the_submissions", koval.get("/upload/mine")
    number = int(receipt.partition("=")[2]) + 1
    yield "the_receipt_of_undoing", koval.get(f"/upload/receipt?number={number}")
    yield "an_editor_at_the_receipt_of_undoing", editor.get(f"/upload/receipt?number={number}")
    lys = site.enter("lys")
    answer = check(lys, **typed(TRAINED, gap="not_collected", comment="сертифікатів не облікували"))
    receipt = lys.send_form(answer.headers["location"], act="publish").headers["location"]
    yield "the_last_report_is_published", lys.get(receipt)
    yield "everything_is_submitted", lys.get("/upload")


@publishing
def everything_takes_an_approval(site: Site) -> Situations:
    chief, koval, editor = site.enter("chief"), site.enter("koval"), site.enter("editor")
    terms = chief.send_form("/admin/plan", act="terms", deadline_days="15", approval="yes").headers["location"]
    chief.send_form(terms, act="publish", confirmed="yes")
    answer = check(koval, **typed(CODE, value="640"))
    draft = answer.headers["location"]
    yield "the_plan_asks_for_an_approval", follow(koval, answer)
    yield "a_form_is_sent_for_approval", koval.press(draft, act="publish")
    yield "a_row_waits_for_approval", koval.get("/upload")
    yield "a_form_waits", editor.get("/admin")
    approved = editor.press(draft.replace("draft", "decide"), act="approve")
    yield "an_editor_has_approved", approved
    yield "an_author_withdraws_what_is_approved", koval.press(draft.replace("draft", "withdraw"))
    number = str(approved.url.params["number"])
    yield "an_author_at_an_approved_receipt", koval.get(f"/upload/receipt?number={number}")
