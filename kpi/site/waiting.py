"""Pages without data: while the server loads, when the store does not answer, when a page breaks."""

from dataclasses import replace
from html import escape

from kpi.documents.html import Html, el
from kpi.site import addresses
from kpi.site.cache import Finished
from kpi.text import Text


def loading(text: Text) -> Finished:
    return replace(_sentence(text, "web.loading"), passing=True, status=503)


def unavailable(text: Text) -> Finished:
    return replace(_sentence(text, "web.unavailable"), status=503)


def unpublished(text: Text) -> Finished:
    return _sentence(text, "web.unpublished")


def no_version(text: Text) -> Finished:
    return replace(_sentence(text, "web.no_version"), status=404)


def with_notice(page: Finished, words: str, onward: Html | None = None) -> Finished:
    """A page that says above its heading what it is not: `words`, and the way `onward`."""
    before, heading, after = page.body.partition("<h1")
    notice = el("p", words, " " if onward else None, onward, class_="p-notice", role="status")
    return replace(page, body=f"{before}{notice}{heading}{after}")


def failed(text: Text, number: str) -> Finished:
    return _sentence(text, "web.failed", number=number)


def _sentence(text: Text, key: str, **values: str) -> Finished:
    title, words, onward = text.say(f"{key}.title"), text.say(f"{key}.words", **values), text.say("web.missing.home")
    home = addresses.Address(addresses.HOME, addresses.language_of(text)).href
    body = (
        f'<div class="postup" lang="{text.language.value}"><main class="p-page" id="main">'
        f'<h1 class="p-h1">{escape(title)}</h1>'
        f'<p class="p-lede" role="status">{escape(words)}</p>'
        f'<p><a class="p-link" href="{escape(home)}" data-nav>{escape(onward)}</a></p></main></div>'
    )
    return Finished(title, body)
