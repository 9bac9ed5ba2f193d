"""A row of the form as HTML: on a screen a line of fields, on a phone a card."""

from kpi.html.components import amount, code_and_name, details
from kpi.html.desk.report_actions import outcome_fields, row_word
from kpi.html.desk.report_fields import DAY, about, text_field
from kpi.html.forms import button, hidden
from kpi.html.lang_markup import mark_languages
from kpi.html.page_context import PageContext
from kpi.model import ACTION_FIELDS, EFFECT_FIELDS
from kpi.text.markup import Markup, el, join
from kpi.views.desk.report import FormLine

Reasons = tuple[tuple[str, str], ...]


def report_row(line: FormLine, reasons: Reasons, page: PageContext) -> Markup:
    """A row: what is known of it, its fields, what it means. `reasons`: values and words of «чому немає»."""
    style = "p-report-row p-problem" if line.has_problem else "p-report-row"
    said = join(row_word(word, page) for word in line.words)
    return el(
        "div",
        _name(line, page),
        _known(line.last, line.last_period, "last", page),
        _known(
            line.planned,
            page.say("report.column.planned_year") if line.of_year else "",
            "planned",
            page,
        ),
        _value(line, page),
        _reason(line, reasons, page),
        el("div", said, class_="p-report-words", id=f"words:{line.key}", aria_live="polite"),
        _comment(line, page),
        _action(line, page),
        outcome_fields(line.action, page) if line.action else None,
        hidden(f"version:{line.key}", line.version),
        *(
            (
                hidden(f"base:{line.key}", line.base),
                hidden(f"base_gap:{line.key}", line.base_gap),
                hidden(f"base_until:{line.key}", line.base_until),
            )
            if line.submitted
            else ()
        ),
        class_=style,
        id=line.anchor,
        data_row=line.key,
        data_code=line.name.code,
        data_period=line.period,
        role="group",
        aria_labelledby=f"name:{line.key}",
        data_submitted=line.submitted,
    )


def _name(line: FormLine, page: PageContext) -> Markup:
    term = el("span", line.term, class_="p-late" if line.late else None) if line.term else None
    notes = (el("span", mark_languages(note, page.text), class_="p-sub") for note in line.notes)
    return el(
        "div",
        el("span", code_and_name(line.name, page), id=f"name:{line.key}", class_="p-report-title"),
        el("span", join((line.period, term), " · ") if term else line.period, class_="p-sub"),
        *notes,
        class_="p-report-name",
    )


def _known(words: str, below: str, column: str, page: PageContext) -> Markup:
    inside = (amount(words, page), el("span", below, class_="p-sub") if below else None)
    return el(
        "div",
        el("span", page.say(f"report.column.{column}"), class_="p-report-label"),
        *inside,
        class_=f"p-report-{column} p-num",
    )


def _value(line: FormLine, page: PageContext) -> Markup:
    identifier = f"value:{line.key}"
    given = el(
        "input",
        type="text",
        inputmode="text",
        name=identifier,
        id=identifier,
        value=line.fields.value or None,
        autocomplete="off",
        class_="p-input",
        aria_label=line.label,
        aria_describedby=f"words:{line.key}",
        aria_invalid="true" if "value" in line.problems else None,
        autofocus=line.here,
    )
    correct = el("label", page.say("report.field.correct"), for_=identifier, class_="p-link p-correct")
    return el(
        "div",
        el("span", page.say("report.column.value"), class_="p-report-label"),
        el("span", given, el("span", line.unit, class_="p-report-unit"), class_="p-report-entry"),
        correct if line.submitted else None,
        class_="p-report-value",
    )


def _reason(line: FormLine, reasons: Reasons, page: PageContext) -> Markup:
    options = (("", page.say("report.field.no_gap")), *reasons)
    listed = (el("option", words, value=value, selected=value == line.fields.gap) for value, words in options)
    choice = el("select", *listed, **about(line, "gap", page.say("report.column.gap"), page))
    label_seen = el("span", page.say("report.column.gap"), class_="p-report-label")
    # without a script it is always there
    until = text_field(
        line, "restricted_until", page.say("report.field.restricted_until"), page, maxlength=20, placeholder=DAY
    )
    return el("div", label_seen, choice, until, class_="p-report-gap")


def _comment(line: FormLine, page: PageContext) -> Markup:
    """Open for what is due; of a published value asked for once it changes."""
    words = page.say("report.field.reason" if line.submitted else "report.field.comment")
    control = text_field(line, "comment", words, page, maxlength=1000)
    publish = None
    if line.submitted:
        publish = button(page.say("report.publish_row"), f"publish:{line.key}", class_="p-button p-publish-row")
    inside = (control, publish)
    if not line.submitted:
        return el("div", *inside, class_="p-report-comment")
    given = {"class_": "p-more p-report-comment", "open": line.corrected or "comment" in line.problems}
    return details(page, words, *inside, data_part="comment", **given)


def _action(line: FormLine, page: PageContext) -> Markup:
    """The corrective action, asked for where a value lies far behind."""
    days = {"due": DAY}
    inside = (
        text_field(line, name, page.say(f"report.field.{name}"), page, maxlength=1000, placeholder=days.get(name))
        for name in (*ACTION_FIELDS, *EFFECT_FIELDS)
    )
    given = {"class_": "p-more p-report-action", "open": line.opened}
    return details(
        page, page.say("report.field.action"), el("div", *inside, class_="p-report-fields"), data_part="action", **given
    )
