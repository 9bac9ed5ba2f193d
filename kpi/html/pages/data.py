"""The Data page as HTML: the content of <main>."""

from kpi.html.components import copy_button_text, details, fold, section, table
from kpi.html.lang_markup import mark_language
from kpi.html.links import link, way
from kpi.html.outward_links import outward_link
from kpi.html.page_context import PageContext
from kpi.text.markup import Child, Markup, el, join
from kpi.views.public.data import ApiExample, DataView, EndpointRow, FieldRow, FieldTable, FileRow, ReleaseRow

_NUMBERS = frozenset({"rows", "size"})


def body(view: DataView, page: PageContext) -> Markup:
    """Files first, then earlier releases, the API, the fields, the passport."""
    return join(
        (
            el("h1", view.title, class_="p-h1"),
            el("p", view.lede, class_="p-lede"),
            el("p", view.withheld, class_="p-prose"),
            _files(view, page),
            _handed(view, page) if view.handed else None,
            _releases(view, page),
            _api(view, page),
            _fields(view, page),
            _card(view, page),
        )
    )


def _files(view: DataView, page: PageContext) -> Markup:
    return section(
        "files",
        page.say("data.page.files"),
        _file_table("whole", view.whole, page),
        el("p", page.say("data.page.formats"), class_="p-prose"),
        el(
            "p",
            link(page.say("data.page.saved"), page.at("/download/site.zip"), download=True, class_="p-link"),
            " ",
            page.say("data.page.saved_about"),
            class_="p-prose",
        ),
        _calendar(page) if view.calendar else None,
        el("h3", page.say("data.page.tables"), class_="p-h3"),
        _file_table("tables", view.tables, page),
        el("h3", page.say("data.page.machines"), class_="p-h3"),
        _file_table("machines", view.machines, page),
    )


def _handed(view: DataView, page: PageContext) -> Markup:
    return section(
        "handed",
        page.say("handover.heading"),
        el("p", page.say("handover.words"), class_="p-prose"),
        _file_table("handed", view.handed, page),
    )


def _calendar(page: PageContext) -> Markup:
    return el(
        "p",
        link(page.say("data.page.calendar"), page.href("calendar.ics"), class_="p-link"),
        " ",
        page.say("data.page.calendar_about"),
        class_="p-prose",
    )


def _file_table(key: str, rows: tuple[FileRow, ...], page: PageContext) -> Markup:
    labels = {name: page.say(f"data.page.column.{name}") for name in ("file", "about", "rows", "size")}
    if not any(row.rows for row in rows):
        del labels["rows"]
    files = (_file(row, labels, page) for row in rows)
    return table(page.say(f"data.page.caption.{key}"), labels, files, numbers=_NUMBERS)


def _file(row: FileRow, labels: dict[str, str], page: PageContext) -> Markup:
    cells = [
        el("th", link(row.name, page.at(row.address), download=True, class_="p-link"), scope="row", class_="p-nowrap"),
        el("td", row.about, class_="p-cell-wide"),
    ]
    if "rows" in labels:
        cells.append(el("td", row.rows or "—", class_="p-num", data_label=labels["rows"]))
    cells.append(el("td", row.size, class_="p-num p-nowrap", data_label=labels["size"]))
    return el("tr", *cells)


def _releases(view: DataView, page: PageContext) -> Markup:
    labels = {name: page.say(f"data.page.column.{name}") for name in ("release", "take", "note")}
    if not any(row.note for row in view.releases):
        del labels["note"]
    rows = (_release(row, labels, page) for row in view.releases)
    note = page.say("data.page.releases_note")
    return section(
        "releases", page.say("data.page.releases"), table(page.say("data.page.releases"), labels, rows), note=note
    )


def _release(row: ReleaseRow, labels: dict[str, str], page: PageContext) -> Markup:
    if row.current:
        day: Child = join((el("b", row.day), " ", el("span", page.say("data.page.shown"), class_="p-quiet")))
    else:
        day = link(row.day, page.href("data", v=row.version), class_="p-link")
    files = join(
        (
            way(kind, page.at(href), download=True, class_="p-link", aria_label=f"{kind}, {row.day}")
            for kind, href in (("Excel", row.workbook), ("ZIP", row.archive))
        ),
        " · ",
    )
    cells = [el("th", day, scope="row"), el("td", files, class_="p-cell-wide", data_label=labels["take"])]
    if "note" in labels:
        cells.append(
            el(
                "td",
                mark_language(row.note, page.text),
                class_="p-cell-wide",
                data_label=labels["note"] if row.note else None,
            )
        )
    return el("tr", *cells)


def _api(view: DataView, page: PageContext) -> Markup:
    labels = {name: page.say(f"data.page.column.{name}") for name in ("address", "gives", "parameters")}
    rows = (_endpoint(row, labels) for row in view.endpoints)
    description = link("openapi.json", page.at(view.description), class_="p-link")
    return section(
        "api",
        "API",
        el("p", page.say("data.page.api"), " ", description, class_="p-prose"),
        *(_example(number, example, page) for number, example in enumerate(view.examples, start=1)),
        el("h3", page.say("data.page.endpoints"), class_="p-h3"),
        fold(page, page.say("shell.part"), table(page.say("data.page.endpoints"), labels, rows)),
        el("p", page.say("data.page.api_rules", languages=page.text.any_of(page.text.languages)), class_="p-prose"),
    )


def _endpoint(row: EndpointRow, labels: dict[str, str]) -> Markup:
    return el(
        "tr",
        el("th", el("code", row.path, class_="p-cell"), scope="row"),
        el("td", row.about, class_="p-cell-wide"),
        el("td", row.parameters, class_="p-cell-wide", data_label=labels["parameters"] if row.parameters else None),
    )


def _example(number: int, example: ApiExample, page: PageContext) -> Markup:
    return copy_button_text(f"example-{number}", example.about, example.address, page)


def _fields(view: DataView, page: PageContext) -> Markup:
    return section(
        "fields",
        page.say("data.page.fields"),
        el("p", page.say("data.page.fields_words"), class_="p-prose"),
        *(_field_table(one, page) for one in view.fields),
    )


def _field_table(one: FieldTable, page: PageContext) -> Markup:
    labels = {name: page.say(f"data.page.column.{name}") for name in ("field", "meaning", "type")}
    summary = join((el("b", one.title), " ", el("span", f"{one.name}.csv", class_="p-quiet")))
    rows = (_field(row, labels) for row in one.rows)
    return details(page, summary, table(f"{one.title}. {one.about}", labels, rows), id=f"fields-{one.name}")


def _field(row: FieldRow, labels: dict[str, str]) -> Markup:
    codes = None
    if row.codes:
        said = (join((el("code", code, class_="p-cell"), f" {words}")) for code, words in row.codes)
        codes = el("span", join(said, "; "), class_="p-sub")
    return el(
        "tr",
        el("th", el("code", row.name, class_="p-cell"), scope="row"),
        el("td", el("b", row.label), ". ", row.about, codes, class_="p-cell-wide"),
        el("td", row.type, class_="p-nowrap", data_label=labels["type"]),
    )


def _card(view: DataView, page: PageContext) -> Markup:
    facts = (
        el("div", el("dt", label), el("dd", mark_language(words, page.text, outward_link), class_="p-plain"))
        for label, words in view.card
    )
    return section(
        "passport",
        page.say("data.page.passport"),
        fold(page, page.say("shell.part"), el("dl", *facts, class_="p-facts")),
    )
