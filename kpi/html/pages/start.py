"""How to begin with a strategy of one's own: the page of a site that has nothing to show yet."""

from collections.abc import Mapping

from kpi.html.links import address
from kpi.settings import command_on_pages
from kpi.text import Text
from kpi.text.markup import Markup, el, join

#: the ways, the steps of each with the commands that they are done by
_WAYS = {
    "browser": {
        "account": 'user add {login} --name "{name}" --role administrator --invite',
        "enter": "",
    },
    "terminal": {
        "write": "init {table} -o {folder}",
        "check": "check {folder}/",
        "load": "load {folder}/",
    },
}


def body(text: Text) -> Markup:
    """The steps in the reader's language, then in the others: whoever installs the site may read either."""
    others = (text.in_language(language) for language in text.languages if language is not text.language)
    return join((el("h1", text.say("start.title"), class_="p-h1"), _ways(text), *map(_told, others)))


def _told(other: Text) -> Markup:
    heading = el("h2", other.say("start.title"), class_="p-h2")
    return el("section", heading, _ways(other), lang=str(other.language))


def _ways(text: Text) -> Markup:
    """What to do in the browser or at the terminal, and how to see the example apart."""
    entered = address("login", next="/start", lang=text.lang)
    told = el(
        "div",
        *(_way(name, steps, text) for name, steps in _WAYS.items()),
        el("p", el("a", text.say("start.signed"), href=entered)),
        el("p", text.say("start.python"), class_="p-meta"),
        el("p", text.say("start.example")),
        _command("serve --demo", text),
        class_="p-prose",
    )
    return join((el("p", text.say("start.lede"), class_="p-lede"), told))


def _way(name: str, steps: Mapping[str, str], text: Text) -> Markup:
    items = (el("li", text.say(f"start.step.{step}"), _command(line, text)) for step, line in steps.items())
    return join((el("h3", text.say(f"start.way.{name}"), class_="p-h3"), el("ol", *items)))


def _command(line: str, text: Text) -> Markup | None:
    if not line:
        return None
    named = {name: text.say(f"start.word.{name}") for name in ("table", "folder", "login", "name")}
    return el("pre", el("code", f"{command_on_pages()} {line.format(**named)}"))
