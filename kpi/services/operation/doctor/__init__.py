"""Is the site well? Each check answers in a sentence: well, worth a look, or wrong, and what to do about it."""

from kpi.services.operation.doctor.checkup import examine
from kpi.services.operation.doctor.finding import Finding, State

__all__ = ["Finding", "State", "examine"]
