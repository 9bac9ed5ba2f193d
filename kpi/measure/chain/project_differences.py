"""Our action held against the record of its project in a public register: state, money, days, codes.

Neither is taken for the truth: each facet says what stands on both sides and whether the two agree.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kpi.model import ActionState
from kpi.model.oversight.project_record import ProjectRecord

#: amounts that differ by less are the same: kopecks are rounded on the way
_ROUNDED = 1.0
Side = str | float | date | tuple[str, ...] | None


class Agreement(StrEnum):
    SAME = "same"
    DIFFERS = "differs"
    OURS_MISSING = "ours_missing"  # ours says nothing
    THEIRS_MISSING = "theirs_missing"  # the file says nothing
    NEITHER = "neither"
    INCOMPARABLE = "incomparable"  # another currency, a state that is not known


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnAction:
    """An action of ours; money in `currency`, "" where the strategy names none; codes of the community."""

    code: str
    name: str
    number: int
    project: str
    state: ActionState
    start: date | None
    due: date | None
    planned: float | None
    spent: float | None
    currency: str
    body: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """One thing of both: `name` is a key below `project.facet`; `by` theirs minus ours, money or days."""

    name: str
    ours: Side
    theirs: Side
    agreement: Agreement
    by: float | None = None


def differences(action: OwnAction, project: ProjectRecord) -> tuple[Facet, ...]:
    """Every facet of the two, in the order in which people ask: is it the project, how far, how much, until when."""
    return (
        _plain("number", action.project or None, project.number),
        _state(action, project),
        _money("planned", action, project.planned, project.currency),
        _money("spent", action, project.spent, project.currency),
        Facet(
            name="contracted",
            ours=action.planned,
            theirs=project.contracted,
            agreement=_contracts(action, project),
            by=_by(action.planned, project.contracted),
        ),
        _day("start", action.start, project.start),
        _day("due", action.due, project.end),
        _among("body", action.body, project.bodies),
        _among("place", action.place, project.places),
    )


def _agreement(ours: Side, theirs: Side, *, same: bool) -> Agreement:
    """Of an empty side that; else whether they are the same."""
    match (ours is None or ours == (), theirs is None or theirs == ()):
        case (True, True):
            return Agreement.NEITHER
        case (True, False):
            return Agreement.OURS_MISSING
        case (False, True):
            return Agreement.THEIRS_MISSING
    return Agreement.SAME if same else Agreement.DIFFERS


def _plain(name: str, ours: str | None, theirs: str | None) -> Facet:
    return Facet(name=name, ours=ours, theirs=theirs, agreement=_agreement(ours, theirs, same=ours == theirs))


def _state(action: OwnAction, project: ProjectRecord) -> Facet:
    """Whether ours is one of the states that the register's may stand for."""
    theirs = project.status or None
    agreement = _agreement(action.state, theirs, same=str(action.state) in project.states)
    if theirs and not project.states:
        agreement = Agreement.INCOMPARABLE
    return Facet(name="state", ours=str(action.state), theirs=theirs, agreement=agreement)


def _same_money(action: OwnAction, currency: str) -> bool:
    return not currency or not action.currency or currency == action.currency


def _money(name: str, action: OwnAction, theirs: float | None, currency: str) -> Facet:
    ours = action.planned if name == "planned" else action.spent
    if ours is not None and theirs is not None and not _same_money(action, currency):
        return Facet(name=name, ours=ours, theirs=theirs, agreement=Agreement.INCOMPARABLE)
    by = _by(ours, theirs)
    same = by is not None and abs(by) < _ROUNDED
    return Facet(name=name, ours=ours, theirs=theirs, agreement=_agreement(ours, theirs, same=same), by=by)


def _contracts(action: OwnAction, project: ProjectRecord) -> Agreement:
    """Contracts differ from a plan where they come to more: what is not contracted yet is no difference."""
    if project.contracted is not None and action.planned is not None and not _same_money(action, project.currency):
        return Agreement.INCOMPARABLE
    by = _by(action.planned, project.contracted)
    return _agreement(action.planned, project.contracted, same=by is not None and by < _ROUNDED)


def _by(ours: float | None, theirs: float | None) -> float | None:
    return None if ours is None or theirs is None else theirs - ours


def _day(name: str, ours: date | None, theirs: date | None) -> Facet:
    by = None if ours is None or theirs is None else float((theirs - ours).days)
    return Facet(name=name, ours=ours, theirs=theirs, agreement=_agreement(ours, theirs, same=by == 0), by=by)


def _among(name: str, ours: str, theirs: tuple[str, ...]) -> Facet:
    """Whether our code is one of those that the file names."""
    agreement = _agreement(ours or None, theirs, same=ours in theirs)
    return Facet(name=name, ours=ours or None, theirs=theirs, agreement=agreement)
