"""Sessions, events and risks of «Рішення» as HTML: each with the form that changes it or takes it away."""

from collections.abc import Callable, Mapping

from kpi.html.components import details, section, sub
from kpi.html.desk.deciding.forms import act_form, day, long, text, way_of
from kpi.html.forms import button, hidden
from kpi.html.lang_markup import mark_language
from kpi.html.page_context import PageContext
from kpi.text.markup import Child, Markup, el
from kpi.views.desk.deciding import BesideLine, Deciding

#: what a form holds of the typed or standing fields
_Fields = Callable[[Mapping[str, str], PageContext], tuple[Child, ...]]


def sessions(view: Deciding, page: PageContext) -> Markup:
    """The days that pages compare with."""
    return _listed("sessions", view.sessions, _session_fields, view, page)


def events(view: Deciding, page: PageContext) -> Markup:
    """The dated marks of the charts."""
    return _listed("events", view.events, _event_fields, view, page)


def risks(view: Deciding, page: PageContext) -> Markup:
    """What must hold for a goal to be reached."""
    return _listed("risks", view.risks, _risk_fields, view, page)


def _listed(key: str, lines: tuple[BesideLine, ...], fields: _Fields, view: Deciding, page: PageContext) -> Markup:
    act = key.removesuffix("s")
    typed = view.typed if view.typed.get("act") == act else {}
    goal = el("div", text(page, "goal", typed, most=30), class_="p-form") if act == "risk" else None
    form = act_form(page, view.token, act, goal, *fields(typed, page))
    new = details(page, page.say(f"deciding.new.{key}"), form, open=bool(typed))
    shown: list[Child] = [_line(act, line, fields, view, page) for line in lines]
    if not shown:
        shown = [el("p", page.say(f"deciding.none.{key}"), class_="p-empty")]
    return section(key, page.say(f"deciding.list.{key}"), new, *shown)


def _line(act: str, line: BesideLine, fields: _Fields, view: Deciding, page: PageContext) -> Markup:
    due = el("span", page.say("deciding.review_due"), class_="p-tag p-tag-warn") if line.due else None
    review = None
    if act == "risk":
        own = day(page, "review", {"review": line.fields["review"]})
        form = act_form(page, view.token, "review", *_keys(line), own)
        review = details(page, page.say("deciding.review_way", goal=line.head), form)
    return el(
        "div",
        el("p", el("strong", line.head), " ", mark_language(line.name, page.text), sub(line.more), " ", due),
        review,
        _edited(act, line, fields, view, page),
        class_="p-panel",
    )


def _edited(act: str, line: BesideLine, fields: _Fields, view: Deciding, page: PageContext) -> Markup:
    """The fields as they stand, or as they were typed; a second button takes the whole away, to the preview too."""
    typed = view.typed
    mine = typed.get("act") in (f"{act}_edit", f"{act}_gone") and all(
        typed.get(name, "") == value for name, value in line.keys.items()
    )
    gone = button(page.say("deciding.gone"), f"{act}_gone", formnovalidate=True)
    held = fields(typed if mine else line.fields, page)
    form = act_form(page, view.token, f"{act}_edit", *_keys(line), *held, beside=gone)
    way = way_of(page.say(f"deciding.edit.{act}"), line.head, " ", mark_language(line.name, page.text))
    return details(page, way, form, open=mine)


def _keys(line: BesideLine) -> tuple[Markup, ...]:
    return tuple(hidden(name, value) for name, value in line.keys.items())


def _session_fields(typed: Mapping[str, str], page: PageContext) -> tuple[Child, ...]:
    return (
        day(page, "day", typed),
        long(page, "session", typed, most=500, required=False),
        long(page, "name_en", typed, most=500, required=False),
    )


def _event_fields(typed: Mapping[str, str], page: PageContext) -> tuple[Child, ...]:
    return (
        day(page, "day", typed),
        long(page, "event", typed, most=300),
        long(page, "name_en", typed, most=300, required=False),
        long(page, "subjects", typed, most=1000, required=False),
        long(page, "link", typed, most=500, required=False, type="url"),
    )


def _risk_fields(typed: Mapping[str, str], page: PageContext) -> tuple[Child, ...]:
    return (
        long(page, "risk", typed, most=500),
        long(page, "name_en", typed, most=500, required=False),
        long(page, "watcher", typed, most=200, required=False),
        day(page, "review", typed, required=False),
    )
