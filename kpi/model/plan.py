"""The plan of one edition of a strategy: the content of plan.xlsx (docs/workbook.md, The plan workbook)."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from kpi.model.enums import USUAL_ZONE, Frequency, Provenance, Succession
from kpi.model.language import NAMES_BESIDE, USUAL_LANGUAGE, Language, site_languages
from kpi.model.look.mark import ShownMark, mark_of
from kpi.model.oversight.circumstances import Oversight
from kpi.model.oversight.report_form import USUAL_FORM, FormColumn, form_of
from kpi.model.period import FiscalYear, Period
from kpi.model.web_address import host_of


@dataclass(frozen=True, slots=True)
class MethodSettings:
    """The five numbers of the method (METHOD 3), settings of the strategy and shown on the method page."""

    on_track: float = 0.95
    at_risk: float = 0.60
    delta: float = 0.05
    too_early: float = 0.10
    min_coverage: float = 0.50


@dataclass(frozen=True, slots=True, kw_only=True)
class Strategy:
    """Sheet «Стратегія». Years are its own (`fiscal_year`); `released` is the day of the shipped workbooks."""

    title: str
    community: str
    edition: str
    first_year: int
    last_year: int
    baseline_year: int
    illustrative: bool
    title_en: str = ""
    community_en: str = ""
    act: str = ""
    act_en: str = ""
    #: as the plan names it, "" where it names none: then nothing is said of what the data may be used for
    licence: str = ""
    contact: str = ""
    source: str = ""
    source_en: str = ""
    released: date | None = None
    #: days after the end of a period until its values are due, None where the plan names no term: then nothing is due
    #: on a day and nothing is late; below, of one frequency where it has a term of its own
    deadline_days: int | None = None
    deadline_days_month: int | None = None
    deadline_days_quarter: int | None = None
    deadline_days_half_year: int | None = None
    deadline_days_year: int | None = None
    #: from this day the front page and what is due are of this edition; without it from the first day of its years
    in_force_from: date | None = None
    #: what departments send is published after an editor's approval, not at once
    approval: bool = False
    #: of the site where nobody has asked for another, and of the names in «Назва»
    language: Language = USUAL_LANGUAGE
    #: of its pages, where the plan names them; see `languages`
    said_languages: tuple[Language, ...] = ()
    #: ISO 4217, "" where budgets are written without one
    currency: str = ""
    #: month (1-12) that a year of the strategy begins in; the year is called by the one it ends in
    first_month: int = 1
    #: IANA name, "" where the plan does not say: see `zone`
    time_zone: str = ""
    #: weekdays on which people work, as the days of ISO 8601: "12345" is Monday to Friday
    working_days: str = "12345"
    #: by what the data are opened, "" where by nothing but the community's own will
    legal_basis: str = ""
    legal_basis_en: str = ""
    #: the community's own site, its statement of accessibility, what it says of this site
    website: str = ""
    accessibility: str = ""
    about: str = ""
    about_en: str = ""
    #: of the community, #RRGGBB (`kpi.model.look.accent`); "" where the plan names none
    colour: str = ""
    #: what the picture of the community shows, in words, and the picture (`kpi.model.look.mark`); "" without one
    mark: str = ""
    mark_en: str = ""
    mark_picture: str = ""
    #: number and day of the act by which the strategy was approved, apart from the words of `act`
    act_number: str = ""
    act_day: date | None = None
    #: the community in the state's registers: code of the territory (UA and 17 digits), of the body (8 digits)
    katottg: str = ""
    edrpou: str = ""
    #: people, and the day of the count
    population: int | None = None
    population_day: date | None = None
    #: further hosts that decisions, events and evidence may link, apart by a space; see `linked_hosts`
    link_hosts: str = ""
    #: the columns of the table of indicators in a report (`kpi.model.oversight.report_form`), "" = the usual ones
    report_form: str = ""
    settings: MethodSettings = field(default_factory=MethodSettings)

    @property
    def zone(self) -> str:
        """The IANA zone of the community's clocks; UTC where a strategy in another language does not say it."""
        return self.time_zone or (USUAL_ZONE if self.language is USUAL_LANGUAGE else "UTC")

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages that its pages are read in, its own first."""
        return site_languages(self.language, self.said_languages)

    def title_in(self, language: Language) -> str:
        """The strategy's name in a language, its own where there is no other."""
        return (language is NAMES_BESIDE and self.title_en) or self.title

    def community_in(self, language: Language) -> str:
        """The community's name in a language, its own where there is no other."""
        return (language is NAMES_BESIDE and self.community_en) or self.community

    def legal_basis_in(self, language: Language) -> str:
        """By what the data are opened, in a language, its own where there is no other; "" where nothing is said."""
        return (language is NAMES_BESIDE and self.legal_basis_en) or self.legal_basis

    def about_in(self, language: Language) -> str:
        """What the community says of the site, in a language, its own where there is no other."""
        return (language is NAMES_BESIDE and self.about_en) or self.about

    def mark_in(self, language: Language) -> ShownMark | None:
        """The picture of the community and what it shows, in a language, its own where there is no other."""
        picture, own = mark_of(self.mark_picture), (language is NAMES_BESIDE and self.mark_en) or ""
        foreign = not own and language is not self.language
        return ShownMark(picture, own or self.mark, foreign) if picture else None

    def term_days(self, months: int) -> int | None:
        """Days after the end of a period of so many months (1, 3, 6, 12) until a value is due; None without a term."""
        own = {
            1: self.deadline_days_month,
            3: self.deadline_days_quarter,
            6: self.deadline_days_half_year,
            12: self.deadline_days_year,
        }[months]
        return self.deadline_days if own is None else own

    @property
    def has_terms(self) -> bool:
        """Whether the plan names a term for any frequency."""
        return any(self.term_days(frequency.months) is not None for frequency in Frequency)

    def due_day(self, period: Period) -> date | None:
        """The last day on which a period's value is in time; None where the plan names no term for it."""
        days = self.term_days(period.span_months)
        return None if days is None else period.end_date + timedelta(days=days)

    @property
    def linked_hosts(self) -> tuple[str, ...]:
        """The hosts that links of decisions, events and evidence may lead to; without own ones the community's site."""
        return tuple(self.link_hosts.split()) or tuple(filter(None, (host_of(self.website),)))

    @property
    def form_columns(self) -> tuple[FormColumn, ...]:
        """The columns of the official form: the plan's own, without them the usual ones."""
        return form_of(self.report_form) or USUAL_FORM

    @property
    def fiscal_year(self) -> FiscalYear:
        """Which days its years are: the one way between a month index of this strategy and a day."""
        return FiscalYear(self.first_month)

    @property
    def first_day(self) -> date:
        """The first day of its first year."""
        return self.fiscal_year.year_begins(self.first_year)

    @property
    def last_day(self) -> date:
        """The last day of its last year."""
        return self.fiscal_year.year_ends(self.last_year)

    @property
    def begins(self) -> date:
        """The day from which this edition is the one in force, until another one begins."""
        return self.in_force_from or self.first_day

    @property
    def usual_provenance(self) -> Provenance:
        """What a blank «Походження» means in this strategy: its answer to «Дані ілюстративні»."""
        return Provenance.ILLUSTRATIVE if self.illustrative else Provenance.DOCUMENTED

    @property
    def file_mark(self) -> str:
        """What the names of downloaded files begin with while the data are made up; "" otherwise."""
        return "demo-" if self.illustrative else ""


@dataclass(frozen=True, slots=True)
class Sector:
    code: str
    name: str
    name_en: str = ""


@dataclass(frozen=True, slots=True)
class StrategicGoal:
    code: str
    sector: str
    name: str
    name_en: str = ""
    provenance: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationalGoal:
    """`department` is the code of a row of «Підрозділи» or, where that has none, the name itself."""

    code: str
    strategic_goal: str
    name: str
    name_en: str = ""
    department: str = ""
    provenance: str = ""


@dataclass(frozen=True, slots=True)
class Department:
    """`provenance` is illustrative where the present name has not been confirmed; the screen says so."""

    code: str
    name: str
    name_en: str = ""
    contact: str = ""
    provenance: Provenance = Provenance.UNSAID


@dataclass(frozen=True, slots=True)
class SuccessionLink:
    previous_code: str
    code: str
    succession: Succession


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    strategy: Strategy
    sectors: tuple[Sector, ...] = ()
    strategic_goals: tuple[StrategicGoal, ...] = ()
    operational_goals: tuple[OperationalGoal, ...] = ()
    departments: tuple[Department, ...] = ()
    successions: tuple[SuccessionLink, ...] = ()
    oversight: Oversight = field(default_factory=Oversight)
