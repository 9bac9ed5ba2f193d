"""Actions of the goals with their money: plan and fact, execution, totals that are the sums of the rows."""

from collections import Counter
from collections.abc import Iterator, Sequence

import pandas as pd

from kpi.measure.chain.action_standings import action_standings
from kpi.measure.chain.spending import against_progress
from kpi.model import ActionStanding, code_sort_key
from kpi.text import DASH, Text
from kpi.views.common.page_frame import release_day
from kpi.views.common.values import Record, number_or_none, records
from kpi.views.indicator.dossiers import day_or_none
from kpi.views.report.blocks import Block, Cell, Column, Section, Sentence, Table
from kpi.views.report.scope import ReportScope


def actions(scope: ReportScope) -> Section | None:
    """The section; None where no action is entered for anything that the report tells of."""
    text, rows = scope.text, _rows(scope)
    if not rows:
        return None
    title = text.say("session_report.actions.title")
    blocks: list[Block] = [*_counted(scope, rows), *_unmoved(scope, rows), _table(scope, rows)]
    if (by_year := _by_year(scope)) is not None:
        blocks.append(by_year)
    return Section(title=title, level=1, blocks=tuple(blocks), wide=True)


def _rows(scope: ReportScope) -> list[Record]:
    """The actions of the report's goals and indicators in the order of their codes, with standing and spending."""
    dataset, day = scope.survey.dataset, release_day(scope.survey)
    frame = dataset.actions
    progress = pd.concat(
        [part.set_index("code")["progress"] for part in (scope.survey.now.indicators, scope.survey.now.nodes)]
    )
    progress = progress[~progress.index.duplicated()]
    delta = dataset.strategy.settings.delta
    told = against_progress(frame, dataset.action_money, progress, day, delta)
    names = ["plan", "actual", "spent_share", "subject", "unmoved"]
    joined = frame.assign(standing=action_standings(frame, day), **{name: told[name] for name in names})
    chosen = joined[joined["code"].isin(scope.codes)]
    return sorted(records(chosen), key=lambda row: code_sort_key(str(row["code"])))


def _counted(scope: ReportScope, rows: Sequence[Record]) -> Iterator[Sentence]:
    """How many actions there are and how they stand, in the ministry's words; what they cost."""
    text, counts = scope.text, Counter(str(row["standing"]) for row in rows)
    parts = [
        text.say("session_report.actions.part", standing=text.say(f"action_standing.{one}"), n=text.number(counts[one]))
        for one in ActionStanding
        if counts[one]
    ]
    here = scope.addresses.page("sector", id=scope.sector) if scope.sector else scope.addresses.page("overview")
    yield Sentence(text.count("session_report.actions.count", len(rows), parts="; ".join(parts)), here)
    currency = scope.survey.dataset.strategy.currency
    plan, actual = (_sum(rows, name) for name in ("plan", "actual"))
    if plan is not None:
        told = text.money(plan, currency), text.money(actual, currency)
        yield Sentence(text.say("session_report.actions.money", plan=told[0], actual=told[1]), here)


def _sum(rows: Sequence[Record], name: str) -> float | None:
    known = [value for row in rows if (value := number_or_none(row[name])) is not None]
    # of whole units, as the rows are printed: a reader's sum is the one below them
    return float(sum(map(round, known))) if known else None


def _unmoved(scope: ReportScope, rows: Sequence[Record]) -> Iterator[Sentence]:
    """Where money is spent and what it was to move stands where it stood."""
    text = scope.text
    for row in rows:
        if row["unmoved"]:
            words = text.say(
                "session_report.actions.unmoved",
                name=row["name"],
                share=text.percent(float(row["spent_share"])),
                subject=_subject(scope, str(row["subject"])),
            )
            yield Sentence(words, _address(scope, str(row["subject"])))


def _subject(scope: ReportScope, code: str) -> str:
    return scope.text.say(f"session_report.actions.{'indicator' if scope.board.row(code) else 'goal'}", code=code)


def _address(scope: ReportScope, code: str) -> str:
    if scope.board.row(code):
        return scope.addresses.indicator(code)
    return scope.addresses.page("goal", id=code)


def _table(scope: ReportScope, rows: Sequence[Record]) -> Table:
    text, currency = scope.text, scope.survey.dataset.strategy.currency
    heads = (("code", 6), ("measure", 34), ("standing", 14), ("due", 11), ("plan", 14), ("actual", 14), ("spent", 10))
    numbers = {"plan", "actual", "spent"}
    columns = [Column(text.say(f"session_report.column.{n}"), width, n in numbers) for n, width in heads]
    columns.append(Column(text.say("session_report.column.funding"), 17))
    plan, actual = (_sum(rows, name) for name in ("plan", "actual"))
    total = (
        *(Cell(words=""), Cell(words=text.say("session_report.counts.all")), Cell(words=""), Cell(words="")),
        *(_money(text, plan), _money(text, actual), _share(text, plan, actual), Cell(words="")),
    )
    day = text.date(release_day(scope.survey))
    return Table(
        sheet="actions",
        caption=text.say("session_report.actions.caption", date=day, currency=currency).rstrip(", "),
        columns=tuple(columns),
        rows=(*(_row(scope, row) for row in rows), total),
        total=True,
    )


def _row(scope: ReportScope, row: Record) -> tuple[Cell, ...]:
    text, due = scope.text, day_or_none(row["due"])
    plan, actual = number_or_none(row["plan"]), number_or_none(row["actual"])
    return (
        Cell(words=str(row["code"]), href=_address(scope, str(row["code"]))),
        Cell(words=str(row["name"])),
        Cell(words=text.say(f"action_standing.{row['standing']}")),
        Cell(words=text.date(due), value=due),
        *(_money(text, plan), _money(text, actual), _share(text, plan, actual)),
        Cell(words=str(row["funding"]) or DASH),
    )


def _money(text: Text, amount: float | None) -> Cell:
    """Whole units of the currency, so that the sums of printed rows are the printed sums."""
    if amount is None:
        return Cell(words=DASH)
    return Cell(words=text.number(amount, 0), value=round(amount))


def _share(text: Text, plan: float | None, actual: float | None) -> Cell:
    if not plan or actual is None:
        return Cell(words=DASH)
    share = round(100 * actual / plan)
    return Cell(words=text.quantity(share, "%", 0), value=share, suffix="%")


def _by_year(scope: ReportScope) -> Table | None:
    """Plan and fact by year and source with their total; None where money is told of no year."""
    money, text = scope.survey.dataset.action_money, scope.text
    own = money[money["code"].isin(scope.codes)]
    if own.empty:
        return None
    fiscal = scope.survey.fiscal_year
    sums = own.groupby(["end", "source"], sort=True, as_index=False)[["plan", "actual"]].sum(min_count=1)
    listed = records(sums)
    rows = [
        (
            Cell(words=text.year_of(int(row["end"]), fiscal)),
            Cell(words=str(row["source"]) or DASH),
            *(_money(text, number_or_none(row[name])) for name in ("plan", "actual")),
        )
        for row in listed
    ]
    plan, actual = (_money(text, _sum(listed, name)) for name in ("plan", "actual"))
    rows.append((Cell(words=text.say("session_report.counts.all")), Cell(words=""), plan, actual))
    heads = (("year", 10), ("funding", 30), ("plan", 16), ("actual", 16))
    return Table(
        sheet="money",
        caption=text.say("session_report.actions.by_year", currency=scope.survey.dataset.strategy.currency).rstrip(
            ", "
        ),
        columns=tuple(
            Column(text.say(f"session_report.column.{name}"), width, name in {"plan", "actual"})
            for name, width in heads
        ),
        rows=tuple(rows),
        total=True,
    )
