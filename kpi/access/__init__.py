"""Who may see and do: the public slice of a dataset; accounts, roles and sessions come with signing in."""

from kpi.access.slice import for_audience, public_slice, tightened

__all__ = ["for_audience", "public_slice", "tightened"]
