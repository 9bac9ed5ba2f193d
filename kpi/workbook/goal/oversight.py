"""The optional sheets of the plan workbook about what is done: «Засідання», «Рішення», «Доручення», «Події», «Ризики»,
«Узгодження» (docs/workbook.md, decision 0051)."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Self

from kpi.model import (
    CODE_PATTERN,
    MOST_RISKS,
    Alignment,
    AlignmentDocument,
    CouncilSession,
    Decision,
    DecisionBody,
    Event,
    Oversight,
    Risk,
    Strategy,
    decision_key,
    parent_code,
)
from kpi.model.web_address import is_link_to
from kpi.workbook.goal.assignments import read_assignments
from kpi.workbook.sheet.alphabet import fold_code, uniform
from kpi.workbook.sheet.codes import code_cell
from kpi.workbook.sheet.fields import BAD, Unreadable, choice_field, date_field, required_text, text_field
from kpi.workbook.sheet.table import Row, SheetTable

_PIECES = re.compile(r"[^;,\s]+")
_ADDRESS = re.compile(r"\w+://|www\.", re.IGNORECASE)

Fields = dict[str, object]


@dataclass(frozen=True, slots=True)
class StrategyCodes:
    """The codes that the sheets may name.

    goals        of the plan itself, strategic and operational
    operational  of these the ones that indicators stand below
    stored       goals and indicators that the strategy has already
    former       those that it has ever had: a decision of the past about what is gone stands as it was taken
    """

    goals: Collection[str]
    operational: Collection[str]
    stored: Collection[str]
    former: Collection[str] = ()

    @classmethod
    def of(
        cls,
        strategic: Collection[str],
        operational: Collection[str],
        stored: Collection[str],
        former: Collection[str] = (),
    ) -> Self:
        return cls((*strategic, *operational), operational, stored, former)

    def goal(self, text: str) -> str | None:
        """The goal that a text means, as the plan writes it; None for none."""
        return next((goal for goal in self.goals if fold_code(goal) == fold_code(uniform(text))), None)

    def subject(self, text: str) -> str | None:
        """The goal or indicator that a text means; None for none.

        Of a goal whose indicators are not known yet (they come with its own workbook) any code below it is taken.
        """
        code = uniform(text)
        known = {fold_code(one): one for one in (*self.former, *self.stored, *self.goals)}
        if (found := known.get(fold_code(code))) is not None:
            return found
        goal = next((one for one in _above(code) if one in {fold_code(goal) for goal in self.operational}), None)
        with_indicators = {above for one in self.stored for above in _above(one)}
        return code if goal is not None and goal not in with_indicators else None

    def near(self, text: str) -> str:
        """The code that was perhaps meant, "" where none is alike."""
        return next(iter(get_close_matches(text, [*self.stored, *self.goals], n=1, cutoff=0.6)), "")


def _above(code: str) -> Iterator[str]:
    """The folded codes above a code, the nearest first."""
    above = parent_code(code)
    while above:
        yield fold_code(above)
        above = parent_code(above)


def read_oversight(
    tables: Mapping[str, SheetTable],
    strategy: Strategy | None,
    codes: StrategyCodes,
    department: Callable[[Row, str], None],
    day: date | None = None,
) -> Oversight:
    """What the sheets say; what is wrong is told at its cell.

    department  tells a department that «Підрозділи» does not have
    day         of checking: nothing was done after it
    """
    hosts = strategy.linked_hosts if strategy is not None else ()
    links = Links(hosts)
    decisions = _decisions(tables.get("decisions"), codes, links)
    named = ("sessions", "decisions", "assignments", "events", "risks", "alignments")
    return Oversight(
        sheets=frozenset(sheet for sheet in named if sheet in tables and not any(True for _ in tables[sheet].rows())),
        sessions=tuple(_sessions(tables.get("sessions"))),
        decisions=decisions,
        assignments=tuple(read_assignments(tables.get("assignments"), decisions, links.evidence, department, day)),
        events=tuple(_events(tables.get("events"), codes, links)),
        risks=tuple(_risks(tables.get("risks"), codes)),
        alignments=tuple(_alignments(tables.get("alignments"), codes)),
    )


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses that pages may link: of these hosts alone."""

    hosts: Sequence[str]

    def link(self, row: Row, key: str = "link") -> str | Unreadable:
        """The address of a field, "" for a blank."""
        text = text_field(row, key)
        if isinstance(text, Unreadable) or not text or is_link_to(text, self.hosts):
            return text
        cure = {} if self.hosts else {"cure": "no_hosts"}
        row.problem("link_not_allowed", key, text, hosts=", ".join(self.hosts), **cure)
        return BAD

    def evidence(self, row: Row, key: str) -> str | Unreadable:
        """Words, or an address."""
        text = text_field(row, key)
        return self.link(row, key) if isinstance(text, str) and _ADDRESS.match(text) else text


def _rows(table: SheetTable | None) -> Iterator[Row]:
    return iter(()) if table is None else table.rows()


def _whole(values: Fields) -> bool:
    return not any(isinstance(value, Unreadable) for value in values.values())


def required_day(row: Row, key: str) -> date | Unreadable:
    """A day that must stand there."""
    day = date_field(row, key)
    if day is None:
        row.problem("required_missing", key)
        return BAD
    return day


def _choice(row: Row, key: str) -> str | Unreadable:
    """A word that must stand there."""
    return choice_field(row, key) if isinstance(required_text(row, key), str) else BAD


def _names(row: Row, *, required: bool = True) -> Fields:
    return {"name": (required_text if required else text_field)(row, "name"), "name_en": text_field(row, "name_en")}


def _subjects(row: Row, key: str, codes: StrategyCodes) -> tuple[str, ...] | Unreadable:
    """The codes of a field, each once, in their order; what is no code of the strategy is told."""
    text = text_field(row, key)
    if isinstance(text, Unreadable):
        return text
    found: list[str] = []
    for piece in _PIECES.findall(text):
        code = codes.subject(piece) if CODE_PATTERN.fullmatch(piece) else None
        if code is None:
            row.problem("subject_unknown", key, piece, close=codes.near(piece))
            return BAD
        found.append(code)
    return tuple(dict.fromkeys(found))


def _goal(row: Row, key: str, codes: StrategyCodes) -> str | Unreadable:
    raw = code_cell(row, key)
    if raw is None:
        row.problem("required_missing", key)
        return BAD
    if isinstance(raw, Unreadable):
        return BAD
    if (goal := codes.goal(raw.text)) is None:
        row.problem("goal_not_in_plan", key, raw.text, goals=", ".join(codes.goals))
        return BAD
    return goal


def _sessions(table: SheetTable | None) -> Iterator[CouncilSession]:
    days: dict[date, str] = {}
    for row in _rows(table):
        values: Fields = {"day": required_day(row, "day"), **_names(row, required=False)}
        if not _whole(values):
            continue
        session = CouncilSession(**values)  # type: ignore[arg-type]
        if session.day in days:
            # pages compare with a day: a second session on it would be a second entry of the same comparison
            row.problem("session_duplicate", "day", f"{session.day:%d.%m.%Y}", first=days[session.day])
            continue
        days[session.day] = row.place("day").cell
        yield session


def _decisions(table: SheetTable | None, codes: StrategyCodes, links: Links) -> tuple[Decision, ...]:
    found: dict[tuple[str, date], Decision] = {}
    places: dict[tuple[str, date], str] = {}
    for row in _rows(table):
        values: Fields = {
            "number": required_text(row, "number"),
            "day": required_day(row, "day"),
            "body": _choice(row, "body"),
            **_names(row),
            "link": links.link(row),
            "subjects": _subjects(row, "subjects", codes),
            "comment": text_field(row, "comment"),
        }
        if not _whole(values):
            continue
        decision = Decision(**values | {"body": DecisionBody(str(values["body"]))})  # type: ignore[arg-type]
        key = (decision_key(decision.number), decision.day)
        if key in found:
            about = {"day": f"{decision.day:%d.%m.%Y}", "first": places[key]}
            row.problem("decision_duplicate", "number", decision.number, **about)
            continue
        found[key], places[key] = decision, row.place("number").cell
    return tuple(found.values())


def _events(table: SheetTable | None, codes: StrategyCodes, links: Links) -> Iterator[Event]:
    for row in _rows(table):
        values: Fields = {
            "day": required_day(row, "day"),
            **_names(row),
            "codes": _subjects(row, "codes", codes),
            "link": links.link(row),
        }
        if _whole(values):
            yield Event(**values)  # type: ignore[arg-type]


def _risks(table: SheetTable | None, codes: StrategyCodes) -> Iterator[Risk]:
    counts: Counter[str] = Counter()
    for row in _rows(table):
        values: Fields = {
            "goal": _goal(row, "goal", codes),
            **_names(row),
            "watcher": text_field(row, "watcher"),
            "review_by": date_field(row, "review_by"),
        }
        if not _whole(values):
            continue
        risk = Risk(**values)  # type: ignore[arg-type]
        counts[risk.goal] += 1
        if counts[risk.goal] > MOST_RISKS:
            row.problem("risks_too_many", "goal", risk.goal, most=MOST_RISKS)
            continue
        yield risk


def _alignments(table: SheetTable | None, codes: StrategyCodes) -> Iterator[Alignment]:
    places: dict[tuple[str, str, str], str] = {}
    for row in _rows(table):
        values: Fields = {
            "code": _goal(row, "code", codes),
            "document": _choice(row, "document"),
            "document_code": required_text(row, "document_code"),
            **_names(row, required=False),
        }
        if not _whole(values):
            continue
        document = AlignmentDocument(str(values["document"]))
        alignment = Alignment(**values | {"document": document})  # type: ignore[arg-type]
        key = (alignment.code, document.value, fold_code(alignment.document_code))
        if key in places:
            row.problem("alignment_duplicate", "document_code", alignment.document_code, first=places[key])
            continue
        places[key] = row.place("document_code").cell
        yield alignment
