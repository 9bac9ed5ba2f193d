"""План стратегії as HTML: its workbook, the terms, the departments."""

from kpi.documents.html import Child, Html, address, el, join
from kpi.documents.parts import section, table
from kpi.documents.submit import alert, form, said, upload_form
from kpi.text import DASH, Text
from kpi.views.planning import DepartmentForm, Planning, TermField
from kpi.views.submit import Desk


def body(view: Planning, desk: Desk, text: Text) -> Html:
    """The content of <main>; `desk` brings the upload form its token."""
    return join(
        (
            el("h1", text.say("planning.title"), class_="p-h1"),
            el("p", text.say("planning.lede"), class_="p-lede"),
            said(view.notice),
            alert(view.wrong),
            _draft(view, text),
            _workbook(view, desk, text),
            _terms(view, desk, text) if view.known else None,
            _departments(view, desk, text) if view.known else None,
        )
    )


def _draft(view: Planning, text: Text) -> Html | None:
    """What the forms carry on, so that two changes make one publication."""
    if view.draft is None:
        return None
    href = address("upload/draft", lang=text.language, number=str(view.draft))
    onward = el("a", text.say("planning.draft.look"), href=href, class_="p-link")
    return el("p", text.say("planning.draft.words"), " ", onward, class_="p-notice")


def _workbook(view: Planning, desk: Desk, text: Text) -> Html:
    taken = None
    if view.known:
        href = address("admin/plan.xlsx", lang=text.language)
        button = el("a", text.say("planning.workbook.take"), href=href, class_="p-button", download=True)
        taken = el("p", button, class_="p-actions")
    words = el("p", text.say("planning.workbook.words"))
    return section(
        "workbook", text.say("planning.workbook.title"), words, taken, upload_form(desk, text, "planning.workbook.send")
    )


def _terms(view: Planning, desk: Desk, text: Text) -> Html:
    tick = el("input", type="checkbox", name="approval", value="yes", checked=view.approval)
    inside = form(
        address("admin/plan", lang=text.language),
        desk,
        el("div", *(_term(term, text) for term in view.terms), class_="p-form"),
        el("p", el("label", tick, " ", el("span", text.say("planning.approval")), class_="p-check")),
        el("p", _button("terms", "planning.look", text)),
        class_="p-panel",
    )
    words = el("p", text.say("planning.terms.words"))
    return section("terms", text.say("planning.terms.title"), words, inside)


def _term(term: TermField, text: Text) -> Html:
    field = el(
        "input",
        type="number",
        name=term.name,
        value=term.value or None,
        min="0",
        max="366",
        inputmode="numeric",
        placeholder=term.placeholder or None,
        required=not term.placeholder,
    )
    return el("label", el("span", text.say(f"plan_parameter.{term.name}")), field, class_="p-field")


def _button(act: str, key: str, text: Text) -> Html:
    return el("button", text.say(key), type="submit", name="act", value=act, class_="p-button")


def _departments(view: Planning, desk: Desk, text: Text) -> Html:
    title = text.say("planning.departments.title")
    heads = {key: text.say(f"planning.column.{key}") for key in ("name", "contact", "confirmed", "change")}
    rows = (_department(one, heads, desk, text) for one in view.departments)
    listed = table(title, heads, rows, class_="p-table-due")
    new = el(
        "details",
        el("summary", text.say("planning.departments.new")),
        _department_form(view.new, "add", desk, text),
        class_="p-more",
        open=bool(view.new.code or view.new.name),
    )
    return section("departments", title, el("p", text.say("planning.departments.words")), listed, new)


def _department(one: DepartmentForm, heads: dict[str, str], desk: Desk, text: Text) -> Html:
    change = el(
        "details",
        el("summary", text.say("planning.departments.change", code=one.code)),
        _department_form(one, "department", desk, text),
        class_="p-more",
    )
    sub = el("span", one.code, class_="p-sub")
    return el(
        "tr",
        el("th", one.name, sub, scope="row"),
        el("td", one.contact or DASH, data_label=heads["contact"]),
        el("td", text.say("rows.yes" if one.confirmed else "rows.no"), data_label=heads["confirmed"]),
        el("td", change, class_="p-cell-wide"),
    )


def _department_form(one: DepartmentForm, act: str, desk: Desk, text: Text) -> Html:
    code: Child = _field("code", one.code, 60, text) if act == "add" else _hidden("code", one.code)
    tick = el("input", type="checkbox", name="confirmed", value="yes", checked=one.confirmed)
    return form(
        address("admin/plan", lang=text.language),
        desk,
        code,
        _field("name", one.name, 500, text),
        _field("name_en", one.name_en, 500, text, needed=False),
        _field("contact", one.contact, 300, text, needed=False),
        el("p", el("label", tick, " ", el("span", text.say("planning.field.confirmed")), class_="p-check")),
        el("p", _button(act, "planning.look", text)),
        class_="p-panel",
    )


def _hidden(name: str, value: str) -> Html:
    return el("input", type="hidden", name=name, value=value)


def _field(name: str, value: str, longest: int, text: Text, *, needed: bool = True) -> Html:
    field = el(
        "input", type="text", name=name, value=value or None, maxlength=longest, required=needed, autocomplete="off"
    )
    label = el("span", text.say(f"planning.field.{name}"))
    return el("label", label, field, class_="p-field p-field-wide")
