"""The whole strategy of a planner's tables: plan, goal books, balance, questions."""

import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from kpi.model import Department, GoalBook, Level, OperationalGoal, Plan, Sector, StrategicGoal, Strategy
from kpi.model.folding import fold
from kpi.text import Text
from kpi.workbook.folders import PLAN_FILE
from kpi.workbook.goal.goal_book import Expected
from kpi.workbook.init.answers import AnswerError, Answers
from kpi.workbook.init.cells import Says
from kpi.workbook.init.departments import Departments
from kpi.workbook.init.indicators import MadeIndicator, made
from kpi.workbook.init.questions import Question, about_columns, about_departments, column_words
from kpi.workbook.init.setting import Setting
from kpi.workbook.init.table.columns import address
from kpi.workbook.init.table.tables import SourceFile, Table, tables_of
from kpi.workbook.init.tree import GoalTree, TreeNode, grown
from kpi.workbook.reading import read
from kpi.workbook.sheet.alphabet import fold_code
from kpi.workbook.writer.whole_books import write_plan

#: so many zeros and nothing else below a header are a column that nobody has filled in
_FEWEST_ZEROS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """What went in and what came out. `dropped`: (address of the row, why)."""

    rows: int
    indicators: int
    values: int
    targets: int
    dropped: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StrategyDraft:
    """A strategy that can be written. `goals`: operational goals with their codes as the tables have them.

    columns  (address, words) of a header → the answer that means what it was taken for
    samples  the first texts of a column by the address of its header
    rows     where an indicator stands in the tables, by its code
    """

    plan: Plan
    books: tuple[GoalBook, ...]
    balance: Balance
    goals: tuple[Mapping[str, str], ...]
    questions: tuple[Question, ...]
    columns: Mapping[tuple[str, str], str] = field(default_factory=dict)
    samples: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rows: Mapping[str, str] = field(default_factory=dict)


def drafted(
    files: Sequence[SourceFile], answers: Answers, day: date, told: Text | None = None, *, first: bool = True
) -> StrategyDraft | None:
    """The strategy of the tables; None where no sheet holds one. AnswerError where an answer cannot hold.

    day   of reading: a period that has not begun has no value
    told  in which language the questions are put; None: in the strategy's
    first the strategy is set up: what is due already and has no value is a gap, so that nobody is late on the first day
    """
    tables = tables_of(files, answers)
    if not tables:
        return None
    text = Text(answers.language).whole
    titles, covers = [table.title for table in tables], [table.cover for table in tables]
    tree = grown([table.items for table in tables], titles, answers.title, covers)
    setting = Setting(
        answers=answers, text=text, told=told or text, day=day, first=first,
        departments=Departments(answers.departments),
        file_of={table.title: table.file for table in tables}, withheld=frozenset(_unreported(tree, answers)),
    )  # fmt: skip
    in_names = {table.title: table.unit_in_names for table in tables}
    found = {
        row.at: made(row, tree.codes[row.at], goal.department, setting, in_names=in_names[row.at.rpartition("!")[0]])
        for goal, row in tree.indicators()
    }
    _refuse_unknown_codes(answers, tree)
    draft = _draft(tables, tree, setting, found)
    _refuse_unknown_departments(setting)
    return draft


def _refuse_unknown_departments(setting: Setting) -> None:
    """An answer about a text that no row has for its department."""
    known = {*setting.departments.found, fold(setting.answers.community)}
    for key, answer in setting.answers.departments.items():
        if key not in known:
            raise AnswerError(f"departments/{answer.text}", "nobody")


def _refuse_unknown_codes(answers: Answers, tree: GoalTree) -> None:
    """An answer about an indicator that is not there is a slip of the pen, and told."""
    known = {fold_code(code) for code in tree.codes.values()}
    for name in ("directions", "kinds", "targets", "units"):
        for code in getattr(answers, name):
            if code not in known:
                raise AnswerError(f"{name}/{code}", "code")


def _draft(tables: list[Table], tree: GoalTree, setting: Setting, found: Mapping[str, MadeIndicator]) -> StrategyDraft:
    goals = tree.of(Level.OPERATIONAL_GOAL)
    for goal in goals:
        goal.name = goal.name or setting.text.say("init.goal_unnamed", code=goal.code)
    books = tuple(_book(goal, found) for goal in goals if goal.indicators)
    indicators = [one.indicator for one in found.values()]
    plan = _plan(tree, setting, found)
    left_out = [one for _, row in tree.indicators() for one in row.left_out]
    balance = Balance(
        rows=tree.rows,
        indicators=len(found),
        values=sum(o.value is not None for one in found.values() for o in one.observations),
        targets=sum(len(one.targets) for one in indicators),
        dropped=tuple((one.at, setting.told.say(f"init.why.{one.why}")) for one in (*tree.dropped, *left_out)),
    )
    return StrategyDraft(
        plan=plan,
        books=books,
        balance=balance,
        goals=tuple({"code": g.code, "as_written": g.as_written or g.written, "name": g.name} for g in goals),
        questions=tuple(_questions(tables, setting, found)),
        columns=dict(_columns(tables)),
        samples={address(t.title, c): t.samples.get(c.place, ()) for t in tables for c in t.header.columns},
        rows={one.indicator.code: at for at, one in found.items()},
    )


def _columns(tables: list[Table]) -> Iterator[tuple[tuple[str, str], str]]:
    for table in tables:
        for column in table.header.columns:
            yield (address(table.title, column), column.text), column_words(column)


def _book(goal: TreeNode, found: Mapping[str, MadeIndicator]) -> GoalBook:
    own = [found[row.at] for row in goal.indicators]
    return GoalBook(
        goal=goal.code,
        indicators=tuple(one.indicator for one in own),
        observations=tuple(o for one in own for o in one.observations),
    )


def _questions(tables: list[Table], setting: Setting, found: Mapping[str, MadeIndicator]) -> Iterator[Question]:
    text = setting.told
    yield from about_columns(tables, text)
    proposed = {place: said for (place, _), said in _columns(tables)}
    for (head, why), n in setting.heads.items():
        yield Question(id=f"columns/{head}", proposed=proposed.get(head, "skip"), why=text.count(f"init.why.{why}", n))
    for head in sorted(setting.withheld):
        yield Question(id=f"columns/{head}", proposed="skip", why=text.say("init.why.all_zeros"))
    blanks = 0 if fold(setting.answers.community) in setting.answers.departments else setting.blanks
    yield from about_departments(setting.departments, setting.community, text, blanks=blanks)
    for one in found.values():
        yield from one.questions


def _unreported(tree: GoalTree, answers: Answers) -> Iterator[str]:
    """Headers of columns of facts that hold zeros and no other number: filled in beforehand, or not reported."""
    numbers: dict[str, list[float]] = {}
    for _, row in tree.indicators():
        for stands in row.facts.values():
            if stands.value.says is Says.NUMBER and stands.value.number is not None and not stands.value.yes_no:
                numbers.setdefault(stands.head, []).append(stands.value.number)
    for head, found in numbers.items():
        if len(found) >= _FEWEST_ZEROS and not any(found) and head not in answers.columns:
            yield head


def _plan(tree: GoalTree, setting: Setting, found: Mapping[str, MadeIndicator]) -> Plan:
    answers = setting.answers
    sectors, strategic, above = _upper(tree, answers)
    goals = [
        OperationalGoal(
            code=goal.code, strategic_goal=goal.parent.code if goal.parent in above else "",
            name=goal.name, department=_responsible(goal, setting, found),
        )
        for goal in tree.of(Level.OPERATIONAL_GOAL)
    ]  # fmt: skip
    names = [one.indicator.department for one in found.values()] + [goal.department for goal in goals]
    unique = dict.fromkeys(name for name in names if name)
    departments = [Department(code=f"d{n}", name=name) for n, name in enumerate(unique, start=1)]
    return Plan(
        strategy=_strategy(answers, [one.indicator.baseline_year for one in found.values()]),
        sectors=tuple(sectors),
        strategic_goals=tuple(strategic),
        operational_goals=tuple(goals),
        departments=tuple(departments),
    )


def _responsible(goal: TreeNode, setting: Setting, found: Mapping[str, MadeIndicator]) -> str:
    """Who answers for a goal: as its row says, else the one who answers for all of its indicators."""
    own = setting.departments.name(goal.department)
    names = {found[row.at].indicator.department for row in goal.indicators}
    return own or (names.pop() if len(names) == 1 else "")


def _upper(tree: GoalTree, answers: Answers) -> tuple[list[Sector], list[StrategicGoal], list[TreeNode]]:
    """Sectors, strategic goals and the nodes of these, as the tables or the answers have them."""
    above = tree.of(Level.STRATEGIC_GOAL)
    sectors = [Sector(node.code, node.name or node.code) for node in tree.of(Level.SECTOR)]
    grouped = {fold_code(code): f"s{n}" for n, codes in enumerate(answers.sectors.values(), start=1) for code in codes}
    if answers.sectors:
        known = {fold_code(node.code) for node in above}
        missing = [node.code for node in above if fold_code(node.code) not in grouped]
        if missing or grouped.keys() - known:
            raise AnswerError("sectors", "sectors")
        sectors = [Sector(f"s{n}", name) for n, name in enumerate(answers.sectors, start=1)]
    usual = sectors[0].code if sectors else ""
    sector_of = {id(n): n.parent.code if n.parent else usual for n in above}
    strategic = [
        StrategicGoal(n.code, grouped.get(fold_code(n.code), sector_of[id(n)]), n.name or n.code) for n in above
    ]
    return sectors, strategic, above


def _strategy(answers: Answers, years: list[int | None]) -> Strategy:
    """The sheet «Стратегія»; the currency where the reader of plans takes it as answered."""
    bases = Counter(year for year in years if year is not None)
    base = bases.most_common(1)[0][0] if bases else answers.first_year - 1
    plain = Strategy(
        title=answers.title,
        community=answers.community,
        edition=f"{answers.first_year}-{answers.last_year}",
        first_year=answers.first_year,
        last_year=answers.last_year,
        baseline_year=min(base, answers.first_year),
        illustrative=answers.illustrative,
        language=answers.language,
        first_month=answers.year_starts_in,
    )
    currency = answers.currency if _is_read(replace(plain, currency=answers.currency)) else plain.currency
    return replace(plain, currency=currency)


def _is_read(strategy: Strategy) -> bool:
    """Whether the reader of plans takes the parameters as they would be written."""
    kept = io.BytesIO()
    write_plan(Plan(strategy=strategy), kept)
    found = read(kept.getvalue(), PLAN_FILE, Expected(fiscal_year=strategy.fiscal_year)).problems
    return all(one.code != "parameter_invalid" for one in found)
