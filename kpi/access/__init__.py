"""Who may see and do: the public slice of a dataset; the rules of passwords, sessions, tries and rights.

Rules only: what is kept of accounts is in kpi.store, both are joined in kpi.signin.
"""

from kpi.access.rights import RIGHTS, Right, allows, may
from kpi.access.slice import public_slice, tightened

__all__ = ["RIGHTS", "Right", "allows", "may", "public_slice", "tightened"]
