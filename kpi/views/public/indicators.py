"""The list of indicators: search and filters, all of them codes in the address."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from kpi.measure.results import Survey
from kpi.model import Level, Status
from kpi.text import Text
from kpi.views.common.board import Board
from kpi.views.common.board import board as make_board
from kpi.views.common.counts import StatusCounts
from kpi.views.common.localized_name import LocalizedName
from kpi.views.common.rows import IndicatorRow
from kpi.views.common.withheld import withheld_words
from kpi.views.list_pages import ListPages, number_of
from kpi.views.public.search_hits import Hits, hits

LONGEST_QUERY = 200


@dataclass(frozen=True, slots=True)
class IndicatorFilters:
    """What the reader looks for; everything "" or empty = all indicators."""

    q: str = ""
    statuses: frozenset[Status] = frozenset()
    sector: str = ""
    department: str = ""
    page: int = 1

    @classmethod
    def of(cls, parameters: Mapping[str, str]) -> "IndicatorFilters":
        """Read the address's parameters: `status` holds codes divided by commas; unknown codes are ignored."""
        statuses = {Status(code) for code in parameters.get("status", "").split(",") if code in set(Status)}
        return cls(
            " ".join(parameters.get("q", "").split())[:LONGEST_QUERY],
            frozenset(statuses),
            parameters.get("sector", ""),
            parameters.get("department", ""),
            number_of(parameters.get("page", "")),
        )

    def parameters(self) -> dict[str, str]:
        """The parameters of the address, the inverse of `of`; empty ones are left out."""
        status = ",".join(status for status in Status if status in self.statuses)
        found = {"q": self.q, "status": status, "sector": self.sector, "department": self.department}
        number = {"page": str(self.page)} if self.page > 1 else {}
        return {name: value for name, value in found.items() if value} | number

    def toggled(self, status: Status) -> "IndicatorFilters":
        return replace(self, statuses=self.statuses ^ {status}, page=1)

    @property
    def narrowing(self) -> bool:
        """Whether anything is left out; which page is shown leaves nothing out."""
        return replace(self, page=1) != IndicatorFilters()


@dataclass(frozen=True, slots=True)
class Pill:
    """A status that may be chosen: `filters` is where its link leads. `status` None is «Усі»."""

    status: Status | None
    label: str
    count: int
    chosen: bool
    filters: IndicatorFilters


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorsView:
    """The page.

    found    «12 показників з 80»
    rows     those of the page that is shown
    hits     goals and departments that the query finds
    similar  the words that were looked for instead where those of the query stand nowhere, else ""
    empty    what to do where nothing was found, else ""
    """

    headline: str
    counts: StatusCounts
    narrowed: StatusCounts  # of what the filters but the status let through: what the pills count
    filters: IndicatorFilters
    found: str
    similar: str
    rows: tuple[IndicatorRow, ...]
    pages: ListPages
    hits: Hits
    empty: str
    pills: tuple[Pill, ...]
    sectors: tuple[LocalizedName, ...]
    departments: tuple[LocalizedName, ...]
    since_year: str
    target_year: str
    withheld: str  # what is said of indicators that are not published


def build(
    survey: Survey, text: Text, filters: IndicatorFilters | None = None, *, board: Board | None = None
) -> IndicatorsView:
    """The list of the survey's indicators that the filters let through; unknown sectors and departments are ignored."""
    made = board or make_board(survey, text)
    sectors = tuple(node.name for node in made.level(Level.SECTOR))
    departments = _departments(made)
    chosen = _known(filters or IndicatorFilters(), sectors, departments)
    sought, similar = _sought(made, chosen.q)
    sector_of = {row.code: getattr(made.sector_of(row), "code", "") for row in made.rows}
    without_status = [row for row in made.rows if _matches(row, sector_of[row.code], chosen, sought)]
    without_status.sort(key=lambda row: not sought.get(row.code, True))
    rows = tuple(row for row in without_status if not chosen.statuses or row.status in chosen.statuses)
    pages = ListPages.of(len(rows), chosen.page)
    chosen = replace(chosen, page=pages.number)
    counts, strategy = made.counts, survey.dataset.strategy
    narrowed = StatusCounts.of(row.status for row in without_status)
    return IndicatorsView(
        headline=_headline(text, StatusCounts.of(row.status for row in rows)),
        counts=counts,
        narrowed=narrowed,
        filters=chosen,
        found=text.count("indicators.found", len(rows), total=text.number(counts.total)),
        similar=text.say("indicators.similar", query=chosen.q, words=similar) if similar and rows else "",
        rows=pages.cut(rows),
        pages=pages,
        hits=hits(made, similar or chosen.q),
        empty="" if rows else _empty(text, made.rows, chosen),
        pills=_pills(text, narrowed, counts, chosen),
        sectors=sectors,
        departments=departments,
        since_year=text.year(strategy.first_year, strategy.fiscal_year),
        target_year=text.year(strategy.last_year, strategy.fiscal_year),
        withheld=withheld_words(text),
    )


def _sought(made: Board, query: str) -> tuple[dict[str, bool], str]:
    """The codes that the query finds, those meant by name True; and the words taken instead of unknown ones."""
    if not query:
        return {}, ""
    found = made.search_index.find(query)
    if found:
        return found, ""
    similar = made.search_index.nearest(query)
    return (made.search_index.find(similar), similar) if similar else ({}, "")


def _headline(text: Text, counts: StatusCounts) -> str:
    if counts.total and counts[Status.SUSPENDED] == counts.total:
        return text.count("indicators.headline_suspended", counts.total)
    if not counts.total:
        return text.say("indicators.headline_none")
    if not counts.judged:
        return text.count("indicators.headline_unjudged", counts.total)
    numbers = {"on_plan": text.number(counts.on_plan), "judged": text.count("rows.judged", counts.judged)}
    found = text.count("indicators.headline", counts.total, **numbers)
    if not counts.far_behind:
        return found + text.say("sector.headline.none_behind")
    return found + text.count("sector.headline.behind", counts.far_behind)


def _departments(made: Board) -> tuple[LocalizedName, ...]:
    known = {row.department.code: row.department for row in made.rows if row.department.code}
    return tuple(sorted(known.values(), key=lambda department: department.name.casefold()))


def _known(
    filters: IndicatorFilters, sectors: tuple[LocalizedName, ...], departments: tuple[LocalizedName, ...]
) -> IndicatorFilters:
    return replace(
        filters,
        sector=filters.sector if filters.sector in {s.code for s in sectors} else "",
        department=filters.department if filters.department in {d.code for d in departments} else "",
    )


def _matches(row: IndicatorRow, sector: str, filters: IndicatorFilters, sought: Mapping[str, bool]) -> bool:
    return (
        (not filters.sector or filters.sector == sector)
        and (not filters.department or filters.department == row.department.code)
        and (not filters.q or row.code in sought)
    )


def _pills(text: Text, counts: StatusCounts, total: StatusCounts, chosen: IndicatorFilters) -> tuple[Pill, ...]:
    everything = Pill(
        None,
        text.say("indicators.all_statuses"),
        counts.total,
        not chosen.statuses,
        replace(chosen, statuses=frozenset(), page=1),
    )
    return (
        everything,
        *(
            Pill(
                status, text.say(f"status.{status}"), counts[status], status in chosen.statuses, chosen.toggled(status)
            )
            for status, _ in total.present()
        ),
    )


def _empty(text: Text, rows: tuple[IndicatorRow, ...], filters: IndicatorFilters) -> str:
    if not rows:
        return text.say("indicators.empty.none")
    if not filters.q:
        return text.say("indicators.empty.filters")
    narrowed = replace(filters, q="").narrowing
    key = "indicators.empty.narrowed" if narrowed else "indicators.empty.query"
    return text.say(key, query=filters.q, code=rows[0].code)
