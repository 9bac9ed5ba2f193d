"""«Рішення»: every decision with what became of its assignments; filters are codes in the address."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from kpi.model import DecisionBody
from kpi.text import Text
from kpi.views.common.board import Board
from kpi.views.common.localized_name import LocalizedName
from kpi.views.common.phrases import capitalise
from kpi.views.list_pages import ListPages, number_of
from kpi.views.oversight.decision_rows import DecisionRow, DecisionStanding, Fate, decision_rows, spelled

#: decisions of a page, and of a list that is not divided: each has its assignments
ROWS, WHOLE = 50, 80


@dataclass(frozen=True, slots=True)
class DecisionFilters:
    """What the reader looks for; everything "" = all decisions. A department and a fate mean one assignment."""

    body: str = ""
    department: str = ""
    state: str = ""
    page: int = 1

    @classmethod
    def of(cls, parameters: Mapping[str, str]) -> "DecisionFilters":
        body, department, state = (parameters.get(name, "") for name in ("body", "department", "state"))
        return cls(body, department, state, number_of(parameters.get("page", "")))

    def parameters(self) -> dict[str, str]:
        """The parameters of the address, the inverse of `of`; empty ones are left out."""
        found = {"body": self.body, "department": self.department, "state": self.state}
        number = {"page": str(self.page)} if self.page > 1 else {}
        return {name: value for name, value in found.items() if value} | number

    @property
    def narrowing(self) -> bool:
        """Whether anything is left out; which page is shown leaves nothing out."""
        return replace(self, page=1) != DecisionFilters()

    def lets(self, row: DecisionRow) -> bool:
        """Whether a decision is shown."""
        if self.body not in ("", row.body):
            return False
        if not self.department and not self.state:
            return True
        return any(
            self.state in ("", one.fate) and self.department in ("", one.department.code if one.department else "")
            for one in row.assignments
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionsView:
    """The page.

    title    the finding: how many there are and what became of them
    counts   decisions by their standing, assignments by their fate: each of the two adds up to its total
    found    «показано 3 рішення з 7», "" where nothing is left out
    unknown  what the address asks for and nobody knows, "" where nothing
    empty    what is said where no decision stands
    day      for which the terms are counted
    """

    title: str
    counts: tuple[str, ...]
    found: str
    filters: DecisionFilters
    rows: tuple[DecisionRow, ...]
    pages: ListPages
    bodies: tuple[DecisionBody, ...]
    departments: tuple[LocalizedName, ...]
    fates: tuple[Fate, ...]
    unknown: str
    empty: str
    day: date


def pages_of(total: int, asked: int = 1) -> ListPages:
    """The page asked for of so many decisions."""
    return ListPages.of(total, asked, ROWS, WHOLE)


def build(board: Board, filters: DecisionFilters | None = None, *, whole: bool = False) -> DecisionsView:
    """The decisions of a release that the filters let through.

    whole  of a sheet of paper, which is not divided
    """
    rows, text, given = decision_rows(board), board.text, filters or DecisionFilters()
    departments = _departments(rows)
    bodies = tuple(body for body in DecisionBody if any(row.body is body for row in rows))
    known = _known(given, bodies, departments)
    shown = tuple(row for row in rows if known.lets(row))
    pages = ListPages.of(len(shown), 1, max(len(shown), 1)) if whole else pages_of(len(shown), known.page)
    fates = {one.fate for row in rows for one in row.assignments}
    found = text.count("decisions.found", len(shown), total=len(rows)) if known.narrowing else ""
    return DecisionsView(
        title=_title(rows, text),
        counts=_counts(rows, text),
        found=found,
        filters=replace(known, page=pages.number),
        rows=shown if whole else pages.cut(shown),
        pages=pages,
        bodies=bodies,
        departments=departments,
        fates=tuple(fate for fate in Fate if fate in fates),
        unknown=_unknown(given, known, text),
        empty="" if shown else text.say("decisions.empty.filters" if rows else "decisions.empty.none"),
        day=board.survey.now.as_of,
    )


def one(board: Board, code: str) -> DecisionRow | None:
    """The decision that an address names; None where nothing public is called so."""
    asked = spelled(code[:10], code[11:])
    return next((row for row in decision_rows(board) if row.code == asked), None)


def _departments(rows: tuple[DecisionRow, ...]) -> tuple[LocalizedName, ...]:
    known = {one.department.code: one.department for row in rows for one in row.assignments if one.department}
    return tuple(sorted(known.values(), key=lambda named: named.name.casefold()))


def _known(
    given: DecisionFilters, bodies: tuple[DecisionBody, ...], departments: tuple[LocalizedName, ...]
) -> DecisionFilters:
    """Without what nobody knows: filters that there is nothing for leave nothing out."""
    return replace(
        given,
        body=given.body if given.body in bodies else "",
        department=given.department if given.department in {named.code for named in departments} else "",
        state=given.state if given.state in set(Fate) else "",
    )


def _unknown(given: DecisionFilters, known: DecisionFilters, text: Text) -> str:
    asked, left = given.parameters(), known.parameters()
    strange = [text.quoted(value[:40]) for name, value in asked.items() if name not in left]
    return text.count("filters.unknown", len(strange), values=", ".join(strange)) if strange else ""


def _title(rows: tuple[DecisionRow, ...], text: Text) -> str:
    """What it comes to: of late assignments first, for that is what is asked."""
    if not rows:
        return text.say("decisions.headline.none")
    assigned = [one.fate for row in rows for one in row.assignments]
    said = text.count("decisions.headline.decisions", len(rows))
    if not assigned:
        return f"{said} {text.say('decisions.headline.unassigned')}"
    late, waiting = assigned.count(Fate.OVERDUE), assigned.count(Fate.OPEN)
    if late:
        return f"{said} {text.count('decisions.headline.overdue', late)}"
    return f"{said} {text.count('decisions.headline.open', waiting) if waiting else text.say('decisions.headline.all')}"


def _counts(rows: tuple[DecisionRow, ...], text: Text) -> tuple[str, ...]:
    """«Рішень 7: з простроченими дорученнями 1, …» and «Доручень 7: …»."""
    if not rows:
        return ()
    standings = [row.standing for row in rows]
    fates = [one.fate for row in rows for one in row.assignments]
    decisions = [
        text.say(f"decisions.standing.{at}", n=standings.count(at)) for at in DecisionStanding if at in standings
    ]
    said = [text.say("decisions.counts.decisions", total=len(rows), counted=", ".join(decisions))]
    if fates:
        assigned = [text.say(f"decisions.fate.{at}", n=fates.count(at)) for at in Fate if at in fates]
        said.append(text.say("decisions.counts.assignments", total=len(fates), counted=", ".join(assigned)))
    return tuple(capitalise(words) for words in said)
