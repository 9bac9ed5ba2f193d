"""The locks: hashes, one moment before which everything was uploaded, nothing that pyproject.toml does not ask for.

When each file was uploaded is looked up by `make lock` (tools/lock_age.py); here only the repository is read.
"""

import re
import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tools import lock_age
from tools.lock import HEADER, cut_off
from tools.lock_age import DEV, RUN

ROOT = Path(__file__).resolve().parents[2]
LOCKS = pytest.mark.parametrize("lock", [RUN, DEV], ids=lambda lock: lock.name)
PIN = re.compile(r"([a-z0-9-]+)(?:\[[a-z,-]+\])?==[^ ;]+(?: ; [^\\]+)?")
_HEAD = re.compile(re.escape(HEADER).replace(r"\{cut_off\}", "(.+)"))


def entries(lock: Path) -> list[str]:
    """Each pin with its hashes, as one line."""
    _, _, body = lock.read_text(encoding="utf-8").partition("\n")
    return re.sub(r" \\\n +", " ", body).splitlines()


def names(lock: Path) -> set[str]:
    return {found[1] for entry in entries(lock) if (found := PIN.match(entry))}


def names_one_of(entry: str, wanted: set[str]) -> bool:
    found = PIN.match(entry)
    assert found, entry
    return found[1] in wanted


def named(requirement: str) -> str:
    """The normal form of the project that a requirement names."""
    found = re.match(r"[\w.-]+", requirement)
    assert found
    return re.sub(r"[-_.]+", "-", found[0]).lower()


@LOCKS
def test_every_pin_has_hashes_and_no_index_is_named(lock: Path) -> None:
    assert len(entries(lock)) > 50
    wrong = [
        entry for entry in entries(lock) if not re.fullmatch(rf"{PIN.pattern}(?: --hash=sha256:[0-9a-f]{{64}})+", entry)
    ]
    assert wrong == []


def test_both_locks_were_made_for_one_moment_a_week_before() -> None:
    heads = {lock.read_text(encoding="utf-8").partition("\n")[0] for lock in (RUN, DEV)}
    assert len(heads) == 1
    found = _HEAD.fullmatch(heads.pop())
    assert found
    moment = datetime.fromisoformat(found[1])
    assert moment == moment.replace(hour=0, minute=0, second=0, microsecond=0)
    assert moment.utcoffset() == timedelta(0)
    assert moment <= datetime.now(UTC) - timedelta(days=7)


def test_what_is_asked_for_is_locked_and_both_locks_agree() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert {named(asked) for asked in project["project"]["dependencies"]} <= names(RUN)
    assert {named(asked) for asked in project["dependency-groups"]["dev"]} <= names(DEV)
    pinned = {entry.partition(" --hash")[0] for entry in entries(RUN)}
    common = [entry.partition(" --hash")[0] for entry in entries(DEV) if names_one_of(entry, names(RUN))]
    assert common
    assert [pin for pin in common if re.sub(r"\[[a-z,-]+\]", "", pin) not in pinned] == []


def test_the_moment_is_midnight_a_week_ago() -> None:
    assert cut_off(datetime(2026, 11, 29, 3, 48, 5, tzinfo=UTC)) == datetime(2026, 11, 22, tzinfo=UTC)


def test_a_young_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lock = tmp_path / "requirements.txt"
    lock.write_text(
        f"one==1.0 \\\n    --hash=sha256:{'a' * 64}\ntwo[more]==2.0 \\\n    --hash=sha256:{'b' * 64}\n", "utf-8"
    )
    packages: list[dict[str, Any]] = [  # tables of TOML
        {"name": name, "version": version, "wheels": [{"name": f"{name}.whl", "hashes": {"sha256": digit * 64}} | when]}
        for name, version, digit, when in (
            ("one", "1.0", "a", {"upload-time": datetime(2026, 11, 21, tzinfo=UTC)}),
            ("two", "2.0", "b", {"upload-time": datetime(2026, 11, 22, tzinfo=UTC)}),
        )
    ]
    monkeypatch.setattr(lock_age, "_described", lambda _lock: packages)
    before = datetime(2026, 11, 22, tzinfo=UTC)
    assert lock_age.too_young([lock], before) == [
        "requirements.txt: two 2.0: two.whl was uploaded 2026-11-22T00:00:00+00:00, "
        "not before 2026-11-22T00:00:00+00:00"
    ]
    del packages[0]["wheels"][0]["upload-time"]
    with pytest.raises(LookupError, match="does not tell"):
        lock_age.too_young([lock], before)
    with pytest.raises(LookupError, match="two"):
        packages.pop(1)
        packages[0]["wheels"][0]["upload-time"] = before
        lock_age.too_young([lock], before)
