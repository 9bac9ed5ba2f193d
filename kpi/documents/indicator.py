"""The page of one indicator as HTML: the content of <main>, readable without scripts."""

from kpi.documents.embed import embed_code
from kpi.documents.foreign import mixed, written
from kpi.documents.history import history_choice
from kpi.documents.html import Html, address, el, esc, join, link, raw
from kpi.documents.indicator_data import changes, data, revisions
from kpi.documents.outward import linked
from kpi.documents.parts import amount, copied, department, language_field, row_chip, section
from kpi.documents.takeaway import buttons, references
from kpi.figures.legend import trajectory_legend
from kpi.figures.trajectory import trajectory_responsive
from kpi.text import Text
from kpi.views.facts import Fact
from kpi.views.indicator import Banner, IndicatorView, KeyFigure
from kpi.views.phrases import raised, sentence_end

#: A figure of more letters is set smaller, so that it keeps to one line beside its neighbour.
LONG_FIGURE = 11


def body(view: IndicatorView, text: Text) -> Html:
    """The whole page: one h1, sections with h2."""
    return join(
        (
            el("h1", mixed(view.title, text), class_="p-h1 p-h1-long"),
            el("div", banner(view, text), figures(view.figures, text), class_="p-grid-7-5"),
            _chart(view, text),
            buttons(view.code, text),
            data(view, text),
            about(view, text),
            changes(view, text),
            revisions(view, text),
            origin(view, text),
            history_choice(view.history, text),
            _share(view, text),
        )
    )


def unknown(code: str, text: Text, withheld: str = "") -> Html:
    """The page for a code that is not among the published ones: a search form and ways on.

    withheld  how many indicators are not published: the same sentence for every code, so that trying codes tells none
    """
    lede = text.say("indicator.unknown.lede", code=code) if code else text.say("indicator.unknown.no_code")
    field = el(
        "label",
        el("span", text.say("indicator.unknown.search")),
        el("input", type="search", name="q", maxlength=100),
        class_="p-field",
    )
    button = el("button", text.say("indicator.unknown.submit"), class_="p-button p-primary")
    form = el(
        "form", field, language_field(text), button, class_="p-form", action="/indicators", method="get", role="search"
    )
    ways = (
        el("li", link(text.say("indicator.unknown.home"), address("overview", lang=text.language), class_="p-link")),
        el("li", link(text.say("indicator.unknown.all"), address("indicators", lang=text.language), class_="p-link")),
    )
    heading = el("h1", text.say("indicator.unknown.heading"), class_="p-h1")
    more = el("p", withheld, class_="p-prose") if withheld and code else None
    return join((heading, el("p", lede, class_="p-lede"), more, form, el("ul", *ways, class_="p-prose")))


def banner(view: IndicatorView, text: Text) -> Html:
    """The status in words, with the reason and the department's explanation."""
    said = view.banner
    before = el("span", said.before, class_="p-muted") if said.before else None
    head = el("p", row_chip(view.row, text), " ", el("span", said.since, class_="p-meta"), class_="p-banner-head")
    return el(
        "div",
        head,
        el("p", join((mixed(" ".join(said.reasons), text), before), " ")),
        el("p", sentence_end(raised(said.overdue))) if said.overdue else None,
        _explanation(said, text),
        class_=f"p-banner p-is-{said.status}",
    )


def _explanation(banner: Banner, text: Text) -> Html | None:
    """The department's words as its own, or that there are none."""
    if banner.explanation is None:
        return None
    words = written(banner.explanation, text) if banner.explanation else el("em", text.say("rows.no_explanation"))
    return el(
        "p",
        el("b", text.say("indicator.banner.explanation")),
        " ",
        words,
        class_=None if banner.explanation else "p-missing",
    )


def figures(shown: tuple[KeyFigure, ...], text: Text) -> Html:
    """Fact, plan, difference, target."""

    def figure(key: KeyFigure) -> Html:
        value = el("span", amount(key.value), class_="p-figure p-long" if len(key.value) > LONG_FIGURE else "p-figure")
        note = el("span", key.note, class_="p-meta") if key.note else None
        return el("div", el("dt", key.label), el("dd", value, " " if note else None, note))

    return el(
        "dl", *(figure(key) for key in shown), class_="p-figures", aria_label=text.say("indicator.banner.figures")
    )


def _chart(view: IndicatorView, text: Text) -> Html:
    """The finished chart; the live page mounts the interactive one into the slot over it."""
    t = view.trajectory
    drawn = el("div", raw(trajectory_responsive(t, text.language)), data_slot="trajectory", data_code=view.code)
    box = el(
        "figure",
        el("figcaption", t.subtitle, class_="p-meta"),
        raw(trajectory_legend(t, text.language)),
        drawn,
        class_="p-chart-box",
    )
    source = el("p", *(el("span", mixed(part, text)) for part in view.source_line), class_="p-source")
    return el(
        "section",
        el("h2", text.say("indicator.chart.heading"), class_="p-hidden", id="way"),
        box,
        source,
        notes(view, text),
        class_="p-section",
        aria_labelledby="way",
    )


def notes(view: IndicatorView, text: Text) -> Html | None:
    """What follows if the pace holds, what the second opinion says; None where neither says anything."""
    said = (
        _note(text.say("indicator.outlook.heading"), view.outlook),
        _note(text.say("indicator.opinion.heading"), " ".join(view.opinion)),
    )
    return el("div", *said, class_="p-grid-2 p-notes") if any(said) else None


def _note(title: str, words: str) -> Html | None:
    return el("div", el("h3", title, class_="p-h3"), el("p", words, class_="p-small p-muted")) if words else None


def about(view: IndicatorView, text: Text) -> Html:
    """«Про показник»."""
    facts = (_fact(fact, view, text) for fact in view.facts)
    return section("about", text.say("indicator.fact.heading"), el("dl", *facts, class_="p-facts"))


def _fact(fact: Fact, view: IndicatorView, text: Text) -> Html:
    value: Html = esc(fact.value)
    note = el("span", written(fact.note, text), class_="p-sub p-quiet") if fact.note else None
    plain = fact.key in {"source", "definition"}
    if plain:
        value = written(fact.value, text, linked(fact.value))
    elif fact.key == "department" and view.row.department.name:
        value, note = department(view.row.department, text), None
    return el(
        "div",
        el("dt", fact.label),
        el("dd", value, note, class_="p-plain" if plain else None),
        class_="p-wide" if fact.wide else None,
    )


def origin(view: IndicatorView, text: Text) -> Html | None:
    """Release, row and source of the value, then its cell for the departments; None where it is not known."""
    known = view.origin
    if known is None:
        return None
    digest = text.say("indicator.origin.digest", digest=known.digest) if known.digest else ""
    kept = " ".join(words for words in (known.kept, digest) if words)
    return section(
        "origin",
        text.say("indicator.origin.heading"),
        el("p", *(join((mixed(sentence, text, linked), " ")) for sentence in known.sentences), class_="p-prose"),
        el("p", mixed(kept, text), class_="p-meta") if kept else None,
    )


def _share(view: IndicatorView, text: Text) -> Html:
    return section(
        "share",
        text.say("indicator.share.heading"),
        copied("share-link", text.say("indicator.share.link"), view.address, text),
        copied("share-citation", text.say("indicator.share.citation"), view.citation, text),
        references(view.code, text),
        copied("share-embed", text.say("paper.embed.code"), str(embed_code(view.embed, view.row.name.name)), text),
        el("p", class_="p-hidden", aria_live="polite", data_copy_status=True),
    )
