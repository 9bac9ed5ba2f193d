"""The report to a session: from a board and the release it is held against to one value (LOOP 3)."""

from datetime import date

from kpi.measure.results import Survey
from kpi.model import edition_prefix
from kpi.text import Text
from kpi.views.changes.comparison_text import ComparisonText
from kpi.views.common.board import Board
from kpi.views.common.page_frame import release_day
from kpi.views.common.values import records
from kpi.views.indicator.dossiers import day_or_none
from kpi.views.public.attribution import imprint
from kpi.views.report.addresses import Addresses
from kpi.views.report.attention import attention
from kpi.views.report.blocks import Cover, Section, SessionReport
from kpi.views.report.changes import changes, targets
from kpi.views.report.decisions import decisions
from kpi.views.report.findings import counts, finding
from kpi.views.report.goals import goals
from kpi.views.report.method import method
from kpi.views.report.money import actions
from kpi.views.report.scope import ReportScope
from kpi.views.report.slides import slides
from kpi.views.report.unreported import suspended, unreported

#: the sheets of a workbook, in their order
SHEETS = (
    *("report", "counts", "decisions", "changes", "corrections", "attention"),
    *("indicators", "actions", "money", "targets", "suspended", "unreported", "method"),
)


def build(
    board: Board,
    then: ComparisonText | None = None,
    *,
    since: date | None = None,
    sector: str = "",
    site: str = "",
) -> SessionReport:
    """The report of the board's release.

    then    the board beside an earlier release; None where there is none to compare with
    since   the day that was asked for as the beginning; None where none was
    sector  code of a sector of the board, "" for the whole plan
    site    where the site is reached, without a final slash and without the edition; "" unknown
    """
    scope = ReportScope(board, then, since, sector, _addresses(board.survey, board.text, site))
    text, about = scope.text, imprint(scope.survey, scope.text)
    sector_mark = f"-{sector}" if sector else ""
    return SessionReport(
        name=f"{scope.survey.dataset.strategy.file_mark}report{sector_mark}-{about.version}",
        language=text.language.open_graph.replace("_", "-"),
        cover=_cover(scope),
        sections=_sections(scope),
        slides=slides(scope),
        released=release_day(scope.survey),
        accent=about.accent,
        address_head=text.say("session_report.address"),
        note_head=text.say("session_report.note"),
        page_words=text.say("session_report.page"),
        date_format=text.language.form("date_sheet"),
        caption_words={kind: text.say(f"session_report.caption.{kind}") for kind in ("Table", "Figure")},
        sheets={name: text.say(f"session_report.sheet.{name}") for name in SHEETS},
    )


def _addresses(survey: Survey, text: Text, site: str) -> Addresses:
    edition = survey.dataset.strategy.edition
    return Addresses(site, edition_prefix(edition), edition, release_day(survey), text.lang)


def _sections(scope: ReportScope) -> tuple[Section, ...]:
    """The sections that have something to say, in the order of the agenda."""
    found = (
        finding(scope),
        counts(scope),
        decisions(scope),
        changes(scope),
        attention(scope),
        *goals(scope),
        actions(scope),
        targets(scope),
        suspended(scope),
        unreported(scope),
        method(scope),
    )
    return tuple(section for section in found if section is not None)


def _cover(scope: ReportScope) -> Cover:
    text, strategy = scope.text, scope.survey.dataset.strategy
    about, counted = imprint(scope.survey, text), scope.counts
    stands = text.say("session_report.cover.as_of", date=text.date_long(scope.survey.now.as_of), period=about.period)
    if scope.survey.dataset.observations["value"].isna().all():
        stands = text.say("shell.fresh.no_data")
    lines = [
        stands,
        text.say("session_report.cover.released", release=about.released),
        text.count("session_report.cover.assessed", counted.total, judged=counted.judged),
    ]
    if scope.then is not None:
        found = scope.then.comparison
        days = {"release": text.date(found.old), "date": text.date(found.old_as_of)}
        lines.insert(2, text.say("session_report.cover.compared", **days))
    if (words := session_words(scope)) and scope.since is not None:
        lines.insert(2, text.say("session_report.cover.session", session=words, date=text.date(scope.since)))
    return Cover(
        title=text.say("session_report.title"),
        community=strategy.community_in(text.language),
        strategy=strategy.title_in(text.language),
        part=scope.node.name.name if scope.node else "",
        about=tuple(lines),
        demo=about.demo,
        note=about.note,
        address=scope.addresses.page("overview"),
        mark=about.mark,
    )


def session_words(scope: ReportScope) -> str:
    """What the plan calls the session of the day that the report goes back to; "" where there was none on it."""
    frame, text = scope.survey.dataset.council_sessions, scope.text
    for row in records(frame):
        if day_or_none(row["day"]) == scope.since:
            own = text.named(str(row["name"]), str(row["name_en"]))
            return own or text.say("session_report.session")
    return ""
