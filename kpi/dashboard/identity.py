"""Whose Streamlit session this is: asked of the cookie at every run, never of the session's state."""

from datetime import UTC, datetime

import streamlit as st

from kpi import community
from kpi.access.cookies import SESSION, name_of
from kpi.services.sign_in import workbook_trial


def token() -> str:
    """The token of the cookie of signing in, "" without one."""
    for secure in (True, False):
        if found := st.context.cookies.get(name_of(SESSION, secure), ""):
            return str(found)
    return ""


def tag() -> str:
    """The tag of the session of ours that opened this one, where its cookie says the same; "" for everybody else."""
    given = st.user.get("tag")
    return given if isinstance(given, str) and given == workbook_trial.session_tag(token(), datetime.now(UTC)) else ""


def enter_community() -> None:
    """Name the community of this run: the one whose dashboard opened the socket, where the process has several.

    `NoCommunityError` where the guard named none.
    """
    if community.declared():
        given = st.user.get("community")
        community.enter(community.named(given if isinstance(given, str) else ""))


def may_try() -> bool:
    """Whether this reader may try workbooks (`workbook_trial.may_try`); with accounts, in a session that is bound."""
    now = datetime.now(UTC)
    return workbook_trial.may_try("", now) or (bool(tag()) and workbook_trial.may_try(token(), now))
