"""The fast tests on the newest Python that the locks support and this machine has, beside the one that runs this.

Looked for on PATH and among pyenv's versions. Its packages come from the same locks, into var/python3.N, made anew when
a lock has changed. Where there is no other Python, that is said and nothing fails.
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tools.lock_age import DEV, ROOT, RUN

#: the minor versions of Python 3 for which every locked package has a wheel (docs/decisions/0032-pythons.md)
SUPPORTED = range(12, 16)
ROOMS = ("measure", "text", "model", "views", "workbook")
#: a minute of generated plans and of reading every source file: what they find does not hang on the Python
LEFT_OUT = ("tests/measure/test_agreement.py", "tests/text/test_catalogue.py")
_UV = Path(sys.executable).parent / "uv"


def candidates(minor: int) -> Iterator[Path]:
    """Where a Python 3.`minor` may lie."""
    if found := shutil.which(f"python3.{minor}"):
        yield Path(found)
    versions = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    yield from sorted(versions.glob(f"3.{minor}.*/bin/python3.{minor}"), reverse=True)


def runs(python: Path, minor: int) -> bool:
    """Whether it is that Python: the names that pyenv puts on PATH start nothing where no version is chosen."""
    command = (str(python), "-c", "import sys, ensurepip; print(sys.version_info.minor)")
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode == 0 and done.stdout.strip() == str(minor)


def newest() -> tuple[Path, int] | None:
    """The newest supported Python that runs here and is newer than this one, with its minor version."""
    for minor in reversed(SUPPORTED):
        if minor <= sys.version_info.minor:
            return None
        for python in candidates(minor):
            if runs(python, minor):
                return python, minor
    return None


def prepared(python: Path, folder: Path) -> Path:
    """The Python of a virtual environment in `folder` with what the locks name; CalledProcessError where that fails."""
    locks = hashlib.sha256(RUN.read_bytes() + DEV.read_bytes()).hexdigest()
    stamp, own = folder / "locks.sha256", folder / "bin" / "python"
    if stamp.exists() and stamp.read_text(encoding="utf-8") == locks and own.exists():
        return own
    subprocess.run((str(python), "-m", "venv", "--clear", "--without-pip", str(folder)), check=True)
    install = (
        str(_UV),
        "pip",
        "install",
        "--quiet",
        "--require-hashes",
        "--only-binary",
        ":all:",
        "--python",
        str(own),
    )
    subprocess.run((*install, "-r", str(RUN), "-r", str(DEV)), check=True)
    stamp.write_text(locks, encoding="utf-8")
    return own


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--prepare", action="store_true", help="only make its environment")
    chosen, more = parser.parse_known_args()
    found = newest()
    if found is None:
        names = ", ".join(f"python3.{minor}" for minor in SUPPORTED if minor > sys.version_info.minor)
        print(f"no newer Python here ({names}): the tests ran on {sys.version.split()[0]} alone")
        return 0
    began = time.perf_counter()
    own = prepared(found[0], ROOT / f"var/python3.{found[1]}")
    print(f"Python 3.{found[1]}: {found[0]}, ready in {time.perf_counter() - began:.0f} s", flush=True)
    if chosen.prepare:
        return 0
    command = (str(own), "-m", "pytest", "-q", "-n", "2", "-m", "not browser", "-p", "no:cacheprovider")
    folders = (*(f"tests/{room}" for room in ROOMS), *(f"--ignore={name}" for name in LEFT_OUT))
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run((*command, *folders, *more), cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
