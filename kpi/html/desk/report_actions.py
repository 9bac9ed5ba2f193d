"""What stands on the form beside its rows: open corrective actions, the last values of the former edition."""

from kpi.html.components import code_and_name, section, table
from kpi.html.desk.report_fields import DAY, about, captioned, text_field
from kpi.html.forms import hidden
from kpi.html.lang_markup import mark_languages
from kpi.html.page_context import PageContext
from kpi.model import OUTCOME_FIELDS, ActionOutcome
from kpi.text.markup import Markup, el, join
from kpi.views.desk.report import ActionLine, FormerRow, FormerRows, ReportView, RowWord


def action_row(line: ActionLine, page: PageContext) -> Markup:
    """An action whose period has no row of its own."""
    head = el("span", code_and_name(line.name, page), id=f"name:{line.key}", class_="p-report-title")
    notes = (el("span", mark_languages(note, page.text), class_="p-sub") for note in (line.period, *line.notes))
    said = join(row_word(word, page) for word in line.said)
    return el(
        "div",
        el("div", head, *notes, class_="p-report-name"),
        outcome_fields(line, page),
        el("div", said, class_="p-report-words", id=f"words:{line.key}", aria_live="polite"),
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
    words = el("p", mark_languages(line.words, page.text), " " if late else None, late, class_="p-sub")
    return el("div", words, el("div", *fields, class_="p-report-fields"), class_="p-report-outcome")


def row_word(word: RowWord, page: PageContext) -> Markup:
    """A sentence of what a row means."""
    return el("p", mark_languages(word.words, page.text), class_=f"p-word p-word-{word.tone}")


def former(found: FormerRows | None, page: PageContext) -> Markup | None:
    """What is still to come of the former edition, and the way to its fields; None for nothing."""
    if found is None:
        return None
    heads = {key: page.say(f"report.former.column.{key}") for key in ("name", "period", "term")}
    heading = page.say("report.former.title", edition=found.years)
    way = el(
        "a",
        page.say("report.former.fill", edition=found.years),
        href=page.href("upload", edition=found.edition),
        class_="p-button",
    )
    return section(
        "former",
        heading,
        el("p", page.say("report.former.words", edition=found.years), class_="p-prose"),
        table(heading, heads, (_row(row, found, heads, page) for row in found.rows)),
        el("p", way, class_="p-actions"),
        note=page.count("report.rows", len(found.rows)),
    )


def _row(row: FormerRow, found: FormerRows, heads: dict[str, str], page: PageContext) -> Markup:
    href = page.href("upload", edition=found.edition, row=row.key)
    tag = el("span", row.term, class_="p-tag p-tag-error" if row.late else "p-tag")
    return el(
        "tr",
        el("th", el("a", code_and_name(row.name, page), href=href), scope="row"),
        el("td", row.period, data_label=heads["period"]),
        el("td", tag, data_label=heads["term"]),
    )


def back(view: ReportView, page: PageContext) -> Markup | None:
    """From the former edition's form to the one of the edition in force."""
    if not view.edition:
        return None
    words = page.say("report.former.here", edition=view.edition)
    way = el("a", page.say("report.former.back"), href=page.href("upload"), class_="p-link")
    return el("p", words, " ", way, class_="p-notice")
