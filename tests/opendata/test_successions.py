"""Between two editions: the crosswalk and the former values as tables, files and endpoints."""

import csv
import io
from collections.abc import Iterator

import pytest

from tests import two_editions as two
from tests.asgi import Client

OLD, NEW = f"/{two.OLD}", f"/{two.NEW}"


@pytest.fixture(scope="module")
def where(tmp_path_factory: pytest.TempPathFactory) -> str:
    return two.kept_in(tmp_path_factory.mktemp("successions"))


@pytest.fixture
def site(where: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    with two.site_of(where, monkeypatch) as site:
        yield site


def test_the_crosswalk_is_an_endpoint(site: Client) -> None:
    rows = site.get("/api/v1/successions").json()["data"]
    told = tuple((row["previous_code"] or "", row["code"] or "", row["succession"]) for row in rows)
    assert told == two.TOLD
    assert {row["previous_edition"] for row in rows} == {two.OLD}
    kept = next(row for row in rows if row["code"] == "1.1.2")
    assert (kept["previous_name"], kept["name"]) == ("Показник 1.2.10", "Пацієнти")
    assert [row["code"] for row in site.get("/api/v1/successions?previous_code=2.1").json()["data"]] == ["1.2"]
    assert site.get(f"{OLD}/api/v1/successions").json()["data"] == []


def test_every_former_value_names_its_edition_and_code(site: Client) -> None:
    rows = site.get("/api/v1/previous_values").json()["data"]
    told = [(row["code"], row["previous_edition"], row["previous_code"], row["period"], row["value"]) for row in rows]
    parts = [row for row in rows if row["breakdown"]]
    assert [one for one, row in zip(told, rows, strict=True) if not row["breakdown"]] == [
        ("1.1.1", two.OLD, "1.2.1", "2025-Q3", 45),
        ("1.1.1", two.OLD, "1.2.1", "2026-Q1", 50),
        ("1.1.1", two.OLD, "1.2.1", "2026-Q3", 63),
    ]
    assert [(row["breakdown"], row["value"]) for row in parts] == [("жінки", 20)]
    assert {row["provenance"] for row in rows} == {"documented", "illustrative"}


def test_values_of_this_edition_are_not_mixed_with_them(site: Client) -> None:
    own = site.get("/api/v1/observations?code=1.1.1").json()["data"]
    assert [row["period"] for row in own] == ["2027-Q1"]


def test_the_files_hold_the_same(site: Client) -> None:
    body = site.get("/download/previous_values.csv").text.lstrip("\ufeff")
    rows = list(csv.DictReader(io.StringIO(body)))
    assert {row["previous_edition"] for row in rows} == {two.OLD}
    assert [row["period"] for row in rows if not row["breakdown"]] == ["2025-Q3", "2026-Q1", "2026-Q3"]
    package = site.get("/download/datapackage.json").json()
    names = {resource["name"] for resource in package["resources"]}
    assert {"successions", "previous_values"} <= names
    page = site.get("/data").text
    assert "successions.csv" in page
    assert "previous_values.csv" in page


def test_where_no_edition_stands_before_they_are_not_offered(site: Client) -> None:
    package = site.get(f"{OLD}/download/datapackage.json").json()
    names = {resource["name"] for resource in package["resources"]}
    assert not {"successions", "previous_values"} & names
    assert "previous_values.csv" not in site.get(f"{OLD}/data").text
    assert site.get(f"{OLD}/download/previous_values.csv").status_code == 200


def test_hidden_codes_are_in_no_file(site: Client) -> None:
    for path in ("/api/v1/successions", "/api/v1/previous_values", "/download/successions.csv", "/download/values.csv"):
        told = site.get(path).text
        for hidden in ("1.2.2", "1.1.4", "Прихований наступник"):
            assert hidden not in told, (path, hidden)


def test_strategies_name_the_one_before_and_the_one_after(site: Client) -> None:
    rows = site.get("/api/v1/strategies").json()["data"]
    told = [(row["edition"], row["predecessor"], row["successor"]) for row in rows]
    assert told == [(two.OLD, None, two.NEW), (two.NEW, two.OLD, None)]


def test_openapi_describes_them(site: Client) -> None:
    described = site.get("/api/v1/openapi.json").json()
    assert {"/successions", "/previous_values"} <= described["paths"].keys()
    fields = described["components"]["schemas"]["successions"]["properties"]
    assert fields["succession"]["enum"] == ["kept", "merged", "split", "dropped", "new"]


def test_changes_across_editions_tell_what_became_of_the_goals(site: Client) -> None:
    told = site.get("/api/v1/changes?from=2026-11-20&to=2027-04-20").json()["data"]
    assert (told["from"], told["to"]) == ("2026-11-20", "2027-04-20")
    assert (told["edition_from"], told["edition_to"]) == (two.OLD, two.NEW)
    rows = tuple((row["previous_code"] or "", row["code"] or "", row["succession"]) for row in told["successions"])
    assert rows == two.TOLD
    assert (told["added"], told["dropped"], told["status_changes"]) == ([], [], [])
    assert told["statuses_from"]["at_risk"] >= 1
    assert "successions" not in site.get("/api/v1/changes").json()["data"]
    assert site.get("/api/v1/changes?from=2020-01-01&to=2027-04-20").status_code == 404
    assert site.get("/api/v1/changes?from=2026-05-14&to=2026-11-20").status_code == 404
