"""What changed since the quarter before: worse, better, not submitted."""

from dataclasses import dataclass

from kpi.model import Status
from kpi.views.board import Board
from kpi.views.rows import IndicatorRow
from kpi.views.turn import ChangeKind, turn


@dataclass(frozen=True, slots=True)
class Change:
    """`old` None where the status before is not known or is the same; `words` «Ціль досягнуто; 89 % → 96 %»."""

    row: IndicatorRow
    old: Status | None
    words: str


@dataclass(frozen=True, slots=True)
class ChangeGroup:
    kind: ChangeKind
    title: str
    changes: tuple[Change, ...]


def changes(made: Board) -> tuple[ChangeGroup, ...]:
    """The groups that have a row.

    A status is worse or better by the order of severity, once the indicator is judged now. What lost its data or has
    not been submitted is in the third group whatever its status; what was suspended, in a fourth.
    """
    groups: dict[ChangeKind, list[IndicatorRow]] = {kind: [] for kind in ChangeKind}
    for row in sorted(made.rows, key=lambda row: row.severity):
        for kind in _kinds(row, made.past.get(row.code)):
            groups[kind].append(row)
    return tuple(
        ChangeGroup(kind, made.text.say(f"overview.changes.{kind}"), tuple(_change(made, kind, row) for row in rows))
        for kind, rows in groups.items()
        if rows
    )


def _kinds(row: IndicatorRow, old: Status | None) -> list[ChangeKind]:
    moved = None if old is None else turn(old, row.status)
    found = [] if moved is None else [moved]
    if row.overdue and moved is not ChangeKind.MISSING:
        found.append(ChangeKind.MISSING)
    return found


def _change(made: Board, kind: ChangeKind, row: IndicatorRow) -> Change:
    text, before = made.text, made.past.get(row.code)
    old = None if before == row.status else before
    status = text.say(f"status.{row.status}")
    if kind is ChangeKind.MISSING:
        return Change(row, old if row.status is Status.NO_DATA else None, row.overdue or status)
    was, now = row.scale.amount(made.past_values.get(row.code)), row.printed.value
    if made.past_values.get(row.code) is None or was == now:
        return Change(row, old, text.say("overview.changes.value", status=status, new=now))
    return Change(row, old, text.say("overview.changes.values", status=status, old=was, new=now))
