"""The archive of the site is made in a process of its own, in the folder of the one that asks."""

import subprocess
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from kpi.web.saved import archive


def test_a_store_by_a_relative_path_is_the_same_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """POSTUP_STORE may lie below the working folder, wherever the code lies."""
    started: list[tuple[Path, dict[str, str]]] = []

    def run(command: list[str], *, env: dict[str, str], cwd: str | None = None, **_: Any) -> None:
        started.append((Path(cwd or "").resolve(), env))
        Path(command[command.index("--zip") + 1]).write_bytes(b"archive")

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(subprocess, "run", run)
    asked: Any = SimpleNamespace(version=None, edition=None, host="https://example.org")
    assert archive._made(asked) == b"archive"
    ((folder, environment),) = started
    assert folder == tmp_path
    root = str(Path(__file__).resolve().parents[3])
    assert environment["PYTHONPATH"].split(":")[0] == root
    assert environment["POSTUP_ADDRESS"] == "https://example.org"
