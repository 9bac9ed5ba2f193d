"""Порівняти: two to six indicators or goals, in their units or from baseline to target; territories."""

import streamlit as st

from kpi.charts.interactive import comparison_figure
from kpi.dashboard.current import current
from kpi.dashboard.links import draw_document
from kpi.dashboard.markdown import plain
from kpi.dashboard.parts.charts import draw_chart
from kpi.dashboard.parts.page_choice import choose_lines
from kpi.dashboard.parts.page_head import draw_head, is_empty
from kpi.views.dashboard.compare import FEWEST, compare, territories


def main() -> None:
    now = current()
    if is_empty(now):
        return
    text = now.text
    codes, scale = choose_lines(now)
    if len(codes) < FEWEST:
        draw_head(now, text.say("dashboard.page.compare"))
        st.info(text.say("dashboard.compare.few"), icon=":material/stacked_line_chart:")
        return
    view = compare(now.board, codes, scale)
    draw_head(now, view.title)
    heads = [text.say(f"dashboard.column.{name}") for name in ("code", "name", "period", "value")]
    if view.lines:
        draw_chart(now, "lines", "", comparison_figure(view, text, now.theme), view.table(text, *heads))
    if view.left_out:
        st.caption(plain(text.say("dashboard.compare.left_out", names="; ".join(view.left_out))))
    st.header(text.say("dashboard.compare.by_territory"), anchor=False)
    found = [one for one in (territories(now.board, code) for code in codes) if one is not None]
    for place, one in enumerate(found):
        draw_chart(
            now, f"territory{place}", one.title, comparison_figure(one, text, now.theme), one.table(text, *heads)
        )
    if not found:
        st.caption(text.say("dashboard.compare.no_territories"))
    draw_document(now, "indicators")


main()
