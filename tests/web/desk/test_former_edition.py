"""The turn between two strategies by the public doors: what is due of the old one until its last terms are over."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from kpi.__main__ import main
from kpi.model import Account, Role
from kpi.services import sign_in
from kpi.store import open_store
from tests import two_editions as two
from tests.html.markup import problems
from tests.servers import running
from tests.settled import NAMED
from tests.shipped import NAME
from tests.web.conftest import PASSWORD, Served
from tests.web.desk.people import explained, post, token_of
from tests.web.desk.test_report_form import fields_of
from tests.web.desk.test_way import main_of

HEAD = Account(id=0, login="head", name="О. Коваль", role=Role.HEAD, departments=("health",))
EDITOR = Account(id=0, login="editor", name="Р. Дактор", role=Role.EDITOR)
#: IV quarter 2026 is due on 15.01.2027; the last term of the old strategy is that of its year 2026
RUNNING = date(2027, 1, 10)
KEY = "1.2.1@2026-Q4"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("turn")
    store = open_store(str(folder / NAME))
    two.publish_both(store)
    for account in (HEAD, EDITOR):
        sign_in.create(store, account, PASSWORD, by="terminal", now=datetime.now(UTC))
    return folder


@contextmanager
def on(day: date, folder: Path) -> Iterator[Served]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(NAMED, day.isoformat())
        with running(folder) as site:
            yield Served(site, open_store(str(folder / NAME)), folder / "server.log")


@pytest.fixture(scope="module")
def served(folder: Path) -> Iterator[Served]:
    with on(RUNNING, folder) as found:
        yield found


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", text))


def test_the_last_values_are_asked_for_published_and_stand_in_the_old_strategy(served: Served) -> None:
    client = served.enter("head")
    page = main_of(client.get("/upload").text)
    assert problems(page) == []
    former = page.partition('id="former"')[2].partition("</section>")[0]
    assert "Останні дані стратегії 2022–2026" in former
    colours = 'href="/assets/accent-7A1F5C.css'
    for whole in (client.get("/upload"), client.get("/account"), served.client().get("/login")):
        assert colours in whole.text, whole.url
    assert "Строки цих значень стратегії 2022–2026 ще тривають або щойно минули." in plain(former)
    assert "Показник 1.2.1" in plain(former)
    assert "IV кв. 2026" in plain(former)
    assert f"value:{KEY}" not in page, "the form of the strategy in force has no field of the old one"
    shown = client.get("/upload?edition=2022-2026").text
    assert problems(main_of(shown)) == []
    assert "стратегія 2022-2026" in plain(main_of(shown))
    assert "Це форма стратегії 2022-2026, яка діяла раніше" in plain(main_of(shown))
    fields = fields_of(shown)
    assert fields["edition"] == "2022-2026"
    assert f"value:{KEY}" in fields
    kept = client.post("/upload/report", data={**fields, f"value:{KEY}": "64", "act": "keep"})
    assert "edition=2022-2026" in kept.headers["location"]
    assert fields_of(client.get("/upload?edition=2022-2026").text)[f"value:{KEY}"] == "64"
    assert "64" not in fields_of(client.get("/upload").text).values(), (
        "the old one's row is not typed into the new form"
    )
    told = client.post("/upload/judge", data={**fields, f"value:{KEY}": "64"}).json()["rows"][KEY]
    assert told["words"], "the row is judged by the old plan"
    sent = client.post(
        "/upload/report", data={**fields_of(client.get("/upload?edition=2022-2026").text), "act": "check"}
    )
    draft = sent.headers["location"]
    assert draft.startswith("/upload/draft?number="), draft
    preview = client.get(draft).text
    assert "Показник 1.2.1" in plain(preview)
    done = client.post(
        draft, data={"token": token_of(preview), "act": "publish", **explained(preview, "Відкрито два відділення.")}
    )
    receipt = done.headers["location"]
    assert receipt.startswith("/upload/receipt?number="), receipt
    page = main_of(client.get(receipt).text)
    assert problems(page) == []
    assert "Показник 1.2.1" in plain(page)
    assert 'href="/indicator?id=1.2.1"' not in page, (
        "its code is another indicator's, or nobody's, in the strategy in force"
    )
    assert "64" in plain(client.get("/2022-2026/indicator?id=1.2.1").text)
    assert KEY not in main_of(client.get("/upload").text)


def test_an_edition_that_is_not_asked_for_is_the_one_in_force(served: Served) -> None:
    client = served.enter("head")
    for named in ("2027-2031", "2015", "", "2022"):
        assert fields_of(client.get(f"/upload?edition={named}").text).get("edition") is None


def test_the_editor_sees_who_owes_it_writes_and_extends(served: Served) -> None:
    client = served.enter("editor")
    page = main_of(client.get("/admin/chase").text)
    assert problems(page) == []
    former = page.partition('id="department-health-former"')[2].partition("</section>")[0]
    assert "стратегія 2022-2026" in former
    rows = client.get("/admin/chase.csv").text
    assert "2022-2026" in rows
    letter = main_of(client.get("/admin/chase?department=health&edition=2022-2026").text)
    assert "строк минув 15.10.2026 (2022–2026)" in letter
    assert "яка діяла раніше" in letter
    key = re.findall(r'name="(report:[^"]+)"', former)[0]
    done = post(
        client,
        "/admin/chase",
        "/admin/chase",
        act="extend",
        edition="2022-2026",
        deadline="2027-11-01",
        reason="звіт лікарень надходить пізніше",
        **{key: "yes"},
    )
    assert done.headers["location"].startswith("/upload/receipt?number="), done.text
    again = main_of(client.get("/admin/chase").text)
    assert "01.11.2027" in again


def test_letters_ask_for_them_with_the_name_of_their_strategy(
    served: Served, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("POSTUP_STORE", str(served.site.store))
    monkeypatch.setenv("POSTUP_ADDRESS", "https://site.example.org")
    assert main(["remind", "--dry-run", "--on", "2027-01-15"]) == 0
    told = capsys.readouterr().out
    assert "строк минув 15.10.2026 (2022–2026)" in told
    assert "яка діяла раніше" in told
    assert "https://site.example.org/upload?edition=2022-2026&row=" in told


def test_after_its_last_terms_nothing_of_it_is_asked_for(
    folder: Path, served: Served, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert served.site.store.exists()
    with on(date(2028, 1, 10), folder) as later:
        assert 'id="former"' not in later.enter("head").get("/upload").text
        assert "стратегія 2022-2026" not in later.enter("editor").get("/admin/chase").text
    monkeypatch.setenv("POSTUP_STORE", str(served.site.store))
    assert main(["remind", "--dry-run", "--on", "2028-01-12"]) == 0
    assert "2022–2026" not in capsys.readouterr().out
