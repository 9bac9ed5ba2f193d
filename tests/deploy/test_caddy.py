"""The site behind Caddy as deploy/Caddyfile sets it up: TLS, the dashboard's socket, sizes of uploads."""

import shutil
import ssl
import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
import trustme
from websockets.exceptions import InvalidStatus

from tests.deploy.test_nginx import ADDRESS, NAME, Proxied, _socket
from tests.ports import free_port
from tests.servers import running, wait_for
from tests.shipped import ROOT, copied
from tests.web import conftest as web

small = web.small


def _configured(folder: Path, site: int, port: int) -> Path:
    """deploy/Caddyfile with ports and certificates of the test; certificates of the public are not asked for."""
    written = (ROOT / "deploy/Caddyfile").read_text("utf-8")
    for old, new in (
        ("{\n\tservers {", "{\n\tadmin off\n\tauto_https disable_redirects\n\tservers {"),
        (f"{NAME} {{", f"{NAME}:{port} {{\n\ttls {folder}/chain.pem {folder}/key.pem"),
        ("127.0.0.1:8501", f"127.0.0.1:{site}"),
    ):
        assert old in written
        written = written.replace(old, new, 1)
    file = folder / "Caddyfile"
    file.write_text(written, "utf-8")
    return file


@pytest.fixture(scope="module")
def proxied(small: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxied]:
    caddy, folder = shutil.which("caddy"), tmp_path_factory.mktemp("caddy")
    if caddy is None:
        pytest.skip("caddy is not installed")
    copied(small, folder)
    authority, site, port = trustme.CA(), free_port(), free_port()
    certificate = authority.issue_cert(NAME)
    certificate.private_key_pem.write_to_path(folder / "key.pem")
    certificate.cert_chain_pems[0].write_to_path(folder / "chain.pem")
    command = (caddy, "run", "--config", str(_configured(folder, site, port)), "--adapter", "caddyfile")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("POSTUP_ADDRESS", ADDRESS)
        patch.setenv("HOME", str(folder))
        with (
            (folder / "caddy.log").open("wb") as log,
            running(folder, port=site),
            subprocess.Popen(command, stdout=log, stderr=log) as process,
        ):
            found = Proxied(port, 0, authority)
            try:
                wait_for(lambda: _is_there(found), process, folder / "caddy.log")
                yield found
            finally:
                process.terminate()


def _is_there(proxied: Proxied) -> bool:
    try:
        with proxied.client() as client:
            return bool(client.get("/readyz", extensions=proxied.sni).json()["ready"])
    except (httpx2.TransportError, ssl.SSLError):
        return False


@pytest.mark.slow
def test_pages_come_by_their_public_address(proxied: Proxied) -> None:
    with proxied.client() as client:
        page = client.get("/", extensions=proxied.sni)
        assert page.status_code == 200
        assert f'href="{ADDRESS}/' in page.text
        assert page.headers["strict-transport-security"]
        told = client.post("/upload", content=bytes(13 << 20), extensions=proxied.sni)
        # Caddy before 2.7 says 502 where it has cut a body off
        assert told.status_code in {413, 502}


@pytest.mark.slow
def test_the_dashboard_s_socket_opens_through_the_proxy(proxied: Proxied) -> None:
    with _socket(proxied, ADDRESS) as opened:
        assert opened.subprotocol == "streamlit"
    with pytest.raises(InvalidStatus), _socket(proxied, "https://evil.example"):
        pass
