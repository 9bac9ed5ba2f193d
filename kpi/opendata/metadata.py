"""What is said of the data as a whole: title, licence, version, who answers for it."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import NAMESPACE_URL, uuid5

import pandas as pd

from kpi.measure.results import Survey
from kpi.measure.survey_cache import cache_by_survey
from kpi.model import NAMES_BESIDE, FiscalYear, Frequency, Language
from kpi.model.licences import licence_address
from kpi.opendata.tables import ReleaseTables
from kpi.text import Text
from kpi.text.terms_of_use import terms_and_address, terms_name
from kpi.views.beside.peers import population_of
from kpi.views.common.page_frame import next_update, period_of, published_at, rhythm_of, version_words
from kpi.views.common.phrases import period_words


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseMetadata:
    """The card of a release in one language.

    identifier  the same for all releases of an edition
    at          when this release was published, in the community's time; None where only its day is known
    issued      the day of the first release
    licence     as the plan names it, "" where it names none
    languages   the strategy's own, then that of its names
    legal_basis by what the data are opened, "" where the strategy names nothing
    file_mark   what the names of its files begin with
    line        what stands above tables: mark, title, version, licence
    site        where the site is reached, without a final slash
    population, counted_on  of the community with its day; None and "" where nobody said it
    """

    identifier: str
    title: str
    description: str
    publisher: str
    contact: str
    licence: str
    licence_url: str
    version: date
    at: datetime | None
    released: str  # «28.11.2026, 16:42»
    issued: date
    as_of: date
    due: date | None  # of the next update; None where no more values are awaited
    rhythm: tuple[Frequency, ...]  # of the indicators, the finest first
    keywords: tuple[str, ...]
    languages: tuple[Language, ...]
    legal_basis: str
    fiscal_year: FiscalYear
    demo: bool
    file_mark: str
    line: str
    site: str
    text: Text
    population: int | None = None
    counted_on: str = ""

    def card(self) -> tuple[tuple[str, str], ...]:
        """Label and words of every element of the passport, and the demo mark."""
        say, day = self.text.say, self.text.date
        found = [
            ("identifier", self.identifier),
            ("title", self.title),
            ("description", self.description),
            ("ground", "; ".join(filter(None, (say("data.passport.ground.words"), self.legal_basis)))),
            ("language", self._languages()),
            ("formats", "CSV, XLSX, JSON"),
            ("compression", "ZIP"),
            ("issued", day(self.issued)),
            ("modified", self.released),
            ("as_of", day(self.as_of)),
            ("frequency", self._frequency()),
            ("keywords", "; ".join(self.keywords)),
            ("address", self.page),
            ("structure", self.file("structure.csv")),
            ("api", f"{self.site}/api/v1/openapi.json"),
            ("licence", terms_and_address(self.licence, self.text)),
            ("publisher", self.publisher),
            ("contact", self.contact or say("data.passport.contact.none")),
        ]
        if self.demo:
            found.append(("demo", say("data.demo")))
        return tuple((say(f"data.passport.{key}.label"), words) for key, words in found)

    def _languages(self) -> str:
        own, *more = (self.text.language_name(language) for language in self.languages)
        return self.text.say("data.passport.language.and_names", own=own) if more else own

    def _frequency(self) -> str:
        """«щокварталу, щороку; наступне оновлення до 15.02.2027»."""
        say = self.text.say
        words = ", ".join(say(f"frequency.{frequency}") for frequency in self.rhythm)
        due = say("data.passport.frequency.due", day=self.text.date(self.due)) if self.due else ""
        return (words or say("data.passport.frequency.none")) + due

    @property
    def moment(self) -> str | None:
        """The time of publication as machines read it, with its zone; None where only the day is known."""
        return self.at.isoformat(timespec="seconds") if self.at else None

    @property
    def page(self) -> str:
        return f"{self.site}/data?v={self.version.isoformat()}"

    def file(self, name: str) -> str:
        """The permanent address of a file of this release."""
        return f"{self.site}/download/{self.version.isoformat()}/{name}"

    def saved(self, stem: str, ending: str) -> str:
        """The name under which a file is saved: demo-values-2026-11-14.csv."""
        return f"{self.file_mark}{stem}-{self.version.isoformat()}.{ending}"


@cache_by_survey
def _languages(survey: Survey) -> tuple[Language, ...]:
    """The language of the strategy, and English where names are translated into it."""
    dataset = survey.dataset
    own, names = dataset.strategy.language, dataset.indicators["name_en"]
    return (own, NAMES_BESIDE) if own is not NAMES_BESIDE and (names != "").any() else (own,)


def about(release: ReleaseTables, text: Text, site: str) -> ReleaseMetadata:
    """The card of a release."""
    dataset, strategy = release.survey.dataset, release.survey.dataset.strategy
    community = strategy.community_in(text.language)
    title = text.say("data.title", strategy=strategy.title_in(text.language))
    first = dataset.releases["published"].dropna().min()
    released = version_words(release.survey, text)
    words = {"version": released, "licence": terms_name(strategy.licence, text), "title": title}
    period = period_words(period_of(release.survey), text)
    people = population_of(strategy)
    return ReleaseMetadata(
        identifier=str(uuid5(NAMESPACE_URL, f"postup/{strategy.community}/{strategy.edition}")),
        title=title,
        description=text.say("data.description", community=community, period=period),
        publisher=community,
        contact=strategy.contact,
        licence=strategy.licence,
        fiscal_year=strategy.fiscal_year,
        licence_url=licence_address(strategy.licence),
        version=release.version,
        at=published_at(release.survey),
        released=released,
        issued=release.version if pd.isna(first) else first.date(),
        as_of=release.survey.now.as_of,
        due=next_update(release.survey),
        rhythm=rhythm_of(release.survey).frequencies,
        keywords=tuple(text.say("data.keywords").split("; ")),
        languages=_languages(release.survey),
        legal_basis=strategy.legal_basis_in(text.language),
        demo=strategy.illustrative,
        file_mark=strategy.file_mark,
        line=text.say("data.line.demo" if strategy.illustrative else "data.line.plain", **words),
        site=site,
        text=text,
        population=people.people,
        counted_on=people.as_of,
    )
