"""How the two sides of a crosswalk between published editions are linked."""

from dataclasses import replace

from kpi.html.page_context import PageContext
from kpi.html.pages.succession import Editions
from kpi.model import edition_prefix
from kpi.services.published import editions
from kpi.services.published.successions import EditionStep
from kpi.services.published.surveys import ReleaseKey


def sides_of(step: EditionStep, shown: ReleaseKey, page: PageContext) -> Editions:
    """How a page of the release shown links to both sides: to its own as ever, to the other edition by its name."""
    old, new = (page if key == shown else page_of(key, page) for key in (step.old, step.new))
    return Editions(old=old, new=new)


def page_of(key: ReleaseKey, page: PageContext) -> PageContext | None:
    """The page as its links lead to another edition; None where no address can carry the name of that one."""
    prefix = edition_prefix(key.edition)
    if not prefix and editions.in_front(key.release) != key.edition:
        return None
    return replace(page, prefix=prefix, release=None)
