"""Who is at the live app: asked of the cookie at every rerun, never taken from the session's state, which outlives it.

Streamlit's session is bound to ours by its tag, which the guard gives to the socket: whoever learns the id of a session
cannot take it over. The same tag must come out of the cookie here.
"""

from datetime import UTC, datetime

import streamlit as st

from kpi import signin
from kpi.access import Right, allows
from kpi.model import Account
from kpi.signin import Signed
from kpi.store import open_store
from kpi.ui.keys import Key
from kpi.web import cookies


class NotAllowedError(Exception):
    """The page is not for this reader. `signed_in` tells whether signing in could help."""

    def __init__(self, signed_in: bool) -> None:
        super().__init__("not allowed")
        self.signed_in = signed_in


def current() -> Account | None:
    """Whose session this run belongs to, None for a reader who is not signed in.

    When that changes, everything the session held is forgotten. StoreError where the store does not answer.
    """
    signed = _signed()
    tag = signed.tag if signed else ""
    if st.session_state.get(Key.WHO, "") != tag:
        # the link that was just clicked is followed nevertheless
        asked = st.session_state.get(Key.GO)
        st.session_state.clear()
        st.session_state[Key.WHO] = tag
        if asked is not None:
            st.session_state[Key.GO] = asked
    return signed.account if signed else None


def require(right: Right) -> Account:
    """The account that may open a page; NotAllowedError where there is none. What it does is checked again by goal."""
    account = current()
    if account is None or not allows(account, right):
        raise NotAllowedError(account is not None)
    return account


def _signed() -> Signed | None:
    tag = st.user.get("tag")
    if not tag:
        return None
    for secure in (True, False):
        token = st.context.cookies.get(cookies.name_of(cookies.SESSION, secure), "")
        signed = signin.who(open_store(), token, datetime.now(UTC)) if token else None
        if signed is not None and signed.tag == tag:
            return signed
    return None
