"""The site behind nginx as deploy/nginx.conf sets it up: TLS, cookies, the dashboard's socket, sizes of uploads."""

import re
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import httpx2
import pytest
import trustme
from websockets.exceptions import InvalidMessage, InvalidStatus
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from kpi.services import sign_in
from kpi.store import open_store
from kpi.web.protection.fair_share import SOCKETS_OF_ADDRESS
from tests.ports import free_port
from tests.servers import running, wait_for
from tests.shipped import ROOT, Shipped
from tests.web.conftest import PASSWORD, PEOPLE

NAME = "strategy.example.org"
ADDRESS = f"https://{NAME}"


class Proxied:
    """The site by its public name, whatever port nginx has got here."""

    def __init__(self, port: int, plain_port: int, authority: trustme.CA) -> None:
        self.port, self.plain_port = port, plain_port
        self._authority = authority
        self.tls = self.authority_context()

    def authority_context(self) -> ssl.SSLContext:
        """What trusts the certificates of this test."""
        context = ssl.create_default_context()
        self._authority.configure_trust(context)
        return context

    def client(self) -> httpx2.Client:
        return httpx2.Client(
            base_url=f"https://127.0.0.1:{self.port}",
            headers={"Host": NAME, "Origin": ADDRESS},
            verify=self.tls,
            trust_env=False,
            timeout=60,
        )

    @property
    def sni(self) -> dict[str, object]:
        return {"sni_hostname": NAME}


def nginx_program() -> str:
    found = shutil.which("nginx") or ("/usr/sbin/nginx" if Path("/usr/sbin/nginx").exists() else "")
    if not found:
        pytest.skip("nginx is not installed")
    return found


def _configured(folder: Path, site: int, port: int, plain_port: int) -> Path:
    """deploy/nginx.conf with ports and certificates of the test, inside what /etc/nginx/nginx.conf puts around it."""
    written = (ROOT / "deploy/nginx.conf").read_text(encoding="utf-8")
    for old, new in (
        ("127.0.0.1:8501", f"127.0.0.1:{site}"),
        ("listen 80;", f"listen 127.0.0.1:{plain_port};"),
        ("listen 443 ssl http2;", f"listen 127.0.0.1:{port} ssl http2;"),
        (f"/etc/letsencrypt/live/{NAME}/fullchain.pem", str(folder / "chain.pem")),
        (f"/etc/letsencrypt/live/{NAME}/privkey.pem", str(folder / "key.pem")),
    ):
        assert old in written
        written = written.replace(old, new)
    written = re.sub(r"^ *listen \[::\].*\n", "", written, flags=re.MULTILINE)
    places = "".join(
        f"{kind}_temp_path {folder}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    file = folder / "nginx.conf"
    around = f"daemon off;\nuser root;\npid {folder}/pid;\nerror_log {folder}/error.log;\nevents {{}}\n"
    file.write_text(f"{around}http {{\n{places}{written}}}\n", encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def proxied(shipped_store: Shipped, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxied]:
    nginx, folder = nginx_program(), tmp_path_factory.mktemp("proxied")
    store = open_store(shipped_store(folder))
    sign_in.create(store, PEOPLE["editor"], PASSWORD, by="terminal", now=datetime.now(UTC))
    authority, site_port, port, plain_port = trustme.CA(), free_port(), free_port(), free_port()
    certificate = authority.issue_cert(NAME)
    certificate.private_key_pem.write_to_path(folder / "key.pem")
    certificate.cert_chain_pems[0].write_to_path(folder / "chain.pem")
    file = _configured(folder, site_port, port, plain_port)
    tested = subprocess.run((nginx, "-t", "-c", file), capture_output=True, text=True, check=False)
    assert tested.returncode == 0, tested.stderr
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("POSTUP_ADDRESS", ADDRESS)
        with running(folder, port=site_port), subprocess.Popen((nginx, "-c", file)) as process:
            found = Proxied(port, plain_port, authority)
            try:
                wait_for(lambda: bool(_get(found, "/healthz").json()), process)
                yield found
            finally:
                process.terminate()


def _get(proxied: Proxied, path: str) -> httpx2.Response:
    with proxied.client() as client:
        return client.get(path, extensions=proxied.sni)


@pytest.mark.slow
def test_pages_come_by_their_public_address(proxied: Proxied) -> None:
    page = _get(proxied, "/")
    assert page.status_code == 200
    assert f'href="{ADDRESS}/' in page.text
    assert page.headers["strict-transport-security"]
    moved = httpx2.get(f"http://127.0.0.1:{proxied.plain_port}/i/1.1.1", headers={"Host": NAME}, trust_env=False)
    assert (moved.status_code, moved.headers["location"]) == (301, f"{ADDRESS}/i/1.1.1")


def _entered(proxied: Proxied) -> httpx2.Client:
    client = proxied.client()
    token = re.search(r'name="token" value="([^"]*)"', client.get("/login", extensions=proxied.sni).text)
    assert token is not None
    fields = {"token": token[1], "login": "editor", "password": PASSWORD}
    answer = client.post("/login", data=fields, extensions=proxied.sni)
    assert answer.status_code == 303
    assert "__Host-postup=" in answer.headers["set-cookie"]
    assert "Secure" in answer.headers["set-cookie"]
    return client


@pytest.mark.slow
def test_signing_in_and_files_of_every_size(proxied: Proxied) -> None:
    client = _entered(proxied)
    page = client.get("/upload", extensions=proxied.sni)
    token = re.search(r'name="token" value="([^"]*)"', page.text)
    assert token is not None
    told = {}
    for megabytes in (1, 9, 11, 13):
        file = {"file": ("big.xlsx", bytes(megabytes << 20))}
        sent = client.post("/upload", data={"token": token[1]}, files=file, extensions=proxied.sni)
        told[megabytes] = sent.status_code, "nginx" in sent.text
    assert [told[size][1] for size in (1, 9, 11)] == [False] * 3, "the site itself answers up to its own limit"
    assert told[13] == (413, True)


@pytest.mark.slow
def test_the_dashboard_s_socket_opens_through_the_proxy(proxied: Proxied) -> None:
    with _socket(proxied, ADDRESS) as opened:
        assert opened.subprotocol == "streamlit"
    with pytest.raises(InvalidStatus) as refused, _socket(proxied, "https://evil.example"):
        pass
    assert refused.value.response.status_code == 403


def _socket(proxied: Proxied, origin: str, headers: Mapping[str, str] | None = None) -> ClientConnection:
    return connect(
        f"wss://{NAME}/dashboard/_stcore/stream",
        sock=socket.create_connection(("127.0.0.1", proxied.port)),
        origin=Origin(origin),
        additional_headers=headers,
        subprotocols=[Subprotocol("streamlit")],
        ssl=proxied.tls,
        server_hostname=NAME,
        proxy=None,
        open_timeout=60,
    )


@pytest.mark.slow
def test_the_address_of_a_reader_is_the_proxy_s_word(proxied: Proxied) -> None:
    """Whoever writes another address into each request is still one address to the site."""
    opened = 0
    with ExitStack() as sockets:
        for number in range(SOCKETS_OF_ADDRESS + 4):
            try:
                sockets.enter_context(_socket(proxied, ADDRESS, {"X-Forwarded-For": f"203.0.113.{number}"}))
                opened += 1
            except (InvalidStatus, InvalidMessage):
                pass
    assert opened == SOCKETS_OF_ADDRESS


@pytest.mark.slow
def test_only_present_versions_of_tls_are_spoken(proxied: Proxied) -> None:
    def spoken(most: ssl.TLSVersion) -> str | None:
        context = proxied.authority_context()
        context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
        context.maximum_version = most
        with (
            socket.create_connection(("127.0.0.1", proxied.port), timeout=30) as plain,
            context.wrap_socket(plain, server_hostname=NAME) as secured,
        ):
            return secured.version()

    assert spoken(ssl.TLSVersion.MAXIMUM_SUPPORTED) == "TLSv1.3"
    assert spoken(ssl.TLSVersion.TLSv1_2) == "TLSv1.2"
    with pytest.warns(DeprecationWarning), pytest.raises(OSError):
        spoken(ssl.TLSVersion.TLSv1_1)
