"""Pages without data: while the server loads, when the store does not answer, when a page breaks.

Each is told by its context at which address it stands, for the way to its other language.
"""

from dataclasses import replace

from kpi.html.links import link
from kpi.html.page_context import PageContext
from kpi.html.page_frame import RELOADING, render_page, sentence
from kpi.html.rendered_page import RenderedPage
from kpi.text.markup import Markup, el, join
from kpi.web import addresses


def loading(page: PageContext) -> RenderedPage:
    """It comes by itself; search engines are told by the status to come back."""
    return replace(_page(page, "web.loading", head=RELOADING), status=503)


def unavailable(page: PageContext) -> RenderedPage:
    return replace(_page(page, "web.unavailable"), status=503)


def unpublished(page: PageContext) -> RenderedPage:
    onward = link(page.say("start.onward"), page.href(addresses.START.removeprefix("/")), class_="p-link")
    return _page(page, "web.unpublished", onward)


def no_version(page: PageContext) -> RenderedPage:
    return replace(_page(page, "web.no_version"), status=404)


def failed(page: PageContext, number: str) -> RenderedPage:
    return _page(page, "web.failed", number=number)


def store_trouble(page: PageContext, reason: str, *, sent: bool) -> RenderedPage:
    """Why the store takes or gives nothing now, and what helps; of a form that was `sent`, that nothing of it was kept.

    reason  of `kpi.store.StoreError`
    """
    key = f"web.store_trouble.{reason}"
    cause = page.say(key if page.text.has(key) else "web.store_trouble.unreachable")
    kept = page.say("web.store_trouble.sent" if sent else "web.store_trouble.asked")
    title = page.say("web.store_trouble.title")
    unlisted = el("meta", name="robots", content="noindex")
    main = sentence(title, f"{cause} {kept}", page, None)
    return replace(RenderedPage(title, render_page(title, main, page, head=unlisted)), status=503)


def _page(
    page: PageContext, key: str, onward: Markup | None = None, *, head: Markup | None = None, **values: str
) -> RenderedPage:
    """A page of one sentence. `onward` is where it leads; home where it says nothing else."""
    title, words = page.say(f"{key}.title"), page.say(f"{key}.words", **values)
    unlisted = el("meta", name="robots", content="noindex")
    main = sentence(title, words, page, onward)
    return RenderedPage(title, render_page(title, main, page, head=join((unlisted, head))))
