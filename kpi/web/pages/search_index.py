"""What the search of the saved edition (static/search.js) looks at: it stands in the list of indicators itself."""

import json

from kpi.text.markup import Markup, el
from kpi.views.common.board import Board
from kpi.web.addresses import Address
from kpi.web.saved_links import page_file


def rows(made: Board, *, listed: bool) -> Markup:
    """The data of `searched_rows` as an element that runs nothing."""
    return el("script", Markup(searched_rows(made, listed=listed)), type="application/json", id="postup-rows")


def searched_rows(made: Board, *, listed: bool = False) -> str:
    """JSON that may stand in a script element: file of an indicator -> what search.js looks at.

    listed  the list stands on several pages, so that what is found needs its name and status beside
    """
    entries, text = made.search_index.entries(), made.text
    told = {
        page_file(Address("indicator", (("id", row.code),))): {
            "sector": getattr(made.sector_of(row), "code", ""),
            "department": row.department.code,
            "status": str(row.status),
            "code": row.code,
            "words": " ".join(sorted(entries[row.code].told)),
            **({"name": row.name.name, "says": text.say(f"status.{row.status}")} if listed else {}),
        }
        for row in made.rows
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
