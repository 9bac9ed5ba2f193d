"""Порівняти: two to six indicators or goals, in their units or from baseline to target; territories."""

from collections.abc import Sequence

import streamlit as st

from kpi.charts.interactive import breakdown_figure, comparison_figure
from kpi.dashboard.current import Current, current
from kpi.dashboard.links import draw_document
from kpi.dashboard.markdown import plain
from kpi.dashboard.parts.charts import draw_chart
from kpi.dashboard.parts.page_choice import choose_lines
from kpi.dashboard.parts.page_head import draw_head, is_empty
from kpi.views.dashboard.compare import FEWEST, breakdown_rows, compare
from kpi.views.indicator.breakdown import breakdown


def main() -> None:
    now = current()
    if is_empty(now):
        return
    text = now.text
    codes, scale = choose_lines(now)
    heads = [text.say(f"dashboard.column.{name}") for name in ("code", "name", "period", "value")]
    if len(codes) < FEWEST:
        draw_head(now, text.say("dashboard.page.compare"))
        st.info(text.say("dashboard.compare.few"), icon=":material/stacked_line_chart:")
    else:
        view = compare(now.board, codes, scale)
        draw_head(now, view.title)
        if view.lines:
            draw_chart(now, "lines", "", comparison_figure(view, text, now.theme), view.table(text, *heads))
        if view.left_out:
            st.caption(plain(text.say("dashboard.compare.left_out", names="; ".join(view.left_out))))
    if codes:
        _draw_parts(now, codes, heads[1:])
    draw_document(now, "indicators")


def _draw_parts(now: Current, codes: Sequence[str], heads: Sequence[str]) -> None:
    """The parts of each chosen indicator, a small plot each."""
    text = now.text
    st.header(text.say("dashboard.compare.by_territory"), anchor=False)
    found = [one for one in (breakdown(now.board.survey, code, text) for code in codes) if one is not None]
    for place, one in enumerate(found):
        figure, rows = breakdown_figure(one, text, now.theme), breakdown_rows(one, heads)
        draw_chart(now, f"territory{place}", text.say("breakdown.title", name=one.name), figure, rows)
        st.caption(plain(f"{one.coverage} {text.say('breakdown.apart')}"))
    if not found:
        st.caption(text.say("dashboard.compare.no_territories"))


main()
