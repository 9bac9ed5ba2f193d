"""What the search of the saved edition (static/search.js) looks at: it stands in the list of indicators itself."""

import json

from kpi.measure.results import Survey
from kpi.text import Text
from kpi.text.markup import Markup, el
from kpi.views.common.board import board
from kpi.web.addresses import Address
from kpi.web.saved_links import page_file


def rows(survey: Survey) -> Markup:
    """The data of `searched_rows` as an element that runs nothing."""
    return el("script", Markup(searched_rows(survey)), type="application/json", id="postup-rows")


def searched_rows(survey: Survey) -> str:
    """JSON that may stand in a script element: file of an indicator -> what search.js looks at."""
    made = board(survey, Text(survey.dataset.strategy.language))
    entries = made.search_index.entries()
    told = {
        page_file(Address("indicator", (("id", row.code),))): {
            "sector": getattr(made.sector_of(row), "code", ""),
            "department": row.department.code,
            "status": str(row.status),
            "code": row.code,
            "words": " ".join(sorted(entries[row.code].told)),
        }
        for row in made.rows
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
