"""How an indicator is cited: the facts of a citation, and the sentence."""

from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import quote

from kpi.measure.results import Survey
from kpi.model import edition_prefix
from kpi.text import Text, inner_quotes
from kpi.views.common.dossier import Dossier
from kpi.views.common.page_frame import published_at, release_day, version_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """What a citation names. `period` is of the judged value, or the day of the survey; `demo` as in Strategy.

    version  the day of the release; `at` its time of publication, None where that is not known; `said` both in words
    """

    code: str
    name: str
    community: str
    strategy: str
    period: str
    version: date
    at: datetime | None
    said: str
    address: str
    licence: str
    demo: bool


def address_of(site: str, edition: str, code: str, version: date | None = None) -> str:
    """The permanent address of an indicator; `site` without a final slash, "" where it is not known.

    It names the edition: the next one may have another indicator of the same code.

    version  the release's day for what stands in that release, None for what stands now
    """
    of_release = f"?v={version.isoformat()}" if version else ""
    prefix = edition_prefix(edition)
    return f"{site.removesuffix(prefix)}{prefix}/i/{quote(code, safe='')}{of_release}"


def citation(survey: Survey, dossier: Dossier, text: Text, site: str) -> Citation:
    """The citation of an indicator in a release, with the address at which it will be found again."""
    version = release_day(survey)
    strategy = survey.dataset.strategy
    period = dossier.record.period
    return Citation(
        code=dossier.code,
        name=dossier.record.name.name,
        community=strategy.community_in(text.language),
        strategy=strategy.title_in(text.language),
        period=text.period(period) if period else text.date(survey.now.as_of),
        version=version,
        at=published_at(survey),
        said=version_words(survey, text),
        address=address_of(site, strategy.edition, dossier.code, version),
        licence=strategy.licence,
        demo=strategy.illustrative,
    )


def sentence(cited: Citation, text: Text, today: date | None = None) -> str:
    """The citation in words; with the reader's day where it is known."""
    values = {
        "community": cited.community,
        "strategy": cited.strategy,
        "name": inner_quotes(cited.name, text.language),
        "code": cited.code,
        "period": cited.period,
        "version": cited.said,
        "address": cited.address,
    }
    if today is None:
        return text.say("indicator.cite.plain", **values)
    return text.say("indicator.cite.dated", today=text.date(today), **values)
