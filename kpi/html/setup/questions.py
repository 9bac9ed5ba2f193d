"""The form of at most eight questions: four about the strategy, four about what its tables leave in doubt."""

from collections.abc import Iterable, Mapping, Sequence

from kpi.html.components import details
from kpi.html.forms import area, button, hidden, post_form, tick
from kpi.html.page_context import PageContext
from kpi.model import Language
from kpi.text.markup import Child, Markup, el, join
from kpi.views.desk.setup import AnswerLine, ColumnQuestion, SetupView

#: what a column can be, in the order of the choice
ROLES = (
    "skip", "name", "code", "unit", "base", "target", "fact", "value", "year", "quarter", "plan_or_fact", "base_year",
    "department", "source", "definition", "note", "direction", "kind", "frequency", "weight",
    "sector", "strategic", "operational", "task",
)  # fmt: skip
_GROUPS = ("departments", "directions", "indicators")
#: doubts of a group that are shown at once; the others unfold
_SHOWN = 12


def questions(view: SetupView, page: PageContext) -> Markup:
    """The form; sending it keeps the answers and reads the tables by them."""
    asked = [*_general(view, page)]
    if view.columns:
        asked.append(_columns("setup.ask.columns", view.columns, page))
    asked += [_group(group, view.lines[group], page) for group in _GROUPS if view.lines[group]]
    numbered = (_numbered(n, one) for n, one in enumerate(asked, start=1))
    others = None
    if view.read:
        shown = (_column(one, page) for one in view.read)
        others = details(page, page.count("setup.columns.read", len(view.read)), *shown)
    return post_form(
        page.href("start"),
        view.token,
        hidden("key", view.key),
        *numbered,
        others,
        el("p", button(page.say("setup.again"), primary=not view.previewed), class_="p-actions"),
        class_="p-questions",
        data_unsaved=True,
    )


def _numbered(n: int, question: tuple[str, Markup]) -> Markup:
    legend, content = question
    return el("fieldset", el("legend", f"{n}. {legend}", class_="p-h3"), content, class_="p-panel")


def _general(view: SetupView, page: PageContext) -> Iterable[tuple[str, Markup]]:
    given, problems = view.general, view.problems
    yield page.say("setup.ask.community"), _typed("community", given.community, "setup.field.community", problems, page)
    languages = [(str(one), one.spoken) for one in Language]
    title = area(page.say("setup.field.title"), "title", given.title, most=500, **_marked("title", problems))
    language = _choice(page.say("setup.field.language"), "language", languages, given.language)
    yield page.say("setup.ask.title"), join((title, _problem("title", problems), language))
    months = [(str(n), page.text.month(n)) for n in range(1, 13)]
    years = (
        _typed("first_year", given.first_year, "setup.field.first_year", problems, page, numeric=True),
        _typed("last_year", given.last_year, "setup.field.last_year", problems, page, numeric=True),
        _choice(page.say("setup.field.year_starts_in"), "year_starts_in", months, str(given.month)),
    )
    yield page.say("setup.ask.years"), el("div", *years, class_="p-form")
    kinds = (_radio("figures", kind, page.say(f"setup.figures.{kind}"), given.figures) for kind in ("real", "example"))
    yield page.say("setup.ask.figures"), el("div", *kinds)


def _typed(
    name: str, value: str, label: str, problems: Mapping[str, str], page: PageContext, *, numeric: bool = False
) -> Markup:
    mode = {"inputmode": "numeric"} if numeric else {}
    given = {"type": "text", "autocomplete": "off", "maxlength": 500, **mode, **_marked(name, problems)}
    control = el("input", name=name, value=value or None, **given)
    return el("div", el("label", el("span", page.say(label)), control, class_="p-field"), _problem(name, problems))


def _marked(name: str, problems: Mapping[str, str]) -> dict[str, object]:
    """A field whose answer cannot be meant, and the sentence that says so."""
    return {"aria_invalid": "true", "aria_describedby": f"problem-{name}"} if name in problems else {}


def _problem(name: str, problems: Mapping[str, str]) -> Markup | None:
    return el("p", problems[name], class_="p-wrong", id=f"problem-{name}") if name in problems else None


def _choice(label: Child, name: str, options: Sequence[tuple[str, str]], chosen: str, **attributes: object) -> Markup:
    listed = (el("option", words, value=value, selected=value == chosen) for value, words in options)
    return el("label", el("span", label), el("select", *listed, name=name, **attributes), class_="p-field")


def _radio(name: str, value: str, words: str, chosen: str) -> Markup:
    box = el("input", type="radio", name=name, value=value, checked=value == chosen)
    return el("p", el("label", box, " ", el("span", words), class_="p-check"))


def _columns(key: str, columns: Iterable[ColumnQuestion], page: PageContext) -> tuple[str, Markup]:
    return page.say(key), join(_column(one, page) for one in columns)


def _column(one: ColumnQuestion, page: PageContext) -> Markup:
    """A column: its header, its first cells, what it is taken for."""
    roles = [(role, page.say(f"setup.role.{role}")) for role in ROLES]
    samples = " · ".join(one.samples) or "—"
    wrong = {"aria_invalid": "true"} if one.problem else {}
    period = {"type": "text", "autocomplete": "off", "maxlength": 40, **wrong}
    return el(
        "div",
        el("p", el("b", one.header), " ", el("code", one.place, class_="p-cell")),
        el("p", page.say("setup.column.samples", samples=samples), class_="p-meta"),
        el("p", one.why) if one.why else None,
        el(
            "div",
            _choice(page.say("setup.column.role"), f"role:{one.place}", roles, one.role),
            el(
                "label",
                el("span", page.say("setup.column.period")),
                el("input", name=f"period:{one.place}", value=one.period or None, **period),
                class_="p-field",
            ),
            tick(page.say("setup.column.zeros"), f"zeros:{one.place}", checked=one.zeros) if one.zeros else None,
            class_="p-form",
        ),
        el("p", one.problem, class_="p-wrong") if one.problem else None,
        hidden(f"column:{one.place}", "asked" if one.why else "read"),
        class_="p-question",
    )


def _group(group: str, lines: Sequence[AnswerLine], page: PageContext) -> tuple[str, Markup]:
    first, rest = lines[:_SHOWN], lines[_SHOWN:]
    more = details(page, page.count("setup.more", len(rest)), *(_line(one, page) for one in rest)) if rest else None
    told = el("p", page.say(f"setup.hint.{group}"), class_="p-meta")
    return page.say(f"setup.ask.{group}"), join((told, *(_line(one, page) for one in first), more))


def _line(one: AnswerLine, page: PageContext) -> Markup:
    wrong = {"aria_invalid": "true"} if one.problem else {}
    label = page.say(f"setup.answer.{one.name.partition(':')[0]}")
    if one.choices:
        control = _choice(label, one.name, one.choices, one.value, **wrong)
    else:
        given = {"type": "text", "autocomplete": "off", "maxlength": 500, **wrong}
        written = el("input", name=one.name, value=one.value or None, **given)
        control = el("label", el("span", label), written, class_="p-field")
    problem = el("p", one.problem, class_="p-wrong") if one.problem else None
    row = el("code", one.row, class_="p-cell") if one.row else None
    return el("div", el("p", el("b", one.label), " ", row), el("p", one.why), control, problem, class_="p-question")
