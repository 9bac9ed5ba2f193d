"""/download/…: the files of a release and of its indicators, of the current release or of the one named by its day."""

from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kpi.site import saved
from kpi.site.asking import Asked, endpoint, language_of
from kpi.text import Text
from kpi.web.answers import Answer, refused
from kpi.web.pasted import bare_path, onward

if TYPE_CHECKING:
    from kpi.opendata.files import File

PREFIX = "/download/"
METHODS = ["GET", "HEAD"]
PATHS = (
    f"/download/{saved.NAME}",
    "/download/indicator/{file}",
    "/download/{version}/indicator/{file}",
    "/download/{file}",
    "/download/{version}/{file}",
)


def routes() -> list[Route]:
    """All routes below /download/; what is none of them is told in a sentence."""
    of_one, of_release = endpoint(indicator), endpoint(release)
    makers = (endpoint(saved.archive), of_one, of_one, of_release, of_release)
    found = [Route(path, maker, methods=METHODS) for path, maker in zip(PATHS, makers, strict=True)]
    return [*found, Route("/download/{rest:rest}", _absent, methods=METHODS)]


async def _absent(request: Request) -> Response:
    text, path = Text(language_of(request)), request.scope["path"]
    if (whole := bare_path(path)) != path and whole.startswith(PREFIX):
        return onward(whole, request.url)
    return refused(text, 404, text.say("answers.absent"))


def release(asked: Asked) -> Answer | None:
    """A file of a release: values.csv, data.xlsx, datapackage.json, …"""
    from kpi.opendata.files import NAMES
    from kpi.site.handed import files_of

    return _answer(asked, files_of(asked)[asked["file"]]) if asked["file"] in NAMES else None


def indicator(asked: Asked) -> Answer | None:
    """A file of an indicator: 1.1.1.csv, 1.1.1.xlsx, 1.1.1.bib, 1.1.1.ris."""
    from kpi.opendata.files import of_indicator
    from kpi.site.handed import release_of

    code, _, ending = asked["file"].rpartition(".")
    found = of_indicator(release_of(asked.version), code, ending, asked.text, asked.site)
    return None if found is None else _answer(asked, found)


def _answer(asked: Asked, file: "File") -> Answer:
    licence = asked.survey.dataset.strategy.licence
    from kpi.model.licences import LICENCE_ADDRESSES

    linked = {"Link": f'<{LICENCE_ADDRESSES[licence]}>; rel="license"'} if licence in LICENCE_ADDRESSES else {}
    return Answer(
        file.body,
        file.media_type,
        asked.released,
        file.saved,
        asked.text.language,
        foreign=True,
        headers=linked,
    )
