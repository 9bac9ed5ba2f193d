"""The colour of the community on the dashboard: its links and buttons, for Streamlit's theme is one for the process."""

import streamlit as st

from kpi.charts.tokens import Theme
from kpi.dashboard.current import Current
from kpi.model.look.accent import Accent, accent_of

#: what is in the colour of links and pressed; text on it is the page's
_RULES = """
[data-testid="stAppViewContainer"] a, [data-testid="stSidebar"] a:hover { color: %(colour)s; }
[data-testid="stBaseButton-primary"] { background: %(colour)s; border-color: %(colour)s; color: %(on)s; }
[data-testid="stBaseLinkButton-secondary"]:hover, [data-testid="stBaseButton-secondary"]:hover {
  color: %(colour)s; border-color: %(colour)s;
}
"""


def draw_accent(now: Current) -> None:
    """The style of the strategy that is shown; nothing where its plan names no colour, and for own files."""
    named = now.shown.survey.dataset.strategy.colour if now.shown is not None and now.own is None else ""
    accent = accent_of(named) if named else None
    if accent is not None:
        st.html(f"<style>{accent_rules(accent, now.theme)}</style>")


def accent_rules(accent: Accent, theme: Theme) -> str:
    """The rules in a theme; both colours are held to 4.5 to 1 against its grounds (`kpi.model.look.accent`)."""
    dark = theme is Theme.DARK
    return _RULES % {"colour": accent.dark if dark else accent.light, "on": "#0F171E" if dark else "#FFFFFF"}
