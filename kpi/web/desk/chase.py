"""Who has not reported: the list, a letter by hand, a longer term with a reason, the second address."""

from datetime import UTC, datetime

from starlette.responses import Response

from kpi.access import Right, allows
from kpi.html.desk import chase as document
from kpi.model.contact import plain_address
from kpi.services.assignments.answering import open_assignments
from kpi.services.publishing import keys
from kpi.services.publishing.administration.extension import ExtensionError, ReportKey, extend_terms
from kpi.services.publishing.permissions import require_right
from kpi.services.reminders import letter_body
from kpi.services.reminders.chase import ChasedDepartment, ChasedReport, chase_list, set_second_address
from kpi.services.reminders.mail_settings import MailSettings, letter_text, mail_settings, workdays
from kpi.services.reminders.mailing import MailingPlan, prepare_chase, send
from kpi.services.reminders.paragraphs import plain
from kpi.services.reminders.smtp import Mailer, SettingsError
from kpi.settings import site_address
from kpi.text import Text
from kpi.text.csv_text import csv_text
from kpi.views.common.localized_name import LocalizedName
from kpi.views.desk.chase import Chase, DepartmentPart, LetterPreview, ReportLine
from kpi.views.desk.deciding import AssignmentLine
from kpi.web.desk.report.assignment_lines import assignment_line
from kpi.web.desk.request import DeskRequest, day_of, file_answer
from kpi.web.desk.words.journal_words import MARK, separator

#: the name of a tick before the key of its report
TICK = "report:"
_COLUMNS = (
    *("department", "contact", "code", "name", "goal", "period"),
    *("deadline", "late", "extended", "letter", "edition"),
)


def shown(asked: DeskRequest, wrong: str = "", notice: str = "") -> Response:
    """GET /admin/chase; with `department` the letter that it would be sent; `wrong`: what a form could not do."""
    found = chase_list(asked.account, asked.today, workdays(), store=asked.store)
    wanted = asked.query.get("department", "")
    view = Chase(
        token=asked.token,
        notice=notice or asked.notice,
        wrong=wrong,
        settings=allows(asked.account, Right.SETTINGS),
        letter=_preview(asked, wanted) if wanted else None,
        departments=tuple(_part(one, asked.text) for one in found),
        deadline=asked.given.get("deadline", ""),
        reason=asked.given.get("reason", ""),
        answers=_answers(asked),
    )
    return asked.page(asked.text.say("admin.missing.title"), document.body(view, asked.context), 409 if wrong else 200)


def _answers(asked: DeskRequest) -> tuple[AssignmentLine, ...]:
    """What departments have answered to assignments and waits for whoever may close or return it."""
    if not allows(asked.account, Right.DECISIONS):
        return ()
    known = open_assignments(asked.account, today=asked.today, store=asked.store)
    return tuple(assignment_line(one, asked.names, asked.text, asked.today) for one in known if one.waits)


def _part(one: ChasedDepartment, text: Text) -> DepartmentPart:
    letter = text.say("editor.chase.never")
    if one.last_letter is not None:
        letter = text.say("editor.chase.last", when=text.moment(one.last_letter))
    return DepartmentPart(
        code=one.code,
        name=LocalizedName.of(text, one.code, one.name, one.name_en).name,
        contact=one.contact,
        reachable=bool(one.addresses),
        second=one.second,
        last_letter=letter,
        summary=text.say("editor.chase.summary", awaited=len(one.reports), overdue=one.overdue),
        reports=tuple(_line(report, text) for report in one.reports),
        edition=one.edition,
    )


def _line(report: ChasedReport, text: Text) -> ReportLine:
    late = text.say("editor.chase.ahead" if report.deadline else "editor.chase.no_term")
    if report.late:
        late = text.count("editor.chase.late", report.late)
    return ReportLine(
        key=keys.row_key(report.code, report.period),
        name=LocalizedName.of(text, report.code, report.name, report.name_en),
        goal=LocalizedName.of(text, report.goal, report.goal_name, report.goal_name_en),
        period=text.period(report.period),
        deadline=text.date(report.deadline) if report.deadline else "",
        late=late,
        overdue=report.late > 0,
        extended=text.say("editor.chase.extended", reason=report.extended) if report.extended else "",
    )


def table_file(asked: DeskRequest) -> Response:
    """GET /admin/chase.csv."""
    text = asked.text
    found = chase_list(asked.account, asked.today, workdays(), store=asked.store)
    heads = [text.say(f"editor.chase.csv.{name}") for name in _COLUMNS]
    rows = (_row(one, report, text) for one in found for report in one.reports)
    content = MARK + csv_text(heads, rows, separator(text))
    return file_answer(content.encode(), f"not-reported-{asked.today}.csv", "text/csv; charset=utf-8")


def _row(one: ChasedDepartment, report: ChasedReport, text: Text) -> tuple[object, ...]:
    letter = "" if one.last_letter is None else text.moment(one.last_letter)
    return (
        *(LocalizedName.of(text, one.code, one.name, one.name_en).name, one.contact, report.code),
        LocalizedName.of(text, report.code, report.name, report.name_en).name,
        f"{report.goal} {LocalizedName.of(text, report.goal, report.goal_name, report.goal_name_en).name}",
        *(text.period(report.period), text.date(report.deadline) if report.deadline else ""),
        *(report.late, report.extended, letter, one.edition),
    )


def act(asked: DeskRequest) -> Response:
    """POST /admin/chase: send a letter, extend the ticked terms, keep a second address."""
    require_right(asked.account, Right.REPORTING)
    match asked.given.get("act", ""):
        case "send":
            return _send(asked)
        case "second":
            return _keep_second(asked)
        case _:
            return _extend(asked)


def _extend(asked: DeskRequest) -> Response:
    deadline = day_of(asked.given.get("deadline", ""))
    if deadline is None:
        return shown(asked, asked.text.say("editor.extension.wrong.day"))
    try:
        done = extend_terms(
            asked.account,
            tuple(_ticked(asked)),
            deadline,
            asked.given.get("reason", ""),
            today=asked.today,
            edition=asked.edition,
            store=asked.store,
        )
    except ExtensionError as error:
        return shown(asked, asked.text.say(f"editor.extension.wrong.{error.reason}"))
    return asked.to("upload/receipt", number=done.number)


def _ticked(asked: DeskRequest) -> list[ReportKey]:
    """The reports whose boxes are ticked; a name that is none of ours asks for nothing."""
    found = []
    for name in asked.given:
        if name.startswith(TICK):
            try:
                code, period, _ = keys.parse(name.removeprefix(TICK), asked.fiscal_year)
            except ValueError:
                continue
            if period is not None:
                found.append((code, period))
    return found


def _keep_second(asked: DeskRequest) -> Response:
    department, address = asked.given.get("department", ""), asked.given.get("address", "").strip()
    if address and plain_address(address) is None:
        return shown(asked, asked.text.say("editor.chase.no_address"))
    if department not in asked.names.departments:
        raise LookupError(department)
    set_second_address(asked.account, department, address, now=datetime.now(UTC), store=asked.store)
    return asked.to("admin/chase", said="second")


def _preview(asked: DeskRequest, department: str) -> LetterPreview:
    """The letter as it would go now; LookupError where nothing is awaited of the department."""
    plan, text = _plan(asked, department), letter_text()
    prepared = plan.letters[0]
    reminder = prepared.reminder
    file = prepared.template.name if prepared.template else ""
    parts = letter_body.parts(reminder, prepared.about, file, text)
    return LetterPreview(
        department=department,
        name=reminder.name,
        to=", ".join(reminder.contact),
        subject=letter_body.subject(reminder, prepared.about, text),
        words=plain(parts),
        file=file,
        trouble=_trouble(asked.text, reminder.contact),
        edition=asked.edition,
    )


def _plan(asked: DeskRequest, department: str) -> MailingPlan:
    now, text = datetime.now(UTC), letter_text()
    plan = prepare_chase(
        asked.store,
        department,
        asked.today,
        workdays(),
        now=now,
        edition=asked.edition,
        site=site_address(),
        text=text,
    )
    if plan is None:
        raise LookupError(department)
    return plan


def _trouble(text: Text, contact: tuple[str, ...]) -> str:
    if not contact:
        return text.say("editor.chase.unreachable")
    try:
        return "" if mail_settings() else text.say("editor.chase.no_mail")
    except SettingsError as error:
        return text.say(f"remind.setting.{error.reason}", variable=error.variable)


def _send(asked: DeskRequest) -> Response:
    department, text = asked.given.get("department", ""), asked.text
    plan = _plan(asked, department)
    settings = None if _trouble(text, plan.letters[0].reminder.contact) else mail_settings()
    if settings is None:
        return shown(asked, _trouble(text, plan.letters[0].reminder.contact))
    trouble = _sent(asked, plan, settings)
    if trouble:
        return shown(asked, trouble)
    return asked.to("admin/chase", said="letter_sent")


def _sent(asked: DeskRequest, plan: MailingPlan, settings: MailSettings) -> str:
    """Hand the letter over; why it did not go, "" where it went."""
    with Mailer(settings.server) as post:
        outcomes = list(send(asked.store, plan, settings.sender, post, by=asked.account.login, text=letter_text()))
    for outcome in outcomes:
        if outcome.taken:
            return asked.text.say("editor.chase.today_already")
        if outcome.trouble:
            return asked.text.say("editor.chase.not_sent", why=asked.text.say(f"remind.trouble.{outcome.trouble}"))
    return ""
