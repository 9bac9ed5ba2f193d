"""An open corrective action of the form as HTML: what it is, and the fields of what became of it."""

from kpi.html.components import code_and_name
from kpi.html.forms import hidden
from kpi.html.page_context import PageContext
from kpi.model import ActionOutcome
from kpi.text.markup import Child, Markup, el
from kpi.views.desk.report import ActionLine, RowWord


def action_row(line: ActionLine, page: PageContext) -> Markup:
    """An action whose period has no row of its own."""
    head = el("span", code_and_name(line.name, page), id=f"name:{line.key}", class_="p-report-title")
    notes = (el("span", note, class_="p-sub") for note in (line.period, *line.notes))
    return el(
        "div",
        el("div", head, *notes, class_="p-report-name"),
        outcome_fields(line, page),
        el("div", *map(row_word, line.said), class_="p-report-words", id=f"words:{line.key}", aria_live="polite"),
        hidden(f"version:{line.key}", line.version),
        class_="p-report-row p-problem" if line.has_problem else "p-report-row",
        id=f"row-{line.key}",
        data_row=line.key,
        data_code=line.name.code,
        role="group",
        aria_labelledby=f"name:{line.key}",
    )


def outcome_fields(line: ActionLine, page: PageContext) -> Markup:
    """What became of the action: which, on or to which day, why. Without a script all three are always there."""
    late = el("span", line.late, class_="p-late") if line.late else None
    values = ("", *map(str, ActionOutcome))
    listed = (
        el("option", page.say(f"report.outcome.{one or 'open'}"), value=one, selected=one == line.fields.outcome)
        for one in values
    )
    fields = (
        _captioned("outcome", el("select", *listed, **_about(line, "outcome", page)), page),
        _captioned("outcome_day", _input(line, "outcome_day", page, maxlength=20, placeholder="31.12.2026"), page),
        _captioned("outcome_reason", _input(line, "outcome_reason", page, maxlength=1000), page),
    )
    words = el("p", line.words, " " if late else None, late, class_="p-sub")
    return el("div", words, el("div", *fields, class_="p-report-fields"), class_="p-report-outcome")


def _input(line: ActionLine, name: str, page: PageContext, **attributes: object) -> Markup:
    return el("input", type="text", value=getattr(line.fields, name) or None, **_about(line, name, page), **attributes)


def row_word(word: RowWord) -> Markup:
    """A sentence of what a row means."""
    return el("p", word.words, class_=f"p-word p-word-{word.tone}")


def _captioned(name: str, control: Child, page: PageContext) -> Markup:
    caption = el("span", page.say(f"report.field.{name}"), class_="p-report-caption", aria_hidden="true")
    return el("div", caption, control)


def _about(line: ActionLine, name: str, page: PageContext) -> dict[str, str | None]:
    identifier = f"{name}:{line.key}"
    label = page.say("report.field.of", field=page.say(f"report.field.{name}"), name=line.name.name, period=line.period)
    return {
        "name": identifier,
        "id": identifier,
        "class_": "p-input",
        "autocomplete": "off",
        "aria_label": label,
        "aria_describedby": f"words:{line.key}",
        "aria_invalid": "true" if name in line.problems else None,
    }
