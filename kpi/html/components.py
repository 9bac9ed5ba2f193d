"""Pieces that several pages are made of, with the classes of docs/components.md."""

import re
from collections.abc import Iterable, Sequence

from kpi.charts.bars import rollup_bar, status_bar, track
from kpi.charts.glyphs import glyph
from kpi.charts.small import spark
from kpi.html.lang_markup import mark_as_written, mark_language
from kpi.html.links import link, localized_markup, way
from kpi.html.page_context import PageContext
from kpi.model import Status
from kpi.text import DASH, NO_BREAK_SPACE, join_number_signs
from kpi.text.markup import Child, Markup, el, join
from kpi.views.common.board import Rollup
from kpi.views.common.counts import StatusCounts
from kpi.views.common.localized_name import LocalizedName
from kpi.views.common.rows import IndicatorRow
from kpi.views.health.department_code import department_code

CHIP, LIST = 16, 18
_NUMBER = re.compile(r"[+\u2212-]?\d(?:[\d.,\u202f]|\u00a0(?=\d))*(?:–[+\u2212-]?\d[\d.,\u202f]*)?(?:\u202f?%)?")
#: a unit of more letters may stand below its number
_SHORT_UNIT = 8


def name_of(name: LocalizedName, page: PageContext) -> Markup:
    """A name from the data, marked where it is in the other language."""
    return localized_markup(name.name, foreign=name.foreign, own=page.text.default)


def code_and_name(name: LocalizedName, page: PageContext) -> Markup:
    """«1.1 Назва», the code in its own voice."""
    return join((el("span", name.code, class_="p-code"), " ", name_of(name, page)))


def department(name: LocalizedName, page: PageContext) -> Markup:
    """The department, the way to its page; where its present name has not been confirmed the page says so."""
    shown = link(name_of(name, page), page.href("department", id=department_code(name.code)))
    if not name.illustrative:
        return shown
    return join((shown, " ", el("span", f"({page.say('rows.department_illustrative')})", class_="p-quiet")))


def provenance(words: str, page: PageContext) -> Markup | None:
    """Where the wording of a goal comes from, as the plan says it in the strategy's language."""
    if not words:
        return None
    foreign = page.language is not page.text.default
    return join((page.say("sector.provenance"), " ", localized_markup(words, foreign=foreign, own=page.text.default)))


def mark(row: IndicatorRow, size: int, label: str | None = None) -> Markup:
    """The sign of an indicator, faded to an outline where its report is overdue."""
    return glyph(row.status, size, label, outline=bool(row.overdue) and row.judged)


def chip(status: Status, page: PageContext, *, overdue: bool = False) -> Markup:
    """Sign and word."""
    sign = glyph(status, CHIP, None, outline=overdue)
    return el("span", sign, el("span", page.say(f"status.{status}")), class_=f"p-chip p-is-{status}")


def row_chip(row: IndicatorRow, page: PageContext) -> Markup:
    return chip(row.status, page, overdue=bool(row.overdue) and row.judged)


def distribution(counts: StatusCounts, page: PageContext, **filters: str) -> Markup:
    """The tall status bar, its legend, and how the sums of the headline come from it."""
    return join((status_bar(counts.bar(page.text)), legend(counts, page, **filters), sums(counts, page)))


def sums(counts: StatusCounts, page: PageContext) -> Markup | None:
    """«Разом за планом 31: …», nothing where every sum is one status."""
    found = counts.sums(page.text)
    return el("ul", *(el("li", words) for words in found), class_="p-sums") if found else None


def legend(counts: StatusCounts, page: PageContext, **filters: str) -> Markup:
    """Every status that occurs with its count; each is a link to the list of indicators filtered by it."""
    items = (
        el("li", link(_legend_words(status, n, page), page.href("indicators", status=str(status), **filters)))
        for status, n in counts.present()
    )
    return el("ul", *items, class_="p-legend")


def _legend_words(status: Status, n: int, page: PageContext) -> Markup:
    words = el("span", page.say(f"status.{status}"))
    return join((glyph(status, CHIP), words, " ", el("b", page.text.number(n))))


def thin_bar(counts: StatusCounts, page: PageContext, tag: str = "div") -> Markup:
    return status_bar(counts.bar(page.text), thin=True, tag=tag)


def rollup(value: Rollup | None, page: PageContext, counts: StatusCounts | None = None) -> Markup:
    """Rolled-up status, P with a tick at E, coverage: beside the counts, never instead of them.

    counts  are said in the line itself where nothing else on the spot says them
    """
    if value is None:
        return Markup("")
    beside = None
    if counts is not None and counts.judged:
        beside = page.say("rows.on_plan", on_plan=counts.on_plan, judged=page.count("rows.judged", counts.judged))
    words = join_with_dots((beside, value.words, value.coverage))
    bar = rollup_bar(value.progress, value.expected, value.status, value.words)
    return el("div", chip(value.status, page), bar, el("span", words, class_="p-meta"), class_="p-rollup")


def section(identifier: str, title: Child, *children: Child, note: Child = None) -> Markup:
    """A section under its ruled h2."""
    head = el("h2", title, class_="p-h2", id=identifier)
    aside = el("p", note, class_="p-note") if note else None
    return el(
        "section",
        el("div", head, aside, class_="p-section-head"),
        *children,
        class_="p-section",
        aria_labelledby=identifier,
    )


def fold(page: PageContext, summary: Child, *content: Child, opened: bool = False) -> Markup:
    """What small screens show on asking; wide ones and paper show it at once, browsers of before 2025 fold it too."""
    return details(page, summary, *content, class_="p-fold", open=opened or page.on_paper)


def details(page: PageContext, summary: Child, *content: Child, **attributes: object) -> Markup:
    """What every screen shows on asking, and paper at once."""
    given = {"class_": "p-more", "open": page.on_paper} | attributes
    return el("details", el("summary", summary), *content, **given)


def explore(page: PageContext, key: str, name: str, **parameters: str) -> Markup | None:
    """The way from a page to the dashboard, where a reader asks questions of his own; none on paper."""
    href = None if page.on_paper else page.href(name, **parameters)
    return way(page.say(f"explore.{key}"), href, class_="p-link p-print-hide")


def explanation(row: IndicatorRow, page: PageContext) -> Markup:
    """The department's words, or that there are none: never blank."""
    words = mark_language(row.record.comment, page.text) or el(
        "em", page.say("rows.no_explanation"), class_="p-missing"
    )
    return el("p", words, class_="p-meta")


def table(
    caption: Child, heads: dict[str, str], rows: Iterable[Markup], *, numbers: Iterable[str] = (), class_: str = ""
) -> Markup:
    """A table whose rows become blocks on phones: `heads` by column, `numbers` the columns that stand to the right."""
    right = set(numbers)
    columns = (el("th", label, scope="col", class_="p-num" if key in right else None) for key, label in heads.items())
    return el(
        "table",
        el("caption", caption, class_="p-hidden"),
        el("thead", el("tr", *columns)),
        el("tbody", *rows),
        class_=f"p-table p-blocks {class_}".strip(),
    )


def copy_button_text(identifier: str, label: str, words: str, page: PageContext) -> Markup:
    """Words under their label, with the button that copies them: charts.js shows it and says that it is done."""
    button = el(
        "button",
        page.say("indicator.share.copy"),
        type="button",
        class_="p-button",
        data_copy=True,
        hidden=True,
        data_done=page.say("indicator.share.copied"),
        aria_describedby=identifier,
    )
    name = el("p", label, class_="p-meta", id=identifier)
    return el("div", name, el("div", el("code", mark_as_written(words, page.text)), button), class_="p-copy")


def indicator_table(
    rows: Sequence[IndicatorRow],
    page: PageContext,
    *,
    caption: Child,
    since_year: str,
    target_year: str,
    with_code: bool = False,
    caption_hidden: bool = True,
) -> Markup:
    """The table of sector and list: status, actual, plan, sparkline, track, target; rows become blocks on phones."""
    heads = _heads(page, since_year, target_year)
    numbers = {"value", "planned", "target"}
    columns = (el("th", label, scope="col", class_="p-num" if key in numbers else None) for key, label in heads.items())
    return el(
        "table",
        el("caption", caption, class_="p-hidden" if caption_hidden else None),
        el("thead", el("tr", *columns)),
        el("tbody", *(_table_row(row, page, heads, target_year, with_code=with_code) for row in rows)),
        class_="p-table p-blocks p-table-indicators",
    )


def _heads(page: PageContext, since_year: str, target_year: str) -> dict[str, str]:
    years = {"since": since_year, "target": target_year}
    keys = ("name", "status", "value", "planned", "since", "track", "target")
    return {key: page.say(f"indicators.column.{key}", year=years.get(key, "")) for key in keys}


def _table_row(
    row: IndicatorRow, page: PageContext, heads: dict[str, str], target_year: str, *, with_code: bool
) -> Markup:
    name = code_and_name(row.name, page) if with_code else name_of(row.name, page)
    value: Child = amount(row.value_words, page)
    if not row.has_value:
        value = el("span", page.say("gap.no_value"), class_="p-missing")
    record = row.record
    planned, year = amount(record.planned_words(record.planned_value), page), record.year_words(record.target_end)
    other_year = "" if year == target_year else page.say("indicators.target_year", year=year)
    return el(
        "tr",
        el(
            "th",
            link(name, page.href("indicator", id=row.code), class_="p-name"),
            join((sub(row.overdue), sub(weight(row, page)))),
            scope="row",
        ),
        el("td", row_chip(row, page), sub(standing(row, page)), class_="p-cell-wide"),
        el(
            "td",
            value,
            sub(row.period_note),
            origin(row, page),
            sub(_flags(row, page, "stale", "incomplete")),
            class_="p-num",
            data_label=heads["value"],
        ),
        el("td", planned, class_="p-num", data_label=heads["planned"]),
        el("td", spark(row.spark), class_="p-cell-spark", data_label=heads["since"]),
        el("td", track(row.track), class_="p-cell-track", data_label=heads["track"]),
        el(
            "td",
            amount(record.target_words or DASH, page),
            sub(other_year),
            sub(_flags(row, page, "target_revised")),
            class_="p-num",
            data_label=heads["target"],
        ),
    )


def origin(row: IndicatorRow, page: PageContext) -> Markup | None:
    """«документоване» or «ілюстративне» at a value, where the strategy has both kinds."""
    if row.provenance is None:
        return None
    words = page.say(f"provenance.{row.provenance}")
    return el("span", words, class_=f"p-sub p-origin p-origin-{row.provenance}")


def weight(row: IndicatorRow, page: PageContext) -> str:
    """«вага 30 %» where the goal's indicators weigh unequally."""
    return "" if row.weight is None else page.say("rows.weight", share=page.text.percent(row.weight))


def standing(row: IndicatorRow, page: PageContext) -> str:
    """What stands under a status: why it is not assessed, or how it was met or missed; since when."""
    how = _flags(row, page, "partly", "missed", "early", "late", "was_achieved")
    return "; ".join(words for words in (row.why, how, row.since_words) if words)


def _flags(row: IndicatorRow, page: PageContext, *names: str) -> str:
    return ", ".join(page.say(f"progress.flag.{name}") for name in names if name in row.record.flags)


def sub(words: str) -> Markup | None:
    """A second line in a cell, none without words."""
    return el("span", words, class_="p-sub") if words else None


def number_of(words: str) -> str:
    """The number that a printed amount begins with, "" where it begins with none."""
    found = _NUMBER.match(words)
    return found[0] if found else ""


def amount(words: str, page: PageContext) -> Markup:
    """A printed amount whose number is never broken; a long unit may stand below it, a foreign one is marked."""
    if isinstance(words, Markup):
        return words
    found = _NUMBER.match(words)
    if found is None:
        return mark_as_written(words, page.text)
    space, unit = words[found.end() :][:1], join_number_signs(words[found.end() + 1 :].replace(NO_BREAK_SPACE, " "))
    unit = f"{' ' if space == NO_BREAK_SPACE and len(unit) > _SHORT_UNIT else space}{unit}"
    return join((el("span", found[0], class_="p-n"), mark_as_written(unit, page.text)))


def join_with_dots(parts: Iterable[Child]) -> Markup:
    """Facts of one line divided by « · »."""
    return join(parts, f"{NO_BREAK_SPACE}· ")
