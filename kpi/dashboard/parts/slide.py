"""One slide of a session in large letters, and the way to the next one by ← and →."""

import streamlit as st

from kpi.charts.interactive import Figure, alternative, config, goals_figure, statuses_figure
from kpi.dashboard.address.filters import Reader
from kpi.dashboard.current import Current
from kpi.dashboard.links import here
from kpi.dashboard.markdown import plain
from kpi.dashboard.menu import go
from kpi.dashboard.parts.page_head import draw_heading, draw_unknown
from kpi.dashboard.parts.qr_code import qr_code
from kpi.views.dashboard.slides import Slide

SLIDE = "slide"


def choose_slide(now: Current, count: int) -> int:
    """The place of the slide that the address names, from 0; the first by itself."""
    reader = Reader({SLIDE: st.query_params.get_all(SLIDE)})
    found = reader.one(SLIDE, [str(n) for n in range(1, count + 1)])
    draw_unknown(now, reader.unknown)
    return int(found) - 1 if found else 0


def draw_steps(now: Current, at: int, count: int) -> None:
    """Back, on, and out; the keys ← and → do the same."""
    text = now.text
    with st.container(horizontal=True, vertical_alignment="center"):
        for label, key, step in (("previous", "Left", -1), ("next", "Right", 1)):
            st.button(
                text.say(f"dashboard.slides.{label}"),
                key=label,
                shortcut=key,
                disabled=not 0 <= at + step < count,
                on_click=_turn,
                args=(at + step,),
            )
        st.markdown(text.say("dashboard.slides.place", n=at + 1, total=count), width="content")
        if st.button(text.say("dashboard.slides.leave"), type="tertiary", icon=":material/close_fullscreen:"):
            go("overview", now)


def _turn(to: int) -> None:
    st.query_params[SLIDE] = str(to + 1)


def draw_slide(now: Current, slide: Slide, at: int) -> None:
    """The finding, its figures, lines and chart, and the code that brings it to a telephone."""
    draw_heading(slide.title)
    side, aside = st.columns([6, 1], gap="large")
    with side:
        _draw_content(now, slide)
    with aside:
        address = here(now, "session", slide=str(at + 1))
        words, code = now.text.say("dashboard.slides.phone"), now.text.say("dashboard.slides.code", address=address)
        st.image(qr_code(address), caption=words, alt=code, width=170)


def _draw_content(now: Current, slide: Slide) -> None:
    if slide.figures:
        with st.container(horizontal=True, gap="large"):
            for label, figure in slide.figures:
                st.metric(plain(label), plain(figure), width="content")
    if slide.history is not None:
        _draw(now, statuses_figure(slide.history, now.theme, 560))
    if slide.goals is not None and slide.goals.lines:
        words, chart = st.columns([2, 3], gap="large")
        with words:
            _draw_lines(slide)
        with chart:
            _draw(now, goals_figure(slide.goals, now.text, now.theme, large=True))
    else:
        _draw_lines(slide)


def _draw_lines(slide: Slide) -> None:
    for number, (words, rest) in enumerate(slide.lines):
        st.header(plain(words), anchor=False)
        st.subheader(plain(rest), anchor=False)
        if slide.notes:
            st.markdown(plain(slide.notes[number]))
    if slide.more:
        st.caption(slide.more)


def _draw(now: Current, figure: Figure) -> None:
    settings = config(now.text.language) | {"displayModeBar": False}
    st.plotly_chart(figure, theme=None, config=settings, alt=alternative(figure))
