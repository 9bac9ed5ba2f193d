"""What is handed on of public releases, made once: tables and files."""

from datetime import date

from kpi.cache import Cache
from kpi.opendata import tables
from kpi.opendata.files import Files
from kpi.opendata.tables import ReleaseTables
from kpi.services.published import releases, surveys
from kpi.services.published.successions import step_into
from kpi.services.published.surveys import ReleaseKey
from kpi.text import Text
from kpi.web.release_routes import ReleaseRequest

_releases: Cache[ReleaseTables] = Cache(4)
_files: Cache[Files] = Cache(6)


def release_of(version: date | None, edition: str | None) -> ReleaseTables:
    """The tables of a release; errors as in `kpi.services.published.releases.survey`."""
    key = releases.key_of(version, edition)
    return _releases.get(key, lambda: _build(key))


def _build(key: ReleaseKey) -> ReleaseTables:
    step = step_into(key)
    return tables.build(surveys.survey_of(key), surveys.survey_of(step.old) if step is not None else None)


def files_of(asked: ReleaseRequest) -> Files:
    """The files of the release that is asked for."""
    return files(asked.version, asked.edition, asked.text, asked.site)


def files(version: date | None, edition: str | None, text: Text, site: str) -> Files:
    """The files of a release in a language; `site` without a final slash."""
    key = (releases.key_of(version, edition), text, site)
    return _files.get(key, lambda: Files(release_of(version, edition), text, site))
