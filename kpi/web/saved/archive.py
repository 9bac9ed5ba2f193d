"""/download/site.zip: the whole public site of a release as files, read without a server (`kpi.web.saved.export`).

It is made in a process of its own, once a release: making two hundred pages would keep other readers waiting.
"""

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from kpi.cache import Cache
from kpi.community import current
from kpi.services.published import releases
from kpi.settings import PACKAGE
from kpi.web.protection.places import Places
from kpi.web.release_routes import ReleaseRequest
from kpi.web.responses import Answer

NAME = "site.zip"
#: seconds after which making it is given up
_LONGEST = 300
#: archives made at once, and how many more may wait: each takes a process and a processor for a minute
_PLACES = Places(at_once=1, queue=2)

_archives: Cache[bytes] = Cache(2)


class ArchiveError(OSError):
    """The archive cannot be made now: others are being made."""


def archive(asked: ReleaseRequest) -> Answer:
    """The archive of the release asked for; what needs a server leads to `asked.site`."""

    key = (releases.key_of(asked.version, asked.edition), asked.site)
    body = _archives.get(key, lambda: _made(asked))
    mark = asked.survey.dataset.strategy.file_mark
    name = f"{mark}site-{asked.released.isoformat()}.zip"
    return Answer(
        body=body,
        media_type="application/zip",
        modified=asked.released,
        name=name,
        language=asked.text.language,
        foreign=True,
    )


def _made(asked: ReleaseRequest) -> bytes:
    with _PLACES.place(ArchiveError("too many archives at once")), TemporaryDirectory() as folder:
        file = Path(folder) / NAME
        command = [sys.executable, "-m", "kpi", "export", "--zip", str(file)]
        if asked.version:
            command += ["--release", asked.version.isoformat()]
        if asked.edition is not None:
            command += ["--edition", asked.edition]
        # the child stays in this process's folder, below which the store may lie
        code = os.pathsep.join(filter(None, (str(PACKAGE.parent), os.environ.get("PYTHONPATH"))))
        own, at = current(), asked.host.removesuffix(current().prefix)
        environment = {**os.environ, "POSTUP_ADDRESS": at, "POSTUP_COMMUNITY": own.key, "PYTHONPATH": code}
        subprocess.run(command, env=environment, check=True, capture_output=True, timeout=_LONGEST)
        return file.read_bytes()
