"""From the problems of a file to the words of a page: what stands in which cell, what to do."""

from collections.abc import Iterable

from kpi.model import Problem, Severity
from kpi.text import Text
from kpi.text.problem_groups import ProblemGroup, counted, grouped
from kpi.text.problems import message, remedy
from kpi.views.desk.uploads import ProblemLine, Problems
from kpi.web.desk.labels import LabelIndex


def problem_lines(problems: Iterable[Problem], names: LabelIndex, text: Text) -> tuple[ProblemLine, ...]:
    """Errors first; within each, in the order of the file."""
    ordered = sorted(problems, key=lambda problem: problem.severity is not Severity.ERROR)
    return tuple(_line(group, names, text) for group in grouped(ordered))


def _line(group: ProblemGroup, names: LabelIndex, text: Text) -> ProblemLine:
    problem = group.first
    place = "!".join(part for part in (problem.sheet, problem.cell) if part)
    told = message(problem, text)
    start = f"{place}: "
    if problem.cell and told.startswith(start):
        # the place has a column of its own
        told = told[len(start) :]
        told = told[:1].upper() + told[1:]
    told = " ".join(filter(None, (told, group.more(text))))
    errors, remarks = counted([problem, *group.rest])
    return ProblemLine(
        severity=problem.severity,
        place=place,
        subject=_subject(problem, names, text),
        found=problem.found or "",
        message=told,
        remedy=remedy(problem, text),
        errors=errors,
        remarks=remarks,
    )


def _subject(problem: Problem, names: LabelIndex, text: Text) -> str:
    """«2.1.2.2 Відремонтована площа доріг», where the problem names its indicator."""
    code = str(problem.values.get("indicator") or problem.values.get("row_code", ""))
    return f"{code} {names.indicator(code, text).name}".strip() if code else ""


def problem_view(filename: str, lines: tuple[ProblemLine, ...], goal: str, *, marked: bool, text: Text) -> Problems:
    """The section of a file that was not taken. `goal`: whose template is offered again, "" for none."""
    errors, remarks = sum(line.errors for line in lines), sum(line.remarks for line in lines)
    if not errors or not any(line.place for line in lines):
        heading, words = text.say("submit.problems.heading_file"), text.say("submit.problems.words_file", file=filename)
        return Problems(heading, words, lines, goal, marked)
    said = {"errors": text.count("submit.problems.errors", errors)}
    if remarks:
        said["remarks"] = text.count("submit.problems.remarks", remarks)
    key = "submit.problems.heading" if remarks else "submit.problems.heading_errors"
    return Problems(text.say(key, **said), text.say("submit.problems.words", file=filename), lines, goal, marked)
