"""When each file of the locks was uploaded: `python -m tools.lock_age` prints the youngest and fails on a young one.

uv asks the package index that this machine is set up for; no address of one stands here.
"""

import argparse
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
RUN, DEV = ROOT / "requirements.txt", ROOT / "requirements-dev.txt"
#: how long a file has been out before it is locked
LEAST_AGE = timedelta(days=7)
_UV = Path(sys.executable).parent / "uv"
_HASH = re.compile(r"sha256:([0-9a-f]{64})")
_PIN = re.compile(r"^([a-z0-9-]+)(?:\[[a-z,-]+\])?==([^ ;]+)", re.MULTILINE)


def uploads(lock: Path) -> Iterator[tuple[datetime, str]]:
    """When (UTC) and which file (`name version: file`), for every locked file that Python 3.11 or newer can take.

    LookupError where the index tells the time of no locked file of a package, or not of each.
    """
    text = lock.read_text(encoding="utf-8")
    locked = set(_HASH.findall(text))
    missing = set(_PIN.findall(text))
    for package in _described(lock):
        for file in (*package.get("wheels", ()), *filter(None, [package.get("sdist")])):
            if file["hashes"]["sha256"] not in locked:
                continue
            name = f"{package['name']} {package['version']}: {file.get('name') or file['url'].rsplit('/', 1)[-1]}"
            if "upload-time" not in file:
                raise LookupError(f"{name}: the index does not tell when it was uploaded")
            missing.discard((package["name"], package["version"]))
            yield file["upload-time"].astimezone(UTC), name
    if missing:
        raise LookupError(f"{lock.name}: the index has no locked file of {sorted(missing)}")


def _described(lock: Path) -> list[dict[str, Any]]:
    """The locked packages as uv describes them (the tables `packages` of a pylock.toml)."""
    with TemporaryDirectory() as folder:
        described = Path(folder) / "pylock.toml"
        command = (
            *(str(_UV), "pip", "compile", "--quiet", "--universal", "--python-version", "3.11", "--no-deps"),
            *("--format", "pylock.toml", "--output-file", str(described), str(lock)),
        )
        subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        packages: list[dict[str, Any]] = tomllib.loads(described.read_text(encoding="utf-8"))["packages"]
        return packages


def too_young(locks: Iterable[Path], before: datetime) -> list[str]:
    """A sentence for each file of the locks that was uploaded at `before` or later."""
    return [
        f"{lock.name}: {name} was uploaded {when.isoformat(timespec='seconds')}, not before {before.isoformat()}"
        for lock in locks
        for when, name in sorted(uploads(lock))
        if when >= before
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--youngest", type=int, default=5, help="how many of the youngest files to print (5)")
    count = parser.parse_args().youngest
    for lock in (RUN, DEV):
        dated = sorted(uploads(lock), reverse=True)
        print(f"{lock.name}: {len(dated)} files, the youngest")
        for when, name in dated[:count]:
            print(f"  {when:%Y-%m-%d}  {name}")
    young = too_young((RUN, DEV), datetime.now(UTC) - LEAST_AGE)
    print("\n".join(young))
    return 1 if young else 0


if __name__ == "__main__":
    sys.exit(main())
