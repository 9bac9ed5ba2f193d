"""From a page's content to the whole page: what stands around it, what it tells others of itself."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from kpi.html import head
from kpi.html.embed import oembed_address
from kpi.html.head import PageDescription
from kpi.html.links import address, link
from kpi.html.page_context import PageContext
from kpi.html.page_frame import render_page
from kpi.html.rendered_page import RenderedPage
from kpi.services.published import editions
from kpi.services.published.successions import step_of
from kpi.text.markup import Markup, el, join
from kpi.views.common import page_frame
from kpi.views.common.page_frame import Crumb, Shell, release_day
from kpi.views.public.editions import entries
from kpi.web.addresses import feed_of, sharing_address
from kpi.web.pages.page_request import PageRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a page draws.

    finding  also the tab's title
    body     HTML of main
    crumbs, sector  the way to it
    description  one or two sentences for search engines and messengers; "" for the site's own
    known    False where nothing public has the code in the address
    scripts  names of files of ours that the page needs beside those of every page
    own      parameters of its permanent address beside the code: which page of a list it is
    moved    the address of the page that stands for this one, "" where it is drawn here
    before, after  parameters of the pages of a list around it, None where it has none there
    """

    finding: str
    body: Markup
    crumbs: tuple[Crumb, ...] = ()
    sector: str = ""
    known: bool = True
    description: str = ""
    scripts: tuple[str, ...] = ()
    own: Mapping[str, str] = field(default_factory=dict)
    before: Mapping[str, str] | None = None
    after: Mapping[str, str] | None = None
    moved: str = ""


Maker = Callable[[PageRequest, PageContext], Content]


def shell_of(reader: PageRequest, crumbs: tuple[Crumb, ...] = (), sector: str = "", code: str = "") -> Shell:
    """What stands around the reader's page."""
    page, today = reader.address.page, reader.today
    listed = editions.editions(reader.key.release)
    beside = entries(listed, reader.edition, editions.in_front(reader.key.release), reader.text)
    return page_frame.build(
        reader.survey,
        reader.text,
        page,
        crumbs=crumbs,
        sector=sector,
        code=code,
        today=today,
        editions=beside,
        succession=step_of(reader.key) is not None,
    )


def notice(page: PageContext, words: str, onward: Markup | None = None) -> PageContext:
    """The page that also says above its heading what it is not: `words`, and the way `onward`."""
    said = el("p", words, " " if onward else None, onward, class_="p-notice", role="status")
    return replace(page, notice=join((page.notice, said)))


def finish(reader: PageRequest, page: PageContext, make: Maker) -> RenderedPage:
    """The whole page. One of a past release says so above its heading."""
    page = replace(page, accent=reader.survey.dataset.strategy.colour)
    if page.release:
        # the address of the page names no release
        current = link(page.say("web.past.current"), page.of_last_release())
        page = notice(page, page.say("web.past.words", day=page.text.date(page.release)), current)
    content = make(reader, page)
    if content.moved:
        return RenderedPage(content.finding, b"", status=302, moved=content.moved)
    around = shell_of(reader, content.crumbs, content.sector, reader.id if content.known else "")
    return RenderedPage(
        content.finding,
        render_page(
            content.finding,
            content.body,
            page,
            head=_head(reader, content, page, around.site) if content.known else None,
            shell=around,
            scripts=content.scripts,
        ),
        status=200 if content.known else 404,
        published=release_day(reader.survey),
    )


def _head(reader: PageRequest, content: Content, page: PageContext, site: str) -> Markup:
    """What search engines, messengers and archives read; a file has no address of its own where the site has none."""
    name, code = reader.address.page, reader.id

    def whole(path: str) -> str:
        return f"{page.site}{path}" if page.site or page.served else ""

    version = page.release.isoformat() if page.release else None

    def of_list(beside: Mapping[str, str] | None) -> str:
        return "" if beside is None else whole(address(name, lang=page.text.lang, **beside))

    named = {"id": code, **content.own}
    languages = (
        (language, whole(address(name, lang=page.text.within(language), **named))) for language in page.text.languages
    )
    described = PageDescription(
        finding=content.finding,
        description=content.description or page.say("web.description"),
        site=site,
        canonical=whole(address(name, lang=page.text.lang, **named)),
        languages=tuple((language, href) for language, href in languages if href),
        current=page.release is None,
        before=of_list(content.before),
        after=of_list(content.after),
        image=whole(sharing_address(name, code, page.text, version)),
        embed=whole(oembed_address(page.site, page.address).removeprefix(page.site)) if name == "indicator" else "",
        feed=whole(feed_of(name, reader.parameters, page.text)),
    )
    indicator = code if name == "indicator" else ""
    return head.head(described, head.dataset(reader.survey, described, indicator, page.text), page.text)
