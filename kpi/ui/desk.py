"""What the desk is given by the live app: the survey for the frame of its pages, the day, the site's files."""

from typing import TYPE_CHECKING

from kpi.web.app import assets

if TYPE_CHECKING:
    from kpi.desk.asked import Around
    from kpi.measure.results import Survey


def around() -> "Around":
    """Made with the first request: what it imports is heavy."""
    from kpi.desk.asked import Around
    from kpi.documents.whole import Served
    from kpi.site import shelf

    files = assets()
    styles = tuple(files.url(name) for name in files.names(".css"))
    served = Served(styles, (files.url("desk.js"),), files.url("mark.svg"), (files.url("theme.js"),))
    return Around(_survey, shelf.today, served)


def _survey() -> "Survey":
    from kpi.site import cache

    return cache.survey(cache.standing().release, cache.PUBLIC)
