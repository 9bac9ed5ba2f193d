"""The frame of every page as HTML: header, notices, breadcrumb, footer."""

import re
from urllib.parse import urlsplit

from kpi.documents.foreign import written
from kpi.documents.html import Child, Html, address, el, join, link, raw
from kpi.documents.parts import fold, name_of, sector_address
from kpi.documents.switches import switches, theme_row
from kpi.model import Language
from kpi.text import Text
from kpi.views.localized_name import Named
from kpi.views.shell import FreshItem, Shell, Way

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", re.ASCII)
_ADDRESS = re.compile(r"(https://[^\s<>\"«»]*[^\s<>\"«».,;:)])")
#: The mark of the product: three bars that grow.
_MARK = (
    '<svg viewBox="0 0 24 24" width="26" height="26" fill="currentColor" aria-hidden="true" focusable="false">'
    '<path d="M2 13h5v9H2zM9.5 8h5v14h-5zM17 2h5v20h-5z"/></svg>'
)


def title(finding: str, shell: Shell, text: Text) -> str:
    """The document's title, as plain text: «{finding} — {site}»."""
    return text.say("shell.title", finding=finding, site=shell.site)


def page(shell: Shell, text: Text, body: Html) -> Html:
    """A whole page inside its root: skip link, header, main with the notices and `body`, footer."""
    return el(
        "div",
        el("a", text.say("shell.skip"), class_="p-skip", href="#main"),
        header(shell, text),
        el("main", notices(shell, text), body, class_="p-page", id="main", tabindex=-1),
        footer(shell, text),
        class_="postup",
        lang=str(text.language),
    )


def header(shell: Shell, text: Text) -> Html:
    """Logo, navigation, language, theme, session; on small screens navigation, theme and session under «Меню»."""
    return el(
        "header",
        _logo(shell, text),
        _wide(shell, text),
        switches(shell.address, text, live=shell.page not in _APART),
        el("div", session(shell.reader, text), class_="p-session"),
        _menu(shell, text),
        class_="p-header",
    )


def _logo(shell: Shell, text: Text) -> Html:
    words = el("span", el("b", name_of(shell.community, text)), el("small", shell.brand))
    mark = el("span", raw(_MARK), class_="p-logo-mark")
    return link(join((mark, words)), address("overview", lang=text.language), class_="p-logo")


def _wide(shell: Shell, text: Text) -> Html:
    items = [el("li", item) for item in _navigation(shell, text)]
    if shell.sectors:
        sectors = el("details", el("summary", text.say("shell.nav.sectors")), el("ul", *_sector_items(shell, text)))
        items.append(el("li", sectors))
    return el("nav", el("ul", *items), class_="p-nav", aria_label=text.say("shell.nav.label"))


def _menu(shell: Shell, text: Text) -> Html:
    items = [el("li", item) for item in _navigation(shell, text)] + _sector_items(shell, text)
    ways = el("ul", *items, el("li", session(shell.reader, text)))
    nav = el("nav", ways, theme_row(text), aria_label=text.say("shell.nav.label"))
    return el("details", el("summary", text.say("shell.nav.menu")), nav, class_="p-menu")


def session(reader: str, text: Text) -> Html:
    """«Увійти», or who is signed in and the way out; plain links: these pages are no part of the live app."""
    if not reader:
        href = address("login", lang=text.language, next="/upload")
        return el("a", text.say("shell.sign_in"), href=href, data_session=True)
    account = el("a", reader, href=address("account", lang=text.language))
    leave = el("a", text.say("shell.sign_out"), href=address("logout", lang=text.language))
    return el("span", account, leave, data_session=True)


#: pages that are no part of the live app: plain links lead there
_APART = frozenset({"upload", "admin"})


def _navigation(shell: Shell, text: Text) -> list[Html]:
    return [_entry(way, shell, text) for way in shell.navigation]


def _entry(way: Way, shell: Shell, text: Text) -> Html:
    href, current = address(way.page, lang=text.language), "page" if way.page == shell.page else None
    if way.page in _APART:
        return el("a", way.label, href=href, aria_current=current)
    return link(way.label, href, aria_current=current)


def _sector_items(shell: Shell, text: Text) -> list[Html]:
    return [
        el(
            "li",
            link(
                name_of(sector, text),
                sector_address(text, sector.code),
                aria_current="page" if shell.page == "sector" and sector.code == shell.sector else None,
            ),
        )
        for sector in shell.sectors
    ]


def notices(shell: Shell, text: Text) -> Html:
    """Demo notice, freshness line and breadcrumb, above the h1."""
    return join((_demo(shell, text), _fresh(shell, text), _crumbs(shell, text)))


def _demo(shell: Shell, text: Text) -> Html | None:
    if not shell.illustrative:
        return None
    rest = el("span", text.say("shell.demo.rest"), class_="p-phone-hide")
    words = join((text.say("shell.demo.short"), rest, "."))
    return el("p", el("strong", text.say("shell.demo.name")), " ", words, class_="p-demo")


def _fresh(shell: Shell, text: Text) -> Html:
    return el("ul", *map(_fresh_item, shell.fresh), class_="p-fresh", aria_label=text.say("shell.fresh.label"))


def _fresh_item(item: FreshItem) -> Html:
    strong = el("b", item.strong) if item.strong else None
    words = join((item.before, strong, item.after), " ")
    return el("li", words, class_=None if item.phone else "p-phone-hide")


def _crumbs(shell: Shell, text: Text) -> Html | None:
    if not shell.crumbs:
        return None
    *above, here = shell.crumbs
    if shell.page == "sector" and shell.sector:
        return _sector_crumbs(shell, text)
    items = [el("li", _crumb(way, text)) for way in above]
    items.append(el("li", _crumb(here, text), aria_current="page"))
    return el("nav", el("ol", *items), class_="p-crumbs", aria_label=text.say("shell.crumbs"))


def _sector_crumbs(shell: Shell, text: Text) -> Html:
    """«Огляд / Сектори: Економіка · …»: the sectors lie beside each other, so the way leads to each."""
    home = el("li", _crumb(shell.crumbs[0], text))
    separator = el("span", " · ", class_="p-phone-hide")
    sectors = join((_beside(sector, shell, text) for sector in shell.sectors), separator)
    beside = el("li", el("span", text.say("shell.nav.sectors"), ": ", class_="p-phone-hide"), sectors)
    return el("nav", el("ol", home, beside), class_="p-crumbs", aria_label=text.say("shell.crumbs"))


def _beside(sector: Named, shell: Shell, text: Text) -> Html:
    """A sector beside the others; small screens have these under «Меню»."""
    name = name_of(sector, text)
    if sector.code == shell.sector:
        return el("b", name, aria_current="page")
    return el("span", link(name, sector_address(text, sector.code)), class_="p-phone-hide")


def _crumb(way: Way, text: Text) -> Child:
    if not way.page:
        return way.label
    return link(way.label, address(way.page, id=way.id, lang=text.language))


def footer(shell: Shell, text: Text) -> Html:
    """Source, licence, how to cite, ways on, contact for errors."""
    about = shell.footer
    tree = None
    if about.tree_source:
        tree = el("p", text.say("shell.footer.tree"), " ", _said(about.tree_source, text))
    contact = None
    if about.contact:
        contact = el("p", text.say("shell.footer.error"), " ", _contact(about.contact))
    ground = el("p", text.say("shell.footer.act"), " ", _said(about.act, text)) if about.act else None
    return el(
        "footer",
        el(
            "div",
            el("p", about.source, " ", about.licence),
            None if text.language is Language.UK else el("p", text.say("shell.footer.own_texts")),
            fold(text.say("shell.footer.more"), tree, ground, el("p", about.cite)),
        ),
        el(
            "div",
            el("p", link(text.say("shell.footer.method"), address("method", lang=text.language))),
            el("p", link(text.say("shell.footer.indicators"), address("indicators", lang=text.language))),
            el("p", link(text.say("shell.footer.changes"), address("changes", lang=text.language))),
            el("p", link(text.say("shell.footer.data"), address("data", lang=text.language))),
        ),
        el("div", contact, _print(shell, text)),
        class_="p-footer",
        aria_label=text.say("shell.footer.label"),
    )


#: pages with a sheet of paper of their own
_PRINTED = {"overview": "", "sector": "sector", "goal": "code", "indicator": "code"}


def _print(shell: Shell, text: Text) -> Html | None:
    """The way to the page on paper: a plain link, it is no page of the live app."""
    about = _PRINTED.get(shell.page)
    code = getattr(shell, about) if about else ""
    if about is None or (about and not code):
        return None
    path = f"print/{shell.page}/{code}" if code else f"print/{shell.page}"
    return el("p", el("a", text.say("shell.footer.print"), href=address(path, lang=text.language)))


def _contact(contact: str) -> Child:
    return el("a", contact, href=f"mailto:{contact}") if _EMAIL.fullmatch(contact) else contact


def _said(words: str, text: Text) -> Html:
    """What the plan workbook says; Ukrainian words are marked so on a page of the other language."""
    return written(words, text, linked(words))


def linked(words: str) -> Html:
    """Text of a workbook in which plain https addresses are links."""
    return join(outside(piece, piece) for piece in _ADDRESS.split(words))


def outside(label: Child, url: str) -> Child:
    """A link to another site, only where it is a plain https address; the label alone otherwise."""
    if not is_plain_https(url):
        return label
    return el("a", label, href=url, rel="noopener noreferrer external")


def is_plain_https(url: str) -> bool:
    """An https address with a host name, without user, port or blanks."""
    if any(sign.isspace() for sign in url):
        return False
    try:
        parts = urlsplit(url)
        return parts.scheme == "https" and "." in (parts.hostname or "") and parts.netloc == parts.hostname
    except ValueError:
        return False
