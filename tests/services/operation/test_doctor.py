"""The examination of a well site and of a sick one: each trouble is named with its cure, nothing is changed."""

import json
import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from kpi.__main__ import main
from kpi.services.operation.backups import make_backup
from kpi.services.operation.doctor import Finding, State, examine
from kpi.store import Store, open_store
from kpi.store.people import subscribers
from kpi.store.people.subscribers import Subscriber
from kpi.text import Text
from tests.languages import BOTH
from tests.postgresql import Server
from tests.services.operation.conftest import NOW, held
from tests.services.reminders.mailserver import MailServer

pytestmark = pytest.mark.sqlite

WELL = {"POSTUP_ADDRESS": "https://strategy.example.org", "POSTUP_LOG": "requests"}


@pytest.fixture
def site(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A store closed to others, with a backup, named by the settings."""
    assert store.path is not None
    for place in (store.path.parent, *store.path.parent.iterdir()):
        place.chmod(0o700)
    monkeypatch.setenv("POSTUP_STORE", store.name)
    for name in [name for name in os.environ if name.startswith("POSTUP_") and name != "POSTUP_STORE"]:
        monkeypatch.delenv(name)
    for name, value in WELL.items():
        monkeypatch.setenv(name, value)
    make_backup(store, store.path.parent / "backups", NOW)
    return store


def states() -> dict[str, State]:
    return {one.check: one.state for one in examine(os.environ, datetime.now(UTC))}


def found(check: str, now: datetime | None = None) -> Finding:
    one = next(one for one in examine(os.environ, now or datetime.now(UTC)) if one.check == check)
    for language in BOTH:
        words = Text(language)
        values = {**one.values, "command": "postup"}
        assert words.say(one.message, **values)
        assert not one.cure or words.say(one.cure, **values)
    return one


def test_a_well_site_is_well(site: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    before = held(site)
    with MailServer() as mail:
        monkeypatch.setenv("POSTUP_SMTP_URL", f"smtp://localhost:{mail.port}?tls=none")
        monkeypatch.setenv("POSTUP_SMTP_FROM", "Поступ <postup@example.org>")
        assert set(states().values()) == {State.OK}
        assert main(["doctor"]) == 0
        assert mail.taken == [], "no letter goes"
    said = capsys.readouterr().out.splitlines()
    assert len(said) == 15
    assert held(site) == before


def test_every_line_is_an_object(site: Store, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--json"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {"check", "state", "message", "cure"} == set(lines[0])
    assert {one["check"]: one["state"] for one in lines}["mail"] == "attention"


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize(
    ("name", "value", "check", "state"),
    [
        ("POSTUP_ADRESS", "https://a.example", "settings", State.ATTENTION),
        ("POSTUP_DAYS_OFF", "yesterday", "settings", State.WRONG),
        ("POSTUP_LOG", "all", "settings", State.WRONG),
        ("POSTUP_ADDRESS", "strategy.example.org", "address", State.WRONG),
        ("POSTUP_ADDRESS", "http://strategy.example.org", "address", State.ATTENTION),
        ("POSTUP_ADDRESS", "", "address", State.ATTENTION),
        ("POSTUP_SMTP_URL", "mail.example.org", "mail", State.WRONG),
        ("POSTUP_SMTP_URL", "smtp://localhost:9?tls=none", "mail", State.WRONG),
    ],
)
def test_a_wrong_setting_is_named(
    name: str, value: str, check: str, state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POSTUP_SMTP_FROM", "postup@example.org")
    monkeypatch.setenv(name, value)
    assert found(check).state is state


def test_a_mistyped_variable_leads_to_the_right_one(site: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    assert site
    monkeypatch.setenv("POSTUP_ADRESS", "https://a.example")
    assert found("settings").values == {"name": "POSTUP_ADRESS", "near": "POSTUP_ADDRESS"}


def test_a_store_that_is_not_there_is_not_made(
    site: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert site
    place = tmp_path / "var" / "new.sqlite"
    monkeypatch.setenv("POSTUP_STORE", str(place))
    assert found("store").state is State.ATTENTION
    monkeypatch.setenv("POSTUP_STORE", str(tmp_path / "a" / "b" / "new.sqlite"))
    assert main(["doctor"]) == 0
    assert "POSTUP_STORE" in capsys.readouterr().out
    assert not place.exists()
    assert not (tmp_path / "a").exists()


def test_a_file_that_is_no_store(site: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert site
    (tmp_path / "var" / "other.sqlite").write_bytes(b"something else" * 1000)
    monkeypatch.setenv("POSTUP_STORE", str(tmp_path / "var" / "other.sqlite"))
    assert found("store").message == "store.trouble.corrupt"
    assert main(["doctor"]) == 1


def test_the_journal_the_schema_and_the_snapshot(site: Store) -> None:
    assert site.path is not None
    with closing(sqlite3.connect(site.path)) as raw, raw:
        raw.execute("DROP TRIGGER audit_no_update")
        raw.execute("UPDATE audit SET actor = 'nobody' WHERE number = 2")
    assert found("journal").values == {"number": 2}
    assert site.public_path is not None
    site.public_path.unlink()
    assert found("snapshot").state is State.ATTENTION
    with closing(sqlite3.connect(site.path)) as raw, raw:
        raw.execute("INSERT INTO migration VALUES (999, 'm0999_later', '')")
    assert found("schema").message == "store.trouble.newer"
    with closing(sqlite3.connect(site.path)) as raw, raw:
        raw.execute("DELETE FROM migration WHERE number > 5")
    assert found("schema").state is State.ATTENTION


@pytest.mark.parametrize(("mode", "state"), [(0o755, State.ATTENTION), (0o777, State.WRONG), (0o710, State.OK)])
def test_who_else_can_read_or_write_the_store(mode: int, state: State, site: Store) -> None:
    assert site.path is not None
    site.path.chmod(0o644)
    site.path.parent.chmod(mode)
    assert found("permissions").state is state


def test_no_administrator_no_backup_a_clock_that_is_behind(site: Store) -> None:
    with site.writing() as connection:
        connection.execute(text("UPDATE account SET disabled = TRUE"))
    assert found("accounts").state is State.ATTENTION
    assert found("backups", NOW + timedelta(hours=49)).state is State.OK
    assert found("backups", NOW + timedelta(days=3)).state is State.ATTENTION
    assert found("clock", datetime(2020, 1, 1, tzinfo=UTC)).state is State.WRONG
    assert site.path is not None
    for file in (site.path.parent / "backups").iterdir():
        file.unlink()
    assert found("backups").state is State.ATTENTION


def test_a_server_s_store_is_examined_too(
    site: Store, postgresql: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert site
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("POSTUP_STORE", open_store(postgresql.empty()).name)
    assert found("store").state is State.OK
    assert found("clock").state is State.OK
    assert found("clock", datetime.now(UTC) - timedelta(hours=1)).state is State.WRONG
    monkeypatch.setenv("POSTUP_STORE", "postgresql://postgres@127.0.0.1:9/none")
    assert found("store").message == "store.trouble.unreachable"


def test_a_store_of_before_an_upgrade_is_examined_as_far_as_it_can_be(site: Store) -> None:
    assert site.path is not None
    with closing(sqlite3.connect(site.path)) as raw, raw:
        raw.execute("ALTER TABLE account DROP COLUMN signed_in_at")
        raw.execute("DROP TABLE invitation")
        raw.execute("DELETE FROM migration WHERE name = 'm0011_invitations'")
        raw.execute("DROP TRIGGER audit_no_update")
        raw.execute("UPDATE audit SET actor = 'nobody' WHERE number = 2")
    told = states()
    assert (told["store"], told["schema"], told["journal"]) == (State.OK, State.ATTENTION, State.WRONG)
    assert {"disk", "backups", "clock"} <= told.keys()
    assert "accounts" not in told, "its tables are those of an older programme"


def test_subscriptions_that_no_letter_reaches_are_told(site: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    assert found("subscriptions").message == "doctor.subscriptions.none"
    old = datetime.now(UTC) - timedelta(days=3)
    with site.writing() as connection:
        one = Subscriber(key="k1", address="a@example.org", language="uk", asked_at=old.isoformat())
        subscribers.add(connection, site.community, one)
    assert found("subscriptions").message == "doctor.subscriptions.no_mail"
    monkeypatch.setenv("POSTUP_SMTP_URL", "smtp://localhost:1?tls=none")
    assert found("subscriptions").message == "doctor.subscriptions.waiting"
    monkeypatch.delenv("POSTUP_ADDRESS")
    assert found("subscriptions").message == "doctor.subscriptions.no_site"
    monkeypatch.setenv("POSTUP_ADDRESS", WELL["POSTUP_ADDRESS"])
    with site.writing() as connection:
        subscribers.change(connection, site.community, "k1", state="confirmed")
    assert found("subscriptions").state is State.OK
