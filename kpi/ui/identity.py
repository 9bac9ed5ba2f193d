"""Who is at the live app: asked of the cookie at every rerun, never taken from the session's state, which outlives it.

Streamlit's session is bound to ours by its tag, which the guard gives to the socket: whoever learns the id of a session
cannot take it over. The same tag must come out of the cookie here.
"""

from datetime import UTC, datetime

import streamlit as st

from kpi import signin
from kpi.model import Account
from kpi.signin import Signed
from kpi.store import open_store
from kpi.ui.keys import Key
from kpi.web import cookies


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
