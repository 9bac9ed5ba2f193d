"""The years of the strategies that are measured."""

from kpi.model import FiscalYear

CALENDAR = FiscalYear(1)
