"""The Data page as HTML: the content of <main>."""

from kpi.documents.foreign import written
from kpi.documents.html import Child, Html, address, el, join, link
from kpi.documents.outward import linked
from kpi.documents.parts import copied, fold, section, table
from kpi.text import Text
from kpi.views.data import DataView, EndpointRow, Example, FieldRow, FieldTable, FileRow, ReleaseRow

_NUMBERS = frozenset({"rows", "size"})


def body(view: DataView, text: Text) -> Html:
    """Files first, then earlier releases, the API, the fields, the passport."""
    return join(
        (
            el("h1", view.title, class_="p-h1"),
            el("p", view.lede, class_="p-lede"),
            el("p", view.withheld, class_="p-prose") if view.withheld else None,
            _files(view, text),
            _releases(view, text),
            _api(view, text),
            _fields(view, text),
            _card(view, text),
        )
    )


def _files(view: DataView, text: Text) -> Html:
    return section(
        "files",
        text.say("data.page.files"),
        _file_table("whole", view.whole, text),
        el("p", text.say("data.page.formats"), class_="p-prose"),
        el(
            "p",
            el("a", text.say("data.page.saved"), href="/download/site.zip", download=True, class_="p-link"),
            " ",
            text.say("data.page.saved_about"),
            class_="p-prose",
        ),
        el(
            "p",
            el("a", text.say("data.page.calendar"), href=address("calendar.ics", lang=text.language), class_="p-link"),
            " ",
            text.say("data.page.calendar_about"),
            class_="p-prose",
        ),
        el("h3", text.say("data.page.tables"), class_="p-h3"),
        _file_table("tables", view.tables, text),
        el("h3", text.say("data.page.machines"), class_="p-h3"),
        _file_table("machines", view.machines, text),
    )


def _file_table(key: str, rows: tuple[FileRow, ...], text: Text) -> Html:
    labels = {name: text.say(f"data.page.column.{name}") for name in ("file", "about", "rows", "size")}
    if not any(row.rows for row in rows):
        del labels["rows"]
    files = (_file(row, labels) for row in rows)
    return table(text.say(f"data.page.caption.{key}"), labels, files, numbers=_NUMBERS)


def _file(row: FileRow, labels: dict[str, str]) -> Html:
    cells = [
        el("th", el("a", row.name, href=row.address, download=True, class_="p-link"), scope="row", class_="p-nowrap"),
        el("td", row.about, class_="p-cell-wide"),
    ]
    if "rows" in labels:
        cells.append(el("td", row.rows or "—", class_="p-num", data_label=labels["rows"]))
    cells.append(el("td", row.size, class_="p-num p-nowrap", data_label=labels["size"]))
    return el("tr", *cells)


def _releases(view: DataView, text: Text) -> Html:
    labels = {name: text.say(f"data.page.column.{name}") for name in ("release", "take", "note")}
    if not any(row.note for row in view.releases):
        del labels["note"]
    rows = (_release(row, labels, text) for row in view.releases)
    note = text.say("data.page.releases_note")
    return section(
        "releases", text.say("data.page.releases"), table(text.say("data.page.releases"), labels, rows), note=note
    )


def _release(row: ReleaseRow, labels: dict[str, str], text: Text) -> Html:
    if row.current:
        day: Child = join((el("b", row.day), " ", el("span", text.say("data.page.shown"), class_="p-quiet")))
    else:
        day = link(row.day, address("data", lang=text.language, v=row.version), class_="p-link")
    files = join(
        (
            el("a", "Excel", href=row.workbook, download=True, class_="p-link", aria_label=f"Excel, {row.day}"),
            " · ",
            el("a", "ZIP", href=row.archive, download=True, class_="p-link", aria_label=f"ZIP, {row.day}"),
        )
    )
    cells = [el("th", day, scope="row"), el("td", files, class_="p-cell-wide", data_label=labels["take"])]
    if "note" in labels:
        cells.append(
            el("td", written(row.note, text), class_="p-cell-wide", data_label=labels["note"] if row.note else None)
        )
    return el("tr", *cells)


def _api(view: DataView, text: Text) -> Html:
    labels = {name: text.say(f"data.page.column.{name}") for name in ("address", "gives", "parameters")}
    rows = (_endpoint(row, labels) for row in view.endpoints)
    description = el("a", "openapi.json", href=view.description, class_="p-link")
    return section(
        "api",
        "API",
        el("p", text.say("data.page.api"), " ", description, class_="p-prose"),
        *(_example(number, example, text) for number, example in enumerate(view.examples, start=1)),
        el("p", class_="p-hidden", aria_live="polite", data_copy_status=True),
        el("h3", text.say("data.page.endpoints"), class_="p-h3"),
        fold(text.say("shell.part"), table(text.say("data.page.endpoints"), labels, rows)),
        el("p", text.say("data.page.api_rules"), class_="p-prose"),
    )


def _endpoint(row: EndpointRow, labels: dict[str, str]) -> Html:
    return el(
        "tr",
        el("th", el("code", row.path, class_="p-cell"), scope="row"),
        el("td", row.about, class_="p-cell-wide"),
        el("td", row.parameters, class_="p-cell-wide", data_label=labels["parameters"] if row.parameters else None),
    )


def _example(number: int, example: Example, text: Text) -> Html:
    return copied(f"example-{number}", example.about, example.address, text)


def _fields(view: DataView, text: Text) -> Html:
    return section(
        "fields",
        text.say("data.page.fields"),
        el("p", text.say("data.page.fields_words"), class_="p-prose"),
        *(_field_table(one, text) for one in view.fields),
    )


def _field_table(one: FieldTable, text: Text) -> Html:
    labels = {name: text.say(f"data.page.column.{name}") for name in ("field", "meaning", "type")}
    summary = el("summary", join((el("b", one.title), " ", el("span", f"{one.name}.csv", class_="p-quiet"))))
    rows = (_field(row, labels) for row in one.rows)
    return el(
        "details", summary, table(f"{one.title}. {one.about}", labels, rows), class_="p-more", id=f"fields-{one.name}"
    )


def _field(row: FieldRow, labels: dict[str, str]) -> Html:
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


def _card(view: DataView, text: Text) -> Html:
    facts = (
        el("div", el("dt", label), el("dd", written(words, text, linked(words)), class_="p-plain"))
        for label, words in view.card
    )
    return section(
        "passport",
        text.say("data.page.passport"),
        fold(text.say("shell.part"), el("dl", *facts, class_="p-facts")),
        note=text.say("data.page.passport_note"),
    )
