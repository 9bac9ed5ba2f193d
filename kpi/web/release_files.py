"""What is handed on of public releases, made once: tables and files."""

from datetime import date

from kpi.cache import Cache
from kpi.opendata import tables
from kpi.opendata.files import Files
from kpi.opendata.tables import ReleaseTables
from kpi.services.published import releases
from kpi.text import Text
from kpi.web.release_routes import ReleaseRequest

_releases: Cache[ReleaseTables] = Cache(4)
_files: Cache[Files] = Cache(6)


def release_of(version: date | None) -> ReleaseTables:
    """The tables of a release; errors as in `kpi.services.published.releases.survey`."""
    return _releases.get(releases.key_of(version), lambda: tables.build(releases.survey(version)))


def files_of(asked: ReleaseRequest) -> Files:
    """The files of the release that is asked for."""
    return files(asked.version, asked.text, asked.site)


def files(version: date | None, text: Text, site: str) -> Files:
    """The files of a release in a language; `site` without a final slash."""
    return _files.get((releases.key_of(version), text, site), lambda: Files(release_of(version), text, site))
