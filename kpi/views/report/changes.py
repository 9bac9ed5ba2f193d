"""What changed since the earlier release: statuses that moved, corrected values, changed planned values."""

from collections.abc import Iterator
from datetime import date

from kpi.model import Status, code_sort_key
from kpi.text import DASH
from kpi.views.changes.page import ReleaseChanges
from kpi.views.changes.page import build as build_changes
from kpi.views.common.dossier import Dossier
from kpi.views.common.phrases import sentence_end
from kpi.views.indicator.dossiers import dossiers
from kpi.views.indicator.key_facts import change_rows
from kpi.views.report.blocks import Block, ReportCell, ReportColumn, ReportSentence, ReportTable, Section
from kpi.views.report.scope import ReportScope


def changes(scope: ReportScope) -> Section | None:
    """The moves of the comparison, group by group; None without an earlier release to compare with."""
    part, text = scope.part, scope.text
    if part is None or part.comparison.old == part.comparison.new:
        return None
    view = build_changes(part, ())
    found = part.comparison
    days = {"from": found.old.isoformat(), "to": found.new.isoformat(), "sector": scope.sector}
    blocks: list[Block] = [ReportSentence(view.lede, scope.addresses.page("changes", **days))]
    if not view.groups:
        blocks.append(ReportSentence(text.say("changes.moves.none")))
    blocks += list(_moves(scope, view))
    if view.corrections:
        blocks.append(_corrections(scope, view))
    title = text.say("session_report.changes.title", date=text.date(found.old))
    return Section(title=title, level=1, blocks=tuple(blocks), wide=True)


def _moves(scope: ReportScope, view: ReleaseChanges) -> Iterator[ReportTable]:
    text = scope.text
    heads = (("indicator", 26), ("turned", 18), ("value", 16), ("department", 16), ("reason", 24))
    columns = tuple(ReportColumn(text.say(f"session_report.column.{name}"), width) for name, width in heads)
    for group in view.groups:
        rows = []
        for move in group.rows:
            words = text.say(
                "session_report.changes.turned",
                old=text.say(f"status.{move.old}"),
                new=text.say(f"status.{move.new}"),
            )
            rows.append(
                (
                    scope.named_code(move.name.code, move.name),
                    ReportCell(words=words, status=move.new),
                    ReportCell(words="; ".join(filter(None, (move.values, *move.notes))) or DASH),
                    ReportCell(words=move.department.name or DASH),
                    ReportCell(words=_why(scope, move.explanation, move.new)),
                )
            )
        caption = text.say("session_report.changes.group", title=group.title, n=text.number(len(rows)))
        label = (text.say("session_report.changes.kind"), group.title)
        yield ReportTable(sheet="changes", caption=caption, columns=columns, rows=tuple(rows), group=(label,))


def _why(scope: ReportScope, explanation: str, status: Status) -> str:
    """The department's words; that it gave none where its status asks for them."""
    if explanation:
        return sentence_end(explanation)
    asks = status in {Status.AT_RISK, Status.OFF_TRACK, Status.MOVING_AWAY}
    return scope.text.say("rows.no_explanation") if asks else DASH


def _corrections(scope: ReportScope, view: ReleaseChanges) -> ReportTable:
    text = scope.text
    heads = (("indicator", 30), ("period", 12), ("corrected", 20), ("reason", 24), ("department", 18))
    rows = tuple(
        (
            scope.named_code(row.name.code, row.name),
            ReportCell(words=row.period),
            ReportCell(words=text.say("session_report.changes.turned", old=row.old, new=row.new)),
            ReportCell(words=sentence_end(row.reason) or text.say("changes.no_reason")),
            ReportCell(words=row.department.name or DASH),
        )
        for row in view.corrections
    )
    return ReportTable(
        sheet="corrections",
        caption=text.say("session_report.corrections.caption", n=text.number(len(rows))),
        columns=tuple(ReportColumn(text.say(f"session_report.column.{name}"), width) for name, width in heads),
        rows=rows,
    )


def targets(scope: ReportScope) -> Section | None:
    """Planned values that were changed by a decision, the latest first; None where there was no such decision."""
    text = scope.text
    heads = (("indicator", 32), ("year", 8), ("old", 12), ("new", 12), ("decided", 12), ("act", 24))
    found = [
        (planned_day, dossier, change)
        for dossier in dossiers(scope.survey, text, (row.code for row in scope.rows))
        for planned_day, change in zip(_days(dossier), change_rows(dossier, text), strict=True)
    ]
    if not found:
        return None
    found.sort(key=lambda one: (-one[0].toordinal(), code_sort_key(one[1].code)))
    rows = tuple(
        (
            scope.named_code(dossier.code, dossier.record.name),
            ReportCell(words=change.year),
            ReportCell(words=change.old),
            ReportCell(words=change.new),
            ReportCell(words=change.decided, value=day),
            ReportCell(words=change.act or text.say("session_report.targets.no_act")),
        )
        for day, dossier, change in found
    )
    sentences = [
        ReportSentence(text.count("session_report.targets.count", len(rows)), scope.addresses.page("indicators"))
    ]
    if (after := _since(scope)) is not None:
        fresh = sum(day > after for day, _, _ in found)
        key = "session_report.targets.since"
        words = (
            text.count(key, fresh, date=text.date(after)) if fresh else text.say(f"{key}_none", date=text.date(after))
        )
        sentences.append(ReportSentence(words))
    table = ReportTable(
        sheet="targets",
        caption=text.say("session_report.targets.title"),
        columns=tuple(ReportColumn(text.say(f"session_report.column.{name}"), width) for name, width in heads),
        rows=rows,
    )
    return Section(title=text.say("session_report.targets.title"), level=1, blocks=(*sentences, table), wide=True)


def _days(dossier: Dossier) -> list[date]:
    """When each of `change_rows` was decided, in their order."""
    days = sorted(target.decided for target in dossier.targets if target.decided is not None)
    return days[::-1]


def _since(scope: ReportScope) -> date | None:
    return scope.then.comparison.old if scope.then else None
