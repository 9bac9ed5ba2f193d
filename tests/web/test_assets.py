"""Own files under /assets: addresses by content, packed, nothing else reachable."""

import gzip
from pathlib import Path

import pytest
from starlette.applications import Starlette

from kpi.web.assets import FOREVER, Assets, accepts_gzip
from tests.asgi import Client


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts/a.woff2").write_bytes(b"wOF2" + bytes(900))
    (tmp_path / "site.css").write_text('@font-face { src: url("fonts/a.woff2") }' + "\np { color: red }" * 90)
    (tmp_path / "secret.txt").write_text("no")
    return tmp_path


@pytest.fixture
def assets(folder: Path) -> Assets:
    return Assets([folder])


@pytest.fixture
def client(assets: Assets) -> Client:
    return Client(Starlette(routes=[assets.route()]))


def test_a_style_sheet_is_kept_for_good_and_packed(assets: Assets, client: Client) -> None:
    answer = client.get(assets.url("site.css"), headers={"Accept-Encoding": "gzip"})
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == FOREVER
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["content-type"] == "text/css; charset=utf-8"
    plain = client.get(assets.url("site.css"), headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.text == answer.text


def test_the_fonts_of_a_style_sheet_are_served_under_their_own_address(assets: Assets, client: Client) -> None:
    style = client.get(assets.url("site.css")).text
    address = assets.url("fonts/a.woff2")
    assert f'url("{address}")' in style
    font = client.get(address, headers={"Accept-Encoding": "gzip"})
    assert font.content[:4] == b"wOF2"
    assert "content-encoding" not in font.headers


def test_another_content_has_another_address(assets: Assets, folder: Path) -> None:
    before = assets.url("site.css")
    (folder / "site.css").write_text("p { color: blue }")
    assert Assets([folder]).url("site.css") != before


def test_a_changed_font_changes_the_address_of_its_style_sheet(assets: Assets, folder: Path) -> None:
    before = assets.url("site.css")
    (folder / "fonts/a.woff2").write_bytes(b"wOF2 other")
    assert Assets([folder]).url("site.css") != before


@pytest.mark.parametrize(
    "path", ["secret.txt", "site.css", "../secret.txt", "%2e%2e/secret.txt", "site-000000000000.css", ""]
)
def test_nothing_else_is_served(client: Client, path: str) -> None:
    assert client.get(f"/assets/{path}").status_code == 404


@pytest.mark.parametrize(
    ("header", "allowed"),
    [
        ("gzip, deflate, br", True),
        ("br;q=1.0, gzip;q=0.8", True),
        ("*", True),
        ("", False),
        ("br", False),
        ("gzip;q=0", False),
        ("x-gzip", False),
    ],
)
def test_what_a_browser_accepts(header: str, allowed: bool) -> None:
    assert accepts_gzip(header) is allowed


def test_packing_loses_nothing(assets: Assets) -> None:
    sheet = assets._by_name["site.css"]
    assert sheet.packed is not None
    assert gzip.decompress(sheet.packed) == sheet.body
