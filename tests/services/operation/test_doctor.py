"""The examination of a well site and of a sick one: each trouble is named with its cure, nothing is changed."""

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from kpi.__main__ import main
from kpi.model import Language
from kpi.services.operation.backups import make_backup
from kpi.services.operation.doctor import Finding, State, examine
from kpi.store import Store, open_store
from kpi.text import Text
from tests.postgresql import Server
from tests.services.operation.conftest import NOW, held
from tests.services.reminders.mailserver import Mailserver, mailserver

WELL = {"POSTUP_ADDRESS": "https://strategy.example.org", "POSTUP_LOG": "requests"}


@pytest.fixture
def mail() -> Iterator[Mailserver]:
    with mailserver() as running:
        yield running


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


def states(now: datetime = NOW) -> dict[str, State]:
    return {one.check: one.state for one in examine(os.environ, now)}


def found(check: str, now: datetime = NOW) -> Finding:
    one = next(one for one in examine(os.environ, now) if one.check == check)
    for language in Language:
        words = Text(language)
        assert words.say(one.message, **one.values)
        assert not one.cure or words.say(one.cure, **one.values)
    return one
