"""Tables of the indicator's page: values by period, target changes, corrections."""

from kpi.charts.glyphs import glyph
from kpi.html.components import amount, details, fold, number_of, section, table
from kpi.html.lang_markup import mark_as_written, mark_language, mark_languages
from kpi.html.page_context import PageContext
from kpi.text.markup import Child, Markup, el, join
from kpi.views.common.phrases import capitalise
from kpi.views.indicator.key_facts import ChangeRow
from kpi.views.indicator.page import IndicatorView
from kpi.views.indicator.value_table import DataRow, RevisionRow

SIGN = 16
#: Newer periods stand open, older ones under a fold: a month's series has up to sixty.
OPEN_ROWS = 24
#: Three numbers of more signs do not fit beside one another on a phone: their rows are blocks there.
LONG_NUMBER = 7
#: Nor do three with units of so many signs in all, on any screen: they may break there.
LONG_AMOUNT = 20
#: As many stand open on small screens.
PHONE_ROWS = 6
_NUMBERS = frozenset({"value", "planned", "difference"})


def data(view: IndicatorView, page: PageContext) -> Markup:
    """«Дані»: newest first; what is older than two dozen periods unfolds."""
    newer, older = view.data[:OPEN_ROWS], view.data[OPEN_ROWS:]
    if len(older) <= 2:
        newer, older = view.data, ()
    first, second = (newer, ()) if len(newer) <= PHONE_ROWS + 2 else (newer[:PHONE_ROWS], newer[PHONE_ROWS:])
    folded = None
    if older:
        summary = page.count("indicator.data.older", len(older))
        folded = details(page, summary, _table(view, older, page))
    if second:
        folded = fold(page, page.count("shell.more", len(second)), _table(view, second, page), folded)
    return section("data", page.say("indicator.data.heading"), _note(view), _table(view, first, page), folded)


def _note(view: IndicatorView) -> Markup | None:
    return el("p", view.data_note, class_="p-meta") if view.data_note else None


def columns(view: IndicatorView, page: PageContext) -> Markup:
    """The same on paper, where nothing unfolds: two tables beside each other, departments' words below them."""
    half = (len(view.data) + 1) // 2
    tables = (_table(view, rows, page, comments=False) for rows in (view.data[:half], view.data[half:]))
    said = (
        el("li", el("b", row.period), ": ", mark_language(row.comment, page.text), *_happened(row, page))
        for row in view.data
        if row.comment or row.marks
    )
    words = el("ul", *said, class_="p-meta p-comments")
    heading = page.say("indicator.data.heading")
    return section("data", heading, _note(view), el("div", *tables, class_="p-grid-2"), words)


def _table(view: IndicatorView, rows: tuple[DataRow, ...], page: PageContext, *, comments: bool = True) -> Markup:
    keys = ["period", "value", "planned", "difference", "status"]
    if comments and any(row.comment or row.marks for row in view.data):
        keys.append("comment")
    labels = {key: page.say(f"indicator.data.column.{key}") for key in keys}
    if "comment" in labels and any(row.marks for row in view.data):
        labels["comment"] = page.say("indicator.data.column.happened")
    caption = page.say("indicator.data.caption", name=view.row.name.name)
    made = (_row(row, labels, page) for row in rows)
    said = [words for row in rows for words in (row.value, row.planned, row.difference_words)]
    long = any(len(number_of(words)) > LONG_NUMBER or len(words) > LONG_AMOUNT for words in said)
    style = "p-table-data p-long" if long else "p-table-data"
    return table(mark_as_written(caption, page.text), labels, made, numbers=_NUMBERS, class_=style)


def _row(row: DataRow, labels: dict[str, str], page: PageContext) -> Markup:
    value: Child = el("span", row.value, class_="p-missing") if row.missing else amount(row.value, page)
    if row.revised:
        letter = el(
            "a",
            page.say("indicator.data.corrected_letter"),
            href="#revisions",
            title=page.say("indicator.data.corrected"),
        )
        value = join((value, el("sup", letter, class_="p-revised")))
    notes = (
        _provenance(row, page),
        *(el("span", mark_languages(note, page.text), class_="p-sub") for note in row.notes),
    )
    cells = [
        el("th", row.period, scope="row", class_="p-nowrap"),
        el("td", value, *notes, class_="p-num", data_label=labels["value"]),
        el("td", amount(row.planned, page), class_="p-num", data_label=labels["planned"]),
        el("td", amount(row.difference_words, page), class_="p-num", data_label=labels["difference"]),
        el(
            "td",
            _status(row),
            *(el("span", mark_languages(note, page.text), class_="p-sub") for note in row.year),
            data_label=labels["status"],
        ),
    ]
    if "comment" in labels:
        label = labels["comment"] if row.comment or row.marks else None
        said = (mark_language(row.comment, page.text), *_happened(row, page))
        cells.append(el("td", *said, class_="p-meta p-cell-wide", data_label=label))
    return el("tr", *cells)


def _happened(row: DataRow, page: PageContext) -> list[Markup]:
    """What the chart marks in the period, a line each."""
    return [el("span", mark_languages(capitalise(words), page.text), class_="p-sub") for words in row.marks]


def _provenance(row: DataRow, page: PageContext) -> Markup | None:
    """The short mark beside a number; the note over the table says it whole."""
    if row.provenance is None:
        return None
    short = page.say(f"indicator.data.mark.{row.provenance}")
    mark = el("abbr", short, title=page.say(f"provenance.{row.provenance}"))
    return el("span", mark, class_=f"p-sub p-data-{row.provenance}")


def _status(row: DataRow) -> Child:
    if row.status is None:
        return el("span", row.status_words, class_="p-quiet") if row.status_words else None
    return el("span", glyph(row.status, SIGN), el("span", row.status_words), class_=f"p-chip p-is-{row.status}")


def changes(view: IndicatorView, page: PageContext) -> Markup | None:
    """«Як змінювали ціль»: every decided change with its act; left out where there was none."""
    if not view.changes:
        return None
    labels = {key: page.say(f"indicator.changes.{key}") for key in ("year", "value", "decided", "act")}
    rows = (_change(change, labels, page) for change in view.changes)
    caption = page.say("indicator.changes.caption")
    return section("changes", page.say("indicator.changes.heading"), table(caption, labels, rows))


def _change(change: ChangeRow, labels: dict[str, str], page: PageContext) -> Markup:
    return el(
        "tr",
        el("th", change.year, scope="row"),
        el("td", _turned(change.old, change.new, page), data_label=labels["value"]),
        el("td", change.decided, data_label=labels["decided"]),
        el("td", mark_language(change.act, page.text), data_label=labels["act"]),
    )


def _turned(old: str, new: str, page: PageContext) -> Markup:
    """«71,9 % → 70,4 %», the old one struck through, the arrow read as a word."""
    arrow = el("span", "→", aria_hidden="true")
    word = el("span", page.say("indicator.changes.turned"), class_="p-hidden")
    return join((el("del", amount(old, page), class_="p-was"), " ", arrow, word, " ", el("b", amount(new, page))))


def revisions(view: IndicatorView, page: PageContext) -> Markup:
    """«Історія виправлень»: always there, so that the superscript has where to lead."""
    heading = page.say("indicator.revisions.heading")
    if not view.revisions:
        return section("revisions", heading, el("p", page.say("indicator.revisions.none"), class_="p-empty"))
    labels = {
        "when": page.say("indicator.revisions.when"),
        "period": page.say("indicator.data.column.period"),
        "turned": page.say("indicator.changes.value"),
        "why": page.say("indicator.revisions.why"),
        "who": page.say("indicator.revisions.who"),
    }
    rows = (_revision(revision, labels, page) for revision in view.revisions)
    caption = page.say("indicator.revisions.caption")
    return section("revisions", heading, table(caption, labels, rows))


def _revision(revision: RevisionRow, labels: dict[str, str], page: PageContext) -> Markup:
    missing = el("em", page.say("indicator.revisions.no_reason"), class_="p-missing")
    why: Child = mark_languages(revision.comment, page.text) if revision.comment else missing
    return el(
        "tr",
        el("th", revision.published, scope="row"),
        el("td", revision.period, data_label=labels["period"]),
        el("td", _turned(revision.old, revision.new, page), data_label=labels["turned"]),
        el("td", why, data_label=labels["why"]),
        el("td", mark_language(revision.department, page.text), data_label=labels["who"]),
    )
