"""Two processes of the site on one PostgreSQL store: each may be restarted while heads publish, and nothing is lost;
outsiders' role can read what is public and nothing else."""

import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import httpx2
import psycopg
import pytest
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.pool import NullPool

from kpi.services.publishing import refresh_public
from kpi.store import Store, read_public
from kpi.store.engine import driver
from tests.deploy.test_nginx import nginx_program
from tests.ports import free_port
from tests.postgresql import Server
from tests.servers import Site, running, wait_for
from tests.trust.desk_site import Sender, entered, small_site
from tests.trust.standing import standing
from tests.waiting import until
from tests.web.conftest import Served

pytestmark = pytest.mark.sqlite
ROLE = """
CREATE ROLE readers LOGIN;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO readers;
DO $$ DECLARE one text; BEGIN
  FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename LIKE 'public\\_%' LOOP
    EXECUTE format('GRANT SELECT ON %I TO readers', one);
  END LOOP;
END $$
"""


@pytest.fixture
def store(postgresql: Server) -> Iterator[Store]:
    store = small_site(postgresql.store())
    yield store
    store.engine.dispose()


def _run(store: Store, statements: str) -> None:
    # as psql sends them: the driver reads no placeholder where there are no parameters
    with psycopg.connect(store.name, autocommit=True) as connection:
        connection.execute(statements.encode())


def test_the_role_of_outsiders_reads_what_is_public_and_nothing_else(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    _run(store, ROLE)
    try:
        readers = store.name.replace("postgres@", "readers@")
        monkeypatch.setenv("POSTUP_PUBLIC", readers)
        assert not read_public(where=store.name).observations.empty, "outsiders' pages are read by the role"
        engine = create_engine(driver(readers), poolclass=NullPool)
        names = inspect(store.engine).get_table_names()
        assert {"upload", "account", "session", "audit", "observation_rev"} <= set(names)
        for name in names:
            asked = ("DELETE FROM {}", "INSERT INTO {} DEFAULT VALUES", "SELECT * FROM {}")
            for statement in asked[: 2 if name.startswith("public_") else 3]:
                with pytest.raises(ProgrammingError, match="permission denied"), engine.connect() as connection:
                    connection.execute(text(statement.format(name)))
        with pytest.raises(ProgrammingError, match="permission denied"), engine.connect() as connection:
            connection.execute(text("CREATE TABLE own (n int)"))
        refresh_public(store)
        assert not read_public(where=store.name).observations.empty, "the next release is read too"
    finally:
        _run(store, "DROP OWNED BY readers; DROP ROLE readers")


@pytest.mark.slow
def test_a_rolling_restart_behind_nginx_loses_no_upload(store: Store, tmp_path: Path) -> None:
    ports = (free_port(), free_port())

    def started(number: int) -> ExitStack:
        stack = ExitStack()
        log = tmp_path / f"server{number}.log"
        stack.enter_context(running(tmp_path, port=ports[number], place=store.name, log=log))
        return stack

    processes = [started(0), started(1)]
    with ExitStack() as all_of_them, _balanced(tmp_path, ports) as front:
        for number in range(2):
            all_of_them.callback(lambda number=number: processes[number].close())  # type: ignore[misc]
        sender = entered(Served(front, store, tmp_path / "server0.log"))
        with _publishing(sender, front) as one_more:
            for number in range(2):
                one_more()
                processes[number].close()
                one_more()
                processes[number] = started(number)
            one_more()
        found = standing(store, sender.told, sender.next)
        assert (found.lost, found.torn, found.double) == (0, 0, 0)


@contextmanager
def _publishing(sender: Sender, site: Site) -> Iterator[Callable[[], None]]:
    """A head publishes without end, a file whose answer was lost once more; the call waits for one publication."""
    stop = threading.Event()

    def work() -> None:
        with sender.client(site) as client:
            while not stop.is_set():
                with suppress(httpx2.TransportError):
                    sender.again(client)
                    sender.one(client)
            sender.again(client)

    def one_more() -> None:
        before = len(sender.told)
        until(lambda: len(sender.told) > before or not head.is_alive(), within=90)
        assert head.is_alive()

    head = threading.Thread(target=work)
    head.start()
    try:
        yield one_more
    finally:
        stop.set()
        head.join(90)


@contextmanager
def _balanced(folder: Path, ports: tuple[int, int]) -> Iterator[Site]:
    """nginx before both, as docs/operate.md sets it up: the one that does not answer is left out."""
    port = free_port()
    upstream = "".join(f"server 127.0.0.1:{one} max_fails=1 fail_timeout=2s;\n" for one in ports)
    places = "".join(
        f"{kind}_temp_path {folder}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    file = folder / "nginx.conf"
    file.write_text(
        f"daemon off;\nuser root;\npid {folder}/pid;\nerror_log {folder}/error.log;\nevents {{}}\nhttp {{\n{places}"
        f"upstream postup {{\n{upstream}}}\nserver {{\nlisten 127.0.0.1:{port};\naccess_log off;\n"
        "client_max_body_size 12m;\nlocation / {\nproxy_pass http://postup;\nproxy_set_header Host $http_host;\n"
        "proxy_next_upstream error timeout;\n}\n}\n}\n",
        encoding="utf-8",
    )
    with subprocess.Popen((nginx_program(), "-c", str(file))) as process:
        front = Site(f"http://localhost:{port}", process, folder)
        try:
            wait_for(lambda: bool(front.health()), process)
            yield front
        finally:
            process.terminate()
