"""Actions of the goals with their money: plan and fact, execution, totals that are the sums of the rows."""

from collections import Counter
from collections.abc import Iterator, Sequence

import pandas as pd

from kpi.measure.chain.action_standings import action_standings
from kpi.measure.chain.spending import against_progress
from kpi.model import ActionStanding, code_sort_key
from kpi.text import DASH, Text
from kpi.views.common.localized_name import action_name
from kpi.views.common.values import Record, number_or_none, records
from kpi.views.indicator.dossiers import day_or_none
from kpi.views.report.blocks import Block, ReportCell, ReportColumn, ReportSentence, ReportTable, Section
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
    dataset, day = scope.survey.dataset, scope.survey.now.as_of
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


def _counted(scope: ReportScope, rows: Sequence[Record]) -> Iterator[ReportSentence]:
    """How many actions there are and how they stand, in the ministry's words; what they cost."""
    text, counts = scope.text, Counter(str(row["standing"]) for row in rows)
    parts = [
        text.say("session_report.actions.part", standing=text.say(f"action_standing.{one}"), n=text.number(counts[one]))
        for one in ActionStanding
        if counts[one]
    ]
    here = scope.addresses.page("actions", sector=scope.sector)
    yield ReportSentence(text.count("session_report.actions.count", len(rows), parts="; ".join(parts)), here)
    currency = scope.survey.dataset.strategy.currency
    plan, actual = (_sum(rows, name) for name in ("plan", "actual"))
    if plan is not None:
        told = text.money(plan, currency), text.money(actual, currency)
        yield ReportSentence(text.say("session_report.actions.money", plan=told[0], actual=told[1]), here)


def _sum(rows: Sequence[Record], name: str) -> float | None:
    known = [value for row in rows if (value := number_or_none(row[name])) is not None]
    # of whole units, as the rows are printed: a reader's sum is the one below them
    return float(sum(map(round, known))) if known else None


def _unmoved(scope: ReportScope, rows: Sequence[Record]) -> Iterator[ReportSentence]:
    """Where money is spent and what it was to move stands where it stood."""
    text = scope.text
    for row in rows:
        if row["unmoved"]:
            words = text.say(
                "session_report.actions.unmoved",
                name=action_name(row, text).name,
                share=text.percent(float(row["spent_share"])),
                subject=_subject(scope, str(row["subject"])),
            )
            yield ReportSentence(words, _address(scope, str(row["subject"])))


def _subject(scope: ReportScope, code: str) -> str:
    return scope.text.say(f"session_report.actions.{'indicator' if scope.board.row(code) else 'goal'}", code=code)


def _address(scope: ReportScope, code: str) -> str:
    if scope.board.row(code):
        return scope.addresses.indicator(code)
    return scope.addresses.page("goal", id=code)


def _table(scope: ReportScope, rows: Sequence[Record]) -> ReportTable:
    text, currency = scope.text, scope.text.currency(scope.survey.dataset.strategy.currency)
    heads = (("code", 6), ("measure", 34), ("standing", 14), ("due", 11), ("plan", 14), ("actual", 14), ("spent", 10))
    numbers = {"plan", "actual", "spent"}
    columns = [ReportColumn(text.say(f"session_report.column.{n}"), width, n in numbers) for n, width in heads]
    columns.append(ReportColumn(text.say("session_report.column.funding"), 17))
    plan, actual = (_sum(rows, name) for name in ("plan", "actual"))
    total = (
        *(
            ReportCell(words=""),
            ReportCell(words=text.say("session_report.counts.all")),
            ReportCell(words=""),
            ReportCell(words=""),
        ),
        *(_money(text, plan), _money(text, actual), _share(text, plan, actual), ReportCell(words="")),
    )
    day = text.date(scope.survey.now.as_of)
    return ReportTable(
        sheet="actions",
        caption=text.say("session_report.actions.caption", date=day, currency=currency).rstrip(", "),
        columns=tuple(columns),
        rows=(*(_row(scope, row) for row in rows), total),
        total=True,
    )


def _row(scope: ReportScope, row: Record) -> tuple[ReportCell, ...]:
    text, due = scope.text, day_or_none(row["due"])
    plan, actual = number_or_none(row["plan"]), number_or_none(row["actual"])
    return (
        ReportCell(words=str(row["code"]), href=_address(scope, str(row["code"]))),
        ReportCell(words=action_name(row, text).name),
        ReportCell(words=text.say(f"action_standing.{row['standing']}")),
        ReportCell(words=text.date(due), value=due),
        *(_money(text, plan), _money(text, actual), _share(text, plan, actual)),
        ReportCell(words=str(row["funding"]) or DASH),
    )


def _money(text: Text, amount: float | None) -> ReportCell:
    """Whole units of the currency, so that the sums of printed rows are the printed sums."""
    if amount is None:
        return ReportCell(words=DASH)
    return ReportCell(words=text.number(amount, 0), value=round(amount))


def _share(text: Text, plan: float | None, actual: float | None) -> ReportCell:
    if not plan or actual is None:
        return ReportCell(words=DASH)
    share = round(100 * actual / plan)
    return ReportCell(words=text.quantity(share, "%", 0), value=share, suffix="%")


def _by_year(scope: ReportScope) -> ReportTable | None:
    """Plan and fact by year and source with their total; None where money is told of no year."""
    money, text = scope.survey.dataset.action_money, scope.text
    currency = text.currency(scope.survey.dataset.strategy.currency)
    own = money[money["code"].isin(scope.codes)]
    if own.empty:
        return None
    fiscal = scope.survey.fiscal_year
    sums = own.groupby(["end", "source"], sort=True, as_index=False)[["plan", "actual"]].sum(min_count=1)
    listed = records(sums)
    rows = [
        (
            ReportCell(words=text.year_of(int(row["end"]), fiscal)),
            ReportCell(words=str(row["source"]) or DASH),
            *(_money(text, number_or_none(row[name])) for name in ("plan", "actual")),
        )
        for row in listed
    ]
    plan, actual = (_money(text, _sum(listed, name)) for name in ("plan", "actual"))
    rows.append((ReportCell(words=text.say("session_report.counts.all")), ReportCell(words=""), plan, actual))
    heads = (("year", 10), ("funding", 30), ("plan", 16), ("actual", 16))
    return ReportTable(
        sheet="money",
        caption=text.say("session_report.actions.by_year", currency=currency).rstrip(", "),
        columns=tuple(
            ReportColumn(text.say(f"session_report.column.{name}"), width, name in {"plan", "actual"})
            for name, width in heads
        ),
        rows=tuple(rows),
        total=True,
    )
