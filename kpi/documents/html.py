"""Markup by values: everything that is not `Html` is escaped, so no text of a workbook can become markup."""

import re
from collections.abc import Iterable
from html import escape
from urllib.parse import quote, urlencode

from kpi.model import Language
from kpi.text import unparted

#: Elements without content.
_VOID = frozenset({"br", "hr", "img", "input", "link", "meta"})
_PATHS = {"overview": "/"}


#: signs around a dash between digits, without markup
_SPAN = re.compile(r"[^\s<>]{0,8}\d–\d[^\s<>]{0,8}")


class Html(str):
    """Finished markup: it is never escaped again."""

    __slots__ = ()


Child = str | int | None
Attribute = str | int | bool | None


def esc(value: object) -> Html:
    """Any value as text of an element or an attribute; `Html` stays as it is."""
    return value if isinstance(value, Html) else Html(escape(str(value), quote=True))


def raw(markup: str) -> Html:
    """Markup that our own code has built (kpi.figures). Never for text of people."""
    return Html(markup)


def join(parts: Iterable[Child], separator: Child = "") -> Html:
    """The parts one after another, escaped where they are not markup; None and "" are left out."""
    return Html(esc(separator).join(esc(part) for part in parts if part not in (None, "")))


def el(tag: str, *children: Child, **attributes: Attribute) -> Html:
    """An element. `class_` is class, `data_nav` is data-nav; True is a bare attribute, None and False leave it out."""
    opening = [tag]
    for name, value in attributes.items():
        if value is None or value is False:
            continue
        key = name.rstrip("_").replace("_", "-")
        opening.append(key if value is True else f'{key}="{escape(str(value), quote=True)}"')
    if tag in _VOID:
        return Html(f"<{' '.join(opening)}>")
    return Html(f"<{' '.join(opening)}>{join(children)}</{tag}>")


def address(page: str, *, lang: Language | str = Language.UK, v: str | None = None, **parameters: str | None) -> str:
    """The address of a page by its name: /sector?id=economy. Letters of codes are percent-encoded in paths too.

    lang  left out where Ukrainian; v  release date, left out where current; empty parameters are left out.
    Commas between codes of one filter stay readable.
    """
    query = {name: value for name, value in parameters.items() if value}
    if lang != Language.UK:
        query["lang"] = str(lang)
    if v:
        query["v"] = v
    path = _PATHS.get(page, quote(f"/{page}"))
    return f"{path}?{urlencode(query, quote_via=quote, safe=',')}" if query else path


def link(content: Child, href: str, **attributes: Attribute) -> Html:
    """A link within the site: a real address that the live page may catch (`data-nav`)."""
    return el("a", content, href=href, data_nav=True, **attributes)


def unbroken(words: str) -> Html:
    """Words in which «(1–5)», «18–22» and «№ 1» stand in one line."""
    return Html(_SPAN.sub(r'<span class="p-n">\g<0></span>', esc(unparted(words))))


def named(name: str, *, foreign: bool = False, language: Language | str = Language.UK) -> Html:
    """A name from the data, marked where it is in the other language than the page's `language`."""
    if not foreign:
        return unbroken(name)
    return el("span", unbroken(name), lang=str(Language.UK if language == Language.EN else Language.EN))
