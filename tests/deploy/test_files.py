"""The files of deploy/ are read by the programmes that they are for, and name commands and variables that there are."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from kpi.__main__ import parser
from kpi.settings import VARIABLES

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
UNITS = sorted((*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer")))


def test_units_are_understood_by_systemd(tmp_path: Path) -> None:
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("systemd is not installed")
    for unit in UNITS:
        text = unit.read_text(encoding="utf-8").replace("/opt/postup/.venv/bin/postup", "/bin/true")
        (tmp_path / unit.name).write_text(text, encoding="utf-8")
    command = (analyze, "verify", *(str(tmp_path / unit.name) for unit in UNITS))
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_site_s_unit_is_hardened() -> None:
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("systemd is not installed")
    command = (analyze, "security", "--offline=true", "--threshold=20", str(DEPLOY / "postup.service"))
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-300:]


def test_units_start_commands_that_there_are() -> None:
    for unit in DEPLOY.glob("*.service"):
        (started,) = re.findall(r"^ExecStart=\S+/postup (.+)$", unit.read_text(encoding="utf-8"), re.MULTILINE)
        assert parser().parse_args(started.split()).command == started.split()[0]
    for timer in DEPLOY.glob("*.timer"):
        assert timer.with_suffix(".service").exists()


def test_the_example_of_settings_names_variables_that_are_read() -> None:
    named = re.findall(r"^#?(POSTUP_\w+)=", (DEPLOY / "postup.env").read_text(encoding="utf-8"), re.MULTILINE)
    assert len(named) > 3
    assert set(named) <= set(VARIABLES)


def test_the_caddyfile_is_understood() -> None:
    caddy = shutil.which("caddy")
    if caddy is None:
        pytest.skip("caddy is not installed")
    command = (caddy, "validate", "--config", str(DEPLOY / "Caddyfile"), "--adapter", "caddyfile")
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
