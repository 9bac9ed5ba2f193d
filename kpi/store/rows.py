"""From the model to the rows of the revision tables, and back to the model where a check needs the former state."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from enum import Enum
from math import isnan

from kpi.measure.books import indicator_row, node_rows, observation_row, target_rows
from kpi.model import (
    Action,
    ActionMoney,
    CellRef,
    CorrectiveAction,
    FiscalYear,
    GoalBook,
    Language,
    MethodSettings,
    Plan,
    Strategy,
    Suspension,
    TargetChange,
    month_index,
)
from kpi.store import schema
from kpi.store.schema import Revisions
from kpi.store.tables.oversight_rows import oversight_rows

Row = dict[str, object]
_SETTINGS = ("on_track", "at_risk", "delta", "too_early", "min_coverage")
#: terms of single frequencies, where they have one
TERMS = ("deadline_days_month", "deadline_days_quarter", "deadline_days_half_year", "deadline_days_year")
#: the act and the registers of the state; plans stored before they were known have none
_REGISTERED = ("act_number", "act_day", "katottg", "edrpou", "population", "population_day")
_STRATEGY = (
    *("title", "title_en", "act", "act_en", "licence", "contact", "source", "source_en"),
    *("first_year", "last_year", "baseline_year", "illustrative", "released", "in_force_from"),
    *("deadline_days", "approval"),
    *TERMS,
    *_REGISTERED,
)
#: settings of the strategy; what a plan stored before they were known does not say is as in `Strategy`
_SAID = ("language", "currency", "first_month", "time_zone", "working_days", "legal_basis", "legal_basis_en")
_LINKS = (
    "website",
    "accessibility",
    "about",
    "about_en",
    "colour",
    "mark",
    "mark_en",
    "mark_picture",
    "link_hosts",
    "report_form",
)


def clean(value: object) -> object:
    """What a column holds: the value of an enum, None for NaN."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, float) and isnan(value):
        return None
    return value


def fitted(row: Mapping[str, object], revisions: Revisions) -> Row:
    """`row` with exactly the columns of the table; a text that is missing is empty."""
    columns = revisions.table.c
    fitted: Row = {}
    for name in (*revisions.key, *revisions.content, *revisions.place):
        value = clean(row.get(name))
        if value is None and not columns[name].nullable:
            value = False if columns[name].type.python_type is bool else ""
        elif isinstance(value, int) and columns[name].type.python_type is float:
            value = float(value)
        fitted[name] = value
    return fitted


def plan_rows(plan: Plan) -> dict[str, list[Row]]:
    """Rows by the name of their table."""
    strategy = plan.strategy
    one = {name: getattr(strategy, name) for name in (*_STRATEGY, *_SAID, *_LINKS)}
    one["said_languages"] = " ".join(strategy.said_languages)
    one |= {name: getattr(strategy.settings, name) for name in _SETTINGS}
    one |= {"community_name": strategy.community, "community_name_en": strategy.community_en}
    departments = [
        {name: getattr(d, name) for name in ("code", "name", "name_en", "contact", "provenance")}
        for d in plan.departments
    ]
    successions = [
        {"previous_code": s.previous_code, "code": s.code, "succession": s.succession} for s in plan.successions
    ]
    return _by_table(
        (schema.STRATEGY, [one]),
        (schema.NODE, node_rows(plan)),
        (schema.DEPARTMENT, departments),
        (schema.SUCCESSION, successions),
        *oversight_rows(plan.oversight),
    )


def book_rows(
    book: GoalBook, fiscal_year: FiscalYear, former_changes: Sequence[TargetChange] = ()
) -> dict[str, list[Row]]:
    """Rows by the name of their table.

    former_changes  target changes decided earlier: a workbook that leaves their rows out does not take them back
    """
    own = {(c.code, c.year, c.decided) for c in book.target_changes}
    changes = [c for c in former_changes if (c.code, c.year, c.decided) not in own]
    whole = replace(book, target_changes=(*changes, *book.target_changes))
    indicators = [
        indicator_row(i, book.goal, fiscal_year) | {"break_day": i.series_break.day if i.series_break else None}
        for i in book.indicators
    ]
    return _by_table(
        (schema.INDICATOR, indicators),
        (schema.TARGET, _target_rows(whole)),
        (schema.OBSERVATION, [observation_row(o) for o in book.observations]),
        (schema.SUSPENSION, _numbered(book.suspensions, ("code", "since"), schema.SUSPENSION.content)),
        (schema.ACTION, _numbered(book.actions, ("code", "name"), schema.ACTION.content)),
        (schema.ACTION_MONEY, [_money_row(row) for row in book.action_money]),
        (schema.CORRECTIVE_ACTION, [_corrective_row(action) for action in book.corrective_actions]),
    )


def _money_row(money: ActionMoney) -> Row:
    names = ("code", "name", "number", "source", "plan", "actual")
    return {name: getattr(money, name) for name in names} | {"end": month_index(money.year, 12)} | _address(money.cell)


def _corrective_row(action: CorrectiveAction) -> Row:
    names = ("code", *schema.CORRECTIVE_ACTION.content)
    own = {name: getattr(action, name) for name in names}
    return own | {"end": action.period.end, "span_months": action.period.span_months} | _address(action.cell)


def _target_rows(book: GoalBook) -> list[Row]:
    places = {(c.code, 12 * c.year + 12, c.decided): c for c in book.target_changes}
    cells = {i.code: i.cell for i in book.indicators}
    rows: dict[tuple[object, ...], Row] = {}  # two decisions of one day about one year: the later row is in force
    for row in target_rows(book):
        decided = row.get("decided")
        change = places.get((str(row["code"]), row["end"], decided))  # type: ignore[arg-type]
        cell = change.cell if change else cells.get(str(row["code"]))
        more = {
            "version": decided.isoformat() if isinstance(decided, date) else "",
            "old_value": change.old_value if change else None,
        }
        rows[row["code"], row["end"], more["version"]] = row | more | _address(cell)
    return list(rows.values())


def _numbered(items: Sequence[Suspension | Action], key: tuple[str, ...], content: Iterable[str]) -> list[Row]:
    """Rows with `number`: 1 for the first of a key in the workbook, 2 for the second: none is lost."""
    seen: Counter[tuple[object, ...]] = Counter()
    rows: list[Row] = []
    for item in items:
        named = tuple(getattr(item, name) for name in key)
        seen[named] += 1
        rows.append(
            {name: getattr(item, name) for name in (*key, *content)} | {"number": seen[named]} | _address(item.cell)
        )
    return rows


def _address(cell: CellRef | None) -> Row:
    return {"sheet": cell.sheet if cell else "", "cell": cell.cell if cell else ""}


def _by_table(*tables: tuple[Revisions, Iterable[Mapping[str, object]]]) -> dict[str, list[Row]]:
    return {
        revisions.table.name: [
            fitted(dict(row) | {"position": position}, revisions) for position, row in enumerate(rows)
        ]
        for revisions, rows in tables
    }


def strategy_of(edition: str, row: Mapping[str, object]) -> Strategy:
    """The strategy of a row of `strategy_rev`."""
    values = {name: row[name] for name in _STRATEGY} | {name: row[name] for name in (*_SAID, *_LINKS) if row[name]}
    if language := Language.named(row["language"]):
        values["language"] = language
    values["said_languages"] = tuple(filter(None, map(Language.named, str(row["said_languages"] or "").split())))
    return Strategy(
        **values,  # type: ignore[arg-type]
        community=str(row["community_name"]),
        community_en=str(row["community_name_en"]),
        edition=edition,
        settings=MethodSettings(**{name: row[name] for name in _SETTINGS}),  # type: ignore[arg-type]
    )
