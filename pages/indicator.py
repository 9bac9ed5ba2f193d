"""Показник: its way, the pace that is needed beside the pace so far, what each release said of it."""

import streamlit as st

from kpi.charts.interactive import trajectory_figure
from kpi.dashboard.current import crosswalk_into, current, paces_of, told_by_release
from kpi.dashboard.links import draw_document
from kpi.dashboard.markdown import plain
from kpi.dashboard.parts.charts import draw_chart
from kpi.dashboard.parts.indicator_status import draw_standing
from kpi.dashboard.parts.pace import draw_pace
from kpi.dashboard.parts.page_choice import choose_indicator
from kpi.dashboard.parts.page_head import draw_head, is_empty
from kpi.views.dashboard import indicator


def main() -> None:
    now = current()
    if is_empty(now):
        return
    text, code = now.text, choose_indicator(now)
    page = indicator.build(now.board, code, paces_of(now.board.survey), told_by_release(now), crosswalk_into(now))
    if page is None:
        return
    draw_head(now, page.view.title)
    draw_standing(now, page)
    line = draw_pace(now, page.pace)
    figure = trajectory_figure(page.view.trajectory, text, now.theme, notes=page.notes, pace=line)
    drawn = page.view.trajectory
    former = drawn.previous.points if drawn.previous is not None else ()
    told = (*reversed(drawn.points), *reversed(former))
    points = [{text.say("dashboard.column.value"): point.title} for point in told]
    draw_chart(now, "way", page.view.row.track.label, figure, points)
    if page.events:
        st.header(text.say("dashboard.indicator.events"), anchor=False)
        st.markdown("\n".join(f"- {plain(words)}" for words in page.events))
    st.header(text.say("dashboard.indicator.releases"), anchor=False)
    if page.releases:
        heads = {
            name: text.say(f"dashboard.column.{name}") for name in ("released", "period", "value", "planned", "status")
        }
        rows = [
            {heads["released"]: r.released, heads["period"]: r.period, heads["value"]: r.value}
            | {heads["planned"]: r.planned, heads["status"]: r.words}
            for r in page.releases
        ]
        st.dataframe(rows, hide_index=True, key="releases")
    else:
        st.caption(text.say("dashboard.indicator.no_releases"))
    draw_document(now, "indicator", id=code)


main()
