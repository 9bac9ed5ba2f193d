"""The method page as HTML: the content of <main>."""

from kpi.documents.html import Html, el, join, link
from kpi.documents.markdown import parts
from kpi.documents.outward import outward
from kpi.documents.parts import chip, fold, indicator_address, section, table
from kpi.text import Text
from kpi.views.method import MethodView


def body(view: MethodView, text: Text) -> Html:
    """The whole page: the two sentences, statuses, cut-offs, an example, the method word for word, sources."""
    whole = (
        section(f"method-{place}", part.title, fold(text.say("shell.part"), el("div", part.body, class_="p-text")))
        for place, part in enumerate(parts(view.markdown), start=1)
    )
    return join(
        (
            el("h1", view.title, class_="p-h1"),
            el("p", view.lede, class_="p-lede"),
            _statuses(view, text),
            *(el("p", words, class_="p-prose") for words in (view.withheld, view.aimless) if words),
            _cut_offs(view, text),
            _example(view, text),
            *whole,
            _sources(view, text),
        )
    )


def _statuses(view: MethodView, text: Text) -> Html:
    labels = {key: text.say(f"method.statuses.{key}") for key in ("status", "when", "counts")}
    rows = (
        el(
            "tr",
            el("th", chip(rule.status, text), scope="row"),
            el("td", rule.when, class_="p-cell-wide", data_label=labels["when"]),
            el("td", rule.counts, class_="p-cell-wide", data_label=labels["counts"]),
        )
        for rule in view.rules
    )
    shown = table(text.say("method.statuses.caption"), labels, rows, numbers={"value"})
    return section("statuses", text.say("method.statuses.heading"), shown)


def _cut_offs(view: MethodView, text: Text) -> Html:
    labels = {key: text.say(f"method.settings.{key}") for key in ("what", "value", "from")}
    rows = (
        el(
            "tr",
            el("th", cut.what, scope="row"),
            el("td", cut.value, class_="p-num", data_label=labels["value"]),
            el("td", cut.source, class_="p-cell-wide", data_label=labels["from"]),
        )
        for cut in view.cut_offs
    )
    shown = table(text.say("method.settings.caption"), labels, rows, numbers={"value"})
    return section("cut-offs", text.say("method.settings.heading"), shown, note=text.say("method.settings.note"))


def _example(view: MethodView, text: Text) -> Html | None:
    example = view.example
    if example is None:
        return None
    name = link(example.name, indicator_address(text, example.code), class_="p-name")
    head = el("h3", name, class_="p-h3")
    steps = el("ol", *(el("li", step) for step in example.steps), class_="p-prose")
    return section("example", text.say("method.example.heading"), head, steps, note=text.say("method.example.note"))


def _sources(view: MethodView, text: Text) -> Html:
    items = (el("li", outward(address, words)) for words, address in view.sources)
    return section("sources", text.say("method.sources.heading"), el("ul", *items, class_="p-prose"))
