"""The page «Заходи і гроші»: actions of all goals, when, for how much, and what came of it (LOOP 3)."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kpi.model import ActionStanding, ActionState, Level, index_year
from kpi.text import Text
from kpi.views.actions.action_table import ActionTable, action_table, narrowed
from kpi.views.actions.filters import ActionFilters, FilterChoice, known_filters, unknown_words
from kpi.views.actions.money_table import (
    MoneyRow,
    money_rows,
    not_included,
    printed,
    share_words,
    sources,
    sum_of,
    whole_sums,
    year_rows,
)
from kpi.views.actions.rows import TimedAction, UnmovedAction, action_row, unmoved
from kpi.views.actions.timeline import Timeline, timeline, years_of
from kpi.views.common.board import Board
from kpi.views.common.localized_name import LocalizedName
from kpi.views.common.values import Record, records
from kpi.views.list_pages import ListPages

#: actions of a page, and of a list that is not divided
ROWS, WHOLE = 150, 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionPart:
    """The actions of a sector; `name` None where the strategy has none, or they stand above its sectors.

    rows                 those of them that stand on the page
    whole                whether these are all of its rows
    plan, actual, share  of all its rows
    """

    name: LocalizedName | None
    found: str
    rows: tuple[TimedAction, ...]
    whole: bool
    plan: str
    actual: str
    share: str
    timeline: Timeline | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionsView:
    """The page. `standings` «виконано — 3»; `without` what the totals do not hold; `compared` of the part on results.

    years, money  by year, by year and source; () without money
    unknown  what of the address was not understood, "" where all was
    empty    what to do where the filters let nothing through, else ""
    """

    title: str
    lede: str
    unknown: str
    filters: ActionFilters
    choices: tuple[FilterChoice, ...]
    found: str
    empty: str
    standings: tuple[str, ...]
    years: tuple[MoneyRow, ...]
    money: tuple[MoneyRow, ...]
    money_note: str
    without: tuple[str, ...]
    unmoved: tuple[UnmovedAction, ...]
    compared: str
    parts: tuple[ActionPart, ...]
    pages: ListPages
    #: whether the strategy tells money by years, which is a table of its own among the files
    divided: bool


def pages_of(total: int, asked: int = 1) -> ListPages:
    """The page asked for of so many actions."""
    return ListPages.of(total, asked, ROWS, WHOLE)


def build(board: Board, asked: ActionFilters | None = None, *, whole: bool = False) -> ActionsView | None:
    """The page of a board; None where the strategy has no action. Filters that nothing has are ignored.

    whole  of a sheet of paper, which is not divided
    """
    text, everything = board.text, action_table(board)
    if everything.rows.empty:
        return None
    wanted = asked or ActionFilters()
    choices = _choices(board, everything, wanted)
    chosen = known_filters(wanted, choices)
    shown = narrowed(board, everything, chosen)
    rows, narrow = records(shown.rows), bool(chosen.narrowing)
    pages = ListPages.of(len(rows), 1, max(len(rows), 1)) if whole else pages_of(len(rows), chosen.page)
    counts = Counter(str(row["standing"]) for row in rows)
    currency = board.survey.dataset.strategy.currency
    return ActionsView(
        title=text.count("actions.title", len(rows), done=text.number(counts[ActionStanding.FULFILLED])),
        lede=_lede(shown, currency, text),
        unknown=unknown_words(wanted, chosen, text),
        filters=replace(chosen, page=pages.number),
        choices=choices,
        found=text.count("actions.found", len(everything.rows), shown=text.number(len(rows))) if narrow else "",
        empty="" if rows else text.say("actions.empty"),
        standings=tuple(_standings(counts, text)),
        years=year_rows(board.survey, shown, text),
        money=money_rows(board.survey, shown, text),
        money_note=text.say("actions.money.note", currency=text.currency(currency)) if currency else "",
        without=not_included(shown, text, narrowed=narrow),
        unmoved=tuple(unmoved(row, board) for row in rows if row["unmoved"]) if pages.number == 1 else (),
        compared=_compared(shown, text),
        parts=tuple(_parts(board, shown, rows, pages)),
        pages=pages,
        divided=not board.survey.dataset.action_money.empty,
    )


def _lede(shown: ActionTable, currency: str, text: Text) -> str:
    plan, actual = whole_sums(shown)
    if plan is None and actual is None:
        return text.say("actions.lede.no_money")
    return text.say("actions.lede.money", plan=text.money(plan, currency), actual=text.money(actual, currency))


def _standings(counts: Counter[str], text: Text) -> Iterator[str]:
    for one in ActionStanding:
        if counts[one]:
            yield text.say("actions.standing", standing=text.say(f"action_standing.{one}"), n=text.number(counts[one]))


def _compared(shown: ActionTable, text: Text) -> str:
    """Of how many both are known: without that «none» would be read as «nowhere»."""
    known = int((shown.rows["spent_share"].notna() & shown.rows["progress"].notna()).sum())
    if not known:
        return text.say("actions.compared_none")
    none = "" if shown.rows["unmoved"].any() else f"{text.say('actions.unmoved.none')} "
    return none + text.count("actions.compared", known)


def _choices(board: Board, table: ActionTable, wanted: ActionFilters) -> tuple[FilterChoice, ...]:
    """What there is to choose: only what an action has."""
    text, rows = board.text, table.rows
    fiscal = board.survey.fiscal_year
    years = {index_year(int(end)) for end in table.lines["end"].dropna()}
    for name in ("start", "due"):
        years |= {index_year(fiscal.reached(day.date())) for day in rows[name].dropna()}
    options: dict[str, Iterable[tuple[str, str]]] = {
        "sector": _nodes(board, Level.SECTOR, set(rows["sector"]), coded=False),
        "goal": _nodes(board, Level.OPERATIONAL_GOAL, set(rows["goal"]), coded=True),
        "state": [(one, text.say(f"action_state.{one}")) for one in ActionState if one in set(rows["state"])],
        "source": [(one, one) for one in sources(table)],
        "year": [(str(year), text.year(year, fiscal)) for year in sorted(years)],
    }
    return tuple(FilterChoice(name, tuple(found), getattr(wanted, name)) for name, found in options.items())


def _nodes(board: Board, level: Level, codes: set[str], *, coded: bool) -> list[tuple[str, str]]:
    return [
        (node.code, f"{node.code} {node.name.name}" if coded else node.name.name)
        for node in board.level(level)
        if node.code in codes
    ]


def _parts(board: Board, shown: ActionTable, rows: Sequence[Record], pages: ListPages) -> Iterator[ActionPart]:
    """By the sectors of the plan; what stands above them, and all of a strategy without sectors, comes last. Of a list
    in pages those that have rows on the page."""
    sectors = [node.name for node in board.level(Level.SECTOR)]
    years = years_of(rows, board.survey.fiscal_year)
    of = [(name, [row for row in rows if row["sector"] == (name.code if name else "")]) for name in (*sectors, None)]
    here = {id(row) for row in pages.cut([row for _, own in of for row in own])}
    for name, own in of:
        if there := [row for row in own if id(row) in here]:
            yield _part(board, name, shown, there, years)


def _part(
    board: Board,
    name: LocalizedName | None,
    shown: ActionTable,
    own: Sequence[Record],
    years: tuple[tuple[str, date, date], ...],
) -> ActionPart:
    text = board.text
    frame = shown.rows[shown.rows["sector"] == (name.code if name else "")]
    plan, actual = (sum_of(frame[f"shown_{one}"]) for one in ("plan", "actual"))
    title = name.name if name else text.say("actions.all")
    return ActionPart(
        name=name,
        found=text.count("actions.count", len(frame)),
        whole=len(own) == len(frame),
        rows=tuple(action_row(row, board) for row in own),
        plan=printed(plan, text),
        actual=printed(actual, text),
        share=share_words(plan, actual, text),
        timeline=timeline(text.say("actions.time.label", part=title), own, years, board.survey.now.as_of, text),
    )
