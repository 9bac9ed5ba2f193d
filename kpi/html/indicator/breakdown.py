"""«Розріз» on the page of an indicator and on its sheet: a small chart for each part, and one table of them all."""

from kpi.charts.breakdown import PanelScale, panel, panel_scale
from kpi.html.components import amount, details, section
from kpi.html.lang_markup import mark_as_written, mark_language, mark_languages
from kpi.html.links import way
from kpi.html.page_context import PageContext
from kpi.text.markup import Markup, el, join
from kpi.views.indicator.breakdown import Breakdown, Part, PartPoint

#: so many parts stand open, the others unfold; all do on paper
OPEN_PARTS = 12
#: of the table so many of the newest periods fit a sheet; all of them stand in the charts and the files
PAPER_PERIODS = 7


def breakdown(value: Breakdown | None, page: PageContext) -> Markup | None:
    """The section; None for an indicator without parts."""
    if value is None:
        return None
    scale = panel_scale(value, page.language)
    first, more = value.parts[:OPEN_PARTS], value.parts[OPEN_PARTS:]
    if len(more) <= 2 or page.on_paper:
        first, more = value.parts, ()
    folded = None
    if more:
        folded = details(page, page.count("breakdown.more", len(more)), _panels(value, more, scale, page))
    return section(
        "breakdown",
        page.say("breakdown.heading"),
        el("p", value.coverage, " ", page.say("breakdown.apart"), class_="p-prose"),
        el("p", mark_languages(_how(value, scale, page), page.text), class_="p-meta"),
        _panels(value, first, scale, page),
        folded,
        _files(value, page),
        details(page, page.say("breakdown.table"), _table(value, page)),
    )


def _how(value: Breakdown, scale: PanelScale, page: PageContext) -> str:
    said = [page.say("breakdown.scale", unit=scale.unit or value.unit)]
    if any(point.value is None for part in value.parts for point in part.points):
        said.append(page.say("breakdown.gaps"))
    if scale.shows_whole:
        said.append(page.say("breakdown.whole_line"))
    return " ".join(said)


def _panels(value: Breakdown, parts: tuple[Part, ...], scale: PanelScale, page: PageContext) -> Markup:
    return el("div", *(_panel(value, part, scale, page) for part in parts), class_="p-parts")


def _panel(value: Breakdown, part: Part, scale: PanelScale, page: PageContext) -> Markup:
    last = el("span", page.say("breakdown.none"), class_="p-missing")
    if part.last:
        last = join(
            (el("span", amount(part.last, page), class_="p-now"), " ", el("span", part.period, class_="p-meta"))
        )
    return el(
        "article",
        el("h3", mark_language(part.name, page.text), class_="p-h3"),
        el("p", last, class_="p-part-last"),
        panel(value, part, scale, page.language),
        class_="p-part",
    )


def _files(value: Breakdown, page: PageContext) -> Markup | None:
    """The panels as a picture; none on paper."""
    links = (
        way(kind, page.href(f"chart/{value.code}/breakdown.{kind.lower()}"), download=True, class_="p-link")
        for kind in ("SVG", "PNG")
    )
    if page.on_paper:
        return None
    return el("p", page.say("breakdown.files"), " ", join(links, " · "), class_="p-meta p-print-hide")


def _table(value: Breakdown, page: PageContext) -> Markup:
    """Parts by periods, newest first, in an area that scrolls by itself; the total stands last, apart."""
    caption = page.say("breakdown.caption", name=value.name)
    shown = list(reversed(value.periods))[: PAPER_PERIODS if page.on_paper else None]
    heads = [el("th", page.say("breakdown.column"), scope="col")]
    heads += [el("th", words, scope="col", class_="p-num p-nowrap") for _, words in shown]
    rows = [
        _row(mark_language(part.name, page.text), {p.end: p for p in part.points}, shown, page) for part in value.parts
    ]
    if value.whole:
        rows.append(_row(page.say("breakdown.whole"), {p.end: p for p in value.whole}, shown, page))
    made = el(
        "table",
        el("caption", mark_as_written(caption, page.text), class_="p-hidden"),
        el("thead", el("tr", *heads)),
        el("tbody", *rows),
        class_="p-table p-table-parts",
    )
    return el("div", made, class_="p-scroll", role="region", aria_label=caption, tabindex="0")


def _row(name: Markup | str, points: dict[int, PartPoint], shown: list[tuple[int, str]], page: PageContext) -> Markup:
    cells = (_value(points.get(end), page) for end, _ in shown)
    return el("tr", el("th", name, scope="row"), *cells)


def _value(point: PartPoint | None, page: PageContext) -> Markup:
    if point is None or point.value is None:
        words = point.words if point is not None else page.say("gap.no_value")
        return el("td", el("span", words, class_="p-missing"), class_="p-num")
    notes = [el("span", note, class_="p-sub") for note in point.notes]
    if point.provenance is not None:
        short = page.say(f"indicator.data.mark.{point.provenance}")
        mark = el("abbr", short, title=page.say(f"provenance.{point.provenance}"))
        notes.insert(0, el("span", mark, class_=f"p-sub p-data-{point.provenance}"))
    return el("td", amount(point.words, page), *notes, class_="p-num")
