"""`python -m kpi init TABLE… -o FOLDER [--answers FILE] [--json]`, `init --blank --years Y-Y` (docs/workbook.md)."""

import argparse
import json
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from kpi import clock
from kpi.cli.init_dialogue import ask, asked_before
from kpi.cli.parser import OK, USAGE, WORDS, CommandError, Commands
from kpi.cli.source_tables import source_files
from kpi.cli.terminal import tell, write
from kpi.model import Problem
from kpi.services.publishing.loading.strategy_folder import is_taken, put_folder
from kpi.services.setup.questions import problem_words
from kpi.text import Text
from kpi.text.problems import message, remedy
from kpi.workbook.init.answers import AnswerError, Answers, read_answers
from kpi.workbook.init.strategy import StrategyDraft, drafted
from kpi.workbook.init.table.tables import SourceFile, what_was_seen
from kpi.workbook.init.writing import write_blank, write_strategy

_YEARS = re.compile(r"(\d{4})\s*[-–]\s*(\d{4})")
_MOST_GOALS = 500


def register(commands: Commands) -> None:
    """Add the command `init`."""
    parser = commands.add_parser("init", help=WORDS.say("cli.init.help"), description=WORDS.say("cli.init.about"))
    parser.add_argument("tables", nargs="*", metavar="TABLE", type=Path, help=WORDS.say("cli.init.tables"))
    parser.add_argument("-o", "--output", metavar="FOLDER", type=Path, required=True, help=WORDS.say("cli.init.output"))
    parser.add_argument("--answers", metavar="FILE", type=Path, help=WORDS.say("cli.init.answers"))
    parser.add_argument("--json", action="store_true", help=WORDS.say("cli.init.json"))
    parser.add_argument("--blank", action="store_true", help=WORDS.say("cli.init.blank"))
    parser.add_argument("--years", metavar="YYYY-YYYY", help=WORDS.say("cli.init.years"))
    parser.add_argument("--goals", metavar="N", type=int, default=1, help=WORDS.say("cli.init.goals"))
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the folder of a strategy; USAGE where nothing can be made of the tables."""
    if is_taken(args.output):
        raise CommandError(WORDS.say("cli.init.taken", folder=args.output), USAGE)
    if args.blank and not args.tables:
        return _blank(args)
    if not args.tables or args.blank:
        raise CommandError(WORDS.say("cli.init.one_of"), USAGE)
    files = source_files(args.tables)
    if args.answers is None and not sys.stdin.isatty():
        raise CommandError(WORDS.say("cli.init.no_answers"), USAGE)
    given = asked_before(files) if args.answers is None else _json(args.answers)
    answers, draft = _draft(files, given)
    text = Text(answers.language).whole
    if args.answers is None:
        draft = ask(files, given, draft, text)
    written, refused = put_folder(lambda folder: write_strategy(draft, folder), args.output, clock.today())
    if refused:
        _refuse(refused, text)
    _tell(draft, written, args.output, text, as_json=args.json)
    return OK


def _json(path: Path) -> object:
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise CommandError(WORDS.say("cli.init.no_file", path=path), USAGE) from None
    except ValueError:
        raise CommandError(WORDS.say("cli.init.not_json", path=path), USAGE) from None


def _draft(files: Sequence[SourceFile], given: object) -> tuple[Answers, StrategyDraft]:
    """The strategy by the answers; CommandError where they cannot be meant, or no table is there."""
    try:
        answers = read_answers(given)
        draft = drafted(files, answers, clock.today())
    except AnswerError as error:
        raise CommandError(problem_words(error.key, error.reason, WORDS), USAGE) from error
    if draft is None:
        text = Text(answers.language).whole
        told = [f"{message(p, text)} {remedy(p, text)}" for p in what_was_seen(files, answers.fiscal_year)]
        raise CommandError("\n".join(told), USAGE)
    return answers, draft


def _refuse(refused: Mapping[str, Sequence[Problem]], text: Text) -> None:
    """What of the written workbooks would not be loaded, by cell."""
    lines = []
    for file, problems in refused.items():
        lines.append(text.say("cli.init.unusable", file=file))
        lines += [f"  {message(problem, text)} {remedy(problem, text)}" for problem in problems]
    raise CommandError("\n".join(lines), USAGE)


def _tell(draft: StrategyDraft, written: Sequence[str], folder: Path, text: Text, *, as_json: bool) -> None:
    balance = draft.balance
    dropped = [{"row": row, "why": why} for row, why in balance.dropped]
    numbers = {name: getattr(balance, name) for name in ("rows", "indicators", "values", "targets")}
    if as_json:
        questions = [question.as_json() for question in draft.questions]
        told = {"written": list(written), "balance": {**numbers, "dropped": dropped}, "goals": list(draft.goals)}
        write(json.dumps({**told, "questions": questions}, ensure_ascii=False, allow_nan=False))
        return
    write(text.count("cli.init.written", len(written), folder=folder, goals=len(draft.goals), **numbers))
    for one in dropped:
        write(text.say("cli.init.dropped", **one))
    for question in draft.questions:
        proposed = json.dumps(question.proposed, ensure_ascii=False)
        write(text.say("cli.init.doubt", id=question.id, proposed=proposed, why=question.why))
    tell(text.say("cli.init.next", folder=folder))


def _blank(args: argparse.Namespace) -> int:
    years = _YEARS.fullmatch(args.years or "")
    if years is None or not 0 <= int(years[2]) - int(years[1]) < 30:
        raise CommandError(WORDS.say("cli.init.bad_years", years=args.years or "—"), USAGE)
    if not 1 <= args.goals <= _MOST_GOALS:
        raise CommandError(WORDS.say("cli.init.bad_goals"), USAGE)
    asked = range(int(years[1]), int(years[2]) + 1)
    written = write_blank(args.output, asked, args.goals, language=WORDS.language)
    write(WORDS.count("cli.init.blank_written", len(written), folder=args.output))
    return OK
