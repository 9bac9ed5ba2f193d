"""The door: bytes → check → preview → one transaction → release. Nothing enters the store by another way."""

from kpi.publish.door import Checked, Receipt, RefusedError, check, refuse
from kpi.publish.folders import Batch, PathNotFoundError, batches, is_empty, load
from kpi.publish.public import refresh_public

__all__ = [
    "Batch",
    "Checked",
    "PathNotFoundError",
    "Receipt",
    "RefusedError",
    "batches",
    "check",
    "is_empty",
    "load",
    "refresh_public",
    "refuse",
]
