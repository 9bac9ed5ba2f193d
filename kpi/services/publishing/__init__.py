"""The door: bytes → check → preview → one transaction → release. Nothing enters the store by another way."""

from kpi.services.publishing.loading.folders import Batch, PathNotFoundError, batches, is_empty, load
from kpi.services.publishing.release_writer import Receipt, RefusedError, check, raise_refused
from kpi.services.publishing.snapshot import refresh_public
from kpi.services.publishing.uploaded_workbook import CheckedWorkbook

__all__ = [
    "Batch",
    "CheckedWorkbook",
    "PathNotFoundError",
    "Receipt",
    "RefusedError",
    "batches",
    "check",
    "is_empty",
    "load",
    "raise_refused",
    "refresh_public",
]
