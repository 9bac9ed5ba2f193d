"""The page of one indicator as HTML: the content of <main>, readable without scripts."""

from kpi.charts.legend import trajectory_legend
from kpi.charts.trajectory import trajectory_responsive
from kpi.html.components import amount, copy_button_text, department, fold, row_chip, section
from kpi.html.embed import embed_code
from kpi.html.forms import search_form
from kpi.html.history_choice import history_choice
from kpi.html.indicator.breakdown import breakdown
from kpi.html.indicator.peers import peers
from kpi.html.lang_markup import mark_as_written, mark_language, mark_languages, mark_name
from kpi.html.links import link
from kpi.html.outward_links import outward_link
from kpi.html.oversight.chain import chain
from kpi.html.page_context import PageContext
from kpi.html.pages.download_links import buttons, references
from kpi.html.pages.indicator_data import changes, data, revisions
from kpi.html.pages.indicator_previous import previous
from kpi.html.questions.answers import questions
from kpi.text.markup import Markup, el, join
from kpi.views.beside.number import NOTHING, Beside
from kpi.views.common.phrases import capitalise, sentence_end
from kpi.views.indicator.banner import Banner
from kpi.views.indicator.fact import Fact
from kpi.views.indicator.page import IndicatorView, KeyFigure

#: A figure of more letters is set smaller, so that it keeps to one line beside its neighbour.
LONG_FIGURE = 11


def body(view: IndicatorView, page: PageContext, beside: Beside = NOTHING) -> Markup:
    """The whole page: one h1, sections with h2."""
    return join(
        (
            el("h1", mark_languages(view.title, page.text), class_="p-h1 p-h1-long"),
            el("div", banner(view, page), _beside(view, page), class_="p-grid-7-5"),
            _chart(view, page),
            buttons(view.code, page),
            data(view, page),
            breakdown(beside.breakdown, page),
            peers(beside.peers, page),
            previous(view, page),
            about(view, page),
            changes(view, page),
            revisions(view, page),
            questions(beside.questions, view.code, beside.released, page),
            origin(view, page),
            history_choice(view.history, page),
            _share(view, page),
        )
    )


def unknown(code: str, page: PageContext, withheld: str = "") -> Markup:
    """The page for a code that is not among the published ones: a search form and ways on.

    withheld  what is said of indicators that are not published: the same for every code, so that trying tells none
    """
    lede = page.say("indicator.unknown.lede", code=code) if code else page.say("indicator.unknown.no_code")
    form = search_form(page, page.say("indicator.unknown.search"), page.say("indicator.unknown.submit"))
    ways = (
        el("li", link(page.say("indicator.unknown.home"), page.href("overview"), class_="p-link")),
        el("li", link(page.say("indicator.unknown.all"), page.href("indicators"), class_="p-link")),
    )
    heading = el("h1", page.say("indicator.unknown.heading"), class_="p-h1")
    more = el("p", withheld, class_="p-prose") if withheld and code else None
    return join((heading, el("p", lede, class_="p-lede"), more, form, el("ul", *ways, class_="p-prose")))


def banner(view: IndicatorView, page: PageContext) -> Markup:
    """The status in words, with the reason and the department's explanation."""
    said = view.banner
    before = el("span", said.before, class_="p-muted") if said.before else None
    head = el("p", row_chip(view.row, page), " ", el("span", said.since, class_="p-meta"), class_="p-banner-head")
    return el(
        "div",
        head,
        el("p", join((mark_languages(" ".join(said.reasons), page.text), before), " ")),
        el("p", sentence_end(capitalise(said.overdue))) if said.overdue else None,
        _explanation(said, page),
        class_=f"p-banner p-is-{said.status}",
    )


def _beside(view: IndicatorView, page: PageContext) -> Markup:
    """The figures, below them what is done about it: beside the status, so that the chart is near."""
    return el("div", figures(view.figures, page), chain(view.chain, page))


def _explanation(banner: Banner, page: PageContext) -> Markup | None:
    """The department's words as its own, or that there are none."""
    if banner.explanation is None:
        return None
    words = (
        mark_language(banner.explanation, page.text)
        if banner.explanation
        else el("em", page.say("rows.no_explanation"))
    )
    return el(
        "p",
        el("b", page.say("indicator.banner.explanation")),
        " ",
        words,
        class_=None if banner.explanation else "p-missing",
    )


def figures(shown: tuple[KeyFigure, ...], page: PageContext) -> Markup:
    """Fact, plan, difference, target."""

    def figure(key: KeyFigure) -> Markup:
        value = el(
            "span", amount(key.value, page), class_="p-figure p-long" if len(key.value) > LONG_FIGURE else "p-figure"
        )
        note = el("span", mark_as_written(key.note, page.text), class_="p-meta") if key.note else None
        return el("div", el("dt", key.label), el("dd", value, " " if note else None, note))

    return el(
        "dl", *(figure(key) for key in shown), class_="p-figures", aria_label=page.say("indicator.banner.figures")
    )


def _chart(view: IndicatorView, page: PageContext) -> Markup:
    t = view.trajectory
    box = el(
        "figure",
        el("figcaption", mark_as_written(t.subtitle, page.text), class_="p-meta"),
        trajectory_legend(t, page.language),
        trajectory_responsive(t, page.language),
        class_="p-chart-box",
    )
    source = el("p", *(el("span", mark_as_written(part, page.text)) for part in view.source_line), class_="p-source")
    return el(
        "section",
        el("h2", page.say("indicator.chart.heading"), class_="p-hidden", id="way"),
        box,
        source,
        notes(view, page),
        class_="p-section",
        aria_labelledby="way",
    )


def notes(view: IndicatorView, page: PageContext) -> Markup | None:
    """What follows if the pace holds, what the second opinion says; None where neither says anything."""
    said = (
        _note(page.say("indicator.outlook.heading"), view.outlook, page),
        _note(page.say("indicator.opinion.heading"), " ".join(view.opinion), page),
    )
    return el("div", *said, class_="p-grid-2 p-notes") if any(said) else None


def _note(title: str, words: str, page: PageContext) -> Markup | None:
    if not words:
        return None
    return el(
        "div", el("h3", title, class_="p-h3"), el("p", mark_languages(words, page.text), class_="p-small p-muted")
    )


def about(view: IndicatorView, page: PageContext) -> Markup:
    """«Про показник»; paper has the corrective actions at the status and beside their values."""
    facts = [fact for fact in view.facts if not (page.on_paper and fact.key == "corrective")]
    stated = [] if page.on_paper else [fact for fact in facts if fact.key in _STATEMENT]
    main = _facts([fact for fact in facts if fact not in stated], view, page)
    more = fold(page, page.say("indicator.fact.statement"), _facts(stated, view, page)) if stated else None
    return section("about", page.say("indicator.fact.heading"), main, more)


#: the statement of quality, which small screens fold
_STATEMENT = frozenset({"verification", "accuracy", "limitations", "compensation", "checked", "evidence"})
#: facts in the words of who filled the workbook in, with their links
_PLAIN = _STATEMENT | {"source", "definition", "corrective"}


def _facts(facts: list[Fact], view: IndicatorView, page: PageContext) -> Markup:
    return el("dl", *(_fact(fact, view, page) for fact in facts), class_="p-facts")


def _fact(fact: Fact, view: IndicatorView, page: PageContext) -> Markup:
    value = mark_as_written(fact.value, page.text)
    note = el("span", mark_language(fact.note, page.text), class_="p-sub p-quiet") if fact.note else None
    plain = fact.key in _PLAIN
    if fact.key == "task":
        value = mark_name(view.row.record.task_name, page.text)
    elif plain:
        value = mark_language(fact.value, page.text, outward_link)
    elif fact.key == "department" and view.row.department.name:
        value, note = department(view.row.department, page), None
    return el(
        "div",
        el("dt", fact.label),
        el("dd", value, note, class_="p-plain" if plain else None),
        class_="p-wide" if fact.wide else None,
    )


def origin(view: IndicatorView, page: PageContext) -> Markup | None:
    """Release, row and source of the value, then its cell for the departments; None where it is not known."""
    known = view.origin
    if known is None:
        return None
    digest = page.say("indicator.origin.digest", digest=known.digest) if known.digest else ""
    kept = " ".join(words for words in (known.kept, digest) if words)
    return section(
        "origin",
        page.say("indicator.origin.heading"),
        el(
            "p",
            *(join((mark_languages(sentence, page.text, outward_link), " ")) for sentence in known.sentences),
            class_="p-prose",
        ),
        el("p", mark_languages(kept, page.text), class_="p-meta") if kept else None,
    )


def _share(view: IndicatorView, page: PageContext) -> Markup:
    return section(
        "share",
        page.say("indicator.share.heading"),
        copy_button_text("share-link", page.say("indicator.share.link"), view.address, page),
        copy_button_text("share-citation", page.say("indicator.share.citation"), view.citation, page),
        references(view.code, page),
        copy_button_text(
            "share-embed", page.say("paper.embed.code"), str(embed_code(view.embed, view.row.name.name)), page
        ),
    )
