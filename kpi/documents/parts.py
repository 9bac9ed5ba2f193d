"""Pieces that several pages are made of, with the classes of docs/components.md."""

import re
from collections.abc import Iterable, Sequence

from kpi.documents.foreign import written
from kpi.documents.html import Child, Html, address, el, join, link, named, raw
from kpi.figures.bars import rollup_bar, status_bar, track
from kpi.figures.glyphs import glyph
from kpi.figures.small import spark
from kpi.model import Language, Status
from kpi.text import DASH, NO_BREAK_SPACE, Text
from kpi.views.board import Rollup
from kpi.views.counts import StatusCounts
from kpi.views.localized_name import Named
from kpi.views.rows import IndicatorRow

CHIP, LIST = 16, 18
_NUMBER = re.compile(r"[+\u2212-]?\d(?:[\d.,\u202f]|\u00a0(?=\d))*(?:–[+\u2212-]?\d[\d.,\u202f]*)?(?:\u202f?%)?")
#: a unit of more letters may stand below its number
_SHORT_UNIT = 8


def name_of(name: Named, text: Text) -> Html:
    """A name from the data, marked where it is in the other language."""
    return named(name.name, foreign=name.foreign, language=text.language)


def coded(name: Named, text: Text) -> Html:
    """«1.1 Назва», the code in its own voice."""
    return join((el("span", name.code, class_="p-code"), " ", name_of(name, text)))


def language_field(text: Text) -> Html | None:
    """What a form that is read by GET carries along so that its answer stays in the reader's language."""
    if text.language is Language.UK:
        return None
    return el("input", type="hidden", name="lang", value=str(text.language))


def goal_address(text: Text, code: str) -> str:
    return address("goal", id=code, lang=text.language)


def indicator_address(text: Text, code: str) -> str:
    return address("indicator", id=code, lang=text.language)


def sector_address(text: Text, code: str) -> str:
    return address("sector", id=code, lang=text.language)


def department(name: Named, text: Text) -> Html:
    """The department; where its present name has not been confirmed the page says so."""
    shown = name_of(name, text)
    if not name.illustrative:
        return shown
    return join((shown, " ", el("span", f"({text.say('rows.department_illustrative')})", class_="p-quiet")))


def provenance(words: str, text: Text) -> Html | None:
    """Where the wording of a goal comes from, as the plan says it (in Ukrainian)."""
    if not words:
        return None
    foreign = text.language is not Language.UK
    return join((text.say("sector.provenance"), " ", named(words, foreign=foreign, language=text.language)))


def mark(row: IndicatorRow, size: int, label: str | None = None) -> Html:
    """The sign of an indicator, faded to an outline where its report is overdue."""
    return raw(glyph(row.status, size, label, outline=bool(row.overdue) and row.judged))


def chip(status: Status, text: Text, *, overdue: bool = False) -> Html:
    """Sign and word."""
    sign = raw(glyph(status, CHIP, None, outline=overdue))
    return el("span", sign, el("span", text.say(f"status.{status}")), class_=f"p-chip p-is-{status}")


def row_chip(row: IndicatorRow, text: Text) -> Html:
    return chip(row.status, text, overdue=bool(row.overdue) and row.judged)


def distribution(counts: StatusCounts, text: Text, **filters: str) -> Html:
    """The tall status bar, its legend, and how the sums of the headline come from it."""
    return join((raw(status_bar(counts.bar(text))), legend(counts, text, **filters), sums(counts, text)))


def sums(counts: StatusCounts, text: Text) -> Html | None:
    """«Разом за планом 31: …», nothing where every sum is one status."""
    found = counts.sums(text)
    return el("ul", *(el("li", words) for words in found), class_="p-sums") if found else None


def legend(counts: StatusCounts, text: Text, **filters: str) -> Html:
    """Every status that occurs with its count; each is a link to the list of indicators filtered by it."""
    items = (
        el(
            "li",
            link(
                join((raw(glyph(status, CHIP)), el("span", text.say(f"status.{status}")), " ", el("b", n))),
                address("indicators", lang=text.language, status=str(status), **filters),
            ),
        )
        for status, n in counts.present()
    )
    return el("ul", *items, class_="p-legend")


def thin_bar(counts: StatusCounts, text: Text) -> Html:
    return raw(status_bar(counts.bar(text), thin=True))


def rollup(value: Rollup | None, text: Text, counts: StatusCounts | None = None) -> Html:
    """Rolled-up status, P with a tick at E, coverage: beside the counts, never instead of them.

    counts  are said in the line itself where nothing else on the spot says them
    """
    if value is None:
        return Html("")
    beside = None
    if counts is not None and counts.judged:
        beside = text.say("rows.on_plan", on_plan=counts.on_plan, judged=counts.judged)
    words = dotted((beside, value.words, value.coverage))
    bar = raw(rollup_bar(value.progress, value.expected, value.status, value.words))
    return el("div", chip(value.status, text), bar, el("span", words, class_="p-meta"), class_="p-rollup")


def section(identifier: str, title: Child, *children: Child, note: Child = None) -> Html:
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


def fold(summary: Child, *content: Child) -> Html:
    """What small screens show on asking; wide ones and paper show it at once, browsers of before 2025 fold it too."""
    return el("details", el("summary", summary), *content, class_="p-fold")


def explanation(row: IndicatorRow, text: Text) -> Html:
    """The department's words, or that there are none: never blank."""
    words = written(row.record.comment, text) or el("em", text.say("rows.no_explanation"), class_="p-missing")
    return el("p", words, class_="p-meta")


def table(
    caption: str, heads: dict[str, str], rows: Iterable[Html], *, numbers: Iterable[str] = (), class_: str = ""
) -> Html:
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


def copied(identifier: str, label: str, words: str, text: Text) -> Html:
    """Words under their label, with the button that copies them; the live page announces that it is done."""
    button = el(
        "button",
        text.say("indicator.share.copy"),
        type="button",
        class_="p-button",
        data_copy=True,
        data_done=text.say("indicator.share.copied"),
        aria_describedby=identifier,
    )
    name = el("p", label, class_="p-meta", id=identifier)
    return el("div", name, el("div", el("code", words), button), class_="p-copy")


def indicator_table(
    rows: Sequence[IndicatorRow],
    text: Text,
    *,
    caption: Child,
    since_year: int,
    target_year: int,
    with_code: bool = False,
    caption_hidden: bool = True,
) -> Html:
    """The table of sector and list: status, actual, plan, sparkline, track, target; rows become blocks on phones."""
    heads = _heads(text, since_year, target_year)
    numbers = {"value", "planned", "target"}
    columns = (el("th", label, scope="col", class_="p-num" if key in numbers else None) for key, label in heads.items())
    return el(
        "table",
        el("caption", caption, class_="p-hidden" if caption_hidden else None),
        el("thead", el("tr", *columns)),
        el("tbody", *(_table_row(row, text, heads, target_year, with_code=with_code) for row in rows)),
        class_="p-table p-blocks p-table-indicators",
    )


def _heads(text: Text, since_year: int, target_year: int) -> dict[str, str]:
    years = {"since": since_year, "target": target_year}
    keys = ("name", "status", "value", "planned", "since", "track", "target")
    return {key: text.say(f"indicators.column.{key}", year=years.get(key, "")) for key in keys}


def _table_row(row: IndicatorRow, text: Text, heads: dict[str, str], target_year: int, *, with_code: bool) -> Html:
    name = coded(row.name, text) if with_code else name_of(row.name, text)
    value: Child = amount(row.value_words)
    if not row.has_value:
        value = el("span", text.say("gap.no_value"), class_="p-missing")
    record = row.record
    planned, year = amount(record.planned_words(record.planned_value)), record.target_year
    other_year = "" if year == target_year else text.say("indicators.target_year", year=year)
    return el(
        "tr",
        el(
            "th",
            link(name, indicator_address(text, row.code), class_="p-name"),
            sub(row.overdue),
            sub(weight(row, text)),
            scope="row",
        ),
        el("td", row_chip(row, text), sub(standing(row, text)), class_="p-cell-wide"),
        el(
            "td",
            value,
            sub(row.period_note),
            origin(row, text),
            sub(_flags(row, text, "stale", "incomplete")),
            class_="p-num",
            data_label=heads["value"],
        ),
        el("td", planned, class_="p-num", data_label=heads["planned"]),
        el("td", raw(spark(row.spark)), class_="p-cell-spark", data_label=heads["since"]),
        el("td", raw(track(row.track)), class_="p-cell-track", data_label=heads["track"]),
        el(
            "td",
            amount(record.target_words or DASH),
            sub(other_year),
            sub(_flags(row, text, "target_revised")),
            class_="p-num",
            data_label=heads["target"],
        ),
    )


def origin(row: IndicatorRow, text: Text) -> Html | None:
    """«документоване» or «ілюстративне» at a value, where the strategy has both kinds."""
    if row.provenance is None:
        return None
    words = text.say(f"provenance.{row.provenance}")
    return el("span", words, class_=f"p-sub p-origin p-origin-{row.provenance}")


def weight(row: IndicatorRow, text: Text) -> str:
    """«вага 30 %» where the goal's indicators weigh unequally."""
    return "" if row.weight is None else text.say("rows.weight", share=text.percent(row.weight))


def standing(row: IndicatorRow, text: Text) -> str:
    """What stands under a status: why it is not assessed, or how it was met or missed; since when."""
    how = _flags(row, text, "partly", "missed", "early", "late", "was_achieved")
    return "; ".join(words for words in (row.why, how, row.since_words) if words)


def _flags(row: IndicatorRow, text: Text, *names: str) -> str:
    return ", ".join(text.say(f"progress.flag.{name}") for name in names if name in row.record.flags)


def sub(words: str) -> Html | None:
    """A second line in a cell, none without words."""
    return el("span", words, class_="p-sub") if words else None


def number_of(words: str) -> str:
    """The number that a printed amount begins with, "" where it begins with none."""
    found = _NUMBER.match(words)
    return found[0] if found else ""


def amount(words: str) -> Html:
    """A printed amount whose number is never broken between lines; a long unit may stand below it."""
    found = None if isinstance(words, Html) else _NUMBER.match(words)
    if found is None:
        return join((words,))
    space, unit = words[found.end() :][:1], words[found.end() :][1:].replace(NO_BREAK_SPACE, " ")
    unit = f"{' ' if space == NO_BREAK_SPACE and len(unit) > _SHORT_UNIT else space}{unit}"
    return join((el("span", found[0], class_="p-n"), unit))


def dotted(parts: Iterable[Child]) -> Html:
    """Facts of one line divided by « · »."""
    return join(parts, f"{NO_BREAK_SPACE}· ")
