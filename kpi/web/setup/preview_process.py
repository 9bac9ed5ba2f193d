"""Makes the pages of a strategy that nobody has published: the site's own pages, of a store of their own.

`python -m kpi.web.setup.preview_process FOLDER DAY [PREFIX]`: loads FOLDER/strategy into the store that POSTUP_STORE
names and writes the pages to FOLDER/site. A process of its own, so that nothing of the draft is ever kept where the
site keeps what it shows.
"""

import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kpi.html.links import link
from kpi.html.page_context import PageContext
from kpi.services.published import releases
from kpi.services.publishing import batches, load
from kpi.settings import PACKAGE
from kpi.store import open_store
from kpi.text import Text
from kpi.web.addresses import START, Address, every_page
from kpi.web.assets import asset_url
from kpi.web.pages.page_shell import notice
from kpi.web.pages.render import show
from kpi.web.saved_links import SavedEdition, SavedLinks, page_file

STRATEGY, SITE = "strategy", "site"
#: scripts that pages without a server have beside those of the site
_SCRIPTS = PACKAGE / "web/saved/static"


@dataclass(frozen=True, slots=True)
class PreviewLinks(SavedLinks):
    """Links between the pages of the preview; files, the API and other addresses are not reached from it."""

    def href(self, address: str) -> str | None:
        return self._page(address)

    def asset(self, name: str) -> str:
        """The site's own; what only pages without a server have lies beside them."""
        return self._to(name) if (_SCRIPTS / name).is_file() else asset_url(name)


def pages_of_release(mount: str = "") -> Iterator[tuple[str, bytes]]:
    """Every page of the last release with the name of its file, each says above its heading that it is a preview.

    mount  what the addresses of the site begin with, "" where it has a host of its own
    """
    survey = releases.survey()
    strategy = survey.dataset.strategy
    texts = [Text(language, strategy.language, strategy.said_languages) for language in strategy.languages]
    pages = {page_file(address): (address, text) for text in texts for address in every_page(survey, text)}
    saved = SavedEdition(pages=frozenset(pages), host="", day=releases.all_releases()[-1].published.isoformat())
    for name, (address, text) in pages.items():
        yield name, _page(name, address, text, saved, mount)


def _page(name: str, address: Address, text: Text, saved: SavedEdition, mount: str) -> bytes:
    links = PreviewLinks(saved, name)
    page = PageContext(text=text, link_mode=links, asset=links.asset)
    back = link(text.say("setup.preview.back"), mount + START + (f"?lang={text.lang}" if text.lang else ""))
    return show(address, notice(page, text.say("setup.preview.notice"), back)).html


def main() -> int:
    """Exit code 0; what fails is raised."""
    folder, day = Path(sys.argv[1]), date.fromisoformat(sys.argv[2])
    load(batches([folder / STRATEGY]), today=day, store=open_store())
    for name, body in pages_of_release("".join(sys.argv[3:4])):
        file = folder / SITE / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(body)
    shutil.copytree(_SCRIPTS, folder / SITE, dirs_exist_ok=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
