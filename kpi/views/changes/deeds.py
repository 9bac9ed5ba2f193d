"""What was decided and done between two releases: decisions, fates of assignments, corrective actions."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from kpi.views.common.board import Board
from kpi.views.common.localized_name import LocalizedName
from kpi.views.common.phrases import inner
from kpi.views.oversight.corrective import CorrectiveRow, corrective_rows
from kpi.views.oversight.decision_rows import AssignmentRow, DecisionRow, Fate, decision_rows


class DeedKind(StrEnum):
    """What has become other in the later release."""

    DECISION = "decision"  # a decision that the earlier one did not have
    ASSIGNMENT = "assignment"  # one that is done, withdrawn or overdue now and was not
    PROMISED = "promised"  # a corrective action that the earlier one did not have
    MOVED = "moved"  # one whose day was put off
    ACTION = "action"  # one that is done, dropped or overdue now and was not


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """`page` and `id` lead to the decision or the indicator, `words` say what it is, `codes` what it is about."""

    kind: DeedKind
    page: str
    id: str
    name: LocalizedName
    words: str
    sign: Fate
    codes: frozenset[str]


def deeds(old: Board, new: Board, codes: Collection[str] | None = None) -> tuple[Deed, ...]:
    """What was decided and done, decisions first, the newest first.

    codes  only what is about these indicators and goals; None = everything
    """
    found = (*_decisions(old, new), *_actions(old, new))
    return tuple(deed for deed in found if codes is None or not deed.codes.isdisjoint(codes))


def _decisions(old: Board, new: Board) -> Iterator[Deed]:
    before = {row.code: row for row in decision_rows(old)}
    for row in decision_rows(new):
        was = before.get(row.code)
        if was is None:
            yield new_decision(row, new)
        known = {one.number: one.fate for one in was.assignments} if was else {}
        for one in row.assignments:
            if one.fate is not Fate.OPEN and known.get(one.number) is not one.fate:
                yield _of_decision(row, DeedKind.ASSIGNMENT, _assigned(one, row, new), one.fate)


def new_decision(row: DecisionRow, board: Board) -> Deed:
    """A decision that an earlier release did not have."""
    text = board.text
    words = text.say("deeds.decision", decision=row.title(text), body=text.say(f"decision_body.{row.body}"))
    return _of_decision(row, DeedKind.DECISION, words, Fate.OPEN)


def _assigned(one: AssignmentRow, row: DecisionRow, board: Board) -> str:
    text = board.text
    name = text.quoted(inner(one.name.name, text))
    said = {"number": one.number, "decision": row.title(text), "name": name, "state": one.words(text)}
    return text.say("deeds.assignment", **said)


def _of_decision(row: DecisionRow, kind: DeedKind, words: str, sign: Fate) -> Deed:
    codes = frozenset(subject.name.code for subject in row.subjects)
    return Deed(kind=kind, page="decisions", id=row.code, name=row.name, words=words, sign=sign, codes=codes)


def _actions(old: Board, new: Board) -> Iterator[Deed]:
    before = {_key(row): row for rows in corrective_rows(old.survey).values() for row in rows}
    of = corrective_rows(new.survey)
    for indicator in new.rows:
        for row in of.get(indicator.code, ()):
            kind = _turned(before.get(_key(row)), row)
            if kind is not None:
                yield Deed(
                    kind=kind,
                    page="indicator",
                    id=indicator.code,
                    name=indicator.name,
                    words=new.text.say(f"deeds.{kind}", words=row.words(new.text)),
                    sign=row.sign,
                    codes=frozenset({indicator.code, indicator.goal}),
                )


def _turned(was: CorrectiveRow | None, now: CorrectiveRow) -> DeedKind | None:
    if was is None:
        return DeedKind.PROMISED
    if was.sign is not now.sign and now.sign is not Fate.OPEN:
        return DeedKind.ACTION
    return DeedKind.MOVED if now.times_moved > was.times_moved else None


def _key(row: CorrectiveRow) -> tuple[str, int, int, int]:
    return row.code, row.period.end, row.period.span_months, row.number
