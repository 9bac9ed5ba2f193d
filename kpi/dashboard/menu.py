"""The register of pages, and the links to them that keep the common filters."""

import streamlit as st

from kpi.dashboard.current import Current
from kpi.settings import PACKAGE

#: file below pages/, which is its address too -> icon; the first is the home page
PAGES = {
    "overview": ":material/dashboard:",
    "sector": ":material/account_tree:",
    "indicator": ":material/show_chart:",
    "compare": ":material/stacked_line_chart:",
    "table": ":material/table_chart:",
    "workbook": ":material/upload_file:",
    "session": ":material/slideshow:",
}
#: the sign of the site, in the tab
MARK = str(PACKAGE / "html/static/mark.svg")
HOME = next(iter(PAGES))
#: what a page itself is about; the goal in focus has its details on the page of its sector, `goal` filters every page
ID, FOCUS = "id", "focus"
#: the pages that say something without published data, and the one without a sidebar
WITHOUT_DATA, WITHOUT_SIDEBAR = "workbook", "session"


def pages(now: Current) -> dict[str, st.Page]:
    """The pages by name, titled in the language of the run."""
    text = now.text
    name = text.say("dashboard.name")
    return {
        page: st.Page(
            f"pages/{page}.py",
            title=f"{text.say(f'dashboard.page.{page}')} · {name}",
            icon=icon,
            url_path=page,
            default=page == HOME,
        )
        for page, icon in PAGES.items()
    }


def draw_menu(now: Current, registered: dict[str, st.Page]) -> None:
    """A link to each page with what is shown in its address."""
    for page, target in registered.items():
        label = now.text.say(f"dashboard.page.{page}")
        st.page_link(target, label=label, icon=PAGES[page], query_params=now.filters.parameters())


def go(page: str, now: Current, **more: str | list[str]) -> None:
    """Go to a page with what is shown; `more` are parameters of that page."""
    st.switch_page(f"pages/{page}.py", query_params=now.filters.parameters() | more)


def go_to_goal(now: Current, code: str) -> None:
    """Go to an operational goal: it stands on the page of its sector."""
    sector = next((node.code for node in now.selection.sectors() if _holds(now, node.code, code)), "")
    go("sector", now, **{name: value for name, value in {ID: sector, FOCUS: code}.items() if value})


def _holds(now: Current, sector: str, goal: str) -> bool:
    return any(node.code == goal for node in now.selection.goals(sector))
