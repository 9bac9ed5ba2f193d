"""Pages without data: while the server loads, when the store does not answer, when a page breaks.

Each is told of the address at which it stands, for the way to its other language.
"""

from dataclasses import replace

from kpi.documents.html import Html, el, join, link
from kpi.documents.switches import switches
from kpi.site import addresses
from kpi.site.addresses import Address
from kpi.site.cache import Finished
from kpi.text import Text


def loading(text: Text, address: Address) -> Finished:
    return replace(_sentence(text, address, "web.loading"), status=503)


def unavailable(text: Text, address: Address) -> Finished:
    return replace(_sentence(text, address, "web.unavailable"), status=503)


def unpublished(text: Text, address: Address) -> Finished:
    start = Address(addresses.START.removeprefix("/"), addresses.language_of(text)).href
    onward = el("a", text.say("start.onward"), href=start, class_="p-link")
    return _sentence(text, address, "web.unpublished", onward)


def no_version(text: Text, address: Address) -> Finished:
    return replace(_sentence(text, address, "web.no_version"), status=404)


def with_notice(page: Finished, words: str, onward: Html | None = None) -> Finished:
    """A page that says above its heading what it is not: `words`, and the way `onward`."""
    before, heading, after = page.body.partition("<h1")
    notice = el("p", words, " " if onward else None, onward, class_="p-notice", role="status")
    return replace(page, body=f"{before}{notice}{heading}{after}")


def failed(text: Text, address: Address, number: str) -> Finished:
    return _sentence(text, address, "web.failed", number=number)


def _sentence(text: Text, address: Address, key: str, onward: Html | None = None, **values: str) -> Finished:
    """`onward` is where the page leads; home where it says nothing else."""
    title, words = text.say(f"{key}.title"), text.say(f"{key}.words", **values)
    home = Address(addresses.HOME, addresses.language_of(text)).href
    logo = link(el("span", el("b", text.say("web.brand"))), home, class_="p-logo")
    main = el(
        "main",
        el("h1", title, class_="p-h1"),
        el("p", words, class_="p-lede", role="status"),
        el("p", onward or link(text.say("web.missing.home"), home, class_="p-link")),
        class_="p-page",
        id="main",
    )
    header = el("header", logo, switches(address.href, text, live=True), class_="p-header")
    return Finished(title, el("div", join((header, main)), class_="postup", lang=str(text.language)))
