"""Names of addresses and of files that are sent: none leads to a file that nobody is given, none breaks a page."""

import re

import pytest

from kpi.model.media_types import XLSX
from tests.shipped import ROOT
from tests.trust.hostile.names import FILE_NAMES
from tests.trust.hostile.paths import places, targets
from tests.trust.hostile.watching import counts
from tests.trust.hostile.wire import ask
from tests.trust.promises import Reached, asked, is_full
from tests.web.conftest import Served
from tests.web.desk.people import token_of
from tests.workbook.tables import GOOD, workbook

#: a file beside the store that nobody is given
CANARY = b"a canary beside the store"
#: what files of the machine, of the program and of the store hold
LEAKS = re.compile(
    rb"root:x:0:0|SQLite format 3|\[build-system\]|gatherUsageStats|repositoryformatversion|from kpi\."
    rb"|import annotations|Traceback \(most|PATH=/|" + re.escape(CANARY) + b"|" + re.escape(str(ROOT).encode())
)

#: what the specification of oEmbed has a provider answer to a format that it does not speak
OEMBED = (501, "/oembed?format")


def faults(site: str, target: str, cookie: str) -> str:
    """What is wrong with the answer, "" where nothing is."""
    found = ask(site, target, headers={"Cookie": cookie} if cookie else {})
    if not 200 <= found.status < 500 and (found.status, target.partition("=")[0]) != OEMBED:
        return f"{found.status or 'no answer'}"
    if leak := LEAKS.search(found.head + found.body):
        return f"holds {leak[0]!r}"
    return "a header of the asker" if b"\nset-cookie: a=b" in found.head.lower() else ""


def test_no_name_in_an_address_leads_to_a_file(planned: Served, reached: Reached) -> None:
    folder = planned.site.store.parent
    (folder / "canary.txt").write_bytes(CANARY)
    chosen = list(targets())
    if not is_full():
        wanted = asked("F1", "targets")
        # a step that shares no factor with the number of places goes through all of them and all tricks
        step = next(n for n in range(len(chosen) // wanted, 1, -1) if len(places()) % n)
        chosen = chosen[::step]
    client = planned.enter("chief")
    cookies = ("", "; ".join(f"{one.name}={one.value}" for one in client.cookies.jar))
    found = [
        f"{target[:200]} {'signed in' if cookie else ''}: {fault}"
        for target in chosen
        for cookie in (cookies if is_full() else cookies[len(target) % 2 :][:1])
        if (fault := faults(planned.address, target, cookie))
    ]
    assert planned.site.process.poll() is None
    assert not found, "\n".join(found)
    reached("F1", targets=len(chosen), faults=len(found))


def test_the_harness_finds_what_it_looks_for() -> None:
    for file in (ROOT / "pyproject.toml", ROOT / ".streamlit/config.toml", ROOT / "kpi/web/application.py"):
        assert LEAKS.search(file.read_bytes()), file
    assert LEAKS.search(b"root:x:0:0:root:/root:/bin/bash")


@pytest.mark.parametrize("name", FILE_NAMES if is_full() else FILE_NAMES[1::5])
def test_a_file_that_is_sent_is_called_anything(planned: Served, name: str) -> None:
    """It is kept in the store alone, its name is told as it was written, and it comes back whole."""
    client, folder = planned.enter("chief"), planned.site.store.parent
    token = token_of(client.get("/upload").text)
    before, rows = sorted(folder.rglob("*")), counts(planned.site.store)
    data = workbook(GOOD.replace("43,5", f"43,{1 + FILE_NAMES.index(name)}"))
    sent = client.post("/upload", data={"token": token}, files={"file": (name, data, XLSX)})
    assert sent.status_code == 303
    assert sent.headers["location"].startswith("/upload/draft?"), name
    number = sent.headers["location"].rpartition("=")[2]
    page = client.get(sent.headers["location"])
    assert page.status_code == 200
    assert "<img src=x" not in page.text
    back = client.get(f"/upload/draft-file?number={number}")
    assert back.status_code == 200
    assert back.content == data
    told = back.headers.get_list("content-disposition")
    assert len(told) == 1
    assert re.fullmatch(r"attachment; filename\*=UTF-8''[\w.~%-]+", told[0]), told
    assert "a" not in client.cookies
    assert [
        one
        for one in sorted(folder.rglob("*"))
        if one not in before and one.suffix not in {".sqlite-wal", ".sqlite-shm"}
    ] == []
    client.post(f"/upload/discard?number={number}", data={"token": token})
    assert counts(planned.site.store)["release"] == rows["release"]
