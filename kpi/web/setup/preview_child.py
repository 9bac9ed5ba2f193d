"""The process that makes the pages of one preview, in a folder of its own that goes with it."""

import os
import shutil
import subprocess
import sys
import tempfile
import weakref
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kpi.community import current
from kpi.settings import PACKAGE
from kpi.web.setup.preview_process import SITE, STRATEGY

#: what a child that failed has said
_ERRORS = "errors.txt"
#: settings of the site that must not lead the child to its store, or to its addresses
_NOT_FOR_CHILD = (
    *("DATABASE_URL", "POSTUP_PUBLIC", "POSTUP_ADDRESS", "POSTUP_SMTP_URL"),
    *("POSTUP_SITES", "POSTUP_COMMUNITY"),
)


@dataclass(frozen=True, slots=True)
class PreviewChild:
    """A process that makes pages or has made them, and its folder."""

    folder: tempfile.TemporaryDirectory[str]
    process: subprocess.Popen[bytes]

    @property
    def site(self) -> Path:
        """Where the pages lie."""
        return Path(self.folder.name) / SITE

    @property
    def pages(self) -> int:
        """How many have been written."""
        return sum(1 for _ in self.site.rglob("*.html"))

    @property
    def said(self) -> str:
        """What it has told of its errors."""
        return (Path(self.folder.name) / _ERRORS).read_text("utf-8", "replace")

    def end(self) -> None:
        """Neither the process nor its folder stays."""
        self.process.kill()
        self.process.wait()
        self.folder.cleanup()


def begin_child(strategy: Path, today: date) -> PreviewChild:
    """Begin to make the pages of the workbooks in `strategy`, a folder that is taken over."""
    # goes with this process, too
    folder = tempfile.TemporaryDirectory(prefix="postup-preview-")
    try:
        shutil.move(strategy, Path(folder.name) / STRATEGY)
        process = _started(Path(folder.name), today)
    except BaseException:
        folder.cleanup()
        raise
    # before the folder goes its child does, which would write it anew
    weakref.finalize(folder, process.kill)
    return PreviewChild(folder, process)


def _started(folder: Path, today: date) -> subprocess.Popen[bytes]:
    code = os.pathsep.join(filter(None, (str(PACKAGE.parent), os.environ.get("PYTHONPATH"))))
    environment = {name: value for name, value in os.environ.items() if name not in _NOT_FOR_CHILD}
    environment |= {"POSTUP_STORE": str(folder / "preview.sqlite"), "PYTHONPATH": code}
    command = [sys.executable, "-m", "kpi.cli.setup_preview", str(folder), today.isoformat(), current().prefix]
    with (folder / _ERRORS).open("wb") as errors:
        return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=errors)
