"""Whether the page «Спробувати книгу» is open to this reader, and what it says where it is not."""

import streamlit as st

from kpi.dashboard import identity
from kpi.dashboard.current import Current
from kpi.dashboard.links import site
from kpi.settings import try_workbook


def is_open() -> bool:
    """Asked at every run: who signs out is out."""
    return identity.may_try()


def draw_closed(now: Current) -> None:
    """Why the page is closed, and the way in where there is one."""
    text, base = now.text, site()
    if not try_workbook():
        st.info(text.say("dashboard.workbook.off"), icon=":material/block:")
    elif base:
        st.info(text.say("dashboard.workbook.sign_in"), icon=":material/lock:")
        st.link_button(text.say("dashboard.workbook.sign_in_link"), f"{base}/login", icon=":material/login:")
    else:
        st.info(text.say("dashboard.workbook.alone"), icon=":material/lock:")
