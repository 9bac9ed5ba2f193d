"""The earlier release that counts are compared with: chosen on the page, kept in its address."""

import streamlit as st

from kpi.dashboard import releases
from kpi.dashboard.address import widgets
from kpi.dashboard.address.filters import Reader
from kpi.dashboard.current import Current
from kpi.dashboard.parts.page_head import draw_unknown
from kpi.measure.results import Survey
from kpi.views.common.page_frame import release_day

AGAINST = "against"
_NOTHING = "none"


def choose_earlier(now: Current) -> Survey | None:
    """The survey of the earlier release, by itself the one before the shown; None where none is there or wanted."""
    shown, text = now.shown, now.text
    if shown is None or now.own is not None:
        return None
    days = [day for day in shown.days if day < release_day(shown.survey)]
    if not days:
        return None
    codes = {day.isoformat(): day for day in days}
    reader = Reader({AGAINST: st.query_params.get_all(AGAINST)})
    value = reader.one(AGAINST, [*codes, _NOTHING]) or days[0].isoformat()
    draw_unknown(now, reader.unknown)

    options = {code: text.date(day) for code, day in codes.items()} | {_NOTHING: text.say("dashboard.no_comparison")}
    widgets.select(AGAINST, text.say("dashboard.compare_with"), options, value, days[0].isoformat())
    edition = shown.survey.dataset.strategy.edition
    return releases.survey(codes[value], edition=edition) if value in codes else None
