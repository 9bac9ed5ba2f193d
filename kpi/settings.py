"""What the environment sets for several rooms."""

import os
import sys
from pathlib import Path
from urllib.parse import urlsplit

#: where the demonstration is kept, below the working folder: a store apart from everybody's own
DEMO_STORE = "var/demo.sqlite"

#: the folder of the package: static files of its rooms lie below it, a child process imports from the one above
PACKAGE = Path(__file__).resolve().parent
#: where an installed package keeps what a checkout has beside kpi/ (pyproject.toml, force-include)
_INSTALLED = PACKAGE / "application"


def application_folder() -> Path:
    """The folder with dashboard.py, pages/, .streamlit/ and data/: an installed package's own, else the checkout."""
    return _INSTALLED if _INSTALLED.is_dir() else PACKAGE.parent


def command_name(python: str = "python") -> str:
    """How this command line is called: `postup` where it was started so, else `PYTHON -m kpi`."""
    return "postup" if Path(sys.argv[0]).stem == "postup" else f"{python} -m kpi"


class AddressError(ValueError):
    """POSTUP_ADDRESS is no address of a site; the message is what it says."""


def site_address() -> str:
    """Where the site is reached, as POSTUP_ADDRESS says it, without a final slash; "" where it does not.

    `AddressError` where it is no http(s) address of a host, or has a query.
    """
    said = os.environ.get("POSTUP_ADDRESS", "").strip().rstrip("/")
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
    return os.environ.get("POSTUP_TRY_WORKBOOK", "").strip().lower() not in {"no", "0", "off", "false"}
