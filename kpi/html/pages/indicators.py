"""The list of indicators as HTML: it works by links and one GET form, without a script."""

from collections.abc import Iterable, Sequence

from kpi.charts.glyphs import glyph
from kpi.html.components import CHIP, explore, fold, indicator_table, sums
from kpi.html.forms import button, field, get_form, hidden, select
from kpi.html.links import link
from kpi.html.page_context import PageContext
from kpi.html.pages.list_pages import indicator_page, page_links, search_hits, shown
from kpi.text.markup import Markup, el, join
from kpi.views.common.localized_name import LocalizedName
from kpi.views.common.rows import IndicatorRow
from kpi.views.public.indicators import IndicatorFilters, IndicatorsView, Pill

#: Rows that a small screen shows of a long list at once.
OPEN_ROWS = 20


def body(view: IndicatorsView, page: PageContext) -> Markup:
    """The content of <main>."""
    found = _tables(view, page) if view.rows else el("p", view.empty, class_="p-empty")
    return join(
        (
            el("h1", view.headline, class_="p-h1"),
            _form(view, page),
            _narrowing(view, page),
            _found(view, page),
            search_hits(view.hits, page) if view.pages.number == 1 else None,
            el("p", table, class_="p-meta") if (table := explore(page, "table", "dashboard/table")) else None,
            el("p", view.similar, class_="p-note") if view.similar else None,
            found,
            page_links(view.pages, indicator_page(view.filters, page), page),
            el("p", view.withheld, class_="p-meta"),
        )
    )


def _found(view: IndicatorsView, page: PageContext) -> Markup:
    parts = (el("b", view.found), shown(view.pages, page), _reset(view, page))
    return el("p", *parts, class_="p-meta p-found", role="status")


def _tables(view: IndicatorsView, page: PageContext) -> Markup:
    """One table, a page of it; on small screens the rest of a long one is folded."""
    rows = view.rows
    first, rest = (rows, ()) if len(rows) <= OPEN_ROWS + 3 else (rows[:OPEN_ROWS], rows[OPEN_ROWS:])
    folded = fold(page, page.count("shell.more", len(rest)), _table(rest, view, page)) if rest else None
    return join((_table(first, view, page), folded))


def _table(rows: Sequence[IndicatorRow], view: IndicatorsView, page: PageContext) -> Markup:
    return indicator_table(
        rows,
        page,
        caption=page.say("indicators.table"),
        since_year=view.since_year,
        target_year=view.target_year,
        with_code=True,
    )


def _address(filters: IndicatorFilters, page: PageContext) -> str | None:
    return page.href("indicators", **filters.parameters())


def _form(view: IndicatorsView, page: PageContext) -> Markup:
    filters = view.filters
    status = filters.parameters().get("status")
    return get_form(
        page.href("indicators"),
        page,
        field(page.say("indicators.search"), "q", filters.q, type="search", maxlength=200),
        _select("sector", "all_sectors", view.sectors, filters.sector, page),
        _select("department", "all_departments", view.departments, filters.department, page),
        hidden("status", status) if status else None,
        button(page.say("indicators.find")),
        role="search",
        aria_label=page.say("indicators.filters"),
    )


def _select(
    name: str, everything: str, options: Iterable[LocalizedName], chosen: str, page: PageContext
) -> Markup | None:
    """A filter, where there is something to choose."""
    listed = [(option.code, option.name) for option in options]
    if not listed:
        return None
    return select(
        page.say(f"indicators.{name}"), name, listed, chosen, page.say(f"indicators.{everything}"), text=page.text
    )


def _narrowing(view: IndicatorsView, page: PageContext) -> Markup:
    """Statuses and their sums; small screens open them on asking, and at once where one is chosen."""
    chosen = bool(view.filters.statuses)
    words = page.say("indicators.status")
    return fold(page, words, _pills(view, page), sums(view.narrowed, page), opened=chosen)


def _pills(view: IndicatorsView, page: PageContext) -> Markup:
    items = (el("li", _pill(pill, page)) for pill in view.pills)
    return el("nav", el("ul", *items, class_="p-pills"), aria_label=page.say("indicators.status"))


def _pill(pill: Pill, page: PageContext) -> Markup:
    sign = None if pill.status is None else glyph(pill.status, CHIP)
    words = join((sign, el("span", pill.label), " ", el("b", page.text.number(pill.count))))
    return link(words, _address(pill.filters, page), aria_current="true" if pill.chosen else None)


def _reset(view: IndicatorsView, page: PageContext) -> Markup | None:
    if not view.filters.narrowing:
        return None
    return join((" · ", link(page.say("indicators.reset"), _address(IndicatorFilters(), page))))
