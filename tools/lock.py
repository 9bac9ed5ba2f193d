"""`make lock`: remakes requirements.txt and requirements-dev.txt with hashes, a week old at least.

A package that was taken over is mostly found out within days; the lock waits for that. What is locked is then looked up
once more, file by file (tools/lock_age.py).
"""

import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from tools.lock_age import DEV, LEAST_AGE, RUN, too_young

ROOT = Path(__file__).resolve().parent.parent
#: tells the cut-off in the first line of a lock; tests/house/test_locks.py reads it
HEADER = "# Made by `make lock`: every file was uploaded before {cut_off}."
_UV = Path(sys.executable).parent / "uv"


def cut_off(now: datetime) -> datetime:
    """Midnight (UTC) of the day `LEAST_AGE` before `now`: one moment for both locks and for everybody on that day."""
    return (now - LEAST_AGE).replace(hour=0, minute=0, second=0, microsecond=0)


def make(lock: Path, arguments: Sequence[str], before: datetime) -> None:
    """Resolve for every platform from Python 3.11 on and write `lock`; CalledProcessError where that cannot be done."""
    command = (
        *(str(_UV), "pip", "compile", "--quiet", "--universal", "--python-version", "3.11", "--generate-hashes"),
        *(
            "--no-header",
            "--no-annotate",
            "--no-emit-index-url",
            "--no-emit-find-links",
            "--upgrade",
            "--no-strip-extras",
        ),
        *("--exclude-newer", before.isoformat(), "--output-file", str(lock), *arguments),
    )
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    head = HEADER.format(cut_off=before.isoformat())
    lock.write_text(f"{head}\n{lock.read_text(encoding='utf-8')}", encoding="utf-8")


def main() -> int:
    before = cut_off(datetime.now(UTC))
    make(RUN, ("pyproject.toml",), before)
    make(DEV, ("--group", "dev", "--constraints", RUN.name), before)
    young = too_young((RUN, DEV), before)
    print("\n".join(young) or f"locked; every file was uploaded before {before.isoformat()}")
    return 1 if young else 0


if __name__ == "__main__":
    sys.exit(main())
