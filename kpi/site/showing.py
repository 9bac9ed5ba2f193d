"""What stands at an address, the finished page, from the cache if it can."""

from contextlib import suppress
from datetime import date

from kpi.site import cache, published, shelf, waiting
from kpi.site.addresses import Address
from kpi.site.cache import Finished, Standing
from kpi.site.finish import finish
from kpi.site.making import MAKERS
from kpi.site.reader import Reader
from kpi.store import NotPublishedError, UnknownReleaseError
from kpi.text import Text
from kpi.web.pasted import bare


def show(address: Address, text: Text, site: str) -> Finished:
    """The page at an address.

    site  where the site is reached, for permanent links; "" unknown
    """
    try:
        now = cache.standing()
    except NotPublishedError:
        return waiting.unpublished(text, address)
    except cache.UnavailableError:
        return waiting.unavailable(text, address)
    asked = bare(dict(address.parameters).get("v", ""))
    if not asked:
        page = _kept(Reader(address, text, now.release, shelf.today(), site))
        return waiting.with_notice(page, text.say("web.old")) if now.old else page
    with suppress(ValueError, UnknownReleaseError):
        return _past(address, text, site, now, date.fromisoformat(asked))
    return waiting.no_version(text, address)


def _past(address: Address, text: Text, site: str, now: Standing, version: date) -> Finished:
    """The page as it was on the day of that release; it always says so, so it never changes again."""
    # while the store does not answer, the list of releases cannot be asked for, what is kept of them can be shown
    release = now.at(version if now.old else published.past(version))
    return _kept(Reader(address, text, release, version, site, version))


def _kept(reader: Reader) -> Finished:
    make = MAKERS[reader.address.page]
    key = (reader.address.page, tuple(sorted(reader.address.parameters)), reader.today, reader.site)
    return cache.finished(reader.release, cache.PUBLIC, reader.text.language, key, lambda: finish(reader, make(reader)))
