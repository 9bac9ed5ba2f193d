"""What stands around a page as HTML: header, notices, breadcrumb, footer."""

import re
from collections.abc import Iterator
from dataclasses import replace

from kpi.html.community_mark import logo_mark
from kpi.html.components import fold, name_of
from kpi.html.lang_markup import mark_as_written, mark_language, mark_languages
from kpi.html.links import link, list_markup, way
from kpi.html.page_context import PageContext
from kpi.html.preference_links import switches, theme_row
from kpi.model.web_address import is_plain_https
from kpi.text.markup import Child, Markup, el, join
from kpi.views.common.localized_name import LocalizedName
from kpi.views.common.page_frame import WIDE, Crumb, Footer, FreshItem, Shell

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", re.ASCII)
_ADDRESS = re.compile(r"(https://[^\s<>\"«»]*[^\s<>\"«».,;:)])")


def header(shell: Shell, page: PageContext) -> Markup:
    """Logo, navigation, language, theme, session; on small screens navigation, theme and session under «Меню»."""
    signed = session(page)
    return el(
        "header",
        _logo(shell, page),
        _wide(shell, page),
        switches(page),
        el("div", signed, class_="p-session") if signed else None,
        _menu(shell, page, signed),
        class_="p-header",
    )


def _logo(shell: Shell, page: PageContext) -> Markup:
    words = el("span", el("b", name_of(shell.community, page)), el("small", shell.brand))
    return link(join((logo_mark(shell.mark, page), words)), page.href("overview"), class_="p-logo")


def _wide(shell: Shell, page: PageContext) -> Markup:
    sectors = el("ul", list_markup(*_sectors(shell, page)))
    folded = el("details", el("summary", page.say("shell.nav.sectors")), sectors) if shell.sectors else None
    entries = (
        el("li", entry, class_="p-wide" if name in WIDE else None)
        for name, entry in _navigation(shell, page).items()
        if entry
    )
    items = el("ul", *entries, list_markup(folded))
    return el("nav", items, class_="p-nav", aria_label=page.say("shell.nav.label"))


def _menu(shell: Shell, page: PageContext, signed: Markup | None) -> Markup:
    ways = el("ul", list_markup(*_navigation(shell, page).values(), *_sectors(shell, page), signed))
    nav = el("nav", ways, theme_row(page), aria_label=page.say("shell.nav.label"))
    return el("details", el("summary", page.say("shell.nav.menu")), nav, class_="p-menu")


def session(page: PageContext) -> Markup | None:
    """«Увійти», or who is signed in and the way out; None where nobody can sign in."""
    if not page.reader:
        return way(page.say("shell.sign_in"), page.href("login", next="/upload"), data_session=True)
    account, leave = page.href("account"), page.href("logout")
    return el("span", link(page.reader, account), link(page.say("shell.sign_out"), leave), data_session=True)


def _navigation(shell: Shell, page: PageContext) -> dict[str, Markup | None]:
    """The entries of the menu by their pages."""
    return {
        entry.page: way(entry.label, page.href(entry.page), aria_current="page" if entry.page == shell.page else None)
        for entry in shell.navigation
    }


def _kept(shell: Shell, page: PageContext) -> list[Markup]:
    """The ways to what a narrow header leaves out."""
    return [el("p", link(entry.label, page.href(entry.page))) for entry in shell.navigation if entry.page in WIDE]


def _sectors(shell: Shell, page: PageContext) -> list[Markup | None]:
    return [
        way(
            name_of(sector, page),
            page.href("sector", id=sector.code),
            aria_current="page" if shell.page == "sector" and sector.code == shell.sector else None,
        )
        for sector in shell.sectors
    ]


def notices(shell: Shell, page: PageContext) -> Markup:
    """Demo notice, freshness line and breadcrumb, above the h1."""
    return join((_demo(shell, page), _fresh(shell, page), _crumbs(shell, page)))


def _demo(shell: Shell, page: PageContext) -> Markup | None:
    if not shell.illustrative:
        return None
    rest = el("span", page.say("shell.demo.rest"), class_="p-phone-hide")
    words = join((page.say("shell.demo.short"), rest, "."))
    return el("p", el("strong", page.say("shell.demo.name")), " ", words, class_="p-demo")


def _fresh(shell: Shell, page: PageContext) -> Markup:
    return el("ul", *map(_fresh_item, shell.fresh), class_="p-fresh", aria_label=page.say("shell.fresh.label"))


def _fresh_item(item: FreshItem) -> Markup:
    strong = el("b", item.strong) if item.strong else None
    words = join((item.before, strong, item.after), " ")
    return el("li", words, class_=None if item.phone else "p-phone-hide")


#: sectors that lie beside each other in a breadcrumb of one line; of more the menu leads to the others
_BESIDE = 6
#: letters of a name in a breadcrumb
_LONG = 90


def _crumbs(shell: Shell, page: PageContext) -> Markup | None:
    if not shell.crumbs:
        return None
    *above, here = shell.crumbs
    if shell.page == "sector" and shell.sector and len(shell.sectors) <= _BESIDE:
        return _sector_crumbs(shell, page)
    items = [el("li", _crumb(way, page)) for way in above]
    items.append(el("li", _crumb(here, page), aria_current="page"))
    return el("nav", el("ol", *items), class_="p-crumbs", aria_label=page.say("shell.crumbs"))


def _sector_crumbs(shell: Shell, page: PageContext) -> Markup:
    """«Огляд / Сектори: Економіка · …»: the sectors lie beside each other, so the way leads to each."""
    home = el("li", _crumb(shell.crumbs[0], page))
    separator = el("span", " · ", class_="p-phone-hide")
    sectors = join((_beside(sector, shell, page) for sector in shell.sectors), separator)
    beside = el("li", el("span", page.say("shell.nav.sectors"), ": ", class_="p-phone-hide"), sectors)
    return el("nav", el("ol", home, beside), class_="p-crumbs", aria_label=page.say("shell.crumbs"))


def _beside(sector: LocalizedName, shell: Shell, page: PageContext) -> Markup:
    """A sector beside the others; small screens have these under «Меню»."""
    name = name_of(sector, page)
    if sector.code == shell.sector:
        return el("b", name, aria_current="page")
    return el("span", link(name, page.href("sector", id=sector.code)), class_="p-phone-hide")


def _crumb(way: Crumb, page: PageContext) -> Child:
    label = mark_languages(way.label, page.text) if way.foreign else way.label
    if not way.page:
        return label
    # a name that would fill the page above the heading is cut where it is shown; its own page has it whole
    return link(label, page.href(way.page, id=way.id), class_="p-long" if len(way.label) > _LONG else None)


def footer(shell: Shell, page: PageContext) -> Markup:
    """Source, licence, how to cite, ways on, contact for errors."""
    about = shell.footer
    tree = None
    if about.tree_source:
        tree = el("p", page.say("shell.footer.tree"), " ", _said(about.tree_source, page))
    contact = None
    if about.contact:
        contact = el("p", page.say("shell.footer.error"), " ", _contact(about.contact))
    ground = el("p", page.say("shell.footer.act"), " ", _said(about.act, page)) if about.act else None
    return el(
        "footer",
        el(
            "div",
            el("p", mark_as_written(about.source, page.text), " ", about.licence),
            _own_texts(page),
            el("p", _said(about.about, page)) if about.about else None,
            fold(page, page.say("shell.footer.more"), tree, ground, el("p", mark_as_written(about.cite, page.text))),
            _editions(shell, page),
        ),
        el(
            "div",
            el("p", link(page.say("shell.footer.method"), page.href("method"))),
            el("p", link(page.say("shell.footer.indicators"), page.href("indicators"))),
            el("p", link(page.say("shell.footer.changes"), page.href("changes"))),
            *_kept(shell, page),
            el("p", link(page.say("shell.footer.departments"), page.href("departments"))),
            el("p", link(page.say("shell.footer.plan_health"), page.href("plan-health"))),
            el("p", link(page.say("shell.footer.data"), page.href("data"))),
            el("p", link(page.say("shell.footer.verify"), page.href("verify"))),
            el("p", way(page.say("subscribe.title"), page.href("subscribe"))) if page.served else None,
            el("p", report) if (report := way(page.say("session_report.name"), page.href("report"))) else None,
        ),
        el("div", contact, *_own_links(about, page), _print(shell, page)),
        class_="p-footer",
        aria_label=page.say("shell.footer.label"),
    )


def _editions(shell: Shell, page: PageContext) -> Markup | None:
    """The editions of the strategy and the ways to them; nothing where there is but one."""
    if not shell.editions:
        return None
    ways = (
        el("b", entry.words) if entry.here or not entry.prefix else link(entry.words, _front(entry.prefix, page))
        for entry in shell.editions
    )
    became = way(page.say("succession.name"), page.href("succession")) if shell.succession else None
    return el("p", page.say("editions.label"), " ", join(ways, "; "), ". ", became)


def _front(prefix: str, page: PageContext) -> str | None:
    return replace(page, prefix=prefix, release=None).href("overview")


def _own_links(about: Footer, page: PageContext) -> Iterator[Markup]:
    """The community's own site and its statement of accessibility, where the plan gives them."""
    for name, href in (("website", about.website), ("accessibility", about.accessibility)):
        if href:
            yield el("p", outside(page.say(f"shell.footer.{name}"), href))


def _own_texts(page: PageContext) -> Markup | None:
    """In which language the community's own words are, on a page of another one."""
    if not page.text.lang:
        return None
    own, key = page.text.default, f"shell.footer.own_texts.in_{page.text.default}"
    if page.text.has(key):
        return el("p", page.say(key))
    return el("p", page.say("shell.footer.own_texts.in_other", language=page.text.language_name(own)))


#: pages with a sheet of paper of their own
_PRINTED = {
    **dict.fromkeys(("overview", "decisions", "actions", "departments", "plan-health"), ""),
    "sector": "sector",
    **dict.fromkeys(("goal", "indicator", "department"), "code"),
}


def _print(shell: Shell, page: PageContext) -> Markup | None:
    """The way to the page on paper."""
    about = _PRINTED.get(shell.page)
    code = getattr(shell, about) if about else ""
    if about is None or (about and not code):
        return None
    href = page.href(f"print/{shell.page}/{code}" if code else f"print/{shell.page}")
    return el("p", link(page.say("shell.footer.print"), href)) if href else None


def _contact(contact: str) -> Child:
    return el("a", contact, href=f"mailto:{contact}") if _EMAIL.fullmatch(contact) else contact


def _said(words: str, page: PageContext) -> Markup:
    """What the plan workbook says; Ukrainian words are marked so on a page of the other language."""
    return mark_language(words, page.text, linked)


def linked(words: str) -> Markup:
    """Text of a workbook in which plain https addresses are links."""
    return join(outside(piece, piece) for piece in _ADDRESS.split(words))


def outside(label: Child, url: str, **attributes: object) -> Child:
    """A link to another site, only where it is a plain https address; the label alone otherwise."""
    if not is_plain_https(url):
        return label
    return el("a", label, href=url, rel="noopener noreferrer external", **attributes)
