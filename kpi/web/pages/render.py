"""What stands at an address: the whole page."""

from contextlib import suppress
from dataclasses import replace
from datetime import date

from kpi import clock
from kpi.html.page_context import PageContext
from kpi.html.rendered_page import RenderedPage
from kpi.services.published import releases, surveys
from kpi.services.published.surveys import CurrentRelease
from kpi.store import NotPublishedError, UnknownReleaseError
from kpi.web.addresses import Address
from kpi.web.pages import status_pages
from kpi.web.pages.edition_notices import with_edition_notices
from kpi.web.pages.page_builders import MAKERS
from kpi.web.pages.page_request import PageRequest
from kpi.web.pages.page_shell import finish, notice
from kpi.web.protection.pasted_addresses import bare


def show(address: Address, page: PageContext) -> RenderedPage:
    """The page at an address; `page`: all that is known of it before its release is."""
    page = replace(page, address=_current(address).href)
    try:
        now = surveys.current()
    except NotPublishedError:
        return status_pages.unpublished(page)
    except surveys.UnavailableError:
        return status_pages.unavailable(page)
    asked = bare(dict(address.parameters).get("v", ""))
    if not asked:
        page = notice(page, page.say("web.old")) if now.old else page
        return _finished(
            PageRequest(
                address=address,
                text=page.text,
                key=now.at(None, address.edition),
                today=clock.today(),
                site=page.site,
            ),
            page,
        )
    with suppress(ValueError, UnknownReleaseError):
        return _past(address, page, now, date.fromisoformat(asked))
    return status_pages.no_version(page)


def _current(address: Address) -> Address:
    """The same page of the current release."""
    return replace(address, parameters=tuple(pair for pair in address.parameters if pair[0] != "v"))


def _past(address: Address, page: PageContext, now: CurrentRelease, version: date) -> RenderedPage:
    """The page as it was on the day of that release; it always says so, so it never changes again."""
    # while the store does not answer, the list of releases cannot be asked for, what is kept of them can be shown
    key = now.at(version, address.edition) if now.old else releases.key_of(version, address.edition)
    reader = PageRequest(address=address, text=page.text, key=key, today=version, site=page.site, version=version)
    return _finished(reader, replace(page, release=version))


def _finished(reader: PageRequest, page: PageContext) -> RenderedPage:
    return finish(reader, with_edition_notices(reader, page), MAKERS[reader.address.page])
