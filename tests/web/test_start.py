"""A site that has nothing to show yet says how to begin; the shipped example stays in a store of its own."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import httpx2
import pytest
from openpyxl import load_workbook

from kpi.__main__ import main
from kpi.model import Language
from kpi.services.publishing import batches, is_empty, load
from kpi.services.publishing.loading.demonstration import examples
from kpi.settings import command_on_pages
from kpi.store import open_store
from kpi.text import Text
from kpi.web import addresses
from tests.asgi import Client
from tests.languages import BOTH
from tests.ports import free_port
from tests.servers import answer, running, wait_for
from tests.shipped import ROOT
from tests.web.public import lettered

UK = Text(Language.UK)
#: what only the example says
FOREIGN = re.compile("Краматорськ|Kramatorsk|ДЕМО|Demo data")


def test_every_page_of_an_empty_site_leads_to_the_start(client: Client, where: str) -> None:
    for path in (*addresses.paths(), "/indicator?id=1.1.1"):
        for language in ("", "lang=en"):
            page = client.get(f"{path}{'&' if '?' in path else '?'}{language}")
            assert re.search(r'href="/start(\?lang=en)?"', page.text), path
            assert not FOREIGN.search(page.text), path
    assert is_empty(open_store(where)), "nothing has been loaded by itself"


@pytest.mark.parametrize("language", BOTH)
def test_the_start_tells_the_commands_in_both_languages(client: Client, language: Language) -> None:
    given = client.get(f"/start?lang={language}")
    assert (given.status_code, given.headers["content-language"]) == (200, language)
    for one in (UK, Text(Language.EN)):
        folder = one.say("start.word.folder")
        table = one.say("start.word.table")
        for command in (f"init {table} -o {folder}", f"check {folder}/", f"load {folder}/", "serve --demo"):
            assert f"<code>{command_on_pages()} {command}</code>" in given.text
        assert one.say("start.step.load") in given.text
    assert not FOREIGN.search(given.text)


def test_what_is_told_works_and_the_site_opens_without_a_restart(
    client: Client, where: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = lettered.written(tmp_path / "edition")
    assert UK.say("web.unpublished.title") in client.get("/").text
    assert client.get("/api/v1/strategy").status_code == 503
    assert main(["check", str(folder)]) == 0
    assert main(["load", str(folder)]) == 0, capsys.readouterr().err
    assert "Лугова громада" in client.get("/").text
    given = client.get("/start?lang=en")
    assert (given.status_code, given.headers["location"]) == (302, "/?lang=en")
    assert main(["export", "--site", str(tmp_path / "site")]) == 0
    assert not [file for file in (tmp_path / "site").rglob("*.html") if FOREIGN.search(file.read_text("utf-8"))]
    assert Path(where).exists()


def test_an_empty_store_exports_nothing(where: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--site", str(tmp_path / "site")]) == 1
    assert UK.say("cli.export.unpublished") in capsys.readouterr().err
    assert is_empty(open_store(where))


def test_a_served_empty_store_stays_empty(tmp_path: Path) -> None:
    with running(tmp_path) as site:
        page = httpx2.get(site.address, trust_env=False).text
        assert "/start" in page
        assert not FOREIGN.search(page)
    assert is_empty(open_store(str(tmp_path / "postup.sqlite")))
    assert "/start" in (tmp_path / "server.log").read_text("utf-8")


def test_the_demonstration_has_a_store_of_its_own(tmp_path: Path) -> None:
    """It turns from whatever store the environment names, and says how to begin with one's own."""
    own = open_store(str(tmp_path / "own.sqlite"))
    load(batches([lettered.written(tmp_path / "edition")]), today=lettered.RELEASED, store=own)
    before = (tmp_path / "own.sqlite").read_bytes(), sorted(tmp_path.iterdir())
    port = free_port()
    process = subprocess.Popen(
        (sys.executable, "-m", "kpi", "serve", "--demo", "--port", str(port)),
        cwd=tmp_path,
        env={**os.environ, "POSTUP_STORE": own.name, "PYTHONPATH": str(ROOT)},
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    said = [process.stderr.readline() for _ in range(6)]
    address = f"http://localhost:{port}"
    try:
        # until the data are loaded a page says that they are
        wait_for(lambda: json.loads(answer(f"{address}/healthz"))["data"] == "ready", process)
        page = answer(address).decode()
    finally:
        process.terminate()
        process.wait(20)
    # the day decides which of the two is in front (tests/web/public/test_demonstration.py settles it)
    titles = [str(load_workbook(folder / "plan.xlsx")["Стратегія"]["B2"].value) for folder in examples()]
    assert [title in page for title in titles].count(True) == 1
    assert "Демонстраційні дані" in page
    assert address in "".join(said)
    assert [line.split(" -m ")[1].split()[1] for line in said if " -m kpi " in line] == ["check", "load", "serve"]
    assert (tmp_path / "var/demo.sqlite").exists()
    assert before == ((tmp_path / "own.sqlite").read_bytes(), sorted(p for p in tmp_path.iterdir() if p.name != "var"))


@pytest.mark.parametrize(
    "said", ["strategy.example.org", "//strategy.example.org", "ftp://a.example", "https://", "https://a.example/?x=1"]
)
def test_an_address_that_is_none_is_told(
    said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("POSTUP_ADDRESS", said)
    assert main(["serve", "--port", "0"]) == 1
    assert "POSTUP_ADDRESS" in capsys.readouterr().err
