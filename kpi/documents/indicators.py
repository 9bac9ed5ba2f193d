"""The list of indicators as HTML: it works by links and one GET form, without a script."""

from collections.abc import Iterable, Sequence

from kpi.documents.html import Html, address, el, join, link, raw
from kpi.documents.parts import CHIP, fold, indicator_table, sums
from kpi.figures.glyphs import glyph
from kpi.model import Language
from kpi.text import Text
from kpi.views.indicators import Filters, Indicators, Pill
from kpi.views.localized_name import Named
from kpi.views.rows import IndicatorRow

#: Rows that a small screen shows of a long list at once.
OPEN_ROWS = 20


def body(view: Indicators, text: Text) -> Html:
    """The content of <main>."""
    found = _tables(view, text) if view.rows else el("p", view.empty, class_="p-empty")
    return join(
        (
            el("h1", view.headline, class_="p-h1"),
            _form(view, text),
            _narrowing(view, text),
            el("p", el("b", view.found), _reset(view, text), class_="p-meta p-found", role="status"),
            el("p", view.similar, class_="p-note") if view.similar else None,
            found,
            el("p", view.withheld, class_="p-meta") if view.withheld else None,
        )
    )


def _tables(view: Indicators, text: Text) -> Html:
    """One table; on small screens the rest of a long one is folded."""
    rows = view.rows
    first, rest = (rows, ()) if len(rows) <= OPEN_ROWS + 3 else (rows[:OPEN_ROWS], rows[OPEN_ROWS:])
    folded = fold(text.count("shell.more", len(rest)), _table(rest, view, text)) if rest else None
    return join((_table(first, view, text), folded))


def _table(rows: Sequence[IndicatorRow], view: Indicators, text: Text) -> Html:
    return indicator_table(
        rows,
        text,
        caption=text.say("indicators.table"),
        since_year=view.since_year,
        target_year=view.target_year,
        with_code=True,
    )


def _address(filters: Filters, text: Text) -> str:
    return address("indicators", lang=text.language, **filters.parameters())


def _form(view: Indicators, text: Text) -> Html:
    filters = view.filters
    hidden = {name: value for name, value in filters.parameters().items() if name == "status"}
    if text.language is not Language.UK:
        hidden["lang"] = str(text.language)
    search = el("input", type="search", name="q", value=filters.q or None, autocomplete="off", maxlength=200)
    return el(
        "form",
        el("label", el("span", text.say("indicators.search")), search, class_="p-field"),
        _select("sector", "all_sectors", view.sectors, filters.sector, text),
        _select("department", "all_departments", view.departments, filters.department, text),
        *(el("input", type="hidden", name=name, value=value) for name, value in hidden.items()),
        el("button", text.say("indicators.find"), type="submit", class_="p-button"),
        class_="p-form",
        role="search",
        action=address("indicators"),
        method="get",
        aria_label=text.say("indicators.filters"),
        data_nav=True,
    )


def _select(name: str, everything: str, options: Iterable[Named], chosen: str, text: Text) -> Html:
    listed = (
        el("option", option.name, value=option.code, selected=option.code == chosen or None) for option in options
    )
    choice = el("select", el("option", text.say(f"indicators.{everything}"), value=""), *listed, name=name)
    return el("label", el("span", text.say(f"indicators.{name}")), choice, class_="p-field")


def _narrowing(view: Indicators, text: Text) -> Html:
    """Statuses and their sums; small screens open them on asking, and at once where one is chosen."""
    summary = el("summary", text.say("indicators.status"))
    chosen = bool(view.filters.statuses)
    return el("details", summary, _pills(view, text), sums(view.narrowed, text), class_="p-fold", open=chosen or None)


def _pills(view: Indicators, text: Text) -> Html:
    items = (el("li", _pill(pill, text)) for pill in view.pills)
    return el("nav", el("ul", *items, class_="p-pills"), aria_label=text.say("indicators.status"))


def _pill(pill: Pill, text: Text) -> Html:
    sign = None if pill.status is None else raw(glyph(pill.status, CHIP))
    words = join((sign, el("span", pill.label), " ", el("b", pill.count)))
    return link(words, _address(pill.filters, text), aria_current="true" if pill.chosen else None)


def _reset(view: Indicators, text: Text) -> Html | None:
    if view.filters == Filters():
        return None
    return join((" · ", link(text.say("indicators.reset"), _address(Filters(), text))))
