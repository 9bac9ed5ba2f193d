"""The endpoints of the API: path, parameters, what is answered. Routes, checks and OpenAPI are made from this table."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from kpi.model import Basis, Strategy, edition_after, edition_before, edition_prefix
from kpi.model import Release as Published
from kpi.opendata.api import BASE
from kpi.opendata.api import parameters as p
from kpi.opendata.api.parameters import Given, Parameter
from kpi.opendata.api.schemas import CHANGES, INDICATOR, STRATEGY
from kpi.opendata.api.single import indicator, strategy
from kpi.opendata.beside import answers, peers
from kpi.opendata.beside.answers import ANSWERS
from kpi.opendata.beside.peers import PEERS
from kpi.opendata.fields import LAST, TABLES, Field, Type
from kpi.opendata.progress import progress_at
from kpi.opendata.tables import DataTable, ReleaseTables
from kpi.text import Text

Record = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Context:
    """What answers are made from: one public release, and the list of all.

    compare  what differs between two releases, as plain values; None where one of them is none
    site     where the site is reached, with the edition where the address names one; `host` without
    answers  public answers to questions about numbers, of all editions
    peers    shared indicators of other communities
    strategies  the last release of each edition, and whether it is the one in force
    """

    release: ReleaseTables
    releases: tuple[Published, ...]
    compare: Callable[[date | None, date | None], Record | None]
    text: Text
    site: str
    host: str
    strategies: Callable[[], Iterable[tuple[ReleaseTables, bool]]]
    answers: Callable[[], Iterable[Record]]
    peers: Callable[[], Iterable[Record]]


class NothingError(LookupError):
    """There is nothing of the name. `sentence` is a key below `data.api`, with its values."""

    def __init__(self, sentence: str, **values: object) -> None:
        super().__init__(sentence)
        self.sentence, self.values = sentence, values


@dataclass(frozen=True, kw_only=True)
class Endpoint:
    """`rows` gives a list, `record` one object; `schema` describes the object."""

    path: str
    name: str
    parameters: tuple[Parameter, ...]
    rows: Callable[[Context, Given], tuple[tuple[Field, ...], Iterable[Record]]] | None = None
    record: Callable[[Context, Given], Record] | None = None
    fields: tuple[Field, ...] = ()
    schema: Record | None = None

    @property
    def known(self) -> tuple[Parameter, ...]:
        """All parameters that the address may have."""
        return (*self.parameters, *(p.LISTS if self.rows else ()), *p.EVERY)


#: endpoints of another name than their table
_PATHS = {"values": "/observations", "department_records": "/departments", "plan_health": "/plan-health"}


def _of_table(name: str, *parameters: Parameter) -> Endpoint:
    """The rows of a table; a parameter of a field's name keeps the rows with that value, a code those about it."""

    def rows(context: Context, given: Given) -> tuple[tuple[Field, ...], Iterable[Record]]:
        found: DataTable = context.release[name]
        for parameter in parameters:
            if (value := given[parameter.name]) is None:
                continue
            if parameter.name in found.names:
                found = found.where(parameter.name, value)
            elif parameter is p.CODE:
                found = found.about(value)
        return found.fields, _sifted(found.records(), given)

    path = _PATHS.get(name, f"/{name}")
    return Endpoint(path=path, name=path.removeprefix("/"), parameters=parameters, rows=rows, fields=TABLES[name])


def _sifted(rows: Iterable[Record], given: Given) -> Iterable[Record]:
    """By words in name or code, and by days of the periods' ends."""
    words = (given.get("q") or "").casefold().split()
    since, until = given.get("from"), given.get("to")
    for row in rows:
        said = f"{row.get('code') or ''} {row.get('name') or ''} {row.get('name_en') or ''}".casefold()
        end = row.get("period_end")
        if all(word in said for word in words) and (end is None or (since or end) <= end <= (until or end)):
            yield row


def _progress(context: Context, given: Given) -> tuple[tuple[Field, ...], Iterable[Record]]:
    survey = context.release.survey
    last = survey.now.as_of
    # of a strategy that has not begun the day shown may lie before its baseline
    first = min(survey.fiscal_year.year_ends(survey.dataset.strategy.baseline_year), last)
    day = given["as_of"] or last
    if not first <= day <= last:
        raise NothingError("no_day", day=day.isoformat(), first=first.isoformat(), last=last.isoformat())
    rows = progress_at(context.release, day)
    kept = [name for name in ("code", "goal", "status") if given[name] is not None]
    return PROGRESS, (row for row in rows if all(row[name] == given[name] for name in kept))


def _releases(context: Context, _given: Given) -> tuple[tuple[Field, ...], Iterable[Record]]:
    shown = context.release.survey.dataset.strategy.edition
    last = [release for release in context.releases if release.edition == shown][-1]

    def site(edition: str) -> str:
        return context.site if edition == shown else f"{context.host}{edition_prefix(edition)}"

    return RELEASES, (
        {
            "version": release.published,
            "moment": release.moment if release.timed else None,
            "edition": release.edition,
            "note": release.note or None,
            "current": release is last,
            "files": f"{site(release.edition)}/download/{release.published.isoformat()}/datapackage.json",
        }
        for release in reversed(context.releases)
    )


def _answers(context: Context, given: Given) -> tuple[tuple[Field, ...], Iterable[Record]]:
    edition = context.release.survey.dataset.strategy.edition
    return ANSWERS, answers.rows(context.answers(), edition, given["code"])


def _peers(context: Context, given: Given) -> tuple[tuple[Field, ...], Iterable[Record]]:
    facts = context.release.survey.dataset.indicators
    own = facts if given["code"] is None else facts[facts["code"] == given["code"]]
    return PEERS, peers.rows(context.peers(), own["catalogue_code"])


def _changes(context: Context, given: Given) -> Record:
    found = context.compare(given["from"], given["to"])
    if found is None:
        raise NothingError("no_comparison")
    return found


def _strategy(context: Context, _given: Given) -> Record:
    return strategy(context.release, context.site)


def _strategies(context: Context, _given: Given) -> tuple[tuple[Field, ...], Iterable[Record]]:
    listed = list(context.strategies())
    known = [release.survey.dataset.strategy for release, _ in listed]
    return STRATEGIES, (_edition(context, release, present, known) for release, present in listed)


def _edition(context: Context, release: ReleaseTables, present: bool, known: Sequence[Strategy]) -> Record:
    facts = release.survey.dataset.strategy
    there = f"{context.host}{edition_prefix(facts.edition)}"
    whole = strategy(release, there)
    told = {
        "status": whole["status"],
        "in_force": present,
        "in_force_from": facts.begins,
        "predecessor": before.edition if (before := edition_before(known, facts.edition)) else None,
        "successor": after.edition if (after := edition_after(known, facts.edition)) else None,
        "strategy": f"{there}{BASE}/strategy",
    }
    return {**{field.name: whole.get(field.name) for field in STRATEGIES}, **told}


def _indicator(context: Context, given: Given) -> Record:
    found = indicator(context.release, given["code"], context.text, context.site)
    if found is None:
        raise NothingError("no_indicator", code=given["code"])
    return found


def _named(table: str, *names: str) -> tuple[Field, ...]:
    by_name = {field.name: field for field in TABLES[table]}
    return tuple(by_name[name] for name in names)


PROGRESS = (
    *_named("indicators", "code", "goal"),
    *_named("progress", "as_of", "known_at"),
    Field(name="history", required=True, codes=tuple(Basis)),
    *(replace(field, required=True) for field in _named("indicators", "status")),
    *_named("indicators", "reason", "period", "value", "planned_value", "baseline_value", "target_value"),
    *_named("indicators", "progress", "expected", "pace", "age_months", "overdue", "flags"),
    *LAST,
)
STRATEGIES = (
    Field(name="edition", required=True),
    Field(name="title", required=True),
    Field(name="title_en"),
    Field(name="community", required=True),
    Field(name="community_en"),
    *(Field(name=name, type=Type.WHOLE, required=True) for name in ("first_year", "last_year", "baseline_year")),
    Field(name="in_force", type=Type.BOOL, required=True),
    Field(name="in_force_from", type=Type.DATE, required=True),
    *_named("goals", "status"),
    Field(name="predecessor"),
    Field(name="successor"),
    Field(name="strategy", required=True),
)
RELEASES = (
    Field(name="version", type=Type.DATE, required=True),
    Field(name="moment", type=Type.MOMENT),
    Field(name="edition", required=True),
    Field(name="note"),
    Field(name="current", type=Type.BOOL, required=True),
    Field(name="files", required=True),
)
ENDPOINTS: tuple[Endpoint, ...] = (
    Endpoint(path="/strategies", name="strategies", parameters=(), rows=_strategies, fields=STRATEGIES),
    Endpoint(path="/strategy", name="strategy", parameters=(), record=_strategy, schema=STRATEGY),
    _of_table("goals", p.LEVEL, p.PARENT, p.STATUS),
    _of_table("indicators", p.GOAL, p.STRATEGIC_GOAL, p.SECTOR, p.STATUS, p.DEPARTMENT, p.SEARCH),
    Endpoint(path="/indicators/{code}", name="indicator", parameters=(p.OF_PATH,), record=_indicator, schema=INDICATOR),
    _of_table("values", p.CODE, p.STATUS, p.FROM, p.UNTIL),
    _of_table("targets", p.CODE),
    _of_table("revisions", p.CODE),
    _of_table("actions", p.CODE),
    _of_table("action_money", p.CODE),
    _of_table("corrective_actions", p.CODE),
    _of_table("suspensions", p.CODE),
    _of_table("council_sessions"),
    _of_table("decisions", p.CODE, p.BODY),
    _of_table("assignments", p.DEPARTMENT, p.ASSIGNMENT_STATE),
    _of_table("events", p.CODE),
    _of_table("risks", p.GOAL),
    _of_table("alignments", p.CODE),
    _of_table("department_records", p.CODE),
    _of_table("plan_health", p.CODE, p.GOAL),
    _of_table("successions", p.CODE, p.PREVIOUS_CODE),
    _of_table("previous_values", p.CODE, p.PREVIOUS_CODE, p.FROM, p.UNTIL),
    Endpoint(
        path="/progress",
        name="progress",
        parameters=(p.AS_OF, p.CODE, p.GOAL, p.STATUS),
        rows=_progress,
        fields=PROGRESS,
    ),
    Endpoint(path="/releases", name="releases", parameters=(), rows=_releases, fields=RELEASES),
    Endpoint(path="/answers", name="answers", parameters=(p.CODE,), rows=_answers, fields=ANSWERS),
    Endpoint(path="/peers", name="peers", parameters=(p.CODE,), rows=_peers, fields=PEERS),
    Endpoint(path="/changes", name="changes", parameters=(p.FROM, p.UNTIL), record=_changes, schema=CHANGES),
)
