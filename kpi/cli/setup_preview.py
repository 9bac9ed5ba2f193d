"""Makes the preview of a strategy that nobody has published: its pages, their files, whole answers of the API.

`python -m kpi.cli.setup_preview FOLDER DAY [PREFIX]`: loads FOLDER/strategy into the store that POSTUP_STORE names and
writes everything to FOLDER/site. A process of its own, so that nothing of the draft is ever kept where the site keeps
what it shows.
"""

import shutil
import sys
from datetime import date
from pathlib import Path

from kpi.cli.asked_site import fetch
from kpi.opendata.api.endpoints import ENDPOINTS
from kpi.services.publishing import batches, load
from kpi.store import open_store
from kpi.web.saved_links import stored
from kpi.web.setup.preview_process import SCRIPTS, SITE, STRATEGY, api_file, pages_of_release


def main() -> int:
    """Exit code 0; what fails is raised."""
    folder, day = Path(sys.argv[1]), date.fromisoformat(sys.argv[2])
    load(batches([folder / STRATEGY]), today=day, store=open_store())
    files: set[str] = set()
    for name, body in pages_of_release("".join(sys.argv[3:4]), files):
        _write(folder / SITE / name, body)
    shutil.copytree(SCRIPTS, folder / SITE, dirs_exist_ok=True)
    answers = {f"/api/v1{one.path}" for one in ENDPOINTS if "{" not in one.path} | {"/api/v1/openapi.json"}
    for address, content in fetch("", sorted(files | answers)).items():
        if content is not None:
            _write(folder / SITE / (api_file(address) if address in answers else stored(address)), content)
    return 0


def _write(file: Path, body: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(body)


if __name__ == "__main__":
    sys.exit(main())
