"""Filters of an address that there is nothing for: they are left aside, and the page says so."""

from collections.abc import Iterable, Mapping

from kpi.model import Status
from kpi.text import Text

#: letters of a stranger's value that are shown
_SHOWN = 40


def words(parameters: Mapping[str, str], sectors: Iterable[str], departments: Iterable[str], text: Text) -> str:
    """A sentence that names what was not understood; "" where all was.

    parameters  of the address: `status` holds codes divided by commas
    sectors, departments  codes that there are
    """
    known = {"sector": set(sectors), "department": set(departments)}
    strange = [code for code in parameters.get("status", "").split(",") if code and code not in set(Status)]
    strange += [given for name, codes in known.items() if (given := parameters.get(name, "")) and given not in codes]
    if not strange:
        return ""
    quoted = ", ".join(text.quoted(one[:_SHOWN]) for one in strange)
    return text.count("filters.unknown", len(strange), values=quoted)
