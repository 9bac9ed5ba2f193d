"""A stranger's data package: what is read of ours, what is refused, what of hostile ones comes through."""

import csv
import io
import json
import zipfile
from collections.abc import Mapping

import pytest

from kpi.workbook.data_package import LONGEST, MOST_JSON, PackageError, read_package

FACTS = {
    "catalogue_code": "ЦСР 6.3",
    "code": "A-7",
    "name": "Контейнерів",
    "name_en": "Containers",
    "unit": "од.",
    "unit_en": "units",
    "kind": "level",
    "direction": "increase",
}
VALUE = {
    "code": "A-7",
    "period_start": "2026-01-01",
    "period_end": "2026-03-31",
    "breakdown": "",
    "assessed_value": "420",
}
DESCRIBED = {
    "id": "one",
    "title": "Стратегія Сусідньої громади",
    "version": "2026-11-01",
    "homepage": "https://example.gov.ua/data",
    "demo": False,
    "licenses": [{"name": "CC-BY-4.0", "title": "CC BY 4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}],
    "contributors": [{"title": "Сусідня громада", "role": "publisher"}],
    "population": 50000,
    "population_as_of": "2026-01-01",
    "resources": [{"name": "indicators", "path": "indicators.csv"}, {"name": "values", "path": "values.csv"}],
}


def table(*rows: Mapping[str, str]) -> str:
    file = io.StringIO()
    writer = csv.DictWriter(file, sorted({name for row in rows for name in row}), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()


def package(
    described: object = None,
    facts: str | None = None,
    values: str | None = None,
    files: Mapping[str, bytes] | None = None,
) -> bytes:
    inside = {
        "datapackage.json": json.dumps(DESCRIBED if described is None else described).encode(),
        "indicators.csv": (table(FACTS) if facts is None else facts).encode(),
        "values.csv": (table(VALUE) if values is None else values).encode(),
    } | dict(files or {})
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in inside.items():
            # of one moment: the same files are the same bytes
            archive.writestr(zipfile.ZipInfo(name, (2026, 11, 1, 0, 0, 0)), body, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def refused(data: bytes) -> str:
    with pytest.raises(PackageError) as error:
        read_package(data)
    return error.value.reason


def test_whose_it_is_and_its_shared_indicators_are_read() -> None:
    found = read_package(package())
    assert (found.publisher, found.identifier, found.released.isoformat()) == ("Сусідня громада", "one", "2026-11-01")
    assert (found.licence, found.site) == ("CC BY 4.0", "https://example.gov.ua/data")
    assert (found.population, found.population_as_of) == (50000, "2026-01-01")
    (one,) = found.indicators
    assert (one.catalogue_code, one.code, one.unit) == ("ЦСР 6.3", "A-7", "од.")
    assert [value.value for value in one.values] == [420.0]


def test_what_is_no_value_no_period_no_part_and_no_code_of_a_catalogue_is_left_out() -> None:
    bad = (
        {"assessed_value": "nan"},
        {"assessed_value": "1e300"},
        {"assessed_value": "=1+1"},
        {"assessed_value": ""},
        {"breakdown": "північ"},
        {"period_end": "2026-13-01"},
        {"period_start": "2026-12-31"},
        {"code": "B"},
    )
    rows = [VALUE, *(VALUE | one for one in bad)]
    other = FACTS | {"code": "B", "catalogue_code": ""}
    found = read_package(package(facts=table(FACTS, other), values=table(*rows)))
    assert [len(one.values) for one in found.indicators] == [1]


def test_an_indicator_of_a_kind_that_is_none_is_no_indicator() -> None:
    assert refused(package(facts=table(FACTS | {"kind": "gauge"}))) == "no_codes"
    assert refused(package(facts=table(FACTS | {"direction": "sideways"}))) == "no_codes"
    assert refused(package(facts=table(FACTS | {"catalogue_code": " "}))) == "no_codes"


def test_texts_of_strangers_are_cleaned_short_and_no_formula() -> None:
    hostile = FACTS | {"name": "'=HYPERLINK(1)\u202e\x00", "unit": "я" * 5000, "name_en": "'ordinary"}
    (one,) = read_package(package(facts=table(hostile))).indicators
    assert one.name == "=HYPERLINK(1)"
    assert one.name_en == "'ordinary"
    assert len(one.unit) == LONGEST


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "http://a.example", "https://", "https://a b", "https://[", "data:text/html,x", 7, None],
)
def test_only_an_https_address_is_an_address(address: object) -> None:
    assert read_package(package(DESCRIBED | {"homepage": address})).site == ""


@pytest.mark.parametrize(
    "population",
    [
        {"population": -1},
        {"population": True},
        {"population": "50000"},
        {"population": 10**18},
        {"population_as_of": "yesterday"},
        {"population_as_of": None},
        {"population_as_of": 5},
    ],
)
def test_a_population_without_its_day_is_none(population: dict[str, object]) -> None:
    found = read_package(package(DESCRIBED | population))
    assert (found.population, found.population_as_of) == (None, "")


@pytest.mark.parametrize(
    ("described", "reason"),
    [
        ([], "json"),
        ("words", "json"),
        (DESCRIBED | {"id": ""}, "lacks"),
        (DESCRIBED | {"title": 5}, "lacks"),
        (DESCRIBED | {"version": "soon"}, "lacks"),
        (DESCRIBED | {"resources": "all"}, "no_table"),
        (DESCRIBED | {"resources": [7, {"name": "indicators", "path": "../indicators.csv"}]}, "no_table"),
        (DESCRIBED | {"resources": [{"name": "indicators", "path": "/etc/passwd"}]}, "no_table"),
    ],
)
def test_a_descriptor_that_is_none_is_refused(described: object, reason: str) -> None:
    assert refused(package(described)) == reason


def test_a_package_that_says_little_is_taken_with_what_it_says() -> None:
    found = read_package(package(DESCRIBED | {"licenses": ["MIT"], "contributors": [3], "demo": "yes"}))
    assert (found.licence, found.publisher, found.demo) == ("", "Стратегія Сусідньої громади", False)


@pytest.mark.parametrize(
    "data",
    [b"", b"not a zip", b"PK\x03\x04broken", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"0" * (11 << 20)],
)
def test_what_is_no_zip_is_refused(data: bytes) -> None:
    assert refused(data) == "unsafe"


def test_bombs_deep_json_and_broken_tables_are_refused() -> None:
    assert refused(package(files={"values.csv": b"0" * (20 << 20)})) == "unsafe"
    assert refused(package(files={"datapackage.json": b"[" * 200_000})) == "json"
    spaced = json.dumps(DESCRIBED).encode() + b" " * (MOST_JSON + 1)
    assert refused(package(files={"datapackage.json": spaced})) == "large"
    assert refused(package(files={"datapackage.json": b"\xff\xfe{}"})) == "json"
    assert refused(package(files={"indicators.csv": b"\xff\xfe\x00"})) == "table"
    assert refused(package(facts='a,b\r\n"open')) == "table"
    assert refused(package(files={"../up.txt": b"x"})) == "unsafe"
    without = io.BytesIO()
    with zipfile.ZipFile(without, "w") as archive:
        archive.writestr("a.txt", "a")
    assert refused(without.getvalue()) == "no_descriptor"


def test_a_table_of_too_many_rows_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kpi.workbook.data_package.MOST_ROWS", 1)
    assert refused(package(facts=table(FACTS, FACTS))) == "large"
