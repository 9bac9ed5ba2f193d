"""Which other Python is taken, and that none is said."""

import subprocess
import sys
from pathlib import Path

import pytest

from tools import other_python


def put(folder: Path, name: str, minor: int) -> Path:
    """An executable that says it is Python 3.`minor`."""
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"#!/bin/sh\necho {minor}\n", encoding="utf-8")
    file.chmod(0o755)
    return file


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with nothing but /bin/sh, whose own Python is 3.11."""
    (tmp_path / "path").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "path"))
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "pyenv"))
    monkeypatch.setattr(sys, "version_info", type("V", (tuple,), {"minor": 11})((3, 11, 7)))
    return tmp_path


def test_none_is_said_and_nothing_fails(
    machine: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["other_python"])
    assert other_python.newest() is None
    assert other_python.main() == 0
    assert "no newer Python here (python3.12, python3.13, python3.14, python3.15)" in capsys.readouterr().out


def test_the_newest_that_is_supported_and_runs_is_taken(machine: Path) -> None:
    twelfth = put(machine / "path", "python3.12", 12)
    assert other_python.newest() == (twelfth, 12)
    put(machine / "path", "python3.13", 11)  # a name that leads elsewhere
    put(machine / "path", "python3.16", 16)  # newer than the locks
    assert other_python.newest() == (twelfth, 12)
    thirteenth = put(machine / "pyenv/versions/3.13.0/bin", "python3.13", 13)
    assert other_python.newest() == (thirteenth, 13)


def test_an_older_one_is_not_taken(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(machine / "path", "python3.12", 12)
    monkeypatch.setattr(sys, "version_info", type("V", (tuple,), {"minor": 12})((3, 12, 0)))
    assert other_python.newest() is None


@pytest.mark.parametrize(("asked", "runs"), [(["--prepare"], 0), ([], 1)])
def test_its_environment_can_be_made_before_it_is_needed(
    machine: Path, monkeypatch: pytest.MonkeyPatch, asked: list[str], runs: int
) -> None:
    """`tools/checks.py` has it made while a processor is idle; the step `python` then finds it and runs the tests."""
    put(machine / "path", "python3.13", 13)
    made: list[Path] = []
    ran: list[object] = []

    def run(command: object, **_: object) -> subprocess.CompletedProcess[str]:
        ran.append(command)
        return subprocess.CompletedProcess([], 0)

    def prepared(python: Path, folder: Path) -> Path:
        made.append(python)
        return folder

    found = other_python.newest()
    monkeypatch.setattr(other_python, "newest", lambda: found)
    monkeypatch.setattr(other_python, "prepared", prepared)
    monkeypatch.setattr("tools.other_python.subprocess.run", run)
    monkeypatch.setattr(sys, "argv", ["other_python", *asked])
    assert other_python.main() == 0
    assert made == [machine / "path" / "python3.13"]
    assert len(ran) == runs
