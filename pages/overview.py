"""Огляд: counts by status against an earlier release, sectors and goals over the quarters, who has not reported."""

import streamlit as st

from kpi.charts.interactive import heatmap_figure, statuses_figure
from kpi.dashboard.current import current
from kpi.dashboard.links import draw_document
from kpi.dashboard.markdown import plain
from kpi.dashboard.menu import go_to_goal
from kpi.dashboard.parts.charts import draw_chart, draw_choice
from kpi.dashboard.parts.counts import draw_counts
from kpi.dashboard.parts.earlier_release import choose_earlier
from kpi.dashboard.parts.page_head import draw_head, is_empty
from kpi.views.dashboard import overview


def main() -> None:
    now = current()
    if is_empty(now):
        return
    draw_head(now, now.selection.headline)
    view = overview.build(now.selection, choose_earlier(now))
    text, quarter = now.text, now.text.say("dashboard.quarter")
    draw_counts(view.changes, text)
    if view.history is not None:
        draw_chart(
            now, "all", view.history.title, statuses_figure(view.history, now.theme), view.history.table(quarter)
        )
    if view.heat is not None:
        goal = text.say("dashboard.heat.goal")
        figure = heatmap_figure(view.heat, now.theme)
        hint = text.say("dashboard.heat.hint")
        chosen = draw_choice(now, "heat", view.heat.title, figure, view.heat.table(goal), hint=hint)
        if chosen:
            go_to_goal(now, chosen[0])
    sides = st.columns(2, gap="large") if len(view.sectors) > 1 else [st.container()]
    for place, history in enumerate(view.sectors):
        with sides[place % len(sides)]:
            figure = statuses_figure(history, now.theme, 280, legend=False)
            draw_chart(now, f"sector{place}", history.title, figure, history.table(quarter))
    st.header(plain(view.late_title), anchor=False)
    late = [
        {
            text.say("dashboard.column.department"): row.department.name,
            text.say("dashboard.column.name"): f"{row.code} {row.name.name}",
            text.say("dashboard.late.what"): row.overdue,
        }
        for row in view.late
    ]
    if late:
        st.dataframe(late, hide_index=True, key="late")
    draw_document(now)


main()
