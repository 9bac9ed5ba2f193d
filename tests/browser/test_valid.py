"""The markup of every kind of page is valid HTML (html-validate, its rules of the standard)."""

import re
import subprocess
import urllib.request
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.servers import Site

pytestmark = pytest.mark.browser
HERE = Path(__file__).parent
PAGES = (
    *("/", "/sector?id=economy", "/goal?id=1.1", "/indicators", "/indicators?q=zzz", "/changes", "/data", "/method"),
    *(
        "/decisions",
        f"/decisions?id={quote('2026-03-26-48-ілюстр')}",
        "/actions",
        "/report",
        "/question?code=1.1.1",
        "/subscribe",
    ),
    *("/indicator?id=4.1.4", "/print/decisions", "/print/actions"),
    *("/departments", "/department?id=dep-zhkg", "/department?id=none", "/plan-health", "/print/department/dep-zhkg"),
    *("/indicator?id=1.1.1", "/indicator?id=2.1.1", "/indicator?id=3.1.2", "/indicator?id=8.1.2", "/indicator?id=none"),
    *("/indicator?id=1.1.1&v=2026-08-14", "/embed/1.1.1", "/embed/2.1.1?theme=dark"),
    *("/print/overview", "/print/sector/economy", "/print/goal/1.1", "/print/indicator/1.1.1", "/login", "/nothing"),
)


def test_every_kind_of_page_is_valid(site: Site, tmp_path: Path) -> None:
    names: dict[str, str] = {}
    for address in (given + extra for given in PAGES for extra in ("", ("&" if "?" in given else "?") + "lang=en")):
        file = tmp_path / (re.sub(r"\W", "_", address) + ".html")
        file.write_bytes(_body(site.address + address))
        names[file.name] = address
    (tmp_path / ".htmlvalidate.json").write_text('{"root": true, "extends": ["html-validate:standard"]}')
    assert len(names) == 2 * len(PAGES)
    command = [str(HERE / "node_modules/.bin/html-validate"), "--formatter", "text", *sorted(names)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout[:4000]) == (0, "")


def _body(address: str) -> bytes:
    """The page, whatever its status."""
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310
            return bytes(answer.read())
    except urllib.error.HTTPError as answer:
        return answer.read()
