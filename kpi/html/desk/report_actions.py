"""An open corrective action of the form as HTML: what it is, and the fields of what became of it."""

from kpi.html.components import code_and_name
from kpi.html.desk.report_fields import DAY, about, captioned, text_field
from kpi.html.forms import hidden
from kpi.html.page_context import PageContext
from kpi.model import OUTCOME_FIELDS, ActionOutcome
from kpi.text.markup import Markup, el
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
    said = {name: page.say(f"report.field.{name}") for name in OUTCOME_FIELDS}
    choice = el("select", *listed, **about(line, "outcome", said["outcome"], page))
    fields = (
        captioned(said["outcome"], choice),
        text_field(line, "outcome_day", said["outcome_day"], page, maxlength=20, placeholder=DAY),
        text_field(line, "outcome_reason", said["outcome_reason"], page, maxlength=1000),
    )
    words = el("p", line.words, " " if late else None, late, class_="p-sub")
    return el("div", words, el("div", *fields, class_="p-report-fields"), class_="p-report-outcome")


def row_word(word: RowWord) -> Markup:
    """A sentence of what a row means."""
    return el("p", word.words, class_=f"p-word p-word-{word.tone}")
