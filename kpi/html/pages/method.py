"""The method page as HTML: the content of <main>."""

from kpi.html.components import chip, fold, section, table
from kpi.html.lang_markup import mark_language, mark_languages
from kpi.html.links import link
from kpi.html.markdown import parts
from kpi.html.outward_links import outward
from kpi.html.page_context import PageContext
from kpi.text.markup import Markup, el, join
from kpi.views.public.method import MethodView


def body(view: MethodView, page: PageContext) -> Markup:
    """The whole page: the two sentences, statuses, cut-offs, an example, the method word for word, sources."""
    whole = (
        section(
            f"method-{place}", part.title, fold(page, page.say("shell.part"), el("div", part.body, class_="p-text"))
        )
        for place, part in enumerate(parts(view.markdown), start=1)
    )
    return join(
        (
            el("h1", view.title, class_="p-h1"),
            el("p", view.lede, class_="p-lede"),
            _statuses(view, page),
            *(el("p", words, class_="p-prose") for words in (view.withheld, view.aimless) if words),
            _cut_offs(view, page),
            _example(view, page),
            *whole,
            _sources(view, page),
        )
    )


def _statuses(view: MethodView, page: PageContext) -> Markup:
    labels = {key: page.say(f"method.statuses.{key}") for key in ("status", "when", "counts")}
    rows = (
        el(
            "tr",
            el("th", chip(rule.status, page), scope="row"),
            el("td", rule.when, class_="p-cell-wide", data_label=labels["when"]),
            el("td", rule.counts, class_="p-cell-wide", data_label=labels["counts"]),
        )
        for rule in view.rules
    )
    shown = table(page.say("method.statuses.caption"), labels, rows, numbers={"value"})
    return section("statuses", page.say("method.statuses.heading"), shown)


def _cut_offs(view: MethodView, page: PageContext) -> Markup:
    labels = {key: page.say(f"method.settings.{key}") for key in ("what", "value", "from")}
    rows = (
        el(
            "tr",
            el("th", cut.what, scope="row"),
            el("td", cut.value, class_="p-num", data_label=labels["value"]),
            el("td", cut.source, class_="p-cell-wide", data_label=labels["from"]),
        )
        for cut in view.cut_offs
    )
    shown = table(page.say("method.settings.caption"), labels, rows, numbers={"value"})
    return section("cut-offs", page.say("method.settings.heading"), shown, note=page.say("method.settings.note"))


def _example(view: MethodView, page: PageContext) -> Markup | None:
    example = view.example
    if example is None:
        return None
    name = link(mark_language(example.name, page.text), page.href("indicator", id=example.code), class_="p-name")
    head = el("h3", name, class_="p-h3")
    steps = el("ol", *(el("li", mark_languages(step, page.text)) for step in example.steps), class_="p-prose")
    return section("example", page.say("method.example.heading"), head, steps, note=page.say("method.example.note"))


def _sources(view: MethodView, page: PageContext) -> Markup:
    items = (el("li", outward(address, words)) for words, address in view.sources)
    return section("sources", page.say("method.sources.heading"), el("ul", *items, class_="p-prose"))
