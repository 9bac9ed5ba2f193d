"""Підрозділ as HTML: what it answers for; merging, splitting, taking away."""

from collections.abc import Iterable

from kpi.html.components import code_and_name, section
from kpi.html.desk.planning import draft_notice
from kpi.html.desk.uploads import alert
from kpi.html.forms import area, button, field, hidden, post_form, select, tick
from kpi.html.page_context import PageContext
from kpi.text.markup import Child, Markup, el, join
from kpi.views.common.localized_name import LocalizedName
from kpi.views.desk.departments import DepartmentPage


def body(view: DepartmentPage, token: str, page: PageContext) -> Markup:
    """The content of <main>."""
    return join(
        (
            el("h1", page.say("departments.title"), class_="p-h1"),
            el("p", view.name.name, el("span", view.name.code, class_="p-sub"), class_="p-lede"),
            alert(view.wrong),
            draft_notice(view.draft, page),
            _uses(view, page),
            _merging(view, token, page) if view.others else None,
            _splitting(view, token, page) if view.goals or view.indicators else None,
            _removal(view, token, page),
            el("p", el("a", page.say("departments.back"), href=page.href("admin/plan"), class_="p-link")),
        )
    )


def _uses(view: DepartmentPage, page: PageContext) -> Markup:
    title = page.say("departments.uses.title")
    if not view.along:
        return section("uses", title, el("p", page.say("departments.uses.none")))
    parts: list[Child] = [el("p", page.say("departments.uses.words", along=view.along))]
    for key, names in (("goals", view.goals), ("indicators", view.indicators)):
        if names:
            parts.append(el("h3", page.say(f"departments.uses.{key}"), class_="p-h3"))
            parts.append(el("ul", *(el("li", code_and_name(name, page)) for name in names), class_="p-list p-prose"))
    if view.people:
        parts.append(el("p", page.say("departments.uses.people", logins=", ".join(view.people))))
    return section("uses", title, *parts)


def _merging(view: DepartmentPage, token: str, page: PageContext) -> Markup:
    options = ((other.code, other.name) for other in view.others)
    chosen = select(
        page.say("departments.merge.into"), "into", options, view.given.get("into", ""), page.say("departments.choose")
    )
    inside = _form(view, token, page, "merge", chosen)
    return section("merge", page.say("departments.merge.title"), el("p", page.say("departments.merge.words")), inside)


def _splitting(view: DepartmentPage, token: str, page: PageContext) -> Markup:
    new = (
        _field("code", 60, view, page, needed=True),
        _field("name", 500, view, page, needed=True),
        _field("name_en", 500, view, page),
        _field("contact", 300, view, page),
    )
    boxes = (_ticks(kind, names, view, page) for kind, names in (("goal", view.goals), ("indicator", view.indicators)))
    inside = _form(view, token, page, "split", *new, *boxes)
    return section("split", page.say("departments.split.title"), el("p", page.say("departments.split.words")), inside)


def _ticks(kind: str, names: Iterable[LocalizedName], view: DepartmentPage, page: PageContext) -> Markup | None:
    boxes = [
        tick(code_and_name(name, page), f"{kind}:{name.code}", checked=f"{kind}:{name.code}" in view.given)
        for name in names
    ]
    if not boxes:
        return None
    legend = el("legend", page.say(f"departments.split.{kind}"), class_="p-meta")
    return el("fieldset", legend, *boxes, class_="p-field-wide p-choices")


def _removal(view: DepartmentPage, token: str, page: PageContext) -> Markup:
    title = page.say("departments.remove.title")
    if view.along:
        return section("remove", title, el("p", page.say("departments.remove.used", along=view.along)))
    inside = _form(view, token, page, "remove")
    return section("remove", title, el("p", page.say("departments.remove.words")), inside)


def _form(view: DepartmentPage, token: str, page: PageContext, act: str, *fields: Child) -> Markup:
    """A form with its reason, which is asked for in each of them."""
    typed = view.given.get("reason", "") if view.given.get("act") == act else ""
    return post_form(
        page.href("admin/department", code=view.name.code),
        token,
        hidden("code", view.name.code),
        el("div", *fields, class_="p-form"),
        area(page.say("departments.reason"), "reason", typed, required=True),
        el("p", button(page.say("planning.look"), act)),
        class_="p-panel",
    )


def _field(name: str, longest: int, view: DepartmentPage, page: PageContext, *, needed: bool = False) -> Markup:
    key = f"new_{name}"
    return field(
        page.say(f"planning.field.{name}"), key, view.given.get(key, ""), maxlength=longest, required=needed, wide=True
    )
