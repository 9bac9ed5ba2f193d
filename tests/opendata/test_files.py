"""The files that are handed on: valid, inert, marked, and the same bytes for the same release."""

import csv
import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from frictionless import Package

from kpi.measure.results import Survey
from kpi.model import Language
from kpi.opendata import tables
from kpi.opendata.csv_file import csv_of
from kpi.opendata.excel import workbook_of
from kpi.opendata.fields import TABLES
from kpi.opendata.files import NAMES, Files, of_indicator, of_selection
from kpi.opendata.metadata import about
from kpi.opendata.tables import DataTable, ReleaseTables
from kpi.text import Text
from tests.opendata.conftest import ENDINGS

UK, EN = Text(Language.UK), Text(Language.EN)
SITE = "https://data.example.org"
#: what spreadsheets take for a formula, and what they do not
LIVE = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\n=1")


@pytest.fixture(scope="module")
def files(release: ReleaseTables) -> Files:
    return Files(release, UK, SITE)


@pytest.mark.parametrize("name", NAMES)
def test_a_release_gives_the_same_bytes(files: Files, survey: Survey, name: str) -> None:
    again = Files(tables.build(survey), UK, SITE)
    assert again[name].body == files[name].body
    assert files[name].saved.startswith("demo-")
    assert files[name].saved.endswith(f"-2026-11-14.{name.rpartition('.')[2]}")


def test_what_is_made_at_the_same_time_is_what_is_made_alone(files: Files, release: ReleaseTables) -> None:
    together = Files(release, UK, SITE)
    together.make_large()
    assert {name: together[name].body for name in ("data.xlsx", "data.zip")} == {
        name: files[name].body for name in ("data.xlsx", "data.zip")
    }
    made = together["data.xlsx"]
    together.make_large()
    assert together["data.xlsx"] is made


def test_csv_is_made_once_for_all_languages(survey: Survey) -> None:
    release = tables.build(survey)
    first, second = (Files(release, text, SITE) for text in (UK, EN))
    assert first["values.csv"].body is second["values.csv"].body
    assert first["values.csv"].body == csv_of(release["values"])


@pytest.mark.parametrize("name", list(TABLES))
def test_csv_reads_back(files: Files, release: ReleaseTables, name: str) -> None:
    body = files[f"{name}.csv"].body
    assert not body.startswith(b"\xef\xbb\xbf")
    head, *rows = list(csv.reader(io.StringIO(body.decode(), newline="")))
    assert tuple(head) == release[name].names
    assert len(rows) == len(release[name].rows) == files[f"{name}.csv"].rows
    made_up = {row[-1] for row in rows}
    assert made_up <= {"true", "false"}
    assert name == "values" or made_up <= {"true"}


def test_the_package_is_valid_and_so_are_all_its_rows(files: Files, tmp_path: Path) -> None:
    """Descriptor, types, codes, patterns, keys, sizes and hashes, by an independent reader."""
    archive = zipfile.ZipFile(io.BytesIO(files["data.zip"].body))
    archive.extractall(tmp_path)
    names = set(archive.namelist())
    assert names == {
        *(f"demo-{table}.csv" for table in files.tables),
        "datapackage.json",
        "passport.json",
        "structure.csv",
    }
    report = Package(str(tmp_path / "datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "note"])[:10]
    assert [task.stats["rows"] for task in report.tasks] == [files[f"{table}.csv"].rows for table in files.tables]
    spoilt = tmp_path / "demo-indicators.csv"
    spoilt.write_bytes(spoilt.read_bytes().replace(b",increase,", b",upwards,", 1))
    assert not Package(str(tmp_path / "datapackage.json")).get_resource("indicators").validate().valid


def test_the_package_beside_the_files_names_them_as_they_are_served(files: Files) -> None:
    described = json.loads(files["datapackage.json"].body)
    assert [one["path"] for one in described["resources"]] == [f"{table}.csv" for table in files.tables]
    assert (described["demo"], described["version"]) == (True, "2026-11-14")
    assert described["licenses"] == [
        {"name": "CC-BY-4.0", "title": "CC BY 4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}
    ]


def test_the_catalogue_says_what_portals_must_know(files: Files) -> None:
    described = json.loads(files["catalogue.jsonld"].body)
    for name in ("dct:title", "dct:description", "dct:publisher", "dcat:dataset"):
        assert described[name]
    dataset = described["dcat:dataset"][0]
    for name in ("dct:title", "dct:description", "dcat:contactPoint", "dcat:distribution", "dct:publisher"):
        assert dataset[name]
    assert {said["@language"] for said in dataset["dct:title"]} == {"uk", "en"}
    used = set(re.findall(r'"@?(\w+):\w', files["catalogue.jsonld"].body.decode()))
    assert used <= {*described["@context"], "https", "http", "mailto"}
    for one in dataset["dcat:distribution"]:
        name = one["@id"].removeprefix(f"{SITE}/download/2026-11-14/")
        assert int(one["dcat:byteSize"]["@value"]) == len(files[name].body)
    assert len(dataset["dcat:distribution"]) == len(files.names) - 1


def test_the_passport_has_what_the_rules_ask_for(files: Files) -> None:
    card = {one["element"]: one["value"] for one in json.loads(files["passport.json"].body)["passport"]}
    for element in ("Найменування набору даних", "Стислий опис змісту", "Періодичність оновлення", "Ключові слова"):
        assert card[element]
    assert card["Перше оприлюднення"] == "14.05.2026"
    assert card["Останні зміни"] == "14.11.2026"
    assert card["Відповідальна особа"] == "strategy@example.org"
    assert card["Гіперпосилання на структуру набору даних"] == f"{SITE}/download/2026-11-14/structure.csv"
    rows = list(csv.DictReader(io.StringIO(files["structure.csv"].body.decode(), newline="")))
    assert {(row["file"], row["field"]) for row in rows} == {
        (f"{table}.csv", field.name) for table in files.tables for field in TABLES[table]
    }


def test_the_workbook_is_for_people(files: Files, release: ReleaseTables) -> None:
    book = openpyxl.load_workbook(io.BytesIO(files["data.xlsx"].body))
    assert book.sheetnames[0] == "Про дані" and book.sheetnames[-1] == "Поля"
    sheet = book["Значення"]
    assert str(sheet["A1"].value).startswith("ДЕМО-ДАНІ")
    heads = [cell.value for cell in sheet[2]]
    assert heads[:2] == ["Код", "Назва"] and "Аркуш" in heads
    assert sheet.max_row == len(release["values"].rows) + 2
    ends = [row[heads.index("Кінець періоду")].value for row in sheet.iter_rows(min_row=3, max_row=5)]
    assert all(isinstance(value, datetime) and value.day >= 28 for value in ends)
    statuses = {row[heads.index("Статус")].value for row in sheet.iter_rows(min_row=3)}
    assert {"За планом", "Суттєво відстає"} <= statuses
    english = openpyxl.load_workbook(io.BytesIO(Files(release, EN, SITE)["data.xlsx"].body))
    assert english["Values"]["A1"].value.startswith("DEMO DATA")


def planted(release: ReleaseTables) -> tuple[DataTable, list[str]]:
    """A row for each dangerous text, in a field that people write."""
    table = release["values"]
    at = table.names.index("comment")
    texts = [*LIVE, "https://example.org/=1", "{=1+1}", "1.5", "'already"]
    return DataTable("values", tuple((*table.rows[0][:at], text, *table.rows[0][at + 1 :]) for text in texts)), texts


def test_no_text_becomes_a_formula_a_link_or_a_number(release: ReleaseTables) -> None:
    table, texts = planted(release)
    book = openpyxl.load_workbook(io.BytesIO(workbook_of([table], Files(release, UK, SITE).about, UK)))
    sheet = book["Значення"]
    at = [cell.value for cell in sheet[2]].index("Коментар")
    cells = [row[at] for row in sheet.iter_rows(min_row=3)]
    assert [cell.data_type for cell in cells] == ["s"] * len(texts)
    assert not any(cell.hyperlink for cell in cells)
    assert [str(cell.value).replace("_x000D_", "\r") for cell in cells] == texts
    head, *rows = csv.reader(io.StringIO(csv_of(table).decode(), newline=""))
    told = [row[head.index("comment")] for row in rows]
    assert told == [f"'{text}" if text in LIVE else text for text in texts]


@pytest.mark.parametrize("text", [UK, EN])
def test_every_sheet_is_set_for_printing(release: ReleaseTables, text: Text) -> None:
    files = Files(release, text, SITE)
    book = openpyxl.load_workbook(io.BytesIO(files["data.xlsx"].body))
    for sheet in book:
        assert sheet.page_setup.orientation == "landscape"
        setup = sheet.sheet_properties.pageSetUpPr
        assert setup is not None and setup.fitToPage
        assert sheet.page_setup.fitToHeight == 0
        characters = sum(column.width for column in sheet.column_dimensions.values())
        assert characters / int(sheet.page_setup.fitToWidth or 1) <= 250
    for table in files.tables:
        sheet = book[text.say(f"data.table.{table}.sheet")]
        assert sheet.print_title_rows == "$1:$2"


@pytest.mark.parametrize("ending", ENDINGS)
def test_files_of_an_indicator(release: ReleaseTables, ending: str) -> None:
    card = about(release, UK, SITE)
    found = of_indicator(release, "1.1.1", ending, card)
    assert found is not None and found.saved == f"demo-indicator-1.1.1-2026-11-14.{ending}"
    assert found.body == (of_indicator(release, "1.1.1", ending, card) or found).body
    assert of_indicator(release, "9.9.9", ending, card) is None
    assert of_indicator(release, "1.1.1", "exe", card) is None


def test_the_csv_of_an_indicator_holds_its_rows_of_the_release(release: ReleaseTables) -> None:
    found = of_indicator(release, "1.1.1", "csv", about(release, UK, SITE))
    assert found is not None
    mine = [line for line in csv_of(release["values"]).splitlines() if line.startswith(b"1.1.1,")]
    assert found.body.splitlines()[1:] == mine and len(mine) == found.rows


def test_a_citation_names_the_release_and_breaks_out_of_nothing(survey: Survey) -> None:
    facts = survey.dataset.indicators.copy()
    facts.loc[0, "name"] = "100 % {зірок}\nER  - \\end & $1_#"
    strategy = replace(survey.dataset.strategy, illustrative=False)
    other = tables.build(replace(survey, dataset=replace(survey.dataset, indicators=facts, strategy=strategy)))
    card = about(other, UK, SITE)
    bib, ris = (of_indicator(other, str(facts.loc[0, "code"]), ending, card) for ending in ("bib", "ris"))
    assert bib is not None and ris is not None
    assert r"100 \% \{зірок\} ER - \textbackslash{}end \& \$1\_\#" in bib.body.decode()
    assert bib.body.decode().count("\n}") == 1
    lines = ris.body.decode().split("\r\n")
    assert lines[0] == "TY  - DATA" and lines[-2:] == ["ER  - ", ""]
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines[:-1])
    assert "demo" not in bib.saved and "?v=2026-11-14" in ris.body.decode()


def test_an_earlier_release_stays_as_it_was(earlier: Survey) -> None:
    files = Files(tables.build(earlier), UK, SITE)
    assert files["values.csv"].saved == "demo-values-2026-08-14.csv"
    told = {row["release"] for row in files.release["values"].records()} - {None}
    published = {day for day in told if isinstance(day, date)}
    assert published == told
    assert max(published) == files.release.version == date(2026, 8, 14)


def test_chosen_indicators_go_into_one_file_in_the_order_of_their_codes(survey: Survey) -> None:
    codes = list(survey.dataset.indicators["code"])[:2]
    csv = of_selection(survey, codes[::-1], "csv", UK, SITE)
    assert csv.rows == len(codes)
    lines = csv.body.decode().splitlines()
    assert [line.split(",")[0] for line in lines[1:]] == codes
    excel = of_selection(survey, codes, "xlsx", EN, SITE)
    assert excel.body[:2] == b"PK"
