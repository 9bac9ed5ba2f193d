"""The value of the Data page, from the files of a release."""

from collections.abc import Sequence

from kpi.model import FiscalYear
from kpi.model import Release as Published
from kpi.opendata.api import BASE
from kpi.opendata.api.endpoints import ENDPOINTS
from kpi.opendata.excel import type_words
from kpi.opendata.fields import TABLES, Field, own
from kpi.opendata.files import WHOLE, Files, file_words
from kpi.text import NO_BREAK_SPACE, Text
from kpi.text.terms_of_use import terms_sentence
from kpi.views.common.page_frame import Crumb
from kpi.views.common.withheld import withheld_words
from kpi.views.public.data import ApiExample, DataView, EndpointRow, FieldRow, FieldTable, FileRow, ReleaseRow

#: those of `WHOLE` that people take
_FOR_PEOPLE = ("data.xlsx", "data.zip")
#: endings of files that are the same in every language
_SILENT = (".csv", ".jsonld")
_KILO, _MEGA = 1000, 1_000_000


def build(files: Files, releases: Sequence[Published]) -> DataView:
    """The page of a release; `releases` are all, the oldest first. Addresses of files are within the site."""
    files.make_large()
    text, release = files.text, files.release
    values = sum(value is not None for value in release["values"].column("value"))
    title = text.say(
        "data.page.title" if values else "data.page.title_of_plan",
        indicators=text.count("data.page.indicators", len(release["indicators"].rows)),
        values=text.count("data.page.values", values),
    )
    terms = terms_sentence(files.about.licence, text)
    return DataView(
        title=title,
        lede=text.say("data.page.lede", day=text.date(release.version), terms=terms),
        withheld=withheld_words(text),
        crumbs=(Crumb(text.say("shell.nav.data")),),
        whole=tuple(_file(files, name) for name in _FOR_PEOPLE),
        tables=tuple(_file(files, f"{name}.csv") for name in files.tables),
        handed=tuple(_file(files, name) for name in files.handed),
        machines=tuple(_file(files, name) for name in WHOLE if name not in _FOR_PEOPLE),
        calendar=release.survey.dataset.strategy.has_terms,
        releases=tuple(_release(one, files) for one in reversed(releases)),
        endpoints=tuple(
            EndpointRow(
                f"{BASE}{endpoint.path}",
                text.say(f"data.api.endpoint.{endpoint.name}"),
                ", ".join(parameter.name for parameter in endpoint.parameters if parameter.place == "query"),
            )
            for endpoint in ENDPOINTS
        ),
        examples=_examples(files),
        description=f"{BASE}/openapi.json",
        fields=tuple(_fields(name, text, files.release.survey.fiscal_year) for name in files.tables),
        card=files.about.card(),
    )


def _file(files: Files, name: str) -> FileRow:
    text, file = files.text, files[name]
    stem, _, ending = name.rpartition(".")
    about = text.say(f"data.table.{stem}.about") if stem in TABLES else file_words(name, text)
    if name in _FOR_PEOPLE:
        about = text.say(f"data.page.file.{ending}")
    rows = "" if file.rows is None else text.number(file.rows)
    return FileRow(name, _address(files, name), about, rows, size_words(len(file.body), text))


def _address(files: Files, name: str, version: str = "") -> str:
    lang = f"?lang={files.text.lang}" if files.text.lang and not name.endswith(_SILENT) else ""
    return f"/download/{version or files.release.version.isoformat()}/{name}{lang}"


def size_words(size: int, text: Text) -> str:
    """«389 кБ», «1,4 МБ»."""
    if size >= _MEGA:
        return f"{text.number(size / _MEGA, 1)}{NO_BREAK_SPACE}{text.say('data.page.mb')}"
    return f"{text.number(max(round(size / _KILO), 1))}{NO_BREAK_SPACE}{text.say('data.page.kb')}"


def _release(one: Published, files: Files) -> ReleaseRow:
    version = one.published.isoformat()
    return ReleaseRow(
        day=files.text.date(one.published),
        version=version,
        note=one.note,
        current=one.published == files.release.version,
        workbook=_address(files, "data.xlsx", version),
        archive=_address(files, "data.zip", version),
    )


def _examples(files: Files) -> tuple[ApiExample, ...]:
    """Requests that answer with something of this release."""
    indicators = list(files.release["indicators"].records())
    code = str(indicators[0]["code"]) if indicators else ""
    sector = str(indicators[0]["sector"]) if indicators else ""
    now = files.release.survey.now.as_of
    strategy = files.release.survey.dataset.strategy
    then = min(strategy.fiscal_year.year_ends(strategy.first_year + 1), now)
    asked = (
        ("status", f"/indicators?sector={sector}&status=off_track"),
        ("one", f"/indicators/{code}"),
        ("csv", f"/observations?code={code}&format=csv"),
        ("then", f"/progress?as_of={then}"),
        ("changes", "/changes"),
        *((("assignments", "/assignments?state=open"),) if files.release["assignments"].rows else ()),
        *(
            (("money", f"/action_money?code={_first(files, 'action_money')}&format=csv"),)
            if files.release["action_money"].rows
            else ()
        ),
    )
    site = files.site
    return tuple(ApiExample(files.text.say(f"data.page.example.{key}"), f"{site}{BASE}{path}") for key, path in asked)


def _first(files: Files, table: str) -> str:
    """The code that the first row of a table is of."""
    return str(next(files.release[table].records())["code"])


def _fields(name: str, text: Text, fiscal_year: FiscalYear) -> FieldTable:
    rows = tuple(_field(field, text, fiscal_year) for field in own(TABLES[name]))
    return FieldTable(name, text.say(f"data.table.{name}.sheet"), text.say(f"data.table.{name}.about"), rows)


def _field(field: Field, text: Text, fiscal_year: FiscalYear) -> FieldRow:
    return FieldRow(
        name=field.name,
        label=text.say(f"field.{field.name}.label"),
        type=type_words(field.type, text),
        about=text.of_year(f"field.{field.name}.about", fiscal_year),
        codes=tuple((code, text.say(f"{field.words}.{code}")) for code in field.codes),
    )
