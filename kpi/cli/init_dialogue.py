"""`init` at a terminal: at most eight questions, one after another, each with a proposed answer."""

import re
from collections.abc import Sequence

from kpi import clock
from kpi.cli.terminal import tell
from kpi.model import Language
from kpi.services.setup.questions import GROUPS, Given, answer_of, doubts, problem_words, shown, with_answer
from kpi.text import Text
from kpi.workbook.init.answers import AnswerError, read_answers
from kpi.workbook.init.proposals import proposed_answers
from kpi.workbook.init.questions import Question
from kpi.workbook.init.strategy import StrategyDraft, drafted
from kpi.workbook.init.table.tables import SourceFile

_SHOWN = 12
_YEARS = re.compile(r"(\d{4})\s*[-–]\s*(\d{4})")


def asked_before(files: Sequence[SourceFile]) -> Given:
    """The four questions that every strategy begins with: community, title, years, real or made up."""
    given = proposed_answers(files)
    # in the language of the table, as the questions about it
    words = Text(Language(str(given["language"]))).whole
    for key in ("community", "title"):
        given[key] = _line(words.say(f"cli.init.ask.{key}"), str(given.get(key) or ""))
    years = f"{given['first_year']}-{given['last_year']}" if given.get("first_year") else ""
    while (found := _YEARS.fullmatch(_line(words.say("cli.init.ask.years"), years))) is None:
        tell(words.say("cli.init.bad_years", years="—"))
    given |= {"first_year": int(found[1]), "last_year": int(found[2])}
    given["figures"] = _line(words.say("cli.init.ask.figures"), "real")
    return given


def _line(question: str, proposed: str) -> str:
    tell(f"{question} [{proposed}]:" if proposed else f"{question}:")
    try:
        return input().strip() or proposed
    except EOFError:
        return proposed


def ask(files: Sequence[SourceFile], given: object, draft: StrategyDraft, text: Text) -> StrategyDraft:
    """The four questions about the table, those of them that have a doubt; the strategy by what was answered."""
    assert isinstance(given, dict)  # noqa: S101 - made by `asked_before`
    now = draft
    for group in GROUPS:
        if found := doubts(now, group):
            _tell(found)
            now = _answered(files, given, text, group) or now
    return now


def _tell(found: Sequence[Question]) -> None:
    for question in found[:_SHOWN]:
        tell(f"  {question.id.partition('/')[2]} = {shown(question.proposed)}: {question.why}")
    if len(found) > _SHOWN:
        tell("  …")


def _answered(files: Sequence[SourceFile], given: Given, text: Text, group: str) -> StrategyDraft | None:
    """The strategy by the answers of a line, which `given` then holds; None where all is taken as proposed."""
    while True:
        said = _line(text.say(f"cli.init.ask.{group}"), "Enter")
        if said == "Enter":
            return None
        tried = _with(given, group, said)
        try:
            found = drafted(files, read_answers(tried), clock.today())
        except AnswerError as error:
            tell(text.say("cli.init.again", why=problem_words(error.key, error.reason, text)))
            continue
        if found is not None:
            given.update(tried)
            return found


def _with(given: Given, group: str, said: str) -> Given:
    """The answers with those of a line: «А.1.2 = зменшення; А.1.3 = зростання»."""
    found = given
    for part in said.split(";"):
        key, _, value = (word.strip() for word in part.partition("="))
        kind, slash, rest = key.partition("/")
        name, own = (kind, rest) if group == "indicators" and slash else (group, key)
        found = with_answer(found, name, own, answer_of(name, value))
    return found
