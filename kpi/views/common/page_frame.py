"""What stands around every page: navigation, demo notice, freshness line, breadcrumb, footer."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime

import pandas as pd

from kpi.measure import Rhythm, rhythm
from kpi.measure.results import Survey
from kpi.measure.survey_cache import cache_by_survey
from kpi.model import JUDGED, NAMES_BESIDE, Frequency, Period
from kpi.model.community_time import local
from kpi.model.look.mark import ShownMark
from kpi.text import Text, inner_quotes
from kpi.text.editions import edition_words
from kpi.text.terms_of_use import terms_sentence
from kpi.views.common.course import Course, course, first_day, last_day, without_values
from kpi.views.common.localized_name import LocalizedName
from kpi.views.common.phrases import period_words

#: Departments submit by the deadline; the release follows within a month of that.
RELEASE_MONTHS = 1
#: pages of the menu after the overview
MENU = ("indicators", "changes", "decisions", "actions", "data", "method", "upload")
#: of these the ones that only a wide header has room for, and where nobody is signed in; the menu of phones and the
#: footer hold them always
WIDE = frozenset({"decisions", "actions"})


@dataclass(frozen=True, slots=True)
class Crumb:
    """A link by page name and its `id` or other parameters; `page` "" is the place where the reader is."""

    label: str
    page: str = ""
    id: str = ""
    foreign: bool = False


@dataclass(frozen=True, slots=True)
class FreshItem:
    """«Станом на **30.09.2026** (III кв. 2026)»; on phones only where `phone`."""

    before: str
    strong: str = ""
    after: str = ""
    phone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Footer:
    source: str
    tree_source: str  # text, may hold an address; "" where none
    act: str  # by which the strategy was approved, "" where not said
    licence: str
    cite: str
    contact: str  # an e-mail address or text, "" where none
    website: str  # https addresses of the community's own site and of its statement of accessibility, "" where none
    accessibility: str
    about: str  # what the community says of this site, "" where nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionEntry:
    """An edition of the strategy in the list of all; `prefix` of its addresses, `here` that of the page shown."""

    words: str  # «2027–2031, діє з 01.01.2027»
    prefix: str
    here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Shell:
    """`page` is the name of the present page; `sector` its sector's code, "" where it has none."""

    page: str
    sector: str
    community: LocalizedName
    title: LocalizedName
    brand: str
    illustrative: bool
    navigation: tuple[Crumb, ...]
    sectors: tuple[LocalizedName, ...]
    fresh: tuple[FreshItem, ...]
    crumbs: tuple[Crumb, ...]
    footer: Footer
    #: code of the goal or the indicator that the page is about, "" where there is none
    code: str = ""
    #: of the strategy, where there are several
    editions: tuple[EditionEntry, ...] = ()
    #: whether there is a page of what became of the goals
    succession: bool = False
    #: None where the plan of the community has none
    mark: ShownMark | None = None

    @property
    def site(self) -> str:
        """What titles end with: «Тестова громада · Стратегія 2022–2026»."""
        return f"{self.community.name} · {self.brand}"


def build(
    survey: Survey,
    text: Text,
    page: str,
    *,
    crumbs: tuple[Crumb, ...] = (),
    sector: str = "",
    code: str = "",
    today: date | None = None,
    editions: tuple[EditionEntry, ...] = (),
    succession: bool = False,
) -> Shell:
    """The shell of a page.

    crumbs  the way to the page without «Огляд», which is put before it; () on the overview
    code    of the goal or the indicator that the page is about
    today   the reader's day, by which the next update may be late; None = never said to be late
    editions  of the strategy, where there are several; succession: whether one says what became of the goals
    """
    strategy = survey.dataset.strategy
    community = LocalizedName.of(text, "", strategy.community, strategy.community_en)
    title = LocalizedName.of(text, "", strategy.title, strategy.title_en)
    home = Crumb(text.say("shell.nav.overview"), "overview")
    return Shell(
        page=page,
        sector=sector,
        community=community,
        title=title,
        brand=text.say("shell.brand", years=edition_words(strategy, text)),
        illustrative=strategy.illustrative,
        navigation=(home, *(Crumb(text.say(f"shell.nav.{name}"), name) for name in _menu(survey))),
        sectors=_sectors(survey, text),
        fresh=_fresh(survey, text, today),
        crumbs=(home, *crumbs) if crumbs else (),
        footer=_footer(survey, text, community.name, title.name),
        code=code,
        editions=editions,
        succession=succession,
        mark=strategy.mark_in(text.language),
    )


def _menu(survey: Survey) -> tuple[str, ...]:
    """The pages of the menu that have something to show."""
    frames = {"decisions": survey.dataset.decisions, "actions": survey.dataset.actions}
    nothing = {name for name, frame in frames.items() if frame.empty}
    return tuple(name for name in MENU if name not in nothing)


@cache_by_survey
def period_of(survey: Survey) -> Period:
    """The period that ends with the day shown: a year where every indicator is yearly, else a quarter or a month."""
    end = survey.fiscal_year.completed(survey.now.as_of)
    yearly = (survey.dataset.indicators["frequency"] == Frequency.YEAR).all()
    span = 12 if yearly and end % 12 == 0 else 3 if end % 3 == 0 else 1
    return survey.fiscal_year.ending(end, span)


@cache_by_survey
def rhythm_of(survey: Survey) -> Rhythm:
    """The rhythm of the strategy by what was known at the survey's release."""
    return rhythm(survey.dataset, survey.now.known_at)


def next_update(survey: Survey) -> date | None:
    """The day by which the next release is due: a month after the deadline of the next values; None of no more values.

    The deadline comes from the indicators' own frequencies and terms (METHOD 9).
    """
    deadline = rhythm_of(survey).deadline
    if deadline is None:
        return None
    month = deadline.month + RELEASE_MONTHS
    year, month = deadline.year + (month - 1) // 12, (month - 1) % 12 + 1
    return deadline.replace(year=year, month=month, day=min(deadline.day, monthrange(year, month)[1]))


@cache_by_survey
def release_line(survey: Survey) -> date | None:
    """The date of the release shown, None where the dataset has none."""
    days = (published.date() for published in survey.dataset.releases["published"].dropna().tolist())
    return max((day for day in days if day <= survey.now.known_at), default=None)


def release_day(survey: Survey) -> date:
    """The day that names the release in addresses and citations; of data that were never published, what is known."""
    return release_line(survey) or survey.now.known_at


@cache_by_survey
def published_at(survey: Survey) -> datetime | None:
    """When the release was published, in the community's time; None where nothing more than its day is known.

    A release that was loaded later as history has a moment by rule only, which is nobody's time of publication.
    """
    known = survey.dataset.releases
    said = known.loc[(known["published"] == pd.Timestamp(release_day(survey))) & known["timed"], "moment"]
    return local(datetime.fromisoformat(str(said.iloc[-1]))) if len(said) else None


def version_words(survey: Survey, text: Text) -> str:
    """«28.11.2026, 16:42»; «14.11.2026» where the time is not known."""
    at, day = published_at(survey), text.date(release_day(survey))
    return f"{day}, {text.time(at)}" if at else day


def _sectors(survey: Survey, text: Text) -> tuple[LocalizedName, ...]:
    return tuple(LocalizedName.of(text, *named) for named in _sector_names(survey))


@cache_by_survey
def _sector_names(survey: Survey) -> tuple[tuple[str, str, str], ...]:
    """Code, name and English name of every sector."""
    nodes = survey.dataset.nodes
    sectors = nodes[nodes["level"] == "sector"]
    named = zip(sectors["code"], sectors["name"], sectors["name_en"], strict=True)
    return tuple((str(code), str(name), str(english)) for code, name, english in named)


def _fresh(survey: Survey, text: Text, today: date | None) -> tuple[FreshItem, ...]:
    judged, total = _judged(survey)
    updated, due, at = release_line(survey), next_update(survey), course(survey, today)
    items = []
    if at not in {Course.NOT_STARTED, Course.NO_DATA}:
        period = f"({period_words(period_of(survey), text)})"
        items.append(FreshItem(text.say("shell.fresh.as_of"), text.date(survey.now.as_of), period, phone=True))
    if at is not Course.RUNNING:
        items.append(_course(survey, text, at))
    if updated is not None:
        items.append(FreshItem(text.say("shell.fresh.updated"), text.date(updated)))
    items.append(
        FreshItem(
            text.say("shell.fresh.assessed"),
            text.number(judged),
            text.count("shell.fresh.of", total),
            phone=True,
        )
    )
    late = due is not None and today is not None and today > due
    # an edition that is not in force yet is awaited by nobody: its dates that have passed say nothing
    coming = today is not None and today < survey.dataset.strategy.begins
    if due is not None and not (late and coming):
        key = "shell.fresh.late" if late else "shell.fresh.next"
        items.append(FreshItem(text.say(key, date=text.date(due)), phone=late))
    return tuple(items)


@cache_by_survey
def _judged(survey: Survey) -> tuple[int, int]:
    """How many indicators are judged, of how many."""
    statuses = survey.now.indicators["status"]
    return int(statuses.isin([str(status) for status in JUDGED]).sum()), len(statuses)


def _course(survey: Survey, text: Text, at: Course) -> FreshItem:
    """What the freshness line says of a strategy that is not running."""
    words = text.say(f"shell.fresh.{at}")
    day = {Course.NOT_STARTED: first_day(survey), Course.ENDED: last_day(survey)}.get(at)
    return FreshItem(words, text.date(day) if day else "", phone=True)


def _footer(survey: Survey, text: Text, community: str, title: str) -> Footer:
    strategy, version = survey.dataset.strategy, release_line(survey)
    period, english = period_words(period_of(survey), text), text.language is NAMES_BESIDE
    title = inner_quotes(title, text.language)
    cite = text.say("shell.footer.cite_unversioned", community=community, title=title, period=period)
    if version is not None:
        told = version_words(survey, text)
        cite = text.say("shell.footer.cite", community=community, title=title, period=period, version=told)
    source = text.say("shell.footer.source", community=community, date=text.date(survey.now.as_of))
    if without_values(survey):
        # a plan without a value: neither its source nor a citation speaks of a period of data
        source = text.say("shell.footer.source_of_plan", community=community)
        cite = text.say("shell.footer.cite_plan", community=community, title=title, version=version_words(survey, text))
    return Footer(
        source=source,
        tree_source=(english and strategy.source_en) or strategy.source,
        act=(english and strategy.act_en) or strategy.act,
        licence=terms_sentence(strategy.licence, text),
        cite=cite,
        contact=strategy.contact,
        website=strategy.website,
        accessibility=strategy.accessibility,
        about=strategy.about_in(text.language),
    )
