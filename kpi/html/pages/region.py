"""The page over all communities as HTML: two kinds of tables, readable and sorted without a script."""

from collections.abc import Mapping
from urllib.parse import quote

from kpi.charts.bars import status_bar
from kpi.community import Region
from kpi.html.community_mark import MARK
from kpi.html.components import amount, chip, section, sub
from kpi.html.links import link
from kpi.html.page_context import PageContext
from kpi.html.preference_links import theme
from kpi.text.markup import Child, Markup, el, join
from kpi.views.public.region import CommunityRow, RegionView, SharedCode, SharedRow, Sorting

#: files beside the page: key of their words -> name
FILES = {"communities": "communities.csv", "shared": "shared-indicators.csv", "all": "communities.json"}


def header(view: RegionView, page: PageContext) -> Markup:
    """Whose page it is, languages, theme."""
    way = {"sort": view.sorting, "order": "falling" if view.falling else None}
    return _header(el("span", el("b", view.title), el("small", page.say("web.brand"))), "/", page, **way)


def plain_header(page: PageContext) -> Markup:
    """The same of a page of one sentence."""
    return _header(el("span", el("b", page.say("web.brand"))), "", page)


def home(over: Region, page: PageContext) -> Markup:
    """The way to the page from an address that nobody has."""
    there = page_address(lang=page.text.lang or None)
    base = (over.address or f"//{over.host}") if over.host else over.prefix
    return link(page.say("region.missing.home"), f"{base}{there}", class_="p-link")


def _header(words: Markup, here: str, page: PageContext, **way: str | None) -> Markup:
    """`here`: the address of the page, "" of one that is wherever it was asked for.

    Its language links set no cookie: it would be every community's.
    """
    logo = link(join((MARK, words)), page.link_mode.href(page_address(lang=page.text.lang or None)), class_="p-logo")
    languages = join(_languages(here, page, way), el("span", "|", aria_hidden="true"))
    switch = el("span", languages, class_="p-lang")
    return el("header", logo, el("div", switch, theme(page), class_="p-switches"), class_="p-header")


def _languages(here: str, page: PageContext, way: Mapping[str, str | None]) -> list[Markup]:
    found = []
    for language in page.text.languages:
        words = join((language.label, el("span", f" {language.spoken}", class_="p-hidden")))
        if language is page.language:
            found.append(el("span", words, lang=str(language), aria_current="true"))
        else:
            there = page_address(lang=str(language), **way).removeprefix("/" if not here else "")
            found.append(link(words, page.link_mode.href(there), lang=str(language)))
    return found


def page_address(**parameters: str | None) -> str:
    """The address of the page below its own place."""
    given = "&".join(f"{name}={value}" for name, value in parameters.items() if value)
    return f"/?{given}" if given else "/"


def body(view: RegionView, page: PageContext) -> Markup:
    """The content of <main>."""
    return join(
        (
            el("h1", view.title, class_="p-h1"),
            el("p", view.lede, class_="p-lede"),
            _communities(view, page),
            section("shared", page.say("region.shared.title"), *_shared(view, page)),
            el("p", join((_file(key, page) for key in FILES), " · "), class_="p-meta"),
        )
    )


def _file(key: str, page: PageContext) -> Markup:
    address = page.link_mode.href(f"/{FILES[key]}" + (f"?lang={page.text.lang}" if page.text.lang else ""))
    return link(page.say(f"region.file.{key}"), address, class_="p-link", download=True)


def _communities(view: RegionView, page: PageContext) -> Markup:
    heads = (
        el("th", page.say(f"region.column.{sorting}"), scope="col", aria_sort=_sorted_by(sorting, view))
        for sorting in Sorting
    )
    table = el(
        "table",
        el("caption", page.say("region.table"), class_="p-hidden"),
        el("thead", el("tr", *heads)),
        el("tbody", *(_community(row, page) for row in view.rows)),
        class_="p-table p-blocks",
    )
    return section("communities", page.say("region.communities"), _ways(view, page), table)


def _sorted_by(sorting: Sorting, view: RegionView) -> str | None:
    return ("descending" if view.falling else "ascending") if view.sorting is sorting else None


def _ways(view: RegionView, page: PageContext) -> Markup:
    """By what the table may stand, each the other way round where it stands so; phones have no heads of columns."""
    lang = page.text.lang or None
    first = link(
        page.say("region.sort.file"),
        page.link_mode.href(page_address(lang=lang)),
        aria_current="true" if view.sorting is None else None,
    )
    items = [el("li", first)]
    for sorting in Sorting:
        here = view.sorting is sorting
        falling = here and not view.falling
        column = page.say(f"region.column.{sorting}")
        said = page.say("region.sort.falling" if view.falling else "region.sort.rising", column=column)
        there = page_address(sort=sorting, order="falling" if falling else None, lang=lang)
        current = "true" if here else None
        items.append(el("li", link(said if here else column, page.link_mode.href(there), aria_current=current)))
    return el("nav", el("ul", *items, class_="p-pills"), aria_label=page.say("region.sort.label"))


def _community(row: CommunityRow, page: PageContext) -> Markup:
    name = el("th", _name(row, page), sub(row.edition), sub(row.provenance), scope="row")
    if row.state:
        return el("tr", name, el("td", row.state, colspan=4, class_="p-missing"))
    heads = {sorting: page.say(f"region.column.{sorting}") for sorting in Sorting}
    counts = row.counts
    told = page.say("region.none_judged")
    if counts.judged:
        told = page.say("region.on_plan", on_plan=counts.on_plan, judged=page.count("rows.judged", counts.judged))
    late = el("span", row.late, class_="p-sub p-late") if row.late else None
    released = sub(page.say("region.released", date=page.text.date(row.released))) if row.released else None
    bar = status_bar(counts.bar(page.text), thin=True) if counts.total else None
    return el(
        "tr",
        name,
        el("td", told, bar, data_label=heads[Sorting.ON_PLAN], class_="p-cell-wide"),
        el("td", row.judged, data_label=heads[Sorting.JUDGED]),
        el("td", row.reported or page.say("region.nothing_due"), late, data_label=heads[Sorting.OVERDUE]),
        el("td", page.text.date(row.as_of), released, data_label=heads[Sorting.AS_OF]),
    )


def _name(row: CommunityRow, page: PageContext) -> Markup:
    lang = row.name_lang or None
    return link(row.name, _address_of(row, "/"), class_="p-name", lang=lang)


def _address_of(row: CommunityRow | SharedRow, path: str) -> str:
    """An address of a community as a page of the process links it, in the reader's language."""
    one = row.community
    base = (one.variables.get("POSTUP_ADDRESS") or f"//{one.host}") if one.host else one.prefix
    return f"{base}{path}" + (f"?lang={row.lang}" if row.lang else "")


def _shared(view: RegionView, page: PageContext) -> list[Child]:
    if not view.shared:
        return [el("p", page.say("region.shared.none"), class_="p-empty")]
    about = el("p", page.say("region.shared.about"), class_="p-meta")
    heads = el("p", page.say("region.shared.per_head"), class_="p-meta")
    return [about, heads, *(_code(code, page) for code in view.shared)]


def _code(shared: SharedCode, page: PageContext) -> Markup:
    title = join((el("span", shared.code, class_="p-code"), " ", shared.title))
    names = ("name", "value", "period", "per_head", "status")
    heads = {name: page.say(f"region.shared.column.{name}") for name in names}
    right = {"value", "per_head"}
    columns = (el("th", words, scope="col", class_="p-num" if key in right else None) for key, words in heads.items())
    return join(
        (
            el("h3", title, class_="p-h3"),
            el("p", shared.note, class_="p-meta") if shared.note else None,
            el(
                "table",
                el("caption", title, class_="p-hidden"),
                el("thead", el("tr", *columns)),
                el("tbody", *(_shared_row(row, heads, page) for row in shared.rows)),
                class_="p-table p-blocks p-table-shared",
            ),
        )
    )


def _shared_row(row: SharedRow, heads: dict[str, str], page: PageContext) -> Markup:
    at = _address_of(row, f"/i/{quote(row.code, safe='')}")
    lang = row.name_lang or None
    made_up = page.say("provenance.illustrative") if row.illustrative else ""
    counted = sub(page.say("region.shared.counted_on", date=page.text.date(row.counted_on))) if row.counted_on else None
    return el(
        "tr",
        el("th", el("span", row.name, lang=lang), sub_link(row.indicator, at), scope="row"),
        el("td", amount(row.value, page), sub(made_up), class_="p-num", data_label=heads["value"]),
        el("td", row.period or "—", data_label=heads["period"]),
        el("td", row.per_head or "—", counted, class_="p-num", data_label=heads["per_head"]),
        el("td", chip(row.status, page), data_label=heads["status"]),
    )


def sub_link(words: str, href: str) -> Markup:
    """A link as the second line of a cell."""
    return el("span", link(words, href, class_="p-link"), class_="p-sub")
