"""The one frame of every page of ours: the site's, the desk's, signing in, pages without data; paper and embeds too."""

from kpi.html.accent_files import icon_name, style_name
from kpi.html.community_mark import logo_mark
from kpi.html.copying import copyable
from kpi.html.links import link
from kpi.html.page_context import PageContext, PageKind
from kpi.html.preference_links import switches
from kpi.html.shell import footer, header, notices
from kpi.text.markup import EMPTY, Child, Markup, el, join
from kpi.views.common.page_frame import Shell

#: the browser's own frame in the colours of `figures.tokens`
_THEME_COLOURS = {"light": "#FFFFFF", "dark": "#0F171E"}
#: a page that says it comes by itself: asked again after so many seconds
RELOADING = el("meta", http_equiv="refresh", content="3")


def render_page(
    title: str,
    main: Markup,
    page: PageContext,
    *,
    head: Markup | None = None,
    shell: Shell | None = None,
    scripts: tuple[str, ...] = (),
    begun: Markup | None = None,
) -> bytes:
    """A page as a whole file.

    title  of the tab, without the site's name, which `shell` adds
    main   what stands in <main> below the notices, one h1 in it
    head   what a public page tells others of itself (`documents.head`); without it search engines leave the page out
    shell  what stands around it; None where there are no data to name the community by
    scripts  names of files of ours beside `charts.js`
    begun  the header, where it is neither the shell's nor the plain one
    """
    if shell:
        title = page.say("shell.title", finding=title, site=shell.site)
    begun = begun or (header(shell, page) if shell else _plain_header(page))
    above = notices(shell, page) if shell else None
    body = join(
        (
            el("a", page.say("shell.skip"), class_="p-skip", href="#main"),
            begun,
            el("main", above, page.notice, copyable(main), class_="p-page", id="main", tabindex=-1),
            footer(shell, page) if shell else None,
            _fonts(page),
        )
    )
    return render_document(
        title,
        el("body", body, class_="postup"),
        page,
        head=join((_colours(), head or el("meta", name="robots", content="noindex"))),
        scripts=("charts.js", *scripts),
    )


def render_document(
    title: str,
    body: Markup,
    page: PageContext,
    *,
    head: Markup = EMPTY,
    styles: tuple[str, ...] = ("postup.css",),
    scripts: tuple[str, ...] = (),
    scheme: str = "light dark",
    viewport: str = "width=device-width, initial-scale=1",
) -> bytes:
    """A whole HTML file.

    styles, scripts  names of files of ours
    scheme           «light», «dark» or both; on pages theme.js lets the reader choose
    """
    if page.accent:
        styles = (*styles, style_name(page.accent))
    icon = icon_name(page.accent) if page.accent else "mark.svg"
    themed = el("script", src=page.asset("theme.js")) if page.kind is PageKind.PAGE else None
    parts = (
        el("meta", charset="utf-8"),
        el("meta", name="viewport", content=viewport),
        el("title", title),
        el("meta", name="color-scheme", content=scheme),
        themed,
        *(el("link", rel="stylesheet", href=page.asset(name)) for name in styles),
        *(el("script", src=page.asset(name), defer=True) for name in scripts),
        el("link", rel="icon", type="image/svg+xml", href=page.asset(icon)),
        head,
    )
    mount = page.link_mode.mount or None
    whole = el("html", el("head", *parts), "\n", body, lang=str(page.language), data_mount=mount)
    return f"<!DOCTYPE html>\n{whole}\n".encode()


def sentence(
    heading: str, words: Child, page: PageContext, onward: Markup | None = None, role: str = "status"
) -> Markup:
    """What stands in <main> of a page of one sentence; home where it leads nowhere else."""
    home = link(page.say("web.missing.home"), page.href("overview"), class_="p-link")
    return join((el("h1", heading, class_="p-h1"), el("p", words, class_="p-lede", role=role), el("p", onward or home)))


def _plain_header(page: PageContext) -> Markup:
    """The way to the site: these pages have no menu, because they are made without the data."""
    words = el("span", el("b", page.say("web.brand")), el("small", page.say("web.missing.home")))
    logo = link(join((logo_mark(page.mark, page), words)), page.href("overview"), class_="p-logo")
    return el("header", logo, switches(page), class_="p-header")


def _colours() -> Markup:
    return join(
        el("meta", name="theme-color", content=colour, media=f"(prefers-color-scheme: {scheme})")
        for scheme, colour in _THEME_COLOURS.items()
    )


def _fonts(page: PageContext) -> Markup:
    """At the end of the page: after the style sheet, by which the headline is painted, and before it has been laid out.

    Measured on a slow phone: in the head they keep the headline back by a third of a second; without them the text
    comes in its own letters a quarter of a second later. The end of a short page comes with its beginning, so they are
    of low priority too: they share the line with the style sheet otherwise (decision 0086). The headline's own letters,
    a small file, come beside it: the line would be idle for as long as the others are asked for (decision 0091).
    """
    headline = ("arsenal", page.language.fonts[0])
    return join(
        el(
            "link",
            rel="preload",
            href=page.asset(f"fonts/{face}-{letters}.woff2"),
            as_="font",
            type="font/woff2",
            crossorigin=True,
            fetchpriority=None if (face, letters) == headline else "low",
        )
        for letters in page.language.fonts
        for face in ("arsenal", "inter")
    )
