"""Сектори: every goal against the plan over the quarters, counts by status, the sectors beside one another."""

import streamlit as st

from kpi.charts.interactive import goals_figure, heatmap_figure, rollups_figure, statuses_figure
from kpi.dashboard.current import current
from kpi.dashboard.links import draw_document
from kpi.dashboard.menu import go_to_goal
from kpi.dashboard.parts.charts import draw_chart, draw_choice
from kpi.dashboard.parts.columns import rollup_rows
from kpi.dashboard.parts.goal import draw_goal
from kpi.dashboard.parts.page_choice import choose_goal, choose_sector
from kpi.dashboard.parts.page_head import draw_head, is_empty
from kpi.views.dashboard import sector


def main() -> None:
    now = current()
    if is_empty(now):
        return
    text, code = now.text, choose_sector(now)
    page = sector.build(now.selection, code)
    if page is None:
        draw_head(now, now.selection.headline)
        st.info(text.say("dashboard.sector.none"))
        return
    goal = choose_goal(now, code)
    draw_head(now, page.headline)
    if goal:
        draw_goal(now, goal)
    hint = text.say("dashboard.sector.lines_hint")
    figure = goals_figure(page.lines, text, now.theme)
    draw_chart(now, "lines", page.lines.title, figure, rollup_rows(text, page.goals), hint=hint)
    if page.history is not None:
        rows = page.history.table(text.say("dashboard.quarter"))
        draw_chart(now, "history", page.history.title, statuses_figure(page.history, now.theme), rows)
    if page.heat is not None:
        rows = page.heat.table(text.say("dashboard.heat.goal"))
        hint = text.say("dashboard.heat.hint")
        chosen = draw_choice(now, "heat", page.heat.title, heatmap_figure(page.heat, now.theme), rows, hint=hint)
        if chosen and chosen[0] != goal:
            go_to_goal(now, chosen[0])
    figure = rollups_figure(page.sectors, page.sectors_title, text, now.theme)
    draw_chart(now, "beside", page.sectors_title, figure, rollup_rows(text, page.sectors))
    draw_document(now, "sector", id=code)


main()
