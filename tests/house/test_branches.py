"""Every file of tests is in one step of `make thorough`: measured whole, or its slow tests with the others; a step
finds what it needs."""

import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from tools import branches, checks

ROOT = Path(__file__).resolve().parents[2]


def below(names: tuple[str, ...] | list[str]) -> list[Path]:
    """The files of tests that the names of folders and files stand for, as often as they do."""
    found: list[Path] = []
    for path in (ROOT / name for name in names):
        found += path.rglob("test_*.py") if path.is_dir() else [path]
    return found


def test_every_file_of_tests_runs_in_one_step() -> None:
    left_out = set(below(branches.UNMEASURED))
    measured = [path for path in below(branches.FOLDERS) if path not in left_out]
    assert sorted([*measured, *below(branches.others())]) == sorted((ROOT / "tests").rglob("test_*.py"))
    assert len(left_out) == len(branches.UNMEASURED)
    assert all(path.exists() for path in left_out)


@pytest.mark.parametrize("arguments", [(), ("--thorough",), ("--only", "browser"), ("--only", "slow browser")])
def test_who_drives_a_browser_fetches_its_packages_first(
    arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[str] = []

    def run_all(beside: Iterable[str], _: object) -> list[checks.Step]:
        begun.extend(beside)
        return []

    monkeypatch.setattr(sys, "argv", ["checks.py", *arguments])
    monkeypatch.setattr("shutil.which", str)
    monkeypatch.setattr(checks, "run_all", run_all)
    # what the steps share is named for them alone
    monkeypatch.setenv(checks.SHARED_FOLDER, "")
    assert checks.main() == 0
    assert "packages" in begun
