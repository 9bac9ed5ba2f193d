"""The two switches of every header: the language, which is a link, and the theme, which needs a script."""

from urllib.parse import parse_qsl, quote, urlencode

from kpi.documents.html import Html, el, join, raw
from kpi.model import Language
from kpi.text import Text

#: what a language is called in the header, and in itself
LANGUAGES = {Language.UK: ("UA", "українською"), Language.EN: ("EN", "English")}
#: in the order of the buttons; kpi/ui/static/theme.js knows the same names
THEMES = ("light", "dark", "auto")
_HALF = (
    '<svg viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor" stroke-width="2"'
    ' aria-hidden="true" focusable="false"><circle cx="12" cy="12" r="8.5"/>'
    '<path d="M12 3.5a8.5 8.5 0 0 1 0 17z" fill="currentColor"/></svg>'
)


def in_language(address: str, language: Language) -> str:
    """The same address in a language. «» is the page where the reader is, without its parameters."""
    path, _, query = address.partition("?")
    pairs = [(name, value) for name, value in parse_qsl(query, keep_blank_values=True) if name != "lang"]
    if language is not Language.UK or not path:
        pairs.append(("lang", str(language)))
    return f"{path}?{urlencode(pairs, quote_via=quote, safe=',/')}" if pairs else path


def languages(address: str, text: Text, *, live: bool = False) -> Html:
    """«UA | EN»: the present one is no link. `live`: the live page may catch the click."""
    items = (_language(address, language, text, live=live) for language in LANGUAGES)
    return el("span", join(items, el("span", "|", aria_hidden="true")), class_="p-lang")


def _language(address: str, language: Language, text: Text, *, live: bool) -> Html:
    short, name = LANGUAGES[language]
    words = join((short, el("span", f" {name}", class_="p-hidden")))
    if language is text.language:
        return el("span", words, lang=str(language), aria_current="true")
    href = in_language(address, language)
    return el("a", words, href=href, lang=str(language), hreflang=str(language), data_nav=live)


def theme(text: Text) -> Html:
    """Light, dark, as the system. Shown only where kpi/ui/static/theme.js has run."""
    name = text.say("shell.theme.name")
    summary = el("summary", raw(_HALF), el("span", name, class_="p-hidden"), title=name)
    return el("details", summary, _themes(name, text), class_="p-theme")


def theme_row(text: Text) -> Html:
    """The same inside the menu of small screens."""
    name = text.say("shell.theme.name")
    return el("div", el("span", name, class_="p-meta", aria_hidden="true"), _themes(name, text), class_="p-theme-row")


def _themes(name: str, text: Text) -> Html:
    buttons = (
        el(
            "button",
            text.say(f"shell.theme.{choice}"),
            type="button",
            data_theme_choice=choice,
            aria_pressed="true" if choice == "auto" else "false",
        )
        for choice in THEMES
    )
    return el("div", *buttons, role="group", aria_label=name)


def switches(address: str, text: Text, *, live: bool = False) -> Html:
    """Both, for the end of a header."""
    return el("div", languages(address, text, live=live), theme(text), class_="p-switches")
