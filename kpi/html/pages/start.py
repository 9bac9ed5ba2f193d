"""How to begin with a strategy of one's own: the page of a site that has nothing to show yet."""

from kpi.settings import command_on_pages
from kpi.text import Text
from kpi.text.markup import Markup, el, join

#: the steps, each with the commands that it is done by
_STEPS = {
    "write": "init {table} -o {folder}",
    "check": "check {folder}/",
    "load": "load {folder}/",
    "account": 'user add {login} --name "{name}" --role administrator',
}


def body(text: Text) -> Markup:
    """The steps in the reader's language, then in the other one: whoever installs the site may read either."""
    other = text.in_language(text.language.other)
    told = el("section", el("h2", other.say("start.title"), class_="p-h2"), _steps(other), lang=str(other.language))
    return join((el("h1", text.say("start.title"), class_="p-h1"), _steps(text), told))


def _steps(text: Text) -> Markup:
    """What to do, by which commands, and how to see the example apart."""
    steps = (el("li", text.say(f"start.step.{step}"), _command(line, text)) for step, line in _STEPS.items())
    told = el(
        "div",
        el("ol", join(steps)),
        el("p", text.say("start.python"), class_="p-meta"),
        el("p", text.say("start.example")),
        _command("serve --demo", text),
        class_="p-prose",
    )
    return join((el("p", text.say("start.lede"), class_="p-lede"), told))


def _command(line: str, text: Text) -> Markup | None:
    if not line:
        return None
    named = {name: text.say(f"start.word.{name}") for name in ("table", "folder", "login", "name")}
    return el("pre", el("code", f"{command_on_pages()} {line.format(**named)}"))
