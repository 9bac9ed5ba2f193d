"""The chain from a cause to a result under the status of an indicator."""

from kpi.charts.fates import fate_sign
from kpi.html.lang_markup import mark_languages
from kpi.html.links import link
from kpi.html.page_context import PageContext
from kpi.text.markup import Markup, el, join
from kpi.views.oversight.chain import ChainLine

SIGN = 14


def chain(lines: tuple[ChainLine, ...], page: PageContext) -> Markup | None:
    """A list of one line each; nothing where there is nothing to say."""
    if not lines:
        return None
    return el("ul", *(el("li", line(one, page)) for one in lines), class_="p-chain", aria_label=page.say("chain.label"))


def line(one: ChainLine, page: PageContext) -> Markup:
    """«Захід: … — до 01.03.2027», the decision with the way to its page."""
    sign = fate_sign(one.fate, SIGN) if one.fate is not None else None
    label = el("b", page.say(f"chain.line.{one.link}"))
    words = mark_languages(one.words, page.text)
    if one.decision:
        words = link(words, page.href("decisions", id=one.decision))
    return join((part for part in (sign, label, words) if part is not None), " ")
