"""Writes the command `postup` of a checkout into the virtual environment: `make run` does.

`pip install .` brings a command of its own; a checkout is used as it is, so its command only says where it lies.
"""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_SCRIPT = """#!{python}
import sys

sys.path.insert(0, {root!r})

from kpi.__main__ import main

sys.exit(main())
"""


def write(folder: Path, python: Path) -> Path:
    """Write the command beside `python`, or over an older one; returns it."""
    file = folder / "postup"
    file.write_text(_SCRIPT.format(python=python, root=str(ROOT)), encoding="utf-8")
    file.chmod(0o755)
    return file


def main() -> int:
    # nothing is resolved: the environment's python is a link to the system's
    program = Path(os.path.abspath(sys.executable))  # noqa: PTH100
    print(write(program.parent, program))
    return 0


if __name__ == "__main__":
    sys.exit(main())
