"""The frame of the live app: which page, in which language, from which release; then one component draws it."""

import logging
import secrets
from collections.abc import Callable
from contextlib import suppress
from functools import cache as once
from pathlib import Path
from urllib.parse import urlsplit

import streamlit as st

from kpi.model import Language
from kpi.settings import site_address
from kpi.site import addresses, cache, waiting
from kpi.site.cache import Finished
from kpi.site.finish import with_reader
from kpi.site.showing import show, version_of
from kpi.store import StoreError
from kpi.text import Text
from kpi.ui import identity
from kpi.ui.keys import Key
from kpi.web.readiness import readiness

log = logging.getLogger(__name__)
_HERE = Path(__file__).parent
#: seconds a run waits for the loading before it tells the reader and asks again
_PATIENCE = 0.5


def run() -> None:
    """One run of the app: follow a click, or run the page that the address names and draw it."""
    # what a session holds belongs to whoever opened it; pages that need an account ask again, and then fail in words
    st.session_state[Key.READER] = ""
    with suppress(StoreError):
        account = identity.current()
        st.session_state[Key.READER] = account.name if account else ""
    text = Text(_language())
    pages = {
        name: st.Page(f"pages/{name}.py", title=text.say(f"page.{name}"), url_path=name, default=name == addresses.HOME)
        for name in addresses.PAGES
    }
    chosen = st.navigation(list(pages.values()), position="hidden")
    asked = st.session_state.pop(Key.GO, None)
    if asked is not None and (to := addresses.parse(asked)) is not None:
        st.switch_page(pages[to.page], query_params=to.parameters)
    chosen.run()
    # the component is the frame's, not a page's: the same instance lives through all pages, so nothing flickers
    address, text, finished = st.session_state[Key.FINISHED]
    draw(address, text, finished)
    # asked of the page that was drawn, not of the loading: that may have ended in between
    if finished.passing:
        st.rerun()


def page(name: str) -> None:
    """Give the frame a page to draw."""
    address = addresses.Address(name, addresses.known(name, st.query_params.items()))
    text = Text(_language())
    st.session_state[Key.ADDRESS] = address
    readiness.start(cache.warm)
    shown = show(address, text, _site()) if readiness.wait(_PATIENCE) else waiting.loading(text, address)
    finished = with_reader(shown, text, st.session_state.get(Key.READER, ""))
    st.session_state[Key.FINISHED] = (address, text, finished)


def draw(address: addresses.Address, text: Text, finished: Finished) -> None:
    """Hand a finished page to the component. Its title is the tab's."""
    st.set_page_config(page_title=finished.title, layout="wide")
    identity = dict(address.parameters).get("id", "")
    _component()(
        key=Key.PAGE,
        data={
            "version": version_of(address, finished),
            "html": finished.body,
            "title": finished.title,
            "lang": text.language.value,
            "place": f"{address.page} {identity} {text.language.value}",
            "address": address.href,
            "slots": finished.slots(),
            "words": {"offline": text.say("web.offline")},
        },
        on_go_change=_remember,
    )


def failed(error: Exception) -> bool:
    """What a reader sees when a page breaks: a sentence and a number; the log has the number and the cause."""
    number = secrets.token_hex(3)
    log.error("page failed, number %s", number, exc_info=error)
    text = Text(_language())
    address = st.session_state.get(Key.ADDRESS, addresses.Address(addresses.HOME, ()))
    draw(address, text, waiting.failed(text, address, number))
    return True


def _language() -> Language:
    return Language.asked(st.query_params.get("lang"))


def _site() -> str:
    """Where the site is reached, for permanent links: as configured, else as this reader reached it."""
    own = site_address()
    if own or not st.context.url:
        return own
    parts = urlsplit(st.context.url)
    return f"{parts.scheme}://{parts.netloc}"


def _remember() -> None:
    st.session_state[Key.GO] = st.session_state[Key.PAGE].go


@once
def _component() -> Callable[..., object]:
    files = (_HERE.parent / "figures/static/charts.js", _HERE / "static/page.js")
    script = "\n".join(file.read_text(encoding="utf-8") for file in files)
    return st.components.v2.component("postup_page", js=script, isolate_styles=False)
