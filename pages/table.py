"""Таблиця: every shown indicator, sorted and grouped at will; charts and files of the chosen rows."""

import streamlit as st

from kpi.dashboard.address import widgets
from kpi.dashboard.address.filters import Reader
from kpi.dashboard.current import current
from kpi.dashboard.links import draw_document
from kpi.dashboard.markdown import plain
from kpi.dashboard.parts.columns import indicator_columns, indicator_frame, table_height
from kpi.dashboard.parts.page_head import draw_head, draw_unknown, is_empty
from kpi.dashboard.parts.selected_rows import draw_chosen
from kpi.views.dashboard.table import GroupBy, groups

BY = "by"


def main() -> None:
    now = current()
    if is_empty(now):
        return
    text = now.text
    draw_head(now, now.selection.headline)
    reader = Reader({BY: st.query_params.get_all(BY)})
    by = GroupBy(reader.one(BY, [str(way) for way in GroupBy]) or GroupBy.NOTHING)
    draw_unknown(now, reader.unknown)
    ways = {way.value: text.say(f"dashboard.table.by_{way}") for way in GroupBy}
    widgets.switch(BY, text.say("dashboard.table.group"), ways, by.value, GroupBy.NOTHING.value)
    st.caption(text.say("dashboard.table.hint"))
    chosen = []
    for place, group in enumerate(groups(now.selection, by)):
        if group.heading:
            st.subheader(plain(f"{group.heading} ({len(group.rows)})"), anchor=False)
        event = st.dataframe(
            indicator_frame(now.board, group.rows),
            hide_index=True,
            column_config=indicator_columns(text),
            key=f"rows.{by}.{place}",
            on_select="rerun",
            selection_mode="multi-row",
            alt=now.selection.headline,
            placeholder="—",
            height=table_height(len(group.rows)),
        )
        chosen += [group.rows[row] for row in event["selection"]["rows"] if row < len(group.rows)]
    draw_chosen(now, chosen)
    draw_document(now, "indicators")


main()
