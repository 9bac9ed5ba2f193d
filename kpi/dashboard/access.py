"""Who may try workbooks of his own on the dashboard. Knows no Streamlit: the guard of the site asks here too."""

from datetime import datetime

from kpi import signin
from kpi.settings import try_workbook
from kpi.store import open_store
from kpi.store.accounts import everybody


def may_try(token: str, now: datetime) -> bool:
    """Whether whoever brings this session's token may leave files to be tried.

    token  of the cookie of signing in, "" without one

    Everybody where the store has no account at all: that is a person who tries the product on his own machine. Else
    only who is signed in. Nobody where POSTUP_TRY_WORKBOOK says no, or where the store does not answer.
    """
    if not try_workbook():
        return False
    try:
        store = open_store()
        with store.reading() as connection:
            if not everybody(connection, store.community):
                return True
        return bool(token) and signin.who(store, token, now) is not None
    except OSError:  # StoreError among them
        return False


def session_tag(given: object) -> str:
    """The tag that the guard has given to the session's socket, "" where there is none."""
    return given if isinstance(given, str) else ""


def owns(token: str, tag: str, now: datetime) -> bool:
    """Whether the token belongs to the session of ours that Streamlit's session was opened by (docs/decisions/0010)."""
    try:
        signed = signin.who(open_store(), token, now) if token and tag else None
    except OSError:  # StoreError among them
        return False
    return signed is not None and signed.tag == tag
