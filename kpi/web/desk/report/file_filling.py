"""Files that fill the form: each value goes into its field, what cannot be read goes there as it is written."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from starlette.responses import Response

from kpi.clock import now
from kpi.model import GoalBook, Observation, Period, Problem, Severity, TypedFields, TypedRow
from kpi.services.publishing.codes import known_codes
from kpi.services.reporting.department_drafts import TypedChange, save_rows
from kpi.services.reporting.report_context import ReportContext
from kpi.text import Text
from kpi.text.problems import message, remedy
from kpi.views.desk.report import Untaken
from kpi.web.desk.rejected_uploads import RejectedUpload, RejectedUploads
from kpi.web.desk.report.form_page import context_of
from kpi.web.desk.report.form_view import typed_words
from kpi.web.desk.request import DeskRequest
from kpi.workbook import MAX_BYTES, Expected, Reading, read_workbook
from kpi.workbook.reader.numbers import as_written, same

#: what keeps a value from being read and can be mended in its field
_CELLS = frozenset({"number_invalid", "number_ambiguous", "number_is_date", "percent_unexpected", "cell_error"})


@dataclass(slots=True)
class _Filling:
    """What the files of one request gave."""

    changes: dict[tuple[str, Period], TypedChange] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    marked: str = ""


def filled(asked: DeskRequest, shelf: RejectedUploads) -> Response:
    """POST /upload/files: fill the fields from any number of files; nothing is published, no colleague's words go."""
    if not asked.files:
        return asked.to("upload", said="missing", edition=asked.edition)
    context, found = context_of(asked), _Filling()
    for name, content in asked.files:
        _take(asked, context, shelf, found, (name, content[: MAX_BYTES + 1]))
    own = context.own(asked.account)
    fresh = [one for (code, period), one in found.changes.items() if code in own and context.holds(period)]
    left = save_rows(asked.account, context, fresh, now=now(), store=asked.store).collisions
    found.lines += [_left(row, found.changes[row.code, row.period], asked) for row in left]
    shelf.put_untaken(asked.account.login, Untaken(lines=tuple(found.lines), marked=found.marked))
    return asked.to("upload", said="filled" if len(fresh) > len(left) else "nothing_filled", edition=asked.edition)


def _left(row: TypedRow, change: TypedChange, asked: DeskRequest) -> str:
    """Of a row that a colleague has filled otherwise."""
    text = asked.text
    name = asked.names.indicator(row.code, text)
    return text.say(
        "report.files.collision",
        name=f"{name.code} {name.name}",
        period=text.period(row.period),
        who=row.name,
        time=text.time(row.at),
        typed=typed_words(row.fields, text),
        value=typed_words(change.fields, text),
    )


def _take(
    asked: DeskRequest, context: ReportContext, shelf: RejectedUploads, found: _Filling, file: tuple[str, bytes]
) -> None:
    """One file: its values, and what of it was not taken."""
    name, text = file[0], asked.text
    reading = read_file_of(asked, context, name, file[1])
    if reading.plan is not None:
        found.lines.append(text.say("report.files.plan", file=name))
        return
    errors = [problem for problem in reading.problems if problem.severity is Severity.ERROR]
    if any(problem.cell for problem in errors):
        shelf.put(asked.account.login, RejectedUpload(name, file[1], tuple(reading.problems)))
        found.marked = name
    _take_rows(asked, context, found, reading)
    _take_cells(context, found, name, errors, text)


def read_file_of(asked: DeskRequest, context: ReportContext, name: str, content: bytes) -> Reading:
    """The file, read with the account's own indicators of all goals where it brings none of its own."""
    own = context.own(asked.account)
    indicators = tuple(one for code, one in context.basis.indicators.items() if code in own)
    with asked.store.reading() as connection:
        codes = known_codes(connection, asked.store, context.edition)
    books = (GoalBook(goal="", indicators=indicators),)
    expected = Expected(
        fiscal_year=context.fiscal_year, books=books, day=asked.today, codes=tuple(codes), values_only=True
    )
    return read_workbook(content, name, expected)


def _take_rows(asked: DeskRequest, context: ReportContext, found: _Filling, reading: Reading) -> None:
    own, others, foreign = context.own(asked.account), 0, dict[str, None]()
    for row in reading.readable:
        standing = context.basis.standing.get((row.code, row.period))
        if row.code not in own:
            foreign[context.goals.get(row.code, row.code)] = None
        elif row.breakdown:
            others += 1
        elif standing is None or not _says_the_same(row, standing):
            value = as_written(row.value) if row.value is not None else ""
            until = f"{row.restricted_until:%d.%m.%Y}" if row.restricted_until else ""
            fields = TypedFields(value=value, gap=str(row.gap or ""), restricted_until=until, comment=row.comment)
            place = f"{row.cell.sheet}!{row.cell.cell}" if row.cell else ""
            origin = ", ".join(part for part in (reading.file, place) if part)
            key = (row.code, row.period)
            found.changes[key] = TypedChange(code=row.code, period=row.period, fields=fields, origin=origin)
    say = asked.text.say
    found.lines += [say("report.files.foreign", file=reading.file, goal=goal) for goal in foreign]
    if others:
        found.lines.append(say("report.files.others", file=reading.file, n=others))


def _says_the_same(row: Observation, standing: Observation) -> bool:
    reason, published = (row.gap, row.restricted_until), (standing.gap, standing.restricted_until)
    return same(row.value, standing.value) and reason == published and row.comment in ("", standing.comment)


def _take_cells(context: ReportContext, found: _Filling, name: str, errors: Sequence[Problem], text: Text) -> None:
    """Rows with cells that could not be read: what could is filled in, and the value as it is written where it could
    not; every such cell is told in words.
    """
    for problem in errors:
        words = f"{message(problem, text)} {remedy(problem, text)}"
        found.lines.append(text.say("report.files.whole", file=name, words=words))
        key = _row_of(context, problem)
        if key is None:
            continue
        place = "!".join(part for part in (problem.sheet, problem.cell) if part)
        change = TypedChange(code=key[0], period=key[1], fields=_readable(problem), origin=f"{name}, {place}")
        before = found.changes.get(key)
        # of several cells of a row the value's says most
        if not change.fields.is_blank and (before is None or _is_value(problem) or not before.fields.value):
            found.changes[key] = change


def _is_value(problem: Problem) -> bool:
    """Whether a problem is about the value of its row and not about what stands beside it."""
    return problem.cell is not None and problem.cell == problem.values.get("row_value_at")


def _readable(problem: Problem) -> TypedFields:
    """The fields of a row as far as they could be read, its value as it is written where it can be mended."""
    names = {"value": "row_value", "gap": "row_gap", "restricted_until": "row_until", "comment": "row_comment"}
    fields = {name: str(problem.values.get(key, "")) for name, key in names.items()}
    if _is_value(problem) and problem.code in _CELLS and problem.found:
        fields["value"] = problem.found
    return TypedFields(**fields)


def _row_of(context: ReportContext, problem: Problem) -> tuple[str, Period] | None:
    """The row of the form that a problem is about, where its indicator and its period could be read."""
    code = str(problem.values.get("row_code", ""))
    period = str(problem.values.get("row_period", ""))
    if code not in context.goals or not period or problem.values.get("row_part"):
        return None
    return code, context.fiscal_year.parse(period)
