"""Pages without data: while the server loads, when the store does not answer, when a page breaks."""

from html import escape

from kpi.text import Text
from kpi.ui.cache import Finished


def loading(text: Text) -> Finished:
    return _sentence(text, "web.loading")


def unavailable(text: Text) -> Finished:
    return _sentence(text, "web.unavailable")


def failed(text: Text, number: str) -> Finished:
    return _sentence(text, "web.failed", number=number)


def _sentence(text: Text, key: str, **values: str) -> Finished:
    title, words = text.say(f"{key}.title"), text.say(f"{key}.words", **values)
    body = (
        f'<main class="p-page" id="main"><h1 class="p-h1">{escape(title)}</h1>'
        f'<p class="p-lede" role="status">{escape(words)}</p></main>'
    )
    return Finished(title, body)
