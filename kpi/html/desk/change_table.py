"""What an upload changes as a table: a line each, with what has to be explained."""

from collections.abc import Sequence

from kpi.html.components import chip, code_and_name, sub, table
from kpi.html.lang_markup import mark_languages
from kpi.html.links import link
from kpi.html.page_context import PageContext
from kpi.text import DASH
from kpi.text.markup import Child, Markup, el, join
from kpi.views.desk.uploads import ChangeLine

_COLUMNS = ("name", "before", "planned", "after", "difference", "status", "need")


def change_table(lines: Sequence[ChangeLine], page: PageContext, *, done: bool = False) -> Markup:
    """Was, will be, difference, status before and after, whether words are needed; of what is `done`, was and is."""
    keys = ("name", "before", "became", "difference") if done else _COLUMNS
    heads = {key: page.say(f"submit.review.column.{key}") for key in keys}
    rows = (_change_row(line, heads, page) for line in lines)
    numbers = {"before", "planned", "after", "became", "difference"}
    return table(page.say("submit.review.caption"), heads, rows, numbers=numbers, class_="p-table-changes")


def _change_row(line: ChangeLine, heads: dict[str, str], page: PageContext) -> Markup:
    name: Markup = code_and_name(line.name, page)
    if line.link:
        name = link(name, page.href("indicator", id=line.name.code), class_="p-name")
    period = page.say("submit.review.part", period=line.period, part=line.breakdown) if line.breakdown else line.period
    last = sub(line.last) if line.last else None
    cells = [
        el(
            "th",
            name,
            sub(period),
            *(sub(note) for note in line.notes),
            _change_link(line, page, done="became" in heads),
            scope="row",
        ),
        el("td", line.before, last, class_="p-num p-quiet", data_label=heads["before"]),
        el("td", line.planned or DASH, class_="p-num p-quiet", data_label=heads["planned"])
        if "planned" in heads
        else None,
        el("td", el("b", line.after), class_="p-num", data_label=heads.get("after") or heads["became"]),
        el("td", line.difference, class_="p-num", data_label=heads["difference"]),
    ]
    if "need" in heads:
        cells.append(el("td", _statuses(line, page), class_="p-cell-wide", data_label=heads["status"]))
        cells.append(el("td", _need(line, page), class_="p-cell-wide", data_label=heads["need"]))
    return el("tr", *cells)


def _change_link(line: ChangeLine, page: PageContext, *, done: bool) -> Markup | None:
    """The way from a line back to its field."""
    if not line.fix:
        return None
    words = page.say("report.receipt.correct" if done else "report.review.change")
    label = page.say("report.review.change_of", name=f"{line.name.name}, {line.period}")
    return link(words, page.href("upload", fix=line.fix), class_="p-link p-sub", aria_label=None if done else label)


def _statuses(line: ChangeLine, page: PageContext) -> Child:
    if line.status_after is None:
        return DASH
    after = chip(line.status_after, page)
    if line.status_before is None or line.status_before is line.status_after:
        return after
    return join(
        (chip(line.status_before, page), el("span", page.say("submit.review.becomes"), class_="p-hidden"), " → ", after)
    )


def _need(line: ChangeLine, page: PageContext) -> Child:
    if not line.need:
        return DASH
    words = page.say("submit.need.done") if line.done else page.say("submit.need.open")
    kind = "p-tag p-tag-ok" if line.done else "p-tag p-tag-warn"
    said_so = None
    if line.explanation:
        quoted = page.say("statements.quoted", words=line.explanation)
        said_so = el("span", mark_languages(quoted, page.text), class_="p-sub")
    return join((el("span", words, class_=kind), sub(line.need), said_so))
