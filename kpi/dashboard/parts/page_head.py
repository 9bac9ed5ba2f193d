"""The top of every page: whose data they are, what was not understood, the finding, as of when."""

import streamlit as st

from kpi.dashboard.address.filters import quoted
from kpi.dashboard.current import Current, ShownRelease
from kpi.dashboard.markdown import plain
from kpi.dashboard.session_keys import SessionKey
from kpi.views.common.page_frame import release_day


def draw_head(now: Current, finding: str) -> None:
    """The page's heading and the day of its data."""
    draw_heading(finding)
    if now.shown is not None:
        st.caption(" ".join(filter(None, (_as_of(now, now.shown), now.shown.selection.note))))


def draw_heading(finding: str) -> None:
    """The one heading of a page."""
    st.title(plain(finding), anchor=False)


def draw_marks(now: Current) -> None:
    """That the data are somebody's own or illustrative, and what of the address there is nothing for."""
    text = now.text
    if now.own is not None:
        names = ", ".join(plain(text.say("dashboard.quoted", value=name)) for name in now.own.names)
        st.info(text.say("dashboard.own.mark", names=names), icon=":material/science:")
        st.button(text.say("dashboard.own.leave"), on_click=_leave, icon=":material/logout:")
    elif now.shown is not None and now.shown.survey.dataset.strategy.illustrative:
        words = f"{text.say('shell.demo.short')}{text.say('shell.demo.rest')}."
        st.warning(f"**{plain(text.say('shell.demo.name'))}** {plain(words)}", icon=":material/science:")
    draw_unknown(now, now.unknown)


def draw_unknown(now: Current, unknown: tuple[str, ...] | list[str]) -> None:
    """A sentence that names values of the address that there is nothing for."""
    if unknown:
        words = quoted(unknown, lambda value: now.text.say("dashboard.quoted", value=value))
        st.info(plain(now.text.count("dashboard.unknown", len(unknown), values=words)), icon=":material/link_off:")


def is_empty(now: Current) -> bool:
    """Whether the filters let nothing through; then the page says so and needs to say no more."""
    if now.selection.rows:
        return False
    draw_head(now, now.selection.headline)
    st.info(now.text.say("dashboard.nothing_shown"), icon=":material/filter_alt:")
    return True


def _as_of(now: Current, shown: ShownRelease) -> str:
    day = now.text.date(shown.survey.now.as_of)
    if now.own is not None:
        return now.text.say("dashboard.as_of_own", as_of=day)
    return now.text.say("dashboard.as_of", as_of=day, release=now.text.date(release_day(shown.survey)))


def _leave() -> None:
    """Back to the published data; the tried workbooks are forgotten."""
    st.session_state.pop(SessionKey.OWN, None)
    st.query_params.from_dict({name: value for name, value in st.query_params.items() if name == "lang"})
