"""From a cause to a result in one line each: what stands under the status of an indicator (LOOP 2)."""

from dataclasses import dataclass
from enum import StrEnum

from kpi.text import Text
from kpi.views.common.board import Board
from kpi.views.common.dossier import Dossier, ValueReading
from kpi.views.common.phrases import sentence_end
from kpi.views.oversight.corrective import CorrectiveRow, corrective_rows, told
from kpi.views.oversight.decision_rows import DecisionRow, DecisionStanding, Fate, decision_rows

#: decisions that are named; the page of all has the others
_MOST_DECISIONS = 3


class Link(StrEnum):
    """What a line says, in the order of the chain."""

    CAUSE = "cause"
    ACTION = "action"
    DECISION = "decision"
    EFFECT = "effect"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainLine:
    """One line. `decision` leads to a decision by its code, `fate` is how it stands; None where that says nothing."""

    link: Link
    words: str
    fate: Fate | None = None
    decision: str = ""


def chain(board: Board, dossier: Dossier) -> tuple[ChainLine, ...]:
    """The chain of an indicator; only lines that there is something to say in."""
    text, every = board.text, corrective_rows(board.survey).get(dossier.code, ())
    actions = told(every)
    return (
        *_causes(actions, text),
        *(_action(row, text) for row in actions),
        *_decisions(board, dossier, text),
        *_effect(every, dossier, text),
    )


def _causes(actions: tuple[CorrectiveRow, ...], text: Text) -> tuple[ChainLine, ...]:
    """Each cause once; of several with the period that it is said of."""
    causes = {row.cause: row for row in actions if row.cause}
    of = {cause: f"{text.period(row.period)}: {cause}" if len(causes) > 1 else cause for cause, row in causes.items()}
    return tuple(ChainLine(link=Link.CAUSE, words=sentence_end(words)) for words in of.values())


def _action(row: CorrectiveRow, text: Text) -> ChainLine:
    return ChainLine(link=Link.ACTION, words=row.words(text), fate=row.sign)


def _decisions(board: Board, dossier: Dossier, text: Text) -> tuple[ChainLine, ...]:
    """The newest of the indicator and of its goal; those of the whole strategy are nobody's own."""
    own = [row for row in decision_rows(board) if row.about((dossier.code, dossier.record.goal))]
    return tuple(decision_line(row, text) for row in own[:_MOST_DECISIONS])


def decision_line(row: DecisionRow, text: Text) -> ChainLine:
    """«№ 21 від 02.07.2026: доручення прострочено на 12 днів»."""
    fate = {
        DecisionStanding.OVERDUE: Fate.OVERDUE,
        DecisionStanding.OPEN: Fate.OPEN,
        DecisionStanding.CLOSED: Fate.DONE,
    }.get(row.standing)
    said = ", ".join(_assigned(row, text))
    words = f"{row.title(text)}: {said}" if said else row.title(text)
    return ChainLine(link=Link.DECISION, words=words, fate=fate, decision=row.code)


def _assigned(row: DecisionRow, text: Text) -> list[str]:
    """What became of its assignments: those that are late by their days, the others as a count."""
    of = {fate: [one for one in row.assignments if one.fate is fate] for fate in Fate}
    late = max((one.days for one in of[Fate.OVERDUE]), default=0)
    found = [text.count("chain.overdue", len(of[Fate.OVERDUE]), days=text.count("chain.days", late))] if late else []
    dues = sorted(one.due for one in of[Fate.OPEN] if one.due)
    if of[Fate.OPEN]:
        until = f" ({text.say('chain.until', day=text.date(dues[0]))})" if len(of[Fate.OPEN]) == 1 and dues else ""
        found.append(text.count("chain.open", len(of[Fate.OPEN])) + until)
    return found + [text.count(f"chain.{fate}", len(of[fate])) for fate in (Fate.DONE, Fate.WITHDRAWN) if of[fate]]


def _effect(actions: tuple[CorrectiveRow, ...], dossier: Dossier, text: Text) -> tuple[ChainLine, ...]:
    """The value of an action's period against the newest one of as long a period; that one follows from the other is
    not said. The newest action that has a later value counts: what was promised last has none yet.
    """
    for row in reversed(actions):
        then = _reading(dossier, row)
        later = [one for one in dossier.readings if then is not None and _alike(one, then, sums=bool(dossier.years))]
        if then is not None and later:
            scale, now = dossier.record.scale, later[-1]
            amounts = {"then": scale.amount(then.value), "now": scale.amount(now.value)}
            periods = {"then_period": text.period(then.period), "now_period": text.period(now.period)}
            return (ChainLine(link=Link.EFFECT, words=text.say("chain.effect", **amounts, **periods)),)
    return ()


def _reading(dossier: Dossier, row: CorrectiveRow) -> ValueReading | None:
    at = (row.period.end, row.period.span_months)
    return next((one for one in dossier.readings if (one.end, one.span_months) == at and one.value is not None), None)


def _alike(one: ValueReading, then: ValueReading, *, sums: bool) -> bool:
    """Whether a later value may be held against that one: where values add up, the same part of another year alone."""
    if one.value is None or one.end <= then.end or one.span_months != then.span_months:
        return False
    return not sums or (one.end - then.end) % 12 == 0
