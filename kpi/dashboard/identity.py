"""Whose Streamlit session this is: asked of the cookie at every run, never of the session's state."""

from datetime import UTC, datetime

import streamlit as st

from kpi.access.cookies import SESSION, name_of
from kpi.dashboard import access


def token() -> str:
    """The token of the cookie of signing in, "" without one."""
    for secure in (True, False):
        if found := st.context.cookies.get(name_of(SESSION, secure), ""):
            return str(found)
    return ""


def tag() -> str:
    """The tag of the session of ours that opened this one, where its cookie says the same; "" for everybody else."""
    given = access.session_tag(st.user.get("tag"))
    return given if given and access.owns(token(), given, datetime.now(UTC)) else ""


def may_try() -> bool:
    """Whether this reader may try workbooks: `access.may_try`, and where there are accounts the session is bound."""
    now = datetime.now(UTC)
    return access.may_try("", now) or (bool(tag()) and access.may_try(token(), now))
