"""/download/…: the files of a release and of its indicators, of the current release or of the one named by its day."""

from starlette.routing import Route

from kpi.model.licences import licence_address
from kpi.opendata.files import NAMES, File, of_indicator
from kpi.web.release_files import files_of
from kpi.web.release_routes import ReleaseRequest, route
from kpi.web.responses import Answer
from kpi.web.saved import archive

PATHS = (
    f"/download/{archive.NAME}",
    "/download/indicator/{file}",
    "/download/{version}/indicator/{file}",
    "/download/{file}",
    "/download/{version}/{file}",
)


def routes() -> list[Route]:
    """All routes below /download/; what is none of them is told in a sentence."""
    makers = (archive.archive, indicator, indicator, release, release)
    found = [route(path, make) for path, make in zip(PATHS, makers, strict=True)]
    return [*found, route("/download/{rest:rest}", _absent)]


def _absent(_asked: ReleaseRequest) -> None:
    """There is nothing else below /download/."""


def release(asked: ReleaseRequest) -> Answer | None:
    """A file of a release: values.csv, data.xlsx, datapackage.json, …"""

    if asked["file"] not in NAMES:
        return None
    files = files_of(asked)
    return _answer(asked, files[asked["file"]]) if asked["file"] in files else None


def indicator(asked: ReleaseRequest) -> Answer | None:
    """A file of an indicator: 1.1.1.csv, 1.1.1.xlsx, 1.1.1.bib, 1.1.1.ris."""

    code, _, ending = asked["file"].rpartition(".")
    files = files_of(asked)
    found = of_indicator(files.release, code, ending, files.about)
    return None if found is None else _answer(asked, found)


def _answer(asked: ReleaseRequest, file: File) -> Answer:
    address = licence_address(asked.survey.dataset.strategy.licence)
    linked = {"Link": f'<{address}>; rel="license"'} if address else {}
    return Answer(
        body=file.body,
        media_type=file.media_type,
        modified=asked.released,
        name=file.saved,
        language=asked.text.language,
        foreign=True,
        headers=linked,
    )
