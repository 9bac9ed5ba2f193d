"""The dashboard: the register of its pages, the common filters, the page that the address names.

`streamlit run dashboard.py` serves it alone; `python -m kpi serve` mounts it below /dashboard.
"""

import streamlit as st

from kpi.dashboard.current import begin
from kpi.dashboard.menu import MARK, WITHOUT_DATA, WITHOUT_SIDEBAR, pages
from kpi.dashboard.parts.accent import draw_accent
from kpi.dashboard.parts.logo import draw_logo
from kpi.dashboard.parts.page_head import draw_marks
from kpi.dashboard.parts.sidebar import draw_sidebar

st.set_page_config(layout="wide", page_icon=MARK)
now = begin()
registered = pages(now)
page = st.navigation(list(registered.values()), position="hidden")
if page.url_path != WITHOUT_SIDEBAR:
    draw_sidebar(now, registered)
draw_accent(now)
draw_logo(now)
draw_marks(now)
if now.shown is None and page.url_path != WITHOUT_DATA:
    st.info(now.trouble)
else:
    page.run()
