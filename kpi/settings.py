"""What the environment sets for several rooms."""

import os
import shlex
import shutil
import sys
from collections import ChainMap
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from kpi.community import current

#: where the demonstration is kept, below the working folder: a store apart from everybody's own
DEMO_STORE = "var/demo.sqlite"

#: the folder of the package: static files of its rooms lie below it, a child process imports from the one above
PACKAGE = Path(__file__).resolve().parent
#: where an installed package keeps what a checkout has beside kpi/ (pyproject.toml, force-include)
_INSTALLED = PACKAGE / "application"


def application_folder() -> Path:
    """The folder with dashboard.py, pages/, .streamlit/ and data/: an installed package's own, else the checkout."""
    return _INSTALLED if _INSTALLED.is_dir() else PACKAGE.parent


def command_name() -> str:
    """How this command line is called at a terminal, as it was started: `.venv/bin/postup`, or `PYTHON -m kpi`."""
    started = Path(sys.argv[0])
    if started.stem == "postup":
        found = shutil.which("postup")
        on_path = found is not None and Path(found).resolve() == started.resolve()
        return "postup" if on_path else shlex.quote(str(_typed(started)))
    return f"{shlex.quote(str(_typed(Path(sys.executable))))} -m kpi"


def command_on_pages() -> str:
    """As `command_name`, for everybody's eyes: a path stands there only where it lies below the working folder."""
    name = command_name()
    if not name.startswith(("/", "'/")):
        return name
    return "postup" if Path(sys.argv[0]).stem == "postup" else "python -m kpi"


def _typed(program: Path) -> Path:
    """The path as a person types it in the working folder."""
    here, whole = Path.cwd(), program.absolute()
    return whole.relative_to(here) if whole.is_relative_to(here) else whole


#: every variable of ours that is read; docs/operate.md lists them all
VARIABLES = (
    "POSTUP_STORE",
    "POSTUP_SITES",
    "POSTUP_COMMUNITY",
    "POSTUP_PUBLIC",
    "POSTUP_ADDRESS",
    "POSTUP_BACKUPS",
    "POSTUP_BACKUP_RECIPIENT",
    "POSTUP_LOG",
    "POSTUP_METRICS",
    "POSTUP_TRY_WORKBOOK",
    "POSTUP_SMTP_URL",
    "POSTUP_SMTP_FROM",
    "POSTUP_DAYS_OFF",
    "POSTUP_LANGUAGE",
    "POSTUP_LETTERS",
    "POSTUP_SEAL_KEY",
    "POSTUP_WITNESSES",
    "POSTUP_TIMESTAMPS",
    "POSTUP_TIMESTAMP_CERTIFICATES",
    "POSTUP_OIDC_ISSUER",
    "POSTUP_OIDC_CLIENT_ID",
    "POSTUP_OIDC_CLIENT_SECRET",
    "POSTUP_OIDC_NAME",
    "POSTUP_OIDC_TRUST_EMAIL",
)
#: what POSTUP_LOG may say, from everything to nothing
LOG_LEVELS = ("requests", "trouble", "off")


def variables() -> Mapping[str, str]:
    """The environment, before which go the own settings of the community that is meant."""
    return ChainMap(dict(current().variables), os.environ)


def variable(name: str) -> str:
    """One of them, "" where nothing says it. Asked by every request, so nothing is built for it."""
    own = current().variables
    return own[name] if name in own else os.environ.get(name, "")


class AddressError(ValueError):
    """POSTUP_ADDRESS is no address of a site; the message is what it says."""


def site_address() -> str:
    """Where the site is reached, as POSTUP_ADDRESS says it, without a final slash; "" where it does not.

    `AddressError` where it is no http(s) address of a host, or has a query.
    """
    said = variable("POSTUP_ADDRESS").strip().rstrip("/")
    if not said:
        return ""
    try:
        parts = urlsplit(said)
        host = parts.hostname
    except ValueError:
        raise AddressError(said) from None
    if parts.scheme not in {"http", "https"} or not host or parts.query or parts.fragment:
        raise AddressError(said)
    return said


def try_workbook() -> bool:
    """Whether the dashboard offers to try workbooks of one's own: POSTUP_TRY_WORKBOOK=no turns it off."""
    return variable("POSTUP_TRY_WORKBOOK").strip().lower() not in {"no", "0", "off", "false"}
