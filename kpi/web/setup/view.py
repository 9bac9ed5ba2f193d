"""From tables and answers to what the page of questions shows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kpi.model import Direction, Kind
from kpi.services.publishing.release_writer import RefusedError
from kpi.services.setup.questions import (
    GROUPS,
    UNNAMED,
    SetupReading,
    doubts,
    problem_words,
    shown,
)
from kpi.services.setup.strategy_draft import StrategyTables
from kpi.text import Text
from kpi.text.problems import message, remedy
from kpi.views.desk.setup import (
    AnswerLine,
    ColumnQuestion,
    GeneralAnswers,
    SetupBalance,
    SetupView,
    TableProblem,
)
from kpi.web.setup.fields import ZEROS
from kpi.workbook.init.questions import Question
from kpi.workbook.init.strategy import StrategyDraft
from kpi.workbook.sheet.layout import layout

#: kinds of single doubts -> the name of their field
_FIELDS = {
    "departments": "department",
    "directions": "direction",
    "targets": "target",
    "kinds": "kind",
    "units": "unit",
}
_GENERAL = ("community", "title", "language", "first_year", "last_year", "year_starts_in", "figures")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """By what the doubts of a page are told: the names of the indicators, their rows, the answers that are wrong."""

    tables: StrategyTables
    text: Text
    names: Mapping[str, str]
    rows: Mapping[str, str]
    problems: Mapping[str, str]

    def begin(self, code: str) -> str:
        """How the reason of a doubt begins: what the line says above it already."""
        return f"{code} «{self.names.get(code, '')}» ({self.rows.get(code, '')}): "

    def line(self, kind: str, key: str, why: str, value: str) -> AnswerLine:
        label = f"{key} {self.names[key]}" if key in self.names else key
        reason = self.problems.get(f"{kind}/{key}", "")
        return AnswerLine(
            name=f"{_FIELDS[kind]}:{key}",
            label=label,
            row=self.rows.get(key, ""),
            why=why,
            value=value,
            choices=_choices(kind, self.text),
            problem=problem_words(label, reason, self.text) if reason else "",
        )


def setup_view(
    tables: StrategyTables, reading: SetupReading, draft: StrategyDraft, text: Text, *, token: str, previewed: bool
) -> SetupView:
    """The page of the tables by its answers."""
    columns = list(_columns(tables, reading, draft, text))
    problems = reading.problems
    names = {one.code: one.name for book in draft.books for one in book.indicators}
    told = _Told(tables=tables, text=text, names=names, rows=draft.rows, problems=problems)
    shown_columns = tuple(one for one in columns if one.why or one.problem)
    lines = {group: tuple(_lines(draft, group, told)) for group in GROUPS if group != "columns"}
    lines["indicators"] = (*_cells(draft, text), *lines["indicators"])
    return SetupView(
        token=token,
        key=tables.key,
        files=tuple(name for name, _ in tables.files),
        questions=4 + bool(shown_columns) + sum(map(bool, lines.values())),
        general=_general(tables.given),
        problems={
            key: problem_words(text.say(f"setup.field.{key}"), problems[key], text)
            for key in _GENERAL
            if key in problems
        },
        columns=shown_columns,
        read=tuple(one for one in columns if not one.why and not one.problem),
        lines=lines,
        balance=_balance(draft, text),
        ready=reading.ready,
        previewed=previewed and reading.ready,
    )


def _general(given: Mapping[str, object]) -> GeneralAnswers:
    def said(key: str) -> str:
        value = given.get(key)
        return "" if value is None or value == UNNAMED else str(value)

    month = given.get("year_starts_in")
    return GeneralAnswers(
        community=said("community"),
        title=said("title"),
        language=said("language"),
        first_year=said("first_year"),
        last_year=said("last_year"),
        month=month if isinstance(month, int) else 1,
        figures=said("figures") or "real",
    )


def proposed_columns(draft: StrategyDraft) -> dict[str, str]:
    """What each column is taken for, by the address of its header."""
    return {place: said for (place, _), said in draft.columns.items()}


def _columns(
    tables: StrategyTables, reading: SetupReading, draft: StrategyDraft, text: Text
) -> Iterator[ColumnQuestion]:
    why = dict[str, str]()
    for one in doubts(draft, "columns"):
        place = one.id.partition("/")[2]
        why[place] = " ".join(filter(None, (why.get(place), one.why)))
    hidden = {one.id.partition("/")[2] for one in draft.questions if ZEROS.strip() in one.why}
    given = tables.given.get("columns")
    answers = given if isinstance(given, dict) else {}
    for (place, header), taken in draft.columns.items():
        said = answers.get(place, taken)
        bare = str(said).removesuffix(ZEROS)
        role, _, period = bare.partition(" ")
        reason = reading.problems.get(f"columns/{place}", "")
        yield ColumnQuestion(
            place=place,
            header=header,
            samples=draft.samples.get(place, ()),
            role=role,
            period=period,
            zeros=bare != said or place in hidden,
            why=why.get(place, "") or (text.say("setup.column.answered") if place in answers else ""),
            problem=problem_words(header, reason, text) if reason else "",
        )


def _cells(draft: StrategyDraft, text: Text) -> Iterator[AnswerLine]:
    """Single cells of columns whose number could not be read."""
    columns = proposed_columns(draft)
    for one in doubts(draft, "columns"):
        place = one.id.partition("/")[2]
        if place not in columns:
            label = text.say("setup.cell", cell=place)
            yield AnswerLine(name=f"cell:{place}", label=label, why=one.why, value="")


def _lines(draft: StrategyDraft, group: str, told: _Told) -> Iterator[AnswerLine]:
    """The doubts of a group; those that were answered already stay where they can be changed."""
    for one in doubts(draft, group):
        kind, _, key = one.id.partition("/")
        why = one.why.removeprefix(told.begin(key))
        yield told.line(kind, key, why, _value(one))
    open_now = {one.id for one in draft.questions}
    for kind in GROUPS[group]:
        given = told.tables.given.get(kind)
        for key, said in (given if isinstance(given, dict) else {}).items():
            if f"{kind}/{key}" not in open_now or f"{kind}/{key}" in told.problems:
                value = str(said.get("name", "")) if isinstance(said, dict) else shown(said)
                yield told.line(kind, key, told.text.say("setup.column.answered"), value)


def _value(one: Question) -> str:
    """A proposed answer as the field has it: nobody is a blank, only a direction is no number."""
    if isinstance(one.proposed, dict):
        return str(one.proposed.get("name", ""))
    kind = one.id.partition("/")[0]
    if kind in {"directions", "kinds"}:
        column = "direction" if kind == "directions" else "kind"
        return layout("goal").sheets["indicators"].column(column).choice(str(one.proposed)) or str(one.proposed)
    return "" if one.proposed == "direction_only" else shown(one.proposed)


def _choices(kind: str, text: Text) -> tuple[tuple[str, str], ...]:
    if kind == "directions":
        return tuple((str(one), text.say(f"setup.direction.{one}")) for one in Direction)
    if kind == "kinds":
        return tuple((str(one), text.say(f"setup.kind.{one}")) for one in Kind)
    return ()


def _balance(draft: StrategyDraft, text: Text) -> SetupBalance:
    found = draft.balance
    numbers = {"rows": found.rows, "goals": len(draft.goals), "indicators": found.indicators,
               "values": found.values, "targets": found.targets}  # fmt: skip
    told = tuple((text.say(f"setup.number.{name}"), text.number(n)) for name, n in numbers.items())
    return SetupBalance(numbers=told, dropped=found.dropped)


def problems_of(error: RefusedError, text: Text) -> tuple[TableProblem, ...]:
    """What is wrong with the files, each with its cure."""
    return tuple(
        TableProblem(file=file, cell="", words=message(problem, text), cure=remedy(problem, text))
        for file, problems in error.problems.items()
        for problem in problems
    )
