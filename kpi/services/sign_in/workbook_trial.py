"""Who may try workbooks on the dashboard, and whose a Streamlit session is: asked by the guard and by the pages."""

from datetime import datetime

from kpi.services.sign_in.sessions import session_for_token
from kpi.settings import try_workbook
from kpi.store import open_store
from kpi.store.people.accounts import everybody


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
    except OSError:  # StoreError among them
        return False
    return bool(session_tag(token, now))


def session_tag(token: str, now: datetime) -> str:
    """The tag of the session of this token (docs/decisions/0010).

    "" where it is nobody's or the store does not answer.
    """
    try:
        signed = session_for_token(open_store(), token, now) if token else None
    except OSError:  # StoreError among them
        return ""
    return signed.tag if signed else ""
