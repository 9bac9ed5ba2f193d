"""Tables of the indicator's page: values by period, target changes, corrections."""

from kpi.documents.foreign import mixed, written
from kpi.documents.html import Child, Html, el, join, raw
from kpi.documents.parts import amount, fold, number_of, section, table
from kpi.figures.glyphs import glyph
from kpi.text import Text
from kpi.views.facts import ChangeRow
from kpi.views.indicator import IndicatorView
from kpi.views.readings import DataRow, RevisionRow

SIGN = 16
#: Newer periods stand open, older ones under a fold: a month's series has up to sixty.
OPEN_ROWS = 24
#: Three numbers of more signs do not fit beside one another on a phone: their rows are blocks there.
LONG_NUMBER = 7
#: As many stand open on small screens.
PHONE_ROWS = 6
_NUMBERS = frozenset({"value", "planned", "difference"})


def data(view: IndicatorView, text: Text) -> Html:
    """«Дані»: newest first; what is older than two dozen periods unfolds."""
    newer, older = view.data[:OPEN_ROWS], view.data[OPEN_ROWS:]
    if len(older) <= 2:
        newer, older = view.data, ()
    first, second = (newer, ()) if len(newer) <= PHONE_ROWS + 2 else (newer[:PHONE_ROWS], newer[PHONE_ROWS:])
    folded = None
    if older:
        summary = el("summary", text.count("indicator.data.older", len(older)))
        folded = el("details", summary, _table(view, older, text), class_="p-more")
    if second:
        folded = fold(text.count("shell.more", len(second)), _table(view, second, text), folded)
    return section("data", text.say("indicator.data.heading"), _note(view), _table(view, first, text), folded)


def _note(view: IndicatorView) -> Html | None:
    return el("p", view.data_note, class_="p-meta") if view.data_note else None


def columns(view: IndicatorView, text: Text) -> Html:
    """The same on paper, where nothing unfolds: two tables beside each other, departments' words below them."""
    half = (len(view.data) + 1) // 2
    tables = (_table(view, rows, text, comments=False) for rows in (view.data[:half], view.data[half:]))
    said = (el("li", el("b", row.period), ": ", written(row.comment, text)) for row in view.data if row.comment)
    words = el("ul", *said, class_="p-meta p-comments")
    heading = text.say("indicator.data.heading")
    return section("data", heading, _note(view), el("div", *tables, class_="p-grid-2"), words)


def _table(view: IndicatorView, rows: tuple[DataRow, ...], text: Text, *, comments: bool = True) -> Html:
    keys = ["period", "value", "planned", "difference", "status"]
    if comments and any(row.comment for row in view.data):
        keys.append("comment")
    labels = {key: text.say(f"indicator.data.column.{key}") for key in keys}
    caption = text.say("indicator.data.caption", name=view.row.name.name)
    made = (_row(row, labels, text) for row in rows)
    longest = max((len(number_of(words)) for row in rows for words in (row.value, row.planned)), default=0)
    style = "p-table-data p-long" if longest > LONG_NUMBER else "p-table-data"
    return table(caption, labels, made, numbers=_NUMBERS, class_=style)


def _row(row: DataRow, labels: dict[str, str], text: Text) -> Html:
    value: Child = el("span", row.value, class_="p-missing") if row.missing else amount(row.value)
    if row.revised:
        letter = el(
            "a",
            text.say("indicator.data.corrected_letter"),
            href="#revisions",
            title=text.say("indicator.data.corrected"),
        )
        value = join((value, el("sup", letter, class_="p-revised")))
    notes = (_provenance(row, text), *(el("span", note, class_="p-sub") for note in row.notes))
    cells = [
        el("th", row.period, scope="row", class_="p-nowrap"),
        el("td", value, *notes, class_="p-num", data_label=labels["value"]),
        el("td", amount(row.planned), class_="p-num", data_label=labels["planned"]),
        el("td", amount(row.difference_words), class_="p-num", data_label=labels["difference"]),
        el("td", _status(row), *(el("span", note, class_="p-sub") for note in row.year), data_label=labels["status"]),
    ]
    if "comment" in labels:
        label = labels["comment"] if row.comment else None
        cells.append(el("td", written(row.comment, text), class_="p-meta p-cell-wide", data_label=label))
    return el("tr", *cells)


def _provenance(row: DataRow, text: Text) -> Html | None:
    """The short mark beside a number; the note over the table says it whole."""
    if row.provenance is None:
        return None
    short = text.say(f"indicator.data.mark.{row.provenance}")
    mark = el("abbr", short, title=text.say(f"provenance.{row.provenance}"))
    return el("span", mark, class_=f"p-sub p-data-{row.provenance}")


def _status(row: DataRow) -> Child:
    if row.status is None:
        return el("span", row.status_words, class_="p-quiet") if row.status_words else None
    return el("span", raw(glyph(row.status, SIGN)), el("span", row.status_words), class_=f"p-chip p-is-{row.status}")


def changes(view: IndicatorView, text: Text) -> Html | None:
    """«Як змінювали ціль»: every decided change with its act; left out where there was none."""
    if not view.changes:
        return None
    labels = {key: text.say(f"indicator.changes.{key}") for key in ("year", "value", "decided", "act")}
    rows = (_change(change, labels, text) for change in view.changes)
    caption = text.say("indicator.changes.caption")
    return section("changes", text.say("indicator.changes.heading"), table(caption, labels, rows))


def _change(change: ChangeRow, labels: dict[str, str], text: Text) -> Html:
    return el(
        "tr",
        el("th", change.year, scope="row"),
        el("td", _turned(change.old, change.new, text), data_label=labels["value"]),
        el("td", change.decided, data_label=labels["decided"]),
        el("td", written(change.act, text), data_label=labels["act"]),
    )


def _turned(old: str, new: str, text: Text) -> Html:
    """«71,9 % → 70,4 %», the old one struck through, the arrow read as a word."""
    arrow = el("span", "→", aria_hidden="true")
    word = el("span", text.say("indicator.changes.turned"), class_="p-hidden")
    return join((el("del", amount(old), class_="p-was"), " ", arrow, word, " ", el("b", amount(new))))


def revisions(view: IndicatorView, text: Text) -> Html:
    """«Історія виправлень»: always there, so that the superscript has where to lead."""
    heading = text.say("indicator.revisions.heading")
    if not view.revisions:
        return section("revisions", heading, el("p", text.say("indicator.revisions.none"), class_="p-empty"))
    labels = {
        "when": text.say("indicator.revisions.when"),
        "period": text.say("indicator.data.column.period"),
        "turned": text.say("indicator.changes.value"),
        "why": text.say("indicator.revisions.why"),
        "who": text.say("indicator.revisions.who"),
    }
    rows = (_revision(revision, labels, text) for revision in view.revisions)
    caption = text.say("indicator.revisions.caption")
    return section("revisions", heading, table(caption, labels, rows))


def _revision(revision: RevisionRow, labels: dict[str, str], text: Text) -> Html:
    missing = el("em", text.say("indicator.revisions.no_reason"), class_="p-missing")
    why: Child = mixed(revision.comment, text) if revision.comment else missing
    return el(
        "tr",
        el("th", revision.published, scope="row"),
        el("td", revision.period, data_label=labels["period"]),
        el("td", _turned(revision.old, revision.new, text), data_label=labels["turned"]),
        el("td", why, data_label=labels["why"]),
        el("td", written(revision.department, text), data_label=labels["who"]),
    )
