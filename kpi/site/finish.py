"""From a page's content to the finished page: shell around it, title, the interactive charts' figures."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from kpi.documents import shell as frame_document
from kpi.documents.html import Html
from kpi.site.cache import Finished
from kpi.site.reader import Reader
from kpi.text import Text
from kpi.views import shell
from kpi.views.shell import Shell, Way


@dataclass(frozen=True, slots=True)
class Content:
    """What a page draws.

    finding  also the tab's title
    body     HTML of main
    crumbs, sector  the way to it
    slots    its interactive charts by place
    known    False where nothing public has the code in the address
    """

    finding: str
    body: Html
    crumbs: tuple[Way, ...] = ()
    sector: str = ""
    slots: Mapping[str, object] = field(default_factory=dict)
    known: bool = True


def shell_of(reader: Reader, crumbs: tuple[Way, ...] = (), sector: str = "") -> Shell:
    """What stands around the reader's page."""
    page, href, today = reader.address.page, reader.address.href, reader.today
    return shell.build(reader.survey, reader.text, page, crumbs=crumbs, sector=sector, today=today, address=href)


def with_reader(page: Finished, text: Text, name: str) -> Finished:
    """The page with the name of whoever is signed in where everybody else reads «Увійти»: the cache knows no names."""
    if not name:
        return page
    before, after = frame_document.session("", text), frame_document.session(name, text)
    return replace(page, body=page.body.replace(before, after))


def finish(reader: Reader, content: Content) -> Finished:
    """The whole page."""
    around = shell_of(reader, content.crumbs, content.sector)
    return Finished(
        frame_document.title(content.finding, around, reader.text),
        frame_document.page(around, reader.text, content.body),
        content.slots,
        known=content.known,
    )
