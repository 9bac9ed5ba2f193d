"""The sidebar: the menu and the common filters."""

from collections.abc import Sequence

import streamlit as st

from kpi.dashboard import releases
from kpi.dashboard.address import widgets
from kpi.dashboard.address.filters import FilterParameter, Filters
from kpi.dashboard.current import Current, ShownRelease
from kpi.dashboard.menu import draw_menu
from kpi.model import Basis, Status, edition_address
from kpi.text import Text
from kpi.views.public.editions import entries


def draw_sidebar(now: Current, pages: dict[str, st.Page]) -> None:
    """Menu, filters, language."""
    with st.sidebar:
        draw_menu(now, pages)
        if now.shown is not None:
            st.subheader(now.text.say("dashboard.filter.title"), anchor=False)
            _draw_filters(now, now.shown)
        label = now.text.say("dashboard.filter.language")
        names = {language.value: language.name for language in now.text.languages}
        if len(names) > 1:
            widgets.switch(FilterParameter.LANGUAGE, label, names, now.filters.language.value, now.text.default.value)


def _draw_filters(now: Current, shown: ShownRelease) -> None:
    text, filters = now.text, now.filters
    if len(shown.editions) > 1:
        _draw_edition(text, filters, shown)
    if shown.days:
        _draw_release(text, filters, shown)
    if shown.quarters:
        _draw_quarter(text, filters, shown)
    _draw_chosen(text, filters, shown)
    if shown.board.survey.moments and shown.days:
        ways = {way.value: text.say(f"history.way.{way}") for way in Basis}
        label = text.say("dashboard.filter.history")
        widgets.select(FilterParameter.HISTORY, label, ways, filters.history.value, Basis.KNOWN.value)
    if filters != Filters(language=filters.language, default=filters.default):
        st.button(text.say("dashboard.filter.clear"), icon=":material/filter_alt_off:", on_click=_clear)


def _draw_chosen(text: Text, filters: Filters, shown: ShownRelease) -> None:
    """Sectors, goals, tasks, departments, statuses."""
    everything = text.say("dashboard.filter.all")
    statuses = {status.value: text.say(f"status.{status}") for status in Status}
    listed: tuple[tuple[FilterParameter, dict[str, str], Sequence[str]], ...] = (
        (FilterParameter.SECTOR, {named.code: named.name for named in shown.sectors}, filters.sectors),
        (FilterParameter.GOAL, {named.code: f"{named.code} {named.name}" for named in shown.goals}, filters.goals),
        (FilterParameter.TASK, dict(shown.tasks), filters.tasks),
        (FilterParameter.DEPARTMENT, {named.code: named.name for named in shown.departments}, filters.departments),
        (FilterParameter.STATUS, statuses, [status.value for status in filters.statuses]),
    )
    for name, options, chosen in listed:
        if options:
            widgets.several(name, text.say(f"dashboard.filter.{name}"), options, chosen, empty=everything)


def _draw_edition(text: Text, filters: Filters, shown: ShownRelease) -> None:
    """The editions of the strategy; the one in force is what an address without a name means."""
    present = releases.edition_of(None, None)
    told = entries(shown.editions, present, present, text)
    options = {
        "" if one.edition == present else edition_address(one.edition): entry.words
        for one, entry in zip(shown.editions, told, strict=True)
    }
    widgets.select(FilterParameter.EDITION, text.say("dashboard.filter.edition"), options, filters.edition)


def _draw_release(text: Text, filters: Filters, shown: ShownRelease) -> None:
    days = {"": text.say("dashboard.filter.known_last", day=text.date(shown.days[0]))}
    days |= {day.isoformat(): text.say("dashboard.filter.known", day=text.date(day)) for day in shown.days[1:]}
    value = filters.release.isoformat() if filters.release else ""
    widgets.select(FilterParameter.RELEASE, text.say("dashboard.filter.release"), days, value)


def _draw_quarter(text: Text, filters: Filters, shown: ShownRelease) -> None:
    quarters = {quarter.code: text.period(quarter) for quarter in shown.quarters} | {"": _latest(text, shown)}
    widgets.slider(FilterParameter.QUARTER, text.say("dashboard.filter.quarter"), quarters, filters.quarter)


def _latest(text: Text, shown: ShownRelease) -> str:
    """The last day: a quarter, half-year or year of the history where it ends one."""
    day = shown.last_day
    fiscal = shown.board.survey.fiscal_year
    end = fiscal.reached(day)
    span = shown.board.rhythm.months
    whole = end % span == 0 and fiscal.last_day(end) == day
    return text.period(fiscal.ending(end, span)) if whole else text.date(day)


def _clear() -> None:
    """Forget all common filters but the language; what a page itself shows stays."""
    for name in FilterParameter:
        if name is not FilterParameter.LANGUAGE:
            st.query_params.pop(name, None)
