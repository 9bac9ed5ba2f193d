"""Addresses of the site and the links to them; names and words of the data as markup."""

import re
from urllib.parse import quote, urlencode

from kpi.model import Language
from kpi.text import join_number_signs
from kpi.text.markup import Child, Markup, el, join

_PATHS = {"overview": "/"}
#: signs around a dash between digits, a number with its hyphens, without markup
_SPAN = re.compile(r"([^\s<>]{0,8}\d–\d[^\s<>]{0,8}|№\u00a0\d[^\s<>]{0,8}-[^\s<>]{1,12})")


def address(page: str, /, *, lang: str = "", v: str | None = None, **parameters: str | None) -> str:
    """The address of a page by its name: /sector?id=economy. Letters of codes are percent-encoded in paths too.

    lang  `Text.lang`, left out in the language that the site opens in; v  release date, left out where current; empty
    parameters are left out.
    Commas between codes of one filter stay readable.
    """
    query = {name: value for name, value in parameters.items() if value}
    if lang:
        query["lang"] = lang
    if v:
        query["v"] = v
    path = _PATHS.get(page, quote(f"/{page}"))
    return f"{path}?{urlencode(query, quote_via=quote, safe=',')}" if query else path


def link(content: Child, href: str | None, **attributes: object) -> Markup:
    """A link; its words alone where nothing is reached."""
    return join((content,)) if href is None else el("a", content, href=href, **attributes)


def way(content: Child, href: str | None, **attributes: object) -> Markup | None:
    """A link that says nothing by itself, as an entry of a menu or a file: None where nothing is reached."""
    return None if href is None else link(content, href, **attributes)


def list_markup(*items: Markup | None) -> Markup:
    """Items of a list; None are left out."""
    return join(el("li", item) for item in items if item)


def unbroken(words: str) -> Markup:
    """Words in which «(1–5)», «18–22», «№ 1» and «№ 5-р» stand in one line."""
    pieces = _SPAN.split(join_number_signs(words))
    return join(el("span", piece, class_="p-n") if place % 2 else piece for place, piece in enumerate(pieces))


def localized_markup(name: str, *, foreign: bool = False, own: Language) -> Markup:
    """A name from the data; where it is `foreign` on its page it is marked as in the strategy's `own` language."""
    if not foreign:
        return unbroken(name)
    return el("span", unbroken(name), lang=str(own))
