import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme

from kpi.measure.dataset import Dataset
from kpi.store import Store, open_store, read_internal
from tests.books import checked
from tests.publishing import publish
from tests.services.reminders.edition import PUBLISHED, books, plan
from tests.services.reminders.mailserver import MailServer
from tests.shipped import NAME, Shipped, copied


@pytest.fixture(scope="session")
def edition(shipped_store: Shipped, tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """The shipped edition as the store gives it, internal rows and all."""
    return read_internal(where=shipped_store(tmp_path_factory.mktemp("edition")))


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a store with the small edition."""
    folder = tmp_path_factory.mktemp("small")
    publish([checked(plan()), *map(checked, books())], PUBLISHED, store=open_store(str(folder / NAME)))
    return folder


@pytest.fixture
def store(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A store with the small edition; the environment leads to it, and mail is not configured."""
    where = copied(small, tmp_path)
    monkeypatch.setenv("POSTUP_STORE", where)
    for name in ("DATABASE_URL", "POSTUP_ADDRESS", "POSTUP_SMTP_URL", "POSTUP_SMTP_FROM", "POSTUP_DAYS_OFF"):
        monkeypatch.delenv(name, raising=False)
    return open_store(where)


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def trusted(authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests' authority is one of this machine's."""
    file = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(file)
    monkeypatch.setenv("SSL_CERT_FILE", str(file))


@pytest.fixture
def certificate(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    return context


@pytest.fixture
def mail() -> Iterator[MailServer]:
    """A mail server on this machine that takes letters as they come."""
    with MailServer() as server:
        yield server
