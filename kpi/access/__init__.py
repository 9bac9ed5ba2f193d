"""Who may see and do: the public slice of a dataset; the rules of passwords, sessions, tries and rights.

Rules only: what is kept of accounts is in kpi.store, both are joined in kpi.services.sign_in.
"""

from kpi.access.closed_values import ClosedToday, tells_nothing_closed
from kpi.access.public_slice import apply_current_restrictions, closed_today, public_codes, public_slice, told_codes
from kpi.access.rights import RIGHTS, Right, allows, may

__all__ = [
    "RIGHTS",
    "ClosedToday",
    "Right",
    "allows",
    "apply_current_restrictions",
    "closed_today",
    "may",
    "public_codes",
    "public_slice",
    "tells_nothing_closed",
    "told_codes",
]
