"""From the books (model) to the frames of a `Dataset`. The store builds the same frames from its rows."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date

from kpi.measure import dataset as ds
from kpi.measure.chain.corrective_fates import REVISIONS, corrective_actions
from kpi.measure.oversight.frames import oversight_frames
from kpi.model import (
    QUALITY_FIELDS,
    Action,
    FiscalYear,
    GoalBook,
    Indicator,
    Level,
    Observation,
    OperationalGoal,
    Plan,
    StrategicGoal,
    Strategy,
    code_sort_key,
    month_index,
    parent_code,
)
from kpi.model.folding import fold

Published = Sequence[tuple[GoalBook, date | None]]


def plan_of(books: Collection[GoalBook]) -> Plan:
    """The plan that goal workbooks alone imply: goals by their codes, no sectors, a strategy without a name.

    Its years are those that the books' periods were read with.
    """
    goals = sorted({book.goal for book in books}, key=code_sort_key)
    parents = sorted({parent_code(goal) or "" for goal in goals} - {""}, key=code_sort_key)
    years = [y for b in books for i in b.indicators for y in (i.baseline_year, i.target_year) if y is not None]
    told = (o.period.fiscal_year.first_month for b in books for o in b.observations)
    strategy = Strategy(
        title="",
        community="",
        edition="",
        first_year=min(years, default=0),
        last_year=max(years, default=0),
        baseline_year=min(years, default=0),
        illustrative=False,
        first_month=next(told, 1),
    )
    return Plan(
        strategy=strategy,
        strategic_goals=tuple(StrategicGoal(code, "", code) for code in parents),
        operational_goals=tuple(
            OperationalGoal(code=code, strategic_goal=parent_code(code) or "", name=code) for code in goals
        ),
    )


def node_rows(plan: Plan) -> list[dict[str, object]]:
    """Rows of `NODES`: strategy, sectors, strategic goals, operational goals."""
    strategy = plan.strategy
    rows: list[dict[str, object]] = [
        {"level": Level.STRATEGY, "code": strategy.edition, "name": strategy.title, "name_en": strategy.title_en}
    ]
    top = (Level.STRATEGY, strategy.edition)
    for sector in plan.sectors:
        rows.append(_node(Level.SECTOR, sector.code, top, sector.name, sector.name_en))
    for strategic in sorted(plan.strategic_goals, key=lambda g: code_sort_key(g.code)):
        parent = (Level.SECTOR, strategic.sector) if strategic.sector else top
        rows.append(
            _node(Level.STRATEGIC_GOAL, strategic.code, parent, strategic.name, strategic.name_en)
            | {"provenance": strategic.provenance}
        )
    for goal in sorted(plan.operational_goals, key=lambda g: code_sort_key(g.code)):
        parent = (Level.STRATEGIC_GOAL, goal.strategic_goal) if goal.strategic_goal else top
        rows.append(
            _node(Level.OPERATIONAL_GOAL, goal.code, parent, goal.name, goal.name_en)
            | {"department": goal.department, "provenance": goal.provenance}
        )
    return rows


def _node(level: Level, code: str, parent: tuple[Level, str], name: str, name_en: str) -> dict[str, object]:
    return {
        "level": level,
        "code": code,
        "parent_level": parent[0],
        "parent": parent[1],
        "name": name,
        "name_en": name_en,
    }


def indicator_row(indicator: Indicator, goal: str, fiscal_year: FiscalYear) -> dict[str, object]:
    """The row of `INDICATORS` of one indicator of a strategy with these years."""
    broken = indicator.series_break
    names = ("code", "name", "name_en", "unit", "unit_en", "direction", "kind", "frequency", "weight", "department")
    more = ("source", "visibility", "ground", "open_from", "delay_months", "definition", "provenance")
    places = ("catalogue_code", "also_under", "task", "task_en", "result_level", *QUALITY_FIELDS)
    row: dict[str, object] = {name: getattr(indicator, name) for name in names + more + places}
    return row | {
        "goal": goal,
        "baseline_end": None if indicator.baseline_year is None else month_index(indicator.baseline_year, 12),
        "baseline_value": indicator.baseline_value,
        "baseline_provenance": indicator.baseline_provenance,
        "target_end": month_index(indicator.target_year, 12),
        "range_low": indicator.range_low,
        "range_high": indicator.range_high,
        "break_end": None if broken is None else fiscal_year.reached(broken.day) - 1,
        "break_reason": "" if broken is None else broken.reason,
        "sheet": indicator.cell.sheet if indicator.cell else "",
        "cell": indicator.cell.cell if indicator.cell else "",
        "source_file": "",
    }


def target_rows(book: GoalBook, published: date | None = None) -> list[dict[str, object]]:
    """Rows of `TARGETS`: the original plan (the oldest «Було» where a target was changed) and every decided version."""
    changes = sorted(book.target_changes, key=lambda c: c.decided)
    first = {(c.code, c.year): c.old_value for c in reversed(changes)}
    rows: list[dict[str, object]] = [
        {"code": i.code, "end": month_index(year, 12), "value": first.get((i.code, year), value)}
        for i in book.indicators
        for year, value in i.targets
    ]
    rows += [
        {
            "code": c.code,
            "end": month_index(c.year, 12),
            "value": c.new_value,
            "decided": c.decided,
            "act": c.act,
            "published": published,
        }
        for c in changes
    ]
    return rows


def observation_row(
    observation: Observation, published: date | None = None, seq: int = 0, source_file: str = ""
) -> dict[str, object]:
    """The row of `OBSERVATIONS` of one observation."""
    names = ("code", "value", "comment", "restricted_until", "preliminary", "coverage_pct", "breakdown")
    return {name: getattr(observation, name) for name in (*names, "provenance", "source")} | {
        "end": observation.period.end,
        "span_months": observation.period.span_months,
        "gap": observation.gap,
        "published": published,
        "seq": seq,
        "sheet": observation.cell.sheet if observation.cell else "",
        "cell": observation.cell.cell if observation.cell else "",
        "source_file": source_file,
    }


def action_rows(actions: Iterable[Action]) -> Iterator[dict[str, object]]:
    """Rows of `ACTIONS`: of the actions of one code and name the first is number 1."""
    seen: Counter[tuple[str, str]] = Counter()
    for action in actions:
        seen[action.code, action.name] += 1
        own = {name: getattr(action, name) for name in ds.ACTIONS if name != "number"}
        yield own | {"number": seen[action.code, action.name]}


def money_rows(book: GoalBook) -> Iterator[dict[str, object]]:
    """Rows of `ACTION_MONEY`."""
    for money in book.action_money:
        own = {name: getattr(money, name) for name in ds.ACTION_MONEY if name != "end"}
        yield own | {"end": month_index(money.year, 12)}


def corrective_rows(books: Published) -> Iterator[dict[str, object]]:
    """Rows of `kpi.measure.chain.corrective_fates.REVISIONS` of what the books say."""
    names = ("code", *("cause", "measure", "responsible", "due", "expected_value", "money"))
    said = ("outcome", "outcome_day", "outcome_reason")
    for seq, (book, published) in enumerate(books):
        for action in book.corrective_actions:
            place = {"end": action.period.end, "span_months": action.period.span_months}
            yield {name: getattr(action, name) for name in names + said} | place | {"published": published, "seq": seq}


def succession_rows(plan: Plan) -> list[dict[str, object]]:
    """Rows of `SUCCESSIONS`, in the order of their codes."""
    links = sorted(plan.successions, key=lambda link: (code_sort_key(link.previous_code), code_sort_key(link.code)))
    return [{name: getattr(link, name) for name in ds.SUCCESSIONS} for link in links]


def dataset_from_books(books: Published, plan: Plan | None = None) -> ds.Dataset:
    """The dataset of workbooks read without a store.

    books  (book, publication date); None = known always. A later book's indicators, targets, suspensions and actions
           replace those of an earlier book of the same goal; its observations are revisions.
    """
    plan = plan if plan is not None else plan_of([book for book, _ in books])
    fiscal = plan.strategy.fiscal_year
    latest = {book.goal: (book, published) for book, published in books}
    indicators = [indicator_row(i, book.goal, fiscal) for book, _ in latest.values() for i in book.indicators]
    observations = [
        observation_row(o, published, seq) for seq, (book, published) in enumerate(books) for o in book.observations
    ]
    suspensions = [
        {name: getattr(s, name) for name in ("code", "since", "until", "reason", "act", "review_by")}
        for book, _ in latest.values()
        for s in book.suspensions
    ]
    actions = [row for book, _ in latest.values() for row in action_rows(book.actions)]
    released = [{"seq": seq, "published": published} for seq, (_, published) in enumerate(books) if published]
    departments = ({name: getattr(d, name) for name in ds.DEPARTMENTS} for d in plan.departments)
    called = {fold(word): d.code for d in plan.departments for word in (d.code, d.name)}
    ordered = sorted(indicators, key=lambda r: code_sort_key(str(r["code"])))
    frames = {
        "nodes": ds.frame(_coded(node_rows(plan), called), ds.NODES),
        "indicators": ds.frame(_coded(ordered, called), ds.INDICATORS),
        "targets": ds.frame((row for book, _ in latest.values() for row in target_rows(book)), ds.TARGETS),
        "observations": ds.frame(observations, ds.OBSERVATIONS),
        "suspensions": ds.frame(suspensions, ds.SUSPENSIONS),
        "actions": ds.frame(actions, ds.ACTIONS),
        "action_money": ds.frame((row for book, _ in latest.values() for row in money_rows(book)), ds.ACTION_MONEY),
        "corrective_actions": corrective_actions(ds.frame(corrective_rows(books), REVISIONS)),
        "departments": ds.frame(departments, ds.DEPARTMENTS),
        "successions": ds.frame(succession_rows(plan), ds.SUCCESSIONS),
        **oversight_frames(plan.oversight, lambda word: called.get(fold(word), word)),
        "releases": ds.frame(released, ds.RELEASES).drop_duplicates("published", keep="last"),
    }
    return ds.Dataset.governed(plan.strategy, frames)


def _coded(rows: Iterable[Mapping[str, object]], called: Mapping[str, str]) -> Iterator[dict[str, object]]:
    """The rows with the codes of the departments that they name; `called`: code by folded name or code."""
    for row in rows:
        word = str(row.get("department", ""))
        yield {**row, "department": called.get(fold(word), word)}
