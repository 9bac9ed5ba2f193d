"""From a table to the site on /start: by whom, with which questions, what is seen before, what is published."""

import html
import io
import os
import re
import signal
import zipfile
from pathlib import Path

import pytest

from kpi.services.publishing import is_empty
from kpi.store import open_store
from kpi.store.uploads import uploads
from kpi.web.saved_links import SavedEdition
from kpi.web.setup.preview_process import PreviewLinks
from tests.html.markup import problems
from tests.servers import running
from tests.shipped import NAME
from tests.web.conftest import Served
from tests.web.setup.conftest import bring, form, look, people
from tests.web.setup.village import GENERAL, table
from tests.workbook.refused_files import KINDS, unsaid

VILLAGE = ("село.xlsx", table())


@pytest.mark.slow
def test_from_a_table_to_the_published_site(empty: Served) -> None:
    administrator, outsider, other = empty.enter("administrator"), empty.client(), empty.enter("other")
    assert bring(administrator, VILLAGE).headers["location"] == "/start"
    page = administrator.get("/start").text
    assert problems(page) == []
    assert page.count("<fieldset") <= 8
    assert "Шевчук Н.В." in page, "a person is asked about"
    assert "Перші клітинки: Відремонтовані вулиці · Освітлені вулиці · Аварії на лініях" in page
    assert form(administrator, "/start", GENERAL).headers["location"] == "/start?said=kept"
    page = administrator.get("/start").text
    assert 'action="/start/publish"' not in page, "nothing is published that nobody has looked at"
    assert form(administrator, "/start/publish", {}).headers["location"] == "/start?said=changed"

    look(administrator)
    shown = _read_preview(administrator)
    assert {"index.html", "indicators.html", "method.html"} <= shown.keys()
    assert len([name for name in shown if name.startswith("indicator-")]) == 4
    assert "3,5" in shown["indicator-1.1.html"]
    assert "Шевчук" not in "".join(shown.values())
    for one in (other, outsider):
        assert one.get("/start/preview/").status_code == (404 if one is other else 303)
        assert one.get("/start/workbooks.zip").status_code == (404 if one is other else 303)
    assert is_empty(empty.store)
    assert "Вербова" not in outsider.get("/").text
    _read_files(shown, administrator, (other, outsider))
    for public in ("/api/v1/indicators", "/api/v1/strategies", "/download/data.zip", "/indicators", "/sitemap.xml"):
        assert "Вербова" not in outsider.get(public, follow_redirects=True).text, "a draft is seen by others"

    archive = zipfile.ZipFile(io.BytesIO(administrator.get("/start/workbooks.zip").content))
    assert archive.namelist() == ["goals/1.xlsx", "goals/2.xlsx", "plan.xlsx"]
    assert form(administrator, "/start/publish", {}).headers["location"] == "/start/done"
    receipt = administrator.get("/start/done").text
    assert problems(receipt) == []
    assert "квитанція № 1" in receipt
    assert "Вербова громада" in outsider.get("/").text
    for code in ("1.1", "1.2", "2.1", "2.2"):
        assert outsider.get(f"/i/{code}", follow_redirects=True).status_code == 200
    assert administrator.get("/start/preview/").status_code == 404, "the preview goes with the publication"
    with empty.store.reading() as connection:
        published = uploads(connection, empty.store.community)
    assert {(one.login, one.name) for one in published} == {("administrator", "М. Шевчук")}
    assert administrator.get("/upload/receipt?number=1").status_code == 200
    assert outsider.get("/start").headers["location"] == "/"


def _read_preview(client: "object") -> dict[str, str]:
    """Every page that the preview's pages link, from the first on; each is marked and nobody's to keep."""
    found: dict[str, str] = {}
    waiting = ["index.html"]
    while waiting:
        name = waiting.pop()
        answer = client.get(f"/start/preview/{name}")  # type: ignore[attr-defined]
        assert answer.status_code == 200, name
        assert answer.headers["cache-control"] == "no-store"
        assert "noindex" in answer.headers["x-robots-tag"]
        assert ("Попередній перегляд." in answer.text) or ("Preview. You alone" in answer.text), name
        found[name] = answer.text
        links = re.findall(r'href="((?:\.\./)?(?:en/)?[\w.%-]+\.html)', answer.text)
        folder = name.rpartition("/")[0]
        for link in links:
            whole = os.path.normpath(f"{folder}/{link}").lstrip("/")
            if whole not in found and whole not in waiting:
                waiting.append(whole)
    return found


def test_a_preview_of_many_indicators_has_the_files_of_the_whole_alone() -> None:
    saved = SavedEdition(pages=frozenset({"data.html"}), host="", day="2026-11-28")
    few, many = (PreviewLinks(saved, "en/data.html", each) for each in (True, False))
    assert few.href("/chart/1.1.svg") == "../files/chart/1.1.svg"
    assert few.href("/download/indicator/1.1.csv") == "../files/download/indicator/1.1.csv"
    assert many.href("/chart/1.1.svg") is None
    assert many.href("/download/indicator/1.1.csv") is None
    for links in (few, many):
        assert links.href("/download/2026-11-28/data.xlsx") == "../files/download/2026-11-28/data.xlsx"
        assert links.href("/api/v1/openapi.json?lang=en") == "../api/v1/openapi.json"
        assert links.href("/api/v1/indicators/1.1") is None
        assert links.href("/embed/1.1") is None


def _read_files(pages: dict[str, str], owner: "object", others: "tuple[object, object]") -> None:
    """The files that pages of the preview link and whole answers of the API: there for the owner alone."""
    linked = {
        os.path.normpath(f"{name.rpartition('/')[0]}/{html.unescape(link)}").lstrip("/")
        for name, page in pages.items()
        for link in re.findall(r'href="((?:\.\./)*(?:files|api)/[^"?#]+)', page)
    }
    kinds = {Path(file).suffix for file in linked}
    assert {".csv", ".xlsx", ".zip", ".svg", ".json"} <= kinds
    linked |= {f"api/v1/{name}.json" for name in ("strategy", "indicators", "observations", "targets")}
    for file in sorted(linked):
        answer = owner.get(f"/start/preview/{file}")  # type: ignore[attr-defined]
        assert answer.status_code == 200, file
        assert answer.headers["cache-control"] == "no-store"
        assert [one.get(f"/start/preview/{file}").status_code for one in others] == [404, 303]  # type: ignore[attr-defined]
    told = owner.get("/start/preview/api/v1/indicators.json").json()  # type: ignore[attr-defined]
    assert [row["code"] for row in told["data"]] == ["1.1", "1.2", "2.1", "2.2"]


@pytest.mark.slow
def test_answers_are_kept_right_or_wrong_and_can_be_corrected(empty: Served) -> None:
    client = empty.enter("administrator")
    bring(client, VILLAGE)
    form(client, "/start", {**GENERAL, "last_year": "2019"})
    page = client.get("/start").text
    assert 'value="2019"' in page, "what was typed stays"
    assert "не може бути раніший" in page
    assert form(client, "/start/preview", {}).headers["location"] == "/start?said=not_ready"
    # a column that is read otherwise: the fact becomes one that is not read
    place = "Лист1!F1"
    form(client, "/start", {**GENERAL, f"column:{place}": "read", f"role:{place}": "skip", f"period:{place}": ""})
    page = client.get("/start").text
    assert re.search(r"Фактичних значень</dt><dd>0<", page)
    assert "Ви вже відповіли" in page
    form(client, "/start", {f"column:{place}": "asked", f"role:{place}": "fact", f"period:{place}": "2025"})
    assert re.search(r"Фактичних значень</dt><dd>4<", client.get("/start").text)
    form(client, "/start", {f"column:{place}": "asked", f"role:{place}": "fact", f"period:{place}": "колись"})
    page = client.get("/start").text
    assert "період не зрозуміло" in page
    assert 'value="колись"' in page


@pytest.mark.slow
def test_what_is_no_table_is_told_and_nothing_is_kept(empty: Served) -> None:
    client = empty.enter("administrator")
    letter = table("# Лист1\nШановні колеги, надсилаємо лист\nЗ повагою\n")
    for name, content in (("зламано.xlsx", b"PK\x03\x04 nothing"), ("лист.xlsx", letter)):
        answer = bring(client, VILLAGE if False else (name, content))
        assert answer.status_code == 422
        assert name in answer.text
        assert 'role="alert"' in answer.text
        assert problems(answer.text) == []
    assert "Таблиця або кілька таблиць" in client.get("/start").text
    assert bring(client).headers["location"] == "/start?said=missing"


@pytest.mark.slow
def test_who_is_no_administrator_is_told_how_to_begin_and_sends_nothing(empty: Served) -> None:
    for client in (empty.enter("editor"), empty.client()):
        page = client.get("/start").text
        assert "start/tables" not in page
        assert "--role administrator --invite" in page
    editor = empty.enter("editor")
    assert editor.post("/start/tables", data={"token": "x"}).headers["location"] == "/start?said=stale"
    assert editor.get("/upload").headers["location"] == "/start", "the desk of an empty store leads to the beginning"
    assert is_empty(empty.store)


@pytest.mark.slow
def test_a_killed_server_loses_neither_tables_nor_answers(tmp_path: Path) -> None:
    people(tmp_path)
    with running(tmp_path) as site:
        client = Served(site, open_store(str(tmp_path / NAME)), tmp_path / "server.log").enter("administrator")
        bring(client, VILLAGE)
        form(client, "/start", GENERAL)
        cookies = client.cookies
        os.killpg(site.process.pid, signal.SIGKILL)
        site.process.wait(20)
    with running(tmp_path) as site:
        client = Served(site, open_store(str(tmp_path / NAME)), tmp_path / "server.log").client()
        client.cookies = cookies
        page = client.get("/start").text
        assert "Вербова громада" in page
        assert "село.xlsx" in page


@pytest.mark.slow
def test_what_was_loaded_meanwhile_is_not_published_over(empty: Served, tmp_path: Path) -> None:
    client = empty.enter("administrator")
    bring(client, VILLAGE)
    form(client, "/start", GENERAL)
    look(client)
    token_page = client.get("/start").text
    books = zipfile.ZipFile(io.BytesIO(client.get("/start/workbooks.zip").content))
    books.extractall(tmp_path / "strategy")
    empty.site.command("load", str(tmp_path / "strategy"))
    given = {name: re.search(rf'name="{name}" value="([^"]*)"', token_page)[1] for name in ("token", "key")}  # type: ignore[index]
    assert client.post("/start/publish", data=given).headers["location"] == "/"
    with empty.store.reading() as connection:
        assert len(uploads(connection, empty.store.community)) == 3


@pytest.mark.slow
def test_what_is_no_workbook_is_refused_by_what_it_is(empty: Served) -> None:
    administrator = empty.enter("administrator")
    for name, content in KINDS.items():
        answer = bring(administrator, (name, content))
        assert answer.status_code == 422
        assert name in answer.text
        assert unsaid(answer.text, name) == []
