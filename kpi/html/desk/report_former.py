"""The last values of the former edition on the form of the one in force, and the way back from their own form."""

from kpi.html.components import code_and_name, section, table
from kpi.html.page_context import PageContext
from kpi.text.markup import Markup, el
from kpi.views.desk.report import FormerRow, FormerRows, ReportView


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
