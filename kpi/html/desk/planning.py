"""План стратегії as HTML: its workbook, the terms, the departments."""

from kpi.html.components import details, section, sub, table
from kpi.html.desk.uploads import alert, said, upload_form
from kpi.html.forms import button, field, hidden, post_form, tick
from kpi.html.lang_markup import mark_language, mark_languages
from kpi.html.page_context import PageContext
from kpi.text import DASH
from kpi.text.markup import Markup, el, join
from kpi.views.desk.planning import DepartmentForm, Planning, TermField
from kpi.views.desk.uploads import Desk


def body(view: Planning, desk: Desk, page: PageContext) -> Markup:
    """The content of <main>; `desk` brings the upload form its token."""
    return join(
        (
            el("h1", page.say("planning.title"), class_="p-h1"),
            el("p", page.say("planning.lede"), class_="p-lede"),
            said(view.notice),
            alert(view.wrong),
            draft_notice(view.draft, page),
            _workbook(view, desk, page),
            _terms(view, desk, page) if view.known else None,
            _departments(view, desk, page) if view.known else None,
        )
    )


def draft_notice(number: int | None, page: PageContext) -> Markup | None:
    """The unfinished draft that the forms carry on, so that two changes make one publication."""
    if number is None:
        return None
    href = page.href("upload/draft", number=str(number))
    onward = el("a", page.say("planning.draft.look"), href=href, class_="p-link")
    return el("p", page.say("planning.draft.words"), " ", onward, class_="p-notice")


def _workbook(view: Planning, desk: Desk, page: PageContext) -> Markup:
    taken = None
    if view.known:
        href = page.href("admin/plan.xlsx")
        button = el("a", page.say("planning.workbook.take"), href=href, class_="p-button", download=True)
        taken = el("p", button, class_="p-actions")
    words = el("p", page.say("planning.workbook.words"))
    return section(
        "workbook", page.say("planning.workbook.title"), words, taken, upload_form(desk, page, "planning.workbook.send")
    )


def _terms(view: Planning, desk: Desk, page: PageContext) -> Markup:
    inside = post_form(
        page.href("admin/plan"),
        desk.token,
        el("div", *(_term(term, page) for term in view.terms), class_="p-form"),
        el("p", tick(page.say("planning.approval"), "approval", checked=view.approval)),
        el("p", button(page.say("planning.look"), "terms")),
        class_="p-panel",
    )
    words = el("p", page.say("planning.terms.words"))
    return section("terms", page.say("planning.terms.title"), words, inside)


def _term(term: TermField, page: PageContext) -> Markup:
    return field(
        page.say(f"plan_parameter.{term.name}"),
        term.name,
        term.value,
        type="number",
        min="0",
        max="366",
        inputmode="numeric",
        placeholder=term.placeholder or None,
    )


def _departments(view: Planning, desk: Desk, page: PageContext) -> Markup:
    title = page.say("planning.departments.title")
    heads = {key: page.say(f"planning.column.{key}") for key in ("name", "contact", "confirmed", "change")}
    rows = (_department(one, heads, desk, page) for one in view.departments)
    listed = table(title, heads, rows, class_="p-table-due")
    new = details(
        page,
        page.say("planning.departments.new"),
        _department_form(view.new, "add", desk, page),
        open=bool(view.new.code or view.new.name),
    )
    return section("departments", title, el("p", page.say("planning.departments.words")), listed, new)


def _department(one: DepartmentForm, heads: dict[str, str], desk: Desk, page: PageContext) -> Markup:
    words = page.say("planning.departments.change", code=one.code)
    change = details(page, words, _department_form(one, "department", desk, page))
    onward = el(
        "a",
        page.say("departments.way"),
        el("span", ": ", mark_language(one.name, page.text), class_="p-hidden"),
        href=page.href("admin/department", code=one.code),
        class_="p-link",
    )
    unreached = None if one.reachable else el("span", page.say("departments.no_address"), class_="p-tag p-tag-warn")
    return el(
        "tr",
        el("th", mark_language(one.name, page.text), sub(one.code), sub(one.along), scope="row"),
        el(
            "td",
            mark_languages(one.contact, page.text) if one.contact else DASH,
            " ",
            unreached,
            data_label=heads["contact"],
        ),
        el("td", page.say("rows.yes" if one.confirmed else "rows.no"), data_label=heads["confirmed"]),
        el("td", change, el("p", onward), class_="p-cell-wide"),
    )


def _department_form(one: DepartmentForm, act: str, desk: Desk, page: PageContext) -> Markup:
    return post_form(
        page.href("admin/plan"),
        desk.token,
        _field("code", one.code, 60, page) if act == "add" else hidden("code", one.code),
        _field("name", one.name, 500, page),
        _field("name_en", one.name_en, 500, page, needed=False),
        _field("contact", one.contact, 300, page, needed=False),
        el("p", tick(page.say("planning.field.confirmed"), "confirmed", checked=one.confirmed)),
        el("p", button(page.say("planning.look"), act)),
        class_="p-panel",
    )


def _field(name: str, value: str, longest: int, page: PageContext, *, needed: bool = True) -> Markup:
    return field(page.say(f"planning.field.{name}"), name, value, maxlength=longest, required=needed, wide=True)
