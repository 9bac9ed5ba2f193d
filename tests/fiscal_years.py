"""The years of the strategies that tests make: the calendar's unless a test is about others."""

from kpi.model import FiscalYear

CALENDAR = FiscalYear(1)
#: 2026 is 01.07.2025-30.06.2026
JULY = FiscalYear(7)
#: 2026 is 01.10.2025-30.09.2026, its first quarter October to December
OCTOBER = FiscalYear(10)
