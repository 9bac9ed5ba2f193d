"""Problems of one kind in one column told once, with the cells they stand in; counts stay those of all."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kpi.model import Problem, Severity
from kpi.text.speaker import Text

#: so many of one kind are told one by one
_ALONE = 5
_SHOWN = 8
_COLUMN = re.compile(r"[A-Z]+")


@dataclass(frozen=True, slots=True)
class ProblemGroup:
    """A problem that is told, and those of its kind that are only counted."""

    first: Problem
    rest: tuple[Problem, ...] = ()

    def more(self, text: Text) -> str:
        """« Так само ще 4 994: E3, E4…», "" where the problem stands alone."""
        if not self.rest:
            return ""
        cells = ", ".join(problem.cell or "" for problem in self.rest[:_SHOWN])
        return text.say("problem.and_more", n=text.number(len(self.rest)), cells=cells + self._dots)

    @property
    def _dots(self) -> str:
        return "…" if len(self.rest) > _SHOWN else ""


def grouped(problems: Iterable[Problem]) -> list[ProblemGroup]:
    """The problems in their order; from the sixth of one kind on they are gathered at the first."""
    kinds: dict[tuple[object, ...], list[Problem]] = {}
    for at, problem in enumerate(problems):
        column = _COLUMN.match(problem.cell) if problem.cell else None
        alone: tuple[object, ...] = () if column else (at,)
        key = (problem.code, problem.severity, problem.sheet, column[0] if column else "", *alone, _cure(problem))
        kinds.setdefault(key, []).append(problem)
    found: list[ProblemGroup] = []
    for same in kinds.values():
        if len(same) <= _ALONE:
            found += [ProblemGroup(problem) for problem in same]
        else:
            found.append(ProblemGroup(same[0], tuple(same[1:])))
    return found


def _cure(problem: Problem) -> object:
    """Cures that name a number are told one by one."""
    return problem.values.get("cure"), problem.values.get("example")


def counted(problems: Sequence[Problem]) -> tuple[int, int]:
    """How many errors and remarks a file has, those that were left out of the list as well."""
    cut = next((problem for problem in problems if problem.code == "problems_cut"), None)
    listed = [problem for problem in problems if problem is not cut]
    errors = sum(problem.severity is Severity.ERROR for problem in listed)
    remarks = len(listed) - errors
    if cut is None:
        return errors, remarks
    return errors + int(cut.values.get("errors", 0)), remarks + int(cut.values.get("remarks", 0))
