"""Files: what is told of one that is not taken, of a preview, of a publication by a file, of two people on one goal."""

from datetime import timedelta

import httpx2

from kpi.model.media_types import XLSX
from kpi.services.publishing.administration import undo
from tests.web.desk.people import Typed, corrected, filled, publish, template
from tests.web.desk.sentences.site import Browser, Site, Situations, follow, found, publishing, walk
from tests.web.desk.test_report_form import CODE, book_of, check, typed

GOAL, INDICATOR = "6.2", "6.2.3"
TABLE = (
    ("Код", "Назва", "Одиниця виміру", "I кв. 2026", "II кв. 2026", "III кв. 2026"),
    ("6.2.5", "Ліквідовано стихійних звалищ (з початку року)", "од.", None, None, 37),
)
PERSONAL: dict[str, Typed] = {
    "Код": "6.2.4",
    "Рік": 2025,
    "Значення": 8.7,
    "Коментар": "питайте в Іваненка: 067 123 45 67, ivan@example.org, вул. Миру, 5; Олена Іваненко хвора",
}
EARLY: dict[str, Typed] = {"Код": INDICATOR, "Рік": 2026, "Квартал": "IV", "Значення": 640, "Коментар": "за актами"}


def fill(client: Browser, *files: tuple[str, bytes]) -> httpx2.Response:
    """Send files into the form, and go where that leads."""
    given = [("files", (name, content, XLSX)) for name, content in files]
    return follow(client, client.post("/upload/files", data={"token": client.token}, files=given))


def value(content: bytes, typed_value: Typed, most: int = 99, **cells: Typed) -> bytes:
    """The template with this value in the rows of the indicator."""
    return filled(content, {INDICATOR: {"Значення": typed_value, **cells}}, most=most)


@walk
def a_file_is_not_taken(site: Site) -> Situations:
    koval, lys = site.enter("koval"), site.enter("lys")
    yield "no_file_is_chosen", follow(koval, koval.upload(b""))
    yield "a_file_is_no_workbook", follow(koval, koval.upload(b"not a workbook", "a.xlsx"))
    yield "a_file_cannot_be_marked", follow(koval, koval.get("/upload/marked"))
    empty = template(koval, GOAL)
    yield "a_cell_is_no_number", follow(koval, koval.upload(value(empty, "сорок дві")))
    yield "a_goal_is_anothers", lys.upload(value(empty, 480))
    yield "an_unknown_goal", site.enter("editor").get("/upload/template?goal=99.9")
    yield "nothing_is_filled_in", follow(koval, koval.upload(empty))
    page = follow(koval, koval.upload(book_of(*TABLE), "table.xlsx"))
    yield "a_table_of_ones_own", page
    site.begin()
    later = site.enter("koval")
    yield "the_table_is_forgotten", later.press("/upload/as-read", key=found(r'name="key" value="([^"]+)"', page))


@walk
def files_fill_the_form(site: Site) -> Situations:
    koval, lys = site.enter("koval"), site.enter("lys")
    yield "no_file_to_fill_from", koval.press("/upload/files")
    empty = template(koval, GOAL)
    heat = filled(template(koval, "5.1"), {"5.1.5": {"Значення": 17.8, "Коментар": "за приладами"}})
    plan = site.enter("chief").get("/admin/plan.xlsx").content
    files = (("5.1.xlsx", heat), ("6.2.xlsx", value(empty, "сорок дві")), ("plan.xlsx", plan))
    yield "files_fill_fields", fill(koval, *files)
    yield "files_fill_nothing", fill(lys, ("6.2.xlsx", value(empty, 480)), ("a.xlsx", b"no"))
    yield "too_many_files", fill(lys, *((f"{n}.xlsx", b"no") for n in range(21)))
    yield "too_long_a_text", follow(lys, check(lys, **typed(CODE, value="640", comment="x" * 70_000)))


@walk
def the_preview_of_a_file(site: Site) -> Situations:
    koval = site.enter("koval")
    empty = template(koval, GOAL)
    draft = koval.upload(value(empty, 480)).headers["location"]
    yield "a_worse_status_is_not_explained", koval.get(draft)
    yield "published_without_the_tick", koval.press(draft, act="publish")
    yield "published_without_words", follow(koval, publish(koval, draft, "ок"))
    yield "kept_for_later", koval.press(draft, act="keep")
    yield "a_draft_of_another_person", site.enter("lys").get(draft)
    yield "a_form_of_another_session", follow(koval, koval.post(draft, data={"token": "x", "act": "publish"}))
    nobody = site.client()
    yield "the_session_has_ended", follow(nobody, nobody.post(draft, data={"act": "publish"}))
    yield "discarded", koval.press(draft.replace("draft", "discard"))
    yield "discarded_once_more", koval.press(draft.replace("draft", "discard"))
    yield "personal_data_in_a_comment", follow(koval, koval.upload(corrected(empty, PERSONAL)))
    yield "a_thousand_times_more", follow(koval, koval.upload(value(empty, 540_000, Коментар="за актами")))
    yield "a_period_of_a_file_goes_on", follow(koval, koval.upload(corrected(empty, EARLY)))
    same: dict[str, Typed] = {"Код": INDICATOR, "Рік": 2026, "Квартал": "I", "Значення": 540, "Коментар": "за актами"}
    yield "a_comment_alone_changes", follow(koval, koval.upload(corrected(empty, same)))
    yield "no_data_without_a_reason", follow(koval, koval.upload(value(empty, "н/д")))
    owed = koval.upload(value(empty, 41, Коментар="обстріл майданчиків")).headers["location"]
    page = koval.get(owed)
    yield "a_file_owes_an_action", page
    day = found(r'name="(explain:[^"]+#due)"', page)
    yield "the_day_of_an_action_is_none", follow(koval, publish(koval, owed, **{day: "восени"}))


@publishing
def two_people_on_one_goal(site: Site) -> Situations:
    one, two = site.enter("koval"), site.enter("bondar")
    empty = template(one, GOAL)
    content = value(empty, 490, most=1)
    mine = one.upload(content).headers["location"]
    older = value(empty, 500, most=1)
    other = two.upload(older).headers["location"]
    theirs = publish(two, other).headers["location"]
    yield "published_by_a_file", two.get(theirs)
    yield "a_published_draft_is_discarded", two.press(other.replace("draft", "discard"))
    yield "a_published_draft_is_kept", two.press(other, act="keep")
    yield "a_published_draft_is_compared", two.press(other.replace("draft", "compared"), seq="50")
    yield "a_colleague_has_published_meanwhile", one.get(mine)
    yield "published_over_a_colleague", follow(one, publish(one, mine))
    seq = found(r'name="seq" value="(\d+)"', one.get(mine))
    yield "compared", one.press(mine.replace("draft", "compared"), seq=seq)
    receipt = publish(one, mine, "уточнено за другим актом").headers["location"]
    yield "a_correction_is_published", one.get(receipt)
    yield "the_same_file_again", follow(one, one.upload(content))
    yield "a_file_that_was_superseded", follow(two, two.upload(older))
    yield "a_colleagues_publication_is_undone", one.press(theirs.replace("receipt", "undo"), reason="ні")
    yield "undone_after_a_later_change", two.press(theirs.replace("receipt", "undo"), reason="ні")
    yield "a_receipt_of_another_department", site.enter("lys").get(receipt)
    site.patch.setattr(undo, "OWN_TIME", timedelta(0))
    yield "undone_too_late", one.press(receipt.replace("receipt", "undo"), reason="помилка")
