"""A finished page as a whole HTML file: what a plain route answers. It needs no script to be read or used."""

from dataclasses import dataclass

from kpi.documents.html import Html, el, join, raw
from kpi.text import Text


@dataclass(frozen=True, slots=True)
class Served:
    """Addresses of the site's own files that a page needs. `first`: scripts that run before anything is painted."""

    styles: tuple[str, ...]
    scripts: tuple[str, ...]
    icon: str
    first: tuple[str, ...] = ()


def whole(title: str, page: Html, text: Text, served: Served) -> bytes:
    """The file.

    title  of the tab, plain text
    page   the root element with header, main and footer (`documents.shell.page`)
    """
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("title", title),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="color-scheme", content="light dark"),
        el("meta", name="robots", content="noindex"),
        el("link", rel="icon", type="image/svg+xml", href=served.icon),
        join(el("script", src=script) for script in served.first),
        join(el("link", rel="stylesheet", href=style) for style in served.styles),
        join(el("script", src=script, defer=True) for script in served.scripts),
    )
    root = el("html", head, el("body", page, class_="postup"), lang=str(text.language))
    return join((raw("<!DOCTYPE html>\n"), root, raw("\n"))).encode()
