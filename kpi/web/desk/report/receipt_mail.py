"""The receipt of a form by mail, after the answer has gone: a mail server that is slow or down delays nobody."""

from collections.abc import Iterator
from email.headerregistry import Address
from email.message import EmailMessage

from starlette.background import BackgroundTask
from starlette.responses import Response

from kpi.clock import now
from kpi.model import Visibility
from kpi.model.contact import addresses, plain_address
from kpi.services.publishing.submission import Publication
from kpi.services.reminders.envelope import compose
from kpi.services.reminders.mail_settings import MailSettings, usable_mail_settings
from kpi.services.reminders.paragraphs import Lines, Paragraph, Part
from kpi.services.reminders.smtp import Mailer, MailError
from kpi.services.reporting.report_context import ReportContext, report_context
from kpi.settings import site_address
from kpi.store.audit import record
from kpi.web.desk.request import DeskRequest
from kpi.web.desk.words.change_lines import change_lines
from kpi.web.desk.words.receipt_view import heading_of, undo_until


def mail_address(asked: DeskRequest, found: Publication) -> str:
    """Where the receipt goes: the account's own address, else the first one of its department; "" for nowhere."""
    return "" if usable_mail_settings() is None else _address(asked, found)


def _address(asked: DeskRequest, found: Publication) -> str:
    own = plain_address(asked.account.email) if asked.account.email else None
    return own or next(iter(_of_department(asked, found.upload.department)), "")


def _of_department(asked: DeskRequest, name: str) -> tuple[str, ...]:
    context = asked.report_context
    if context is None or not name:
        return ()
    departments = context.dataset.departments
    contacts = departments.loc[departments["name"] == name, "contact"]
    return addresses(str(contacts.iloc[0])) if len(contacts) else ()


def mailed(asked: DeskRequest, response: Response, found: Publication) -> Response:
    """The answer, which then sends the receipt where mail is configured and there is an address."""
    settings = usable_mail_settings()
    to = "" if settings is None else _address(asked, found)
    if settings is not None and to:
        letter = _letter(asked, found, settings.sender, to)
        response.background = BackgroundTask(_send, asked, settings, letter, to)
    return response


def _context_of(asked: DeskRequest, found: Publication) -> ReportContext | None:
    """What stands in the edition that was published into."""
    former = asked.still_asked
    of_former = former is not None and former.edition == found.upload.edition
    return report_context(asked.store, asked.today, former if of_former else None)


def _changed(asked: DeskRequest, found: Publication, context: ReportContext | None) -> list[str]:
    """What was published, a line each; of what is not open to everybody a letter tells only how much it is."""
    text, known = asked.text, context.basis.indicators if context else {}
    told, withheld = [], 0
    for line in change_lines(found.changes, (), (), asked.names_of(found.upload.edition), text):
        indicator = known.get(line.name.code)
        if indicator is None or indicator.visibility is not Visibility.PUBLIC:
            withheld += 1
            continue
        key = "line_new" if line.before == text.say("submit.review.new") else "line"
        period = text.say("submit.review.part", period=line.period, part=line.breakdown)
        named = {"code": line.name.code, "name": line.name.name, "period": period if line.breakdown else line.period}
        told.append(text.say(f"report.mail.{key}", before=line.before, after=line.after, **named))
    return told + ([text.count("report.mail.withheld", withheld)] if withheld else [])


def _parts(asked: DeskRequest, found: Publication, context: ReportContext | None) -> Iterator[Part]:
    text, upload = asked.text, found.upload
    strategy = None if context is None else context.dataset.strategy
    if strategy is not None and strategy.illustrative:
        yield Paragraph(text.say("remind.demo"))
    yield Paragraph(text.say("report.mail.published", when=text.moment(upload.at), who=upload.name or upload.login))
    if told := _changed(asked, found, context):
        yield Lines(text.say("report.mail.lines"), tuple(told))
    site = site_address()
    if site:
        until, link = text.time(undo_until(upload)), f"{site}/upload/receipt?number={found.number}"
        yield Paragraph(text.say("report.mail.undo", time=until, link=link))
    if strategy is not None:
        yield Paragraph(strategy.title_in(text.language))


def _letter(asked: DeskRequest, found: Publication, from_: Address, to: str) -> EmailMessage:
    text, context = asked.text, _context_of(asked, found)
    return compose(
        text.say("report.mail.subject", number=found.number, heading=heading_of(found, text)),
        tuple(_parts(asked, found, context)),
        from_,
        (to,),
        text,
        at=found.upload.at,
        identity=f"receipt-{asked.store.community}-{found.number}",
        reply_to=() if context is None else addresses(context.dataset.strategy.contact),
    )


def _send(asked: DeskRequest, settings: MailSettings, letter: EmailMessage, to: str) -> None:
    """Hand the letter over; what became of it stands in the audit."""
    detail: dict[str, object] = {"to": to, "subject": str(letter["Subject"])}
    try:
        with Mailer(settings.server) as post:
            post.send(letter, settings.sender.addr_spec, (to,))
    except MailError as error:
        detail["trouble"] = error.reason
    with asked.store.writing() as connection:
        record(connection, asked.store.community, actor=asked.account.login, action="receipt", detail=detail, at=now())
