"""The two switches of every header: the language, which is a link, and the theme, which needs a script."""

from urllib.parse import parse_qsl, quote, urlencode

from kpi.html.forms import LANGUAGE, button
from kpi.html.links import link
from kpi.html.page_context import PageContext
from kpi.model import Language
from kpi.text import Text
from kpi.text.markup import EMPTY, Markup, el, join

#: in the order of the buttons; static/theme.js knows the same names
THEMES = ("light", "dark", "auto")
_HALF = el(
    "svg",
    el("circle", cx="12", cy="12", r="8.5"),
    el("path", d="M12 3.5a8.5 8.5 0 0 1 0 17z", fill="currentColor"),
    viewBox="0 0 24 24",
    width=20,
    height=20,
    fill="none",
    stroke="currentColor",
    stroke_width=2,
    aria_hidden="true",
    focusable="false",
)


def in_language(address: str, text: Text, *, named: bool = True) -> str:
    """The same address in a language, named even where it need not be: the page is its reader's choice.

    «» is the page where the reader is, without its parameters.
    """
    path, _, query = address.partition("?")
    pairs = [(name, value) for name, value in parse_qsl(query, keep_blank_values=True) if name != "lang"]
    if named or text.lang or not path:
        pairs.append(("lang", str(text.language)))
    return f"{path}?{urlencode(pairs, quote_via=quote, safe=',/')}" if pairs else path


def languages(page: PageContext) -> Markup:
    """«UA | EN»: the present one is no link; where a page carries a form the others send it along; "" of one alone."""
    offered = page.text.languages
    if len(offered) == 1:
        return EMPTY
    items = (_language(language, page) for language in offered)
    return el("span", join(items, el("span", "|", aria_hidden="true")), class_="p-lang")


def _language(language: Language, page: PageContext) -> Markup:
    words = join((language.label, el("span", f" {language.spoken}", class_="p-hidden")))
    if language is page.language:
        return el("span", words, lang=str(language), aria_current="true")
    text = page.text.in_language(language)
    if page.carrying is not None:
        form, shown = page.carrying
        there = page.at(in_language(shown, text))
        return button(
            words, LANGUAGE, class_=None, lang=str(language), form=form, formaction=there, formnovalidate=True
        )
    href = in_language(page.address, text, named=page.served)
    return link(words, page.at(href), lang=str(language), hreflang=str(language))


def theme(page: PageContext) -> Markup:
    """Light, dark, as the system. Shown only where static/theme.js has run."""
    name = page.say("shell.theme.name")
    summary = el("summary", _HALF, el("span", name, class_="p-hidden"), title=name)
    return el("details", summary, _themes(name, page), class_="p-theme")


def theme_row(page: PageContext) -> Markup:
    """The same inside the menu of small screens."""
    name = page.say("shell.theme.name")
    return el("div", el("span", name, class_="p-meta", aria_hidden="true"), _themes(name, page), class_="p-theme-row")


def _themes(name: str, page: PageContext) -> Markup:
    buttons = (
        el(
            "button",
            page.say(f"shell.theme.{choice}"),
            type="button",
            data_theme_choice=choice,
            aria_pressed="true" if choice == "auto" else "false",
        )
        for choice in THEMES
    )
    return el("div", *buttons, role="group", aria_label=name)


def switches(page: PageContext) -> Markup:
    """Both, for the end of a header."""
    return el("div", languages(page), theme(page), class_="p-switches")
