"""The pages of a strategy that nobody has published: the site's own pages, of a store of their own.

`kpi.cli.setup_preview` writes them with the files that they link, in a process of its own.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kpi.html.links import link
from kpi.html.page_context import PageContext
from kpi.services.published import releases
from kpi.settings import PACKAGE
from kpi.text import Text
from kpi.web.addresses import START, Address, every_page
from kpi.web.assets import asset_url
from kpi.web.pages.page_shell import notice
from kpi.web.pages.render import show
from kpi.web.saved_links import SavedEdition, SavedLinks, page_file

STRATEGY, SITE = "strategy", "site"
#: scripts that pages without a server have beside those of the site
SCRIPTS = PACKAGE / "web/saved/static"
#: whole answers of the API lie beside the pages, under the names that they have on the site
_OF_ONE = re.compile(r"/(?:download/(?:[^/]+/)?(?:indicator|goal)/|chart/)")
#: of more indicators only the files of the whole release are made: the person waits for the preview
_MOST_WITH_FILES = 300
_API = re.compile(r"/api/v1/[a-z_]+(?:\.json)?")


@dataclass(frozen=True, slots=True)
class PreviewLinks(SavedLinks):
    """Links between the pages of the preview, to their files and whole answers of the API; to nothing else.

    each  the files of each indicator are there, too
    """

    each: bool = True

    def href(self, address: str) -> str | None:
        file = self._download(address) if self.each or not _OF_ONE.match(address) else None
        return self._page(address) or file or self._answer(address)

    def _answer(self, address: str) -> str | None:
        path = address.partition("?")[0]
        return self._to(api_file(path)) if _API.fullmatch(path) else None

    def asset(self, name: str) -> str:
        """The site's own; what only pages without a server have lies beside them."""
        return self._to(name) if (SCRIPTS / name).is_file() else asset_url(name)


def api_file(path: str) -> str:
    """The file of an answer of the API: «api/v1/goals.json»."""
    return path.removeprefix("/").removesuffix(".json") + ".json"


def pages_of_release(mount: str, files: set[str]) -> Iterator[tuple[str, bytes]]:
    """Every page of the last release with the name of its file, each says above its heading that it is a preview.

    mount  what the addresses of the site begin with, "" where it has a host of its own
    files  takes the addresses of files that the pages link
    """
    survey = releases.survey()
    strategy = survey.dataset.strategy
    texts = [Text(language, strategy.language, strategy.said_languages) for language in strategy.languages]
    pages = {page_file(address): (address, text) for text in texts for address in every_page(survey, text)}
    day = releases.all_releases()[-1].published.isoformat()
    saved = SavedEdition(pages=frozenset(pages), host="", day=day, files=files)
    each = len(survey.dataset.indicators) <= _MOST_WITH_FILES
    for name, (address, text) in pages.items():
        yield name, _page(address, text, PreviewLinks(saved, name, each), mount)


def _page(address: Address, text: Text, links: PreviewLinks, mount: str) -> bytes:
    page = PageContext(text=text, link_mode=links, asset=links.asset)
    back = link(text.say("setup.preview.back"), mount + START + (f"?lang={text.lang}" if text.lang else ""))
    return show(address, notice(page, text.say("setup.preview.notice"), back)).html
