"""Addresses of the documents, as far as this process knows where they are."""

from urllib.parse import quote, urlencode, urlsplit

import streamlit as st

from kpi.community import current as current_community
from kpi.dashboard.current import Current
from kpi.dashboard.markdown import plain
from kpi.model import edition_prefix
from kpi.settings import site_address

#: where the site mounts the dashboard
MOUNT = "/dashboard"


def site() -> str:
    """Where the documents are reached, without a final slash; "" where this dashboard runs alone and nobody said it."""
    own, here = site_address(), urlsplit(st.context.url or "")
    if own:
        return own
    prefix = current_community().prefix
    mounted = here.path == prefix + MOUNT or here.path.startswith(f"{prefix}{MOUNT}/")
    return f"{here.scheme}://{here.netloc}{prefix}" if mounted else ""


def document(now: Current, page: str = "", **parameters: str) -> str:
    """Path and query of a document with the run's edition, release and language."""
    filters = now.filters
    asked = parameters | {
        "v": filters.release.isoformat() if filters.release else "",
        "lang": filters.parameters().get("lang", ""),
    }
    query = urlencode({name: value for name, value in asked.items() if value}, quote_via=quote)
    path = f"{edition_prefix(filters.edition) if filters.edition else ''}/{page}"
    return f"{path}?{query}" if query else path


def draw_document(now: Current, page: str = "", **parameters: str) -> None:
    """The way to the document about the same: a link, or where nobody said where the site is, its path in words.

    Nothing where somebody's own workbooks are shown: no document is made of them.
    """
    if now.own is not None:
        return
    path, base = document(now, page, **parameters), site()
    if base:
        st.link_button(now.text.say("dashboard.document"), base + path, icon=":material/article:")
    else:
        words = now.text.say("dashboard.quoted", value=path)
        st.caption(plain(now.text.say("dashboard.document_at", path=words)))


def here(now: Current, page: str, **parameters: str) -> str:
    """The whole address of a page of the dashboard with what is shown; relative where the own address is not known."""
    base = site_address() + MOUNT if site_address() else (st.context.url or "").rstrip("/").removesuffix(f"/{page}")
    query = urlencode(now.filters.parameters() | parameters, doseq=True, quote_via=quote)
    return f"{base}/{page}?{query}" if query else f"{base}/{page}"
