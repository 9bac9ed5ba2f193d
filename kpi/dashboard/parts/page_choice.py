"""Which indicator, sector or goal a page is about: chosen on the page, kept in its address."""

import streamlit as st

from kpi.dashboard.address import widgets
from kpi.dashboard.address.filters import Reader
from kpi.dashboard.current import Current
from kpi.dashboard.menu import FOCUS, ID
from kpi.dashboard.parts.page_head import draw_unknown
from kpi.views.dashboard.compare import MOST, ComparisonScale, choices

SCALE = "scale"


def _reader(name: str) -> Reader:
    return Reader({name: st.query_params.get_all(name)})


def choose_indicator(now: Current) -> str:
    """Code of an indicator that is shown, the most severe by itself; the address may name one that is not."""
    text, reader = now.text, _reader(ID)
    rows = {row.code: row for row in now.selection.rows}
    usual = min(now.selection.rows, key=lambda row: row.severity).code
    value = reader.one(ID, [row.code for row in now.board.rows]) or usual
    draw_unknown(now, reader.unknown)
    names = {code: f"{code} {row.name.name}" for code, row in rows.items()}
    row = now.board.row(value)
    if value not in names and row is not None:
        names[value] = f"{value} {row.name.name}"
    label = text.say("dashboard.indicator.choose")
    return widgets.select(ID, label, names, value, usual)


def choose_sector(now: Current) -> str:
    """Code of a sector that is shown, the first by itself; "" where the plan has none."""
    reader = _reader(ID)
    names = {node.code: node.name.name for node in now.selection.sectors()}
    if not names:
        return ""
    usual = next(iter(names))
    value = reader.one(ID, list(names)) or usual
    draw_unknown(now, reader.unknown)
    label = now.text.say("dashboard.sector.choose")
    return widgets.select(ID, label, names, value, usual)


def choose_goal(now: Current, sector: str) -> str:
    """Code of an operational goal of the sector, "" for all of them."""
    reader = _reader(FOCUS)
    names = {"": now.text.say("dashboard.sector.every_goal")}
    names |= {goal.code: f"{goal.code} {goal.name.name}" for goal in now.selection.goals(sector)}
    value = reader.one(FOCUS, [code for code in names if code]) or ""
    draw_unknown(now, reader.unknown)
    return widgets.select(FOCUS, now.text.say("dashboard.sector.goal"), names, value)


def choose_lines(now: Current) -> tuple[tuple[str, ...], ComparisonScale]:
    """Codes of two to six indicators and goals, and the scale; by themselves the first sectors' goals."""
    text, reader = now.text, Reader({name: st.query_params.get_all(name) for name in (ID, SCALE)})
    names = choices(now.board)
    codes = reader.many(ID, list(names))[:MOST]
    scale = ComparisonScale(reader.one(SCALE, [str(one) for one in ComparisonScale]) or ComparisonScale.WAY)
    draw_unknown(now, reader.unknown)
    label = text.say("dashboard.compare.choose")
    widgets.several(ID, label, names, codes, empty=label, most=MOST)
    scales = {one.value: text.say(f"dashboard.compare.on.{one}") for one in ComparisonScale}
    widgets.switch(SCALE, text.say("dashboard.compare.scale"), scales, scale.value, ComparisonScale.WAY.value)
    return codes, scale
