"""The Data page: whole, honest about sizes, in both languages."""

import re
from datetime import date

import pytest

from kpi.html.page_context import PageContext
from kpi.html.pages import data as document
from kpi.model import Language
from kpi.model import Release as Published
from kpi.opendata import page
from kpi.opendata.api.endpoints import ENDPOINTS
from kpi.opendata.fields import TABLES, own
from kpi.opendata.files import Files
from kpi.opendata.page import size_words
from kpi.opendata.tables import ReleaseTables
from kpi.text import Text
from kpi.views.public.data import DataView
from tests.html.reading import Page

UK, EN = Text(Language.UK), Text(Language.EN)
SITE = "https://data.example.org"
RELEASES = (
    Published(community="1", edition="2022-2026", seq=1, published=date(2026, 8, 14), note="Уточнено <b>дороги</b>"),
    Published(community="1", edition="2022-2026", seq=2, published=date(2026, 11, 14)),
)


@pytest.fixture(scope="module", params=[UK, EN], ids=["uk", "en"])
def made(request: pytest.FixtureRequest, release: ReleaseTables) -> tuple[DataView, Files]:
    files = Files(release, request.param, SITE)
    return page.build(files, RELEASES), files


def test_every_file_stands_with_its_size_and_rows(made: tuple[DataView, Files]) -> None:
    view, files = made
    rows = [*view.whole, *view.tables, *view.handed, *view.machines]
    assert {row.name for row in rows} == set(files.names)
    for row in rows:
        file = files[row.name]
        assert row.size == size_words(len(file.body), files.text)
        assert row.rows == ("" if file.rows is None else files.text.number(file.rows))
        silent = files.text.language is Language.UK or row.name.endswith((".csv", ".jsonld"))
        lang = "" if silent else "?lang=en"
        assert row.address == f"/download/2026-11-14/{row.name}{lang}"


def test_the_title_counts_what_has_a_value(made: tuple[DataView, Files]) -> None:
    view, files = made
    valued = [row for row in files.release["values"].records() if row["value"] is not None]
    assert re.findall(r"\d+", view.title) == [str(len(files.release["indicators"].rows)), str(len(valued))]


def test_every_field_and_endpoint_is_explained(made: tuple[DataView, Files]) -> None:
    view, files = made
    assert [(t.name, [row.name for row in t.rows]) for t in view.fields] == [
        (name, [field.name for field in own(fields)]) for name, fields in TABLES.items() if name in files.tables
    ]
    assert [row.path for row in view.endpoints] == [f"/api/v1{endpoint.path}" for endpoint in ENDPOINTS]


def test_the_page_is_well_formed_and_escapes_what_people_wrote(made: tuple[DataView, Files]) -> None:
    view, files = made
    body = document.body(view, PageContext(text=files.text))
    drawn = Page(f'<main id="main">{body}</main>')
    assert drawn.problems == []
    assert not re.search(r"\b(nan|None|NaT|<NA>|inf)\b", drawn.text) and "{n}" not in drawn.text
    assert "Уточнено <b>дороги</b>" in drawn.text and "<b>дороги</b>" not in body
    assert ('lang="uk"' in body) is (files.text.language is Language.EN)


@pytest.mark.parametrize(
    ("size", "words"), [(1, "1\u00a0кБ"), (1499, "1\u00a0кБ"), (389_194, "389\u00a0кБ"), (1_449_000, "1,4\u00a0МБ")]
)
def test_sizes_in_words(size: int, words: str) -> None:
    assert size_words(size, UK) == words
