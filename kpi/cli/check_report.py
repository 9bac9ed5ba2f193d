"""What `check` says of a file: sentences for a person, one JSON object a line for a program (docs/workbook.md)."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from kpi import clock
from kpi.cli import interpretation_report
from kpi.cli.parser import USAGE, CommandError
from kpi.cli.terminal import bar
from kpi.model import GoalBook, Indicator, Observation, Problem, Severity
from kpi.text import Text
from kpi.text.problem_groups import grouped
from kpi.text.problems import message, remedy
from kpi.workbook import Reading, read_file
from kpi.workbook.folders import WorkbookPath, find


def found_files(paths: Sequence[str], text: Text) -> list[WorkbookPath]:
    """The files of `paths`; a path that is not there, or a folder without workbooks, is told."""
    for path in paths:
        if not Path(path).exists():
            raise CommandError(text.say("cli.check.no_file", path=path), USAGE)
    files = list(find(paths))
    if not files:
        raise CommandError(text.say("cli.check.nothing", path=", ".join(paths)), USAGE)
    return files


def former_book(path: Path, text: Text) -> GoalBook:
    """The goal's workbook in force at `path`; CommandError where it is not accepted."""
    book = read(WorkbookPath(path), None, text).goal_book if path.is_file() else None
    if book is None or not book.indicators:
        raise CommandError(text.say("layouts.former_refused", file=path), USAGE)
    return book


def read(
    found: WorkbookPath, goal: str | None, text: Text, former: GoalBook | None = None, *, day: date | None = None
) -> Reading:
    """The reading of one file; `day` is the day of checking."""
    try:
        return read_file(found.path, goal or found.goal, former=former, day=day)
    except OSError as error:
        raise CommandError(text.say("cli.check.no_access", path=found.path, why=error.strerror or ""), USAGE) from error


def read_folders(paths: Sequence[str], text: Text) -> dict[Path, Reading]:
    """The files of the folders among `paths`, each folder held together as `load` would hold it."""
    folders = [Path(path) for path in paths if Path(path).is_dir()]
    if not folders:
        return {}
    # 0.5 s (pandas) that the check of a single workbook does not need
    from kpi.services.publishing.loading.trial import PathNotFoundError, try_folder

    found: dict[Path, Reading] = {}
    for folder in folders:
        try:
            files = try_folder(folder, clock.today(), lambda read: bar(read, text.say("cli.check.progress")))
        except PathNotFoundError as error:
            raise CommandError(text.say(f"cli.load.{error.reason}", path=error.path), USAGE) from error
        found |= {Path(one.where): one.reading for one in files if isinstance(one.reading, Reading)}
    return found


def with_refused_history(files: Sequence[WorkbookPath], together: Mapping[Path, Reading]) -> list[WorkbookPath]:
    """The files to tell of: those of the present, and of the past those that `load` would refuse."""
    named = {found.path for found in files}
    past = [path for path, reading in together.items() if path not in named and not reading.certain]
    return [*files, *map(WorkbookPath, past)]


def as_text(reading: Reading, text: Text) -> str:
    """The verdict of a file and its problems, errors first."""
    errors = [p for p in reading.problems if p.severity is Severity.ERROR]
    remarks = [p for p in reading.problems if p.severity is Severity.REMARK]
    verdict = text.say(_verdict(reading), file=reading.file)
    content = _content(reading, text)
    lines = [f"{verdict} {content}".rstrip()]
    if reading.interpretation is not None:
        confirmable = reading.certain and not any(problem.code == "not_compared" for problem in reading.problems)
        lines += interpretation_report.as_lines(reading.interpretation, text, confirmable=confirmable)
    for mark, problems in (("✗", errors), ("·", remarks)):
        for group in grouped(problems):
            told = (message(group.first, text), group.more(text), remedy(group.first, text))
            lines.append(f"  {mark} {' '.join(filter(None, told))}")
    return "\n".join(lines)


def _verdict(reading: Reading) -> str:
    if not reading.certain:
        return "cli.check.refused"
    return "cli.check.accepted" if reading.accepted else "layouts.certain"


def _content(reading: Reading, text: Text) -> str:
    if reading.goal_book is None:
        return ""
    indicators = text.count("count.indicators", len(reading.goal_book.indicators))
    observations = text.count("cli.check.observations", len(reading.goal_book.observations))
    return f"{indicators}, {observations}."


def as_json(reading: Reading, text: Text) -> str:
    """One line of JSON with the keys and the order that docs/workbook.md names."""
    value: dict[str, object] = {
        "file": reading.file,
        "accepted": reading.accepted,
        "problems": [_problem(problem, text) for problem in reading.problems],
    }
    if reading.interpretation is not None:
        # nothing is loaded before it is confirmed, but all of it is certain or told
        value |= {"accepted": reading.certain, "interpretation": interpretation_report.as_json(reading.interpretation)}
    if reading.goal_book is not None:
        value["indicators"] = [_indicator(indicator) for indicator in reading.goal_book.indicators]
        value["observations"] = [_observation(observation) for observation in reading.goal_book.observations]
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _problem(problem: Problem, text: Text) -> dict[str, object]:
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "sheet": problem.sheet,
        "cell": problem.cell,
        "found": problem.found,
        "message": message(problem, text),
        "remedy": remedy(problem, text),
    }


def _indicator(indicator: Indicator) -> dict[str, object]:
    limits = (indicator.range_low, indicator.range_high)
    # «утримання» without limits keeps the target itself: that is no range of the file
    given = indicator.range_low is not None and {*limits} != {value for _, value in indicator.targets[-1:]}
    return {
        "code": indicator.code,
        "name": indicator.name,
        "unit": indicator.unit,
        "direction": indicator.direction.value,
        "kind": indicator.kind.value,
        "frequency": indicator.frequency.value,
        "baseline_year": indicator.baseline_year,
        "baseline_value": indicator.baseline_value,
        "targets": {str(year): value for year, value in indicator.targets},
        "range": list(limits) if given else None,
        "weight": indicator.weight,
        "department": indicator.department,
        "source": indicator.source,
        "visibility": indicator.visibility.value,
    }


def _observation(observation: Observation) -> dict[str, object]:
    return {
        "code": observation.code,
        "period": observation.period.code,
        "value": observation.value,
        "gap": observation.gap.value if observation.gap else None,
        "comment": observation.comment,
        "cell": observation.cell.cell if observation.cell else None,
    }
