"""The command as people type it: named where it lies, and the one that `make run` writes works from any folder."""

import subprocess
import sys
from pathlib import Path

import pytest

from kpi.settings import command_name, command_on_pages
from tools.command import write

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("started", "here", "named", "shown"),
    [
        ("/srv/app/.venv/bin/postup", "/srv/app", ".venv/bin/postup", ".venv/bin/postup"),
        ("/srv/app/.venv/bin/postup", "/var/lib", "/srv/app/.venv/bin/postup", "postup"),
        ("/srv/my app/.venv/bin/postup", "/var/lib", "'/srv/my app/.venv/bin/postup'", "postup"),
        ("/srv/app/kpi/__main__.py", "/nowhere", None, "python -m kpi"),
    ],
)
def test_the_command_is_named_as_it_was_started(
    started: str, here: str, named: str | None, shown: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", [started])
    monkeypatch.setattr(Path, "cwd", lambda: Path(here))
    assert command_name() == (named or f"{sys.executable} -m kpi")
    assert command_on_pages() == shown


def test_the_command_of_a_checkout_works_from_any_folder(tmp_path: Path) -> None:
    command = write(tmp_path, Path(sys.executable))
    done = subprocess.run((command, "--help"), cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "backup" in done.stdout
    refused = subprocess.run((command, "nothing"), cwd=tmp_path, capture_output=True, text=True, check=False)
    assert refused.returncode == 2
    assert refused.stderr.count("postup") >= 1
