"""README's «Bring your own strategy», followed step by step: its commands are run as they stand there."""

import os
import pty
import re
import shlex
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import httpx2
import pytest

from tests.ports import free_port
from tests.servers import answer, wait_for
from tests.shipped import ROOT
from tests.web.conftest import PASSWORD
from tests.web.setup.village import GENERAL, TABLE, table

pytestmark = pytest.mark.slow

SECTIONS = {"README.md": "Bring your own strategy", "README.uk.md": "Ваша стратегія"}
FOLDERS = {"README.md": "my-strategy", "README.uk.md": "моя-стратегія"}
#: its folder has a name in Ukrainian: what may go wrong with a name in Latin letters goes wrong with it too
FOLLOWED = "README.uk.md"


def commands(readme: str) -> list[list[str]]:
    """The blocks of commands of the section, each a list of lines."""
    text = (ROOT / readme).read_text(encoding="utf-8")
    section = text.partition(f"## {SECTIONS[readme]}\n")[2].partition("\n## ")[0]
    return [block.strip().splitlines() for block in re.findall(r"```sh\n(.*?)```", section, re.DOTALL)]


class Stranger:
    """Somebody in a folder of their own who types what the README says; the port is another one than theirs."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.environment = {
            name: value for name, value in os.environ.items() if not name.startswith(("POSTUP_", "DATABASE_"))
        }
        self.environment |= {"PYTHONPATH": str(ROOT)}
        self.server: subprocess.Popen[bytes] | None = None

    def argv(self, line: str) -> list[str]:
        command, *rest = shlex.split(line)
        assert command == ".venv/bin/postup"
        return [sys.executable, "-m", "kpi", *rest]

    def run(self, line: str) -> str:
        done = subprocess.run(
            self.argv(line), cwd=self.folder, env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def answer(self, line: str, typed: Mapping[str, str]) -> None:
        """Run a command that asks, at a terminal: what is typed by the words of the question, else Enter."""
        ours, theirs = pty.openpty()
        process = subprocess.Popen(
            self.argv(line), cwd=self.folder, env=self.environment, stdin=theirs, stdout=theirs, stderr=theirs
        )
        os.close(theirs)
        told = ""
        while process.poll() is None:
            try:
                told += os.read(ours, 4096).decode("utf-8", "replace")
            except OSError:
                break
            if told.rstrip().endswith(":"):
                question = told.rstrip().rpartition("\n")[2]
                said = next((words for key, words in typed.items() if question.startswith(key)), "")
                os.write(ours, f"{said}\n".encode())
                told = ""
        assert process.wait(120) == 0, told

    def serve(self, line: str) -> None:
        argv = [*self.argv(line), "--port", str(self.port)]
        self.server = subprocess.Popen(argv, cwd=self.folder, env=self.environment, stderr=subprocess.DEVNULL)
        health = f"http://localhost:{self.port}/healthz"
        wait_for(lambda: b"ready" in answer(health), self.server)

    def end(self) -> None:
        if self.server is not None:
            self.server.terminate()
            self.server.wait(20)


def test_both_readmes_type_the_same() -> None:
    """So one of them is followed: it is the folder's name alone that differs."""
    said = [[line.replace(FOLDERS[readme], "") for block in commands(readme) for line in block] for readme in SECTIONS]
    assert said[0] == said[1]
    assert all(any(name in line for block in commands(readme) for line in block) for readme, name in FOLDERS.items())


def test_the_way_at_the_terminal(tmp_path: Path) -> None:
    stranger, (_, terminal, later) = Stranger(tmp_path), commands(FOLLOWED)
    (tmp_path / "table.xlsx").write_bytes(table())
    init, load, serve = terminal
    words = {"Назва громади": GENERAL["community"], "Name of the community": GENERAL["community"]}
    words |= {"Назва стратегії": GENERAL["title"], "Title of the strategy": GENERAL["title"]}
    words |= {"Роки": "2025-2026", "Years": "2025-2026"}
    stranger.answer(init, words)
    stranger.run(load)
    stranger.serve(serve)
    try:
        page = httpx2.get(f"http://localhost:{stranger.port}/", trust_env=False)
        assert page.status_code == 200
        assert GENERAL["community"] in page.text
    finally:
        stranger.end()
    (tmp_path / "table.xlsx").write_bytes(table(TABLE.replace("3,5 км", "3,4 км")))
    stranger.run(later[0])
    stranger.run(later[0])


def test_the_way_in_the_browser(tmp_path: Path) -> None:
    stranger, (browser, _, _) = Stranger(tmp_path), commands(FOLLOWED)
    account, serve = browser
    path = stranger.run(account).strip().splitlines()[-1]
    assert path.startswith("/invitation/")
    stranger.serve(serve)
    try:
        address = f"http://localhost:{stranger.port}"
        client = httpx2.Client(
            base_url=address, headers={"Origin": address}, timeout=120, trust_env=False, follow_redirects=True
        )
        token = re.search(r'name="token" value="([^"]*)"', client.get(path).text)
        assert token is not None
        begun = client.post(path, data={"token": token[1], "new": PASSWORD, "again": PASSWORD})
        assert begun.url.path == "/start"
        for sent, files, fields in (
            ("/start/tables", [("files", ("table.xlsx", table()))], {}),
            ("/start", None, GENERAL),
            ("/start/preview", None, {}),
            ("/start/publish", None, {}),
        ):
            page = client.get("/start").text
            hidden = {n: f[1] for n in ("token", "key") if (f := re.search(rf'name="{n}" value="([^"]*)"', page))}
            done = client.post(sent, data={**hidden, **fields}, files=files)
            # as the page itself comes back until it is there; the server lets who asks wait
            while done.status_code == 202:
                done = client.get(done.url)
            assert done.status_code == 200, done.text
        assert done.url.path == "/start/done"
        assert GENERAL["community"] in client.get("/").text
    finally:
        stranger.end()
