"""What `st.App` is given: the web layers around the live app, and its loading in the background.

Nothing heavy is imported here: the port answers first, pandas and the data come in the loading thread.
"""

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from streamlit import file_util
from streamlit.runtime.pages_manager import PagesManager

from kpi.desk.routes import PATHS, desk_routes
from kpi.site import addresses, embedding, paper, pictures
from kpi.ui.desk import around
from kpi.ui.signing import Drawn
from kpi.web import app
from kpi.web.calendar import Calendar, NoDataError
from kpi.web.readiness import readiness

if TYPE_CHECKING:
    from kpi.measure.dataset import Dataset
    from kpi.text import Text


def settings() -> app.Settings:
    """The arguments of `st.App` beside the script."""
    # until a session has run st.navigation, Streamlit's old discovery of pages/ would answer a deep link (HOUSE 6)
    PagesManager.uses_pages_directory = False
    static = Path(file_util.get_static_dir())
    own = [
        *desk_routes(around),
        Calendar(_public, _calendar).route(),
        *pictures.routes(),
        *paper.routes(),
        *embedding.routes(),
    ]
    return app.settings(static, addresses.paths(), _load, _failed, draw=Drawn(), onward=onward, more=own)


def onward(asked: str) -> str:
    """Where a reader goes after signing in: a page of ours, the home page for anything else."""
    if asked == "/account" or _of_desk(asked):
        return asked
    address = addresses.parse(asked)
    return address.href if address else "/"


def _of_desk(asked: str) -> bool:
    """Whether it is a page of the desk, with nothing in front of its path."""
    try:
        parts = urlsplit(asked)
    except ValueError:
        return False
    return not parts.scheme and not parts.netloc and "GET" in PATHS.get(parts.path, ())


def _load() -> None:
    from kpi.site import cache

    cache.warm()


def _public() -> "Dataset":
    """The public dataset that the pages show now; `NoDataError` while there is none."""
    from kpi.site import cache
    from kpi.store import NotPublishedError

    if readiness.started and not readiness.wait(0):
        raise NoDataError("the data are being loaded")
    try:
        return cache.survey(cache.standing().release, cache.PUBLIC).dataset
    except (NotPublishedError, cache.UnavailableError) as error:
        raise NoDataError("no release can be read") from error


def _calendar(dataset: "Dataset", text: "Text", department: str, site: str) -> bytes | None:
    """The calendar of deadlines; None for a department that has nothing in the dataset."""
    from kpi.documents.calendar import UnknownDepartmentError, feed

    try:
        return feed(dataset, text, department, site)
    except UnknownDepartmentError:
        return None


def _failed(error: Exception) -> bool:
    from kpi.ui import frame

    return frame.failed(error)
