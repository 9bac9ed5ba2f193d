"""The page over all communities: how each stands by its own plan and rhythm, and what they share, side by side.

Nobody is ranked: communities stand in the order of the file, or in the one that the reader asks for, and values of
different periods are named by their periods.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from kpi.community import Community
from kpi.measure.many.community_standing import CommunityStanding, SharedIndicator
from kpi.model import NAMES_BESIDE, Kind, Language, Status, Strategy
from kpi.model.code import catalogue_key
from kpi.text import Text
from kpi.text.editions import edition_words
from kpi.text.numbers import decimals_of
from kpi.views.common.counts import StatusCounts
from kpi.views.common.values import UnitScale

#: a value per so many people
PER = 1000
#: kinds whose values are counts at a moment or over a whole period; a sum since the baseline is of a period that
#: nobody names, a step of a plan is no count of anything
_COUNTED = frozenset({Kind.LEVEL, Kind.FLOW, Kind.YTD})
_YEAR = 12


class Sorting(StrEnum):
    """By what the table stands, as `sort=` of the address names it; none: in the order of the file."""

    NAME = "name"
    ON_PLAN = "on_plan"
    JUDGED = "judged"
    OVERDUE = "overdue"
    AS_OF = "as_of"


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunityRow:
    """A community in the table. `state` says in words why nothing else is told, "" where it is.

    name_lang  the language of its name where that is not the page's, else ""
    lang       the page's language, "" where the community's site opens in it
    reported   how many of the reports that are due are there; `late` how many of them are not, in words
    """

    community: Community
    name: str
    name_lang: str
    lang: str
    edition: str
    counts: StatusCounts
    as_of: date | None
    released: date | None
    judged: str
    reported: str
    overdue: int
    late: str
    provenance: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedRow:
    """A community's indicator of a code of the catalogue. `per_head` "" where a value per head means nothing."""

    community: Community
    name: str
    name_lang: str
    lang: str
    code: str
    indicator: str
    status: Status
    value: str
    period: str
    per_head: str
    counted_on: date | None
    illustrative: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedCode:
    """The indicators of one code; `note` says what keeps their values from being compared as they stand."""

    code: str
    title: str
    rows: tuple[SharedRow, ...]
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionView:
    title: str
    lede: str
    rows: tuple[CommunityRow, ...]
    shared: tuple[SharedCode, ...]
    sorting: Sorting | None
    falling: bool


def build(
    found: Sequence[CommunityStanding], text: Text, *, name: str, sorting: Sorting | None = None, falling: bool = False
) -> RegionView:
    """The page.

    name     what the region is called in the page's language, "" unknown
    falling  the largest first
    """
    rows = [_row(one, text) for one in found]
    told = sum(one.strategy is not None for one in found)
    return RegionView(
        title=name or text.say("region.title"),
        lede=text.count("region.lede", len(found), told=text.number(told)),
        rows=_sorted(rows, sorting, falling=falling),
        shared=_shared(found, text),
        sorting=sorting,
        falling=falling,
    )


def per_head(one: SharedIndicator, community: Community, text: Text) -> float | None:
    """The value for every thousand people; None where that says nothing.

    Of levels, whole years of flows and running totals that ended with their year, in units that count something
    (words/region.toml lists them): never of shares, rates, indexes and grades, nor of a unit that is not known.
    """
    whole_year = one.period is not None and one.period.end % _YEAR == 0
    whole = one.kind is Kind.LEVEL or (one.kind in _COUNTED and whole_year)
    if not community.population or one.value is None or not whole or not counts_something(one, text):
        return None
    return PER * one.value / community.population


def counts_something(one: SharedIndicator, text: Text) -> bool:
    """Whether the unit is one that counts: people, pieces, kilometres, money."""
    listed = {
        " ".join(word.split()).casefold()
        for language in Language
        for word in text.in_language(language).say("region.counting_units").split(";")
    }
    return " ".join(one.unit.split()).casefold().rstrip(".") in {word.rstrip(".") for word in listed}


def _row(one: CommunityStanding, text: Text) -> CommunityRow:
    counts, strategy = StatusCounts.of(one.statuses), one.strategy
    state = text.say("region.trouble") if one.trouble else text.say("region.unpublished") if strategy is None else ""
    name, name_lang = (one.community.key, "") if strategy is None else _named(strategy, text)
    judged = text.say("region.judged", judged=counts.judged, total=counts.total) if counts.total else ""
    return CommunityRow(
        community=one.community,
        name=name,
        name_lang=name_lang,
        lang=_lang(strategy, text),
        edition="" if strategy is None else edition_words(strategy, text),
        counts=counts,
        as_of=one.as_of,
        released=one.released,
        judged=judged,
        reported=text.say("region.reported", reported=one.due - one.overdue, due=one.due) if one.due else "",
        overdue=one.overdue,
        late=text.count("region.late", one.overdue) if one.overdue else "",
        provenance="" if strategy is None else _provenance(strategy, text),
        state=state,
    )


def _named(strategy: Strategy, text: Text) -> tuple[str, str]:
    """The community's name, in the page's language where it has one there, and its language where it has not."""
    if text.language is NAMES_BESIDE and strategy.community_en:
        return strategy.community_en, ""
    return strategy.community, "" if strategy.language is text.language else str(strategy.language)


def _lang(strategy: Strategy | None, text: Text) -> str:
    return "" if strategy is None or strategy.language is text.language else str(text.language)


def _provenance(strategy: Strategy, text: Text) -> str:
    return text.say("region.illustrative" if strategy.illustrative else "region.documented")


#: what a row is sorted by; rows without it stand last either way
_BY: dict[Sorting, Callable[[CommunityRow], Any]] = {
    Sorting.NAME: lambda row: row.name.casefold(),
    Sorting.ON_PLAN: lambda row: row.counts.share_on_plan,
    Sorting.JUDGED: lambda row: row.counts.judged / row.counts.total if row.counts.total else None,
    Sorting.OVERDUE: lambda row: row.overdue if row.reported else None,
    Sorting.AS_OF: lambda row: row.as_of,
}


def _sorted(rows: Sequence[CommunityRow], sorting: Sorting | None, *, falling: bool) -> tuple[CommunityRow, ...]:
    if sorting is None:
        return tuple(rows)
    by = _BY[sorting]
    there = sorted((row for row in rows if by(row) is not None), key=by, reverse=falling)
    return (*there, *(row for row in rows if by(row) is None))


def _shared(found: Sequence[CommunityStanding], text: Text) -> tuple[SharedCode, ...]:
    """The codes that two communities or more name, in their order; a code is the same however it is spelled."""
    by_code: dict[str, list[tuple[CommunityStanding, SharedIndicator]]] = {}
    for one in found:
        for indicator in one.shared:
            by_code.setdefault(catalogue_key(indicator.catalogue_code), []).append((one, indicator))
    shown = {code: both for code, both in by_code.items() if len({one.community.key for one, _ in both}) > 1}
    return tuple(_code(both, text) for _, both in sorted(shown.items()))


def _code(both: Sequence[tuple[CommunityStanding, SharedIndicator]], text: Text) -> SharedCode:
    valued = [indicator for _, indicator in both if indicator.value is not None]
    periods = {(one.period.start_date, one.period.end_date) for one in valued if one.period is not None}
    units = {" ".join(one.unit.split()).casefold() for _, one in both}
    kinds = {one.kind for _, one in both}
    differing = [key for key, many in (("periods", periods), ("units", units), ("kinds", kinds)) if len(many) > 1]
    what = ", ".join(text.say(f"region.differing.{key}") for key in differing)
    first = both[0][1]
    return SharedCode(
        code=first.catalogue_code,
        title=_indicator_name(both[0][0], first, text),
        rows=tuple(_shared_row(one, indicator, text) for one, indicator in both),
        note=text.say("region.differing.words", what=what) if differing else "",
    )


def _indicator_name(one: CommunityStanding, indicator: SharedIndicator, text: Text) -> str:
    return text.named(indicator.name, indicator.name_en)


def _shared_row(one: CommunityStanding, indicator: SharedIndicator, text: Text) -> SharedRow:
    strategy = one.strategy
    name, name_lang = ("", "") if strategy is None else _named(strategy, text)
    unit = text.named(indicator.unit, indicator.unit_en)
    value, head = indicator.value, per_head(indicator, one.community, text)
    period = indicator.period
    return SharedRow(
        community=one.community,
        name=name,
        name_lang=name_lang,
        lang=_lang(strategy, text),
        code=indicator.code,
        indicator=_indicator_name(one, indicator, text),
        status=indicator.status,
        value=text.say("gap.no_value") if value is None else UnitScale(unit, decimals_of(value), text).amount(value),
        period=text.period(period) if period is not None and value is not None else "",
        per_head="" if head is None else text.number(head, _digits(head)),
        counted_on=date.fromisoformat(one.community.counted_on) if head is not None else None,
        illustrative=indicator.illustrative,
    )


def _digits(value: float) -> int:
    """Decimals of a computed number: three digits that say something, at most three behind the sign."""
    return 0 if abs(value) >= 100 or not value else 1 if abs(value) >= 10 else 2 if abs(value) >= 1 else 3
