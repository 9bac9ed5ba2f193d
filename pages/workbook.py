"""Спробувати книгу: drop workbooks, see their problems by cell, then all pages of what was dropped; nothing is kept."""

import streamlit as st

from kpi.dashboard.current import current
from kpi.dashboard.parts.page_head import draw_heading
from kpi.dashboard.parts.trial_access import draw_closed, is_open
from kpi.dashboard.parts.trial_form import MOST_BYTES, MOST_FILES, draw_trial, read, too_much


def main() -> None:
    now = current()
    text = now.text
    draw_heading(text.say("dashboard.workbook.title"))
    if not is_open():
        draw_closed(now)
        return
    st.markdown(text.say("dashboard.workbook.about"))
    # any file is taken in: what is no .xlsx is refused in the reader's language, with what it is and what to do
    files = st.file_uploader(
        text.say("dashboard.workbook.drop"), accept_multiple_files=True, key="files", max_upload_size=10
    )
    if too_much(files):
        size = text.number(MOST_BYTES // 2**20)
        st.error(text.count("dashboard.workbook.too_much", MOST_FILES, size=size), icon=":material/error:")
        return
    trial = read(files, text)
    if trial is not None:
        draw_trial(now, trial)


main()
