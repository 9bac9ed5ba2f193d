"""The forms of «Рішення»: each leads to the preview of the changed plan."""

from collections.abc import Mapping

from kpi.html.forms import button, field, post_form
from kpi.html.page_context import PageContext
from kpi.text.markup import Child, Markup, el, join


def act_form(page: PageContext, token: str, act: str, *inside: Child, beside: Child = None) -> Markup:
    """A form that does one thing; `beside` its button another one."""
    doing = el("p", button(page.say("planning.look"), act), beside, class_="p-actions")
    return post_form(page.href("admin/decisions"), token, *inside, doing, class_="p-question-form")


def text(page: PageContext, name: str, typed: Mapping[str, str], *, most: int) -> Markup:
    """A short line that must be filled in."""
    return field(page.say(f"deciding.field.{name}"), name, typed.get(name, ""), maxlength=most, required=True)


def long(
    page: PageContext,
    name: str,
    typed: Mapping[str, str],
    *,
    most: int,
    required: bool = True,
    type: str = "text",
) -> Markup:
    """A line over the whole width."""
    label = page.say(f"deciding.field.{name}")
    return field(label, name, typed.get(name, ""), maxlength=most, required=required, wide=True, type=type)


def day(page: PageContext, name: str, typed: Mapping[str, str], *, required: bool = True) -> Markup:
    """A date."""
    return field(page.say(f"deciding.field.{name}"), name, typed.get(name, ""), type="date", required=required)


def way_of(words: str, *whose: Child) -> Markup:
    """The words of a way that stands in every row, and of which row it is for whoever hears it alone."""
    return join((words, el("span", ": ", *whose, class_="p-hidden")))
