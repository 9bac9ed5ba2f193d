"""From what the rows say of an indicator to the indicator and its observations, with what must be asked about it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from kpi.model import (
    USUAL_LANGUAGE,
    Direction,
    Frequency,
    GapReason,
    Indicator,
    Kind,
    Observation,
)
from kpi.workbook.init import guesses
from kpi.workbook.init.answers import DIRECTION_ONLY, AnswerError
from kpi.workbook.init.cells import Says, scale_of
from kpi.workbook.init.questions import Question
from kpi.workbook.init.setting import Setting
from kpi.workbook.init.table.row_kinds import TableIndicator, ValueAt
from kpi.workbook.init.vocabulary import Holds
from kpi.workbook.reader.numbers import as_written, written_number
from kpi.workbook.sheet.alphabet import fold_code
from kpi.workbook.sheet.layout import layout
from kpi.workbook.writer.sheet_writer import words as words_of_choice

_LIMITS = {"name": 500, "source": 500, "task": 500, "definition": 2000}
#: for so many days after a period's end its value may still be on its way into the next table
_ON_ITS_WAY = timedelta(days=15)
_GAPS = {Says.ABSENT: GapReason.NO_VALUE, Says.NOT_APPLICABLE: GapReason.NOT_APPLICABLE}


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeIndicator:
    """An indicator, its observations, and what is asked about it."""

    indicator: Indicator
    observations: tuple[Observation, ...]
    questions: tuple[Question, ...]


class _Making:
    """One indicator in the making."""

    def __init__(self, row: TableIndicator, code: str, setting: Setting, *, in_names: bool) -> None:
        self.row, self.code, self.setting = row, code, setting
        self.text, self.answers = setting.text, setting.answers
        self.key = fold_code(code)
        self.questions: list[Question] = []
        self.named = guesses.name_and_unit(row, in_names=in_names, language=setting.answers.language)
        self.unit = self.answers.units.get(self.key, self.named.unit)
        self.targets: dict[int, float] = {}
        self.worded: dict[int, str] = {}
        self.range: tuple[float, float] | None = None

    def ask(self, kind: str, proposed: object, why: str, **values: object) -> None:
        said = self.setting.told.say(f"init.why.{why}", **values)
        where = f"{self.code} {self.setting.told.quoted(self.named.name)} ({self.row.at}): {said}"
        self.questions.append(Question(id=f"{kind}/{self.code}", proposed=proposed, why=where))

    def ask_of_row(self) -> None:
        """What is doubtful of the row as it stands there."""
        if self.row.hidden:
            self.setting.ask(self.row.hidden, "row_hidden")
        if self.named.why and self.key not in self.answers.units:
            self.ask("units", self.unit, "unit")

    def word(self, column: str, value: str) -> str:
        """A choice as the answers have it: the word of the workbook, in English its code."""
        known = words_of_choice(layout("goal").sheets["indicators"].column(column))
        return known[value] if self.answers.language is USUAL_LANGUAGE else value

    def number(self, stands: ValueAt, *, target: bool = False) -> float | None:
        """The number of a cell, its doubts told; None where it says none. A target may be in words."""
        value = stands.value
        if value.doubt and value.says is not Says.UNREADABLE:
            self.setting.ask(stands.head, value.doubt)
        if value.says is Says.UNREADABLE:
            why = self.setting.told.say(f"init.why.cell_{value.doubt}", found=value.written)
            self.questions.append(Question(id=f"columns/{stands.at}", proposed=None, why=f"{stands.at}: {why}"))
        if value.says is Says.WORDS and not target:
            why = self.setting.told.say("init.why.cell_words", found=value.written)
            self.questions.append(Question(id=f"columns/{stands.at}", proposed=None, why=f"{stands.at}: {why}"))
        if value.says is not Says.NUMBER or value.number is None:
            return None
        scale = scale_of(value.unit) if self.row.unit and scale_of(self.row.unit.split()[0]) == 1.0 else 1.0
        return value.number * scale

    def take_base(self) -> None:
        """A row without a base starts from what stood in the last year before the strategy, where a row tells the year.

        A column that is called a fact says so for all rows (`columns`), and stays one where a person has answered so.
        """
        first = self.answers.first_year
        early = [
            period
            for period, stands in self.row.facts.items()
            if period.is_year and period.year < first and stands.head not in self.answers.columns
        ]
        if self.row.base is None and early and self.row.by_year:
            last = max(early, key=lambda period: period.year)
            self.row.base, self.row.base_year = self.row.facts.pop(last), last.year

    def read_targets(self) -> None:
        """The targets within the years of the strategy: numbers, words, a range."""
        for year in sorted(self.row.targets):
            stands = self.row.targets[year]
            number = self.number(stands, target=True)
            if not self.answers.first_year <= year <= self.answers.last_year:
                if number is not None or stands.value.says in {Says.RANGE, Says.WORDS}:
                    self.setting.ask(stands.head, "outside")
                continue
            if number is not None:
                self.targets[year] = number
            elif stands.value.says is Says.RANGE and stands.value.low is not None and stands.value.number is not None:
                self.range = (stands.value.low, stands.value.number)
            if stands.value.says is Says.WORDS:
                self.worded[year] = stands.value.written
        given = self.answers.targets.get(self.key, DIRECTION_ONLY)
        if given != DIRECTION_ONLY:
            last = written_number(given, percent=True) if isinstance(given, str) else given
            if not isinstance(last, float):
                raise AnswerError(f"targets/{self.code}", "target")
            self.targets[self.answers.last_year] = last
        elif self.worded and self.key not in self.answers.targets:
            self.ask("targets", DIRECTION_ONLY, "in_words", words=_by_year(self.worded))

    def direction(self) -> Direction:
        """The direction by the answers or the table."""
        given = self.answers.directions.get(self.key)
        guess = guesses.direction(self.row)
        if given is not None:
            line = guesses.numbers(self.row)
            rises = {Direction.INCREASE: 1, Direction.DECREASE: -1, Direction.RANGE: 0}[given]
            nothing = given is Direction.RANGE and not line and self.range is None
            if nothing or (len(line) > 1 and rises * (line[-1] - line[0]) < 0):
                raise AnswerError(f"directions/{self.code}", "against")
            return given
        if guess.why:
            shown = " → ".join(map(as_written, guesses.numbers(self.row))) or "—"
            self.ask("directions", self.word("direction", guess.value), guess.why, numbers=shown)
        return Direction(guess.value)

    def kind(self) -> Kind:
        guess = guesses.kind(self.row, self.unit)
        if self.key in self.answers.kinds:
            return self.answers.kinds[self.key]
        if guess.why:
            self.ask("kinds", self.word("kind", guess.value), guess.why)
        return Kind(guess.value)

    def department(self, goal: str) -> str:
        own = self.setting.departments.name(self.row.department) or self.setting.departments.name(goal)
        if not own and not self.row.department and not goal:
            self.setting.blanks += 1
        return own or self.setting.community

    def definition(self) -> str:
        """How it is measured, with what the table says beside the numbers and no column holds."""
        say = self.text.say
        bounds = {y: v.value.written for y, v in self.row.targets.items() if _is_bound(v)}
        told = {**bounds, **self.worded}
        note, own = self.row.texts.get(Holds.NOTE, ""), self.row.texts.get(Holds.DEFINITION, "")
        parts = [own] if own else []
        parts += [say("init.definition.targets", words=_by_year(told))] if told else []
        parts += [say("init.definition.note", note=note)] if note else []
        written = self.row.code.strip().rstrip(".")
        changed = any(c.isalpha() or c == "." for c in written) and not _is_code_of(written, self.code)
        parts += [say("init.definition.code", code=written)] if changed else []
        return "\n".join(parts)[: _LIMITS["definition"]]

    def observations(self) -> Iterator[Observation]:
        for period in sorted(self.row.facts, key=lambda one: (one.end, one.span_months)):
            stands = self.row.facts[period]
            if stands.head in self.setting.withheld:
                continue
            number = self.number(stands)
            if self.setting.begins_after(period):
                if number:
                    self.setting.ask(stands.head, "not_begun")
                continue
            ended = period.end_date <= self.setting.day
            gap = _GAPS.get(stands.value.says)
            if number is not None or (gap is not None and ended):
                told = self.text.say("init.absent", written=stands.value.written) if number is None else ""
                yield Observation(
                    code=self.code, period=period, value=number, gap=None if number is not None else gap, comment=told,
                    preliminary=number is not None and not ended, source=self.origin(stands),
                )  # fmt: skip

    def unsaid(self, often: Frequency, known: Sequence[Observation]) -> Iterator[Observation]:
        """Gaps of the periods after the last known one, as far as they had ended well before the day of reading.

        The table was read whole and says nothing of them: the form asks for what comes after.
        """
        heard = max((one.period.end for one in known), default=0)
        years = range(self.answers.first_year, min(self.answers.last_year, self.setting.day.year + 1) + 1)
        parts = range(1, 12 // often.months + 1)
        for period in (self.answers.fiscal_year.period(year, often.months, n) for year in years for n in parts):
            if period.end > heard and period.end_date + _ON_ITS_WAY < self.setting.day:
                comment = self.text.say("init.unsaid")
                yield Observation(code=self.code, period=period, value=None, gap=GapReason.NO_VALUE, comment=comment)

    def origin(self, stands: ValueAt) -> str:
        """The cell of the table, as the origin of a value."""
        file = self.setting.file_of[stands.at.rpartition("!")[0]]
        return self.text.say("init.origin", file=file, cell=stands.at)

    def base(self) -> tuple[int | None, float | None]:
        """The base, where there is one and it stands before the first target."""
        if self.row.base is None:
            return None, None
        value = self.number(self.row.base)
        year = self.row.base_year or self.answers.first_year - 1
        if value is None or (self.targets and year >= min(self.targets)):
            if value is not None:
                self.setting.ask(self.row.base.head, "base_late")
            return None, None
        return year, value


def _by_year(words: dict[int, str]) -> str:
    return "; ".join(f"{year}: {text}" for year, text in sorted(words.items()))


def _is_bound(stands: ValueAt) -> bool:
    return bool(stands.value.written) and not stands.value.yes_no and stands.value.says in {Says.NUMBER, Says.RANGE}


def _is_code_of(written: str, code: str) -> bool:
    """Whether a code of the table is the one of the strategy, in whatever alphabet and with whatever signs."""
    letters = "".join(c for c in fold_code(written) if c.isalnum())
    return letters.endswith("".join(c for c in fold_code(code) if c.isalnum()))


def made(row: TableIndicator, code: str, goal_department: str, setting: Setting, *, in_names: bool) -> MadeIndicator:
    """The indicator of a row. AnswerError where an answer contradicts the table."""
    making = _Making(row, code, setting, in_names=in_names)
    making.take_base()
    making.read_targets()
    making.ask_of_row()
    direction, kind = making.direction(), making.kind()
    year, value = making.base()
    low, high = _limits(making, direction, value)
    planned = making.targets or making.worded or direction is Direction.RANGE
    if not planned and making.key not in setting.answers.targets:
        making.ask("targets", DIRECTION_ONLY, "no_target")
    observations = list(making.observations())
    often = guesses.frequency(row, [one.period for one in observations if one.value is not None])
    indicator = Indicator(
        code=code,
        name=making.named.name[: _LIMITS["name"]],
        unit=making.unit,
        direction=direction,
        department=making.department(goal_department),
        targets=tuple(sorted(making.targets.items())),
        target_year=max(making.targets, default=setting.answers.last_year),
        baseline_year=year,
        baseline_value=value,
        source=row.texts.get(Holds.SOURCE, "")[: _LIMITS["source"]],
        kind=kind,
        frequency=often,
        range_low=low,
        range_high=high,
        definition=making.definition(),
        task=row.task[: _LIMITS["task"]],
    )
    stated = [one for one in observations if _stays(one, often)]
    unsaid = making.unsaid(often, stated) if setting.first else ()
    return MadeIndicator(
        indicator=indicator,
        observations=(*stated, *unsaid),
        questions=tuple(making.questions),
    )


def _stays(observation: Observation, often: Frequency) -> bool:
    """A gap of a part of a year says nothing where values come by whole years."""
    return observation.value is not None or observation.period.span_months == often.months


def _limits(making: _Making, direction: Direction, base: float | None) -> tuple[float | None, float | None]:
    """The limits of a range: as the table has them, else its last target, else the base that is to be held."""
    if direction is not Direction.RANGE:
        return None, None
    if making.range is not None:
        return making.range
    held = making.targets[max(making.targets)] if making.targets else base
    return held, held
