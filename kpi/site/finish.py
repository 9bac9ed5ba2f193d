"""From a page's content to the finished page: shell around it, title."""

from dataclasses import dataclass, replace

from kpi.documents import head
from kpi.documents import shell as frame_document
from kpi.documents.copying import copyable
from kpi.documents.embed import oembed_address
from kpi.documents.head import Described
from kpi.documents.html import Html, address, link
from kpi.documents.past import within
from kpi.model import Language
from kpi.site.addresses import feed_of
from kpi.site.cache import Finished
from kpi.site.pictures import sharing_address
from kpi.site.reader import Reader
from kpi.site.waiting import with_notice
from kpi.text import Text
from kpi.views import shell
from kpi.views.shell import Shell, Way, release_day


@dataclass(frozen=True, slots=True)
class Content:
    """What a page draws.

    finding  also the tab's title
    body     HTML of main
    crumbs, sector  the way to it
    description  one or two sentences for search engines and messengers; "" for the site's own
    known    False where nothing public has the code in the address
    """

    finding: str
    body: Html
    crumbs: tuple[Way, ...] = ()
    sector: str = ""
    known: bool = True
    description: str = ""


def shell_of(reader: Reader, crumbs: tuple[Way, ...] = (), sector: str = "", code: str = "") -> Shell:
    """What stands around the reader's page."""
    page, today = reader.address.page, reader.today
    # the version is put into every link of a past page at the end
    href = replace(reader.address, parameters=_without_version(reader)).href
    return shell.build(
        reader.survey, reader.text, page, crumbs=crumbs, sector=sector, code=code, today=today, address=href
    )


def with_reader(page: Finished, text: Text, name: str) -> Finished:
    """The page with the name of whoever is signed in where everybody else reads «Увійти»: the cache knows no names."""
    if not name:
        return page
    before, after = frame_document.session("", text), frame_document.session(name, text)
    return replace(page, body=page.body.replace(before, after))


def finish(reader: Reader, content: Content) -> Finished:
    """The whole page. One of a past release leads on within that release, and says so above its heading."""
    around = shell_of(reader, content.crumbs, content.sector, reader.id if content.known else "")
    text = reader.text
    title = frame_document.title(content.finding, around, text)
    page = Finished(
        title,
        frame_document.page(around, text, copyable(content.body)),
        status=200 if content.known else 404,
        published=release_day(reader.survey),
        head=_head(reader, content, title, around.site) if content.known else "",
    )
    if reader.version is None:
        return page
    past = replace(page, body=within(page.body, reader.version))
    current = link(text.say("web.past.current"), replace(reader.address, parameters=_without_version(reader)).href)
    return with_notice(past, text.say("web.past.words", day=text.date(reader.version)), current)


def _without_version(reader: Reader) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in reader.address.parameters if name != "v")


def _version(reader: Reader) -> str | None:
    return reader.version.isoformat() if reader.version else None


def _head(reader: Reader, content: Content, title: str, site: str) -> Html:
    """What search engines, messengers and archives read."""
    own = reader.parameters
    canonical = address(reader.address.page, lang=reader.text.language, id=reader.id)
    described = Described(
        title=title,
        finding=content.finding,
        description=content.description or reader.text.say("web.description"),
        site=site,
        canonical=f"{reader.site}{canonical}",
        languages=tuple(
            (language, f"{reader.site}{address(reader.address.page, lang=language, id=reader.id)}")
            for language in Language
        ),
        current=reader.version is None,
        image=reader.site + sharing_address(reader.address.page, reader.id, reader.text.language, _version(reader)),
        embed=oembed_address(reader.site, reader.address.href) if reader.address.page == "indicator" else "",
        feed=f"{reader.site}{feed_of(reader.address.page, own, reader.text)}",
    )
    indicator = reader.id if reader.address.page == "indicator" else ""
    return head.head(described, head.dataset(reader.survey, described, indicator, reader.text), reader.text)
