"""The page of the report to a session: which releases, which part, in which form; what it will say."""

from datetime import date

from kpi.html.components import section
from kpi.html.forms import button, get_form, grouped_select, select
from kpi.html.lang_markup import mark_languages
from kpi.html.links import link
from kpi.html.page_context import PageContext
from kpi.text.markup import Markup, el, join
from kpi.views.council.session_days import option_words
from kpi.views.report.blocks import ReportSentence, SessionReport
from kpi.views.report.page import ReportPage


def body(view: ReportPage, page: PageContext) -> Markup:
    """The content of <main>."""
    return join(
        (
            el("h1", view.title, class_="p-h1"),
            el("p", page.say("session_report.page_lede"), class_="p-lede"),
            _form(view, page),
            _says(view.report, page),
            _holds(view.report, page),
        )
    )


def _form(view: ReportPage, page: PageContext) -> Markup:
    """Plain GET: a button for each format, so that no script and no second step is needed."""
    buttons = (
        button(page.say(f"session_report.format.{kind}"), name="format", value=kind, primary=number == 0)
        for number, kind in enumerate(view.formats)
    )
    form = get_form(
        page.href("report"),
        page,
        _since(view, page),
        _releases("as_of", view.releases, view.new, page),
        _sectors(view, page),
        el("div", *buttons, class_="p-actions", role="group", aria_label=page.say("session_report.formats")),
        aria_label=page.say("session_report.formats"),
        data_apply=False,
    )
    if view.pdf:
        return form
    onward = link(page.say("session_report.print"), page.href("print/overview"))
    return join((form, el("p", page.say("session_report.no_pdf"), " ", onward, class_="p-prose")))


def _since(view: ReportPage, page: PageContext) -> Markup:
    """The beginning: a session of the council, else a release."""
    sessions = [(one.day.isoformat(), option_words(one, page.text)) for one in view.sessions]
    taken, chosen = {value for value, _ in sessions}, view.since or view.old
    releases = [one for one in _options(view.releases, page) if one[0] not in taken]
    groups = ((page.say("council.sessions"), sessions), (page.say("council.releases"), releases))
    label = page.say("changes.form.since" if sessions else "session_report.choose.since")
    return grouped_select(label, "since", groups, chosen.isoformat() if chosen else "")


def _options(days: tuple[date, ...], page: PageContext) -> list[tuple[str, str]]:
    return [(day.isoformat(), page.say("session_report.release", date=page.text.date(day))) for day in days]


def _releases(name: str, days: tuple[date, ...], chosen: date | None, page: PageContext) -> Markup:
    label = page.say(f"session_report.choose.{name}")
    return select(label, name, _options(days, page), chosen.isoformat() if chosen else "")


def _sectors(view: ReportPage, page: PageContext) -> Markup | None:
    if not view.sectors:
        return None
    options = [(one.code, one.name) for one in view.sectors]
    everything = page.say("indicators.all_sectors")
    return select(page.say("indicators.sector"), "sector", options, view.sector, everything, text=page.text)


def _says(report: SessionReport, page: PageContext) -> Markup:
    """The finding as the report says it, each sentence with its page."""
    said = next(iter(report.sections))
    told = (block.words for block in said.blocks if isinstance(block, ReportSentence))
    sentences = (el("p", mark_languages(words, page.text), class_="p-prose") for words in told)
    return section("finding", said.title, join(sentences))


def _holds(report: SessionReport, page: PageContext) -> Markup:
    """The sections that it has, in their order."""
    titles = (el("li", one.title) for one in report.sections if one.level == 1)
    return section("sections", page.say("session_report.holds"), el("ul", *titles, class_="p-prose"))
