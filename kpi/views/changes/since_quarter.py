"""What changed since the quarter before: worse, better, not submitted."""

from dataclasses import dataclass

from kpi.model import Status
from kpi.views.common.board import Board
from kpi.views.common.change_direction import StatusChangeKind, turn
from kpi.views.common.movement import IndicatorStanding, known, value_movement
from kpi.views.common.rows import IndicatorRow


@dataclass(frozen=True, slots=True)
class QuarterChange:
    """`old` None where the status before is not known or is the same; `words` «Ціль досягнуто; 89 % → 96 %».

    valued whether the words hold a value
    notes  what explains it: «II кв. 2026 → III кв. 2026», «план 89 % → 94 %», what was corrected
    """

    row: IndicatorRow
    old: Status | None
    words: str
    notes: tuple[str, ...] = ()
    valued: bool = False


@dataclass(frozen=True, slots=True)
class ChangeGroup:
    kind: StatusChangeKind
    title: str
    changes: tuple[QuarterChange, ...]


def changes(made: Board) -> tuple[ChangeGroup, ...]:
    """The groups that have a row.

    A status is worse or better by the order of severity where it was judged and is. What has data now, or is assessed
    again, has groups of its own. What lost its data or has
    not been submitted is under «Дані не подано» whatever its status; what was suspended, in the last.
    """
    groups: dict[StatusChangeKind, list[IndicatorRow]] = {kind: [] for kind in StatusChangeKind}
    for row in sorted(made.rows, key=lambda row: row.severity):
        for kind in _kinds(row, made.past.get(row.code)):
            groups[kind].append(row)
    return tuple(
        ChangeGroup(kind, made.text.say(f"overview.changes.{kind}"), tuple(_change(made, kind, row) for row in rows))
        for kind, rows in groups.items()
        if rows
    )


def _kinds(row: IndicatorRow, old: Status | None) -> list[StatusChangeKind]:
    value_movement = None if old is None else turn(old, row.status)
    found = [] if value_movement is None else [value_movement]
    if row.overdue and value_movement is not StatusChangeKind.MISSING:
        found.append(StatusChangeKind.MISSING)
    return found


def _change(made: Board, kind: StatusChangeKind, row: IndicatorRow) -> QuarterChange:
    text, before = made.text, made.past.get(row.code)
    old = None if before == row.status else before
    status = text.say(f"status.{row.status}")
    if kind is StatusChangeKind.MISSING:
        return QuarterChange(row, old if row.status is Status.NO_DATA else None, row.overdue or status)
    was = made.standings.get(row.code, IndicatorStanding(None, None, None, None))
    now = IndicatorStanding(row.period, row.record.value, row.record.planned_value, row.record.target_value)
    found = value_movement(text, row.record.scale, was, now, known(made.known, row.code, was.period))
    if not found.values:
        return QuarterChange(row, old, status)
    return QuarterChange(
        row, old, text.say("overview.changes.value", status=status, value=found.values), found.notes, valued=True
    )
