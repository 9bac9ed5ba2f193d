"""A city whose years begin in July: its workbooks in English, in dollars and miles, typed up to October 2026.

1.1.1  yearly, told up to FY2026, which ended on 30 June 2026
1.1.2  a flow told by quarters, the first of FY2027 the last
1.1.3  a running total told by months, which are the calendar's
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from tests.workbook.test_english import Rows, saved

TODAY = date(2026, 11, 10)
PLAN: Mapping[str, Rows] = {
    "Strategy": [
        ("Parameter", "Value"),
        ("Name", "Riverton Forward"),
        ("Community", "City of Riverton"),
        ("Edition", "2024-2028"),
        ("First year", "FY2024"),
        ("Last year", "2027/28"),
        ("Base year", 2023),
        ("Data are illustrative", "no"),
        ("Currency", "USD"),
        ("First month of the year", "July"),
        ("Time zone", "America/Chicago"),
        ("Days to report", 45),
        ("Days to report, yearly", 120),
    ],
    "Operational goals": [("Code", "Name", "Responsible department"), ("1.1", "Safe streets", "Public works")],
    "Departments": [("Code", "Name", "Contact"), ("works", "Public works", "works@example.org")],
}
#: miles of each quarter from the first of FY2024 on
QUARTERS = (4, 3, 3, 5, 4, 4, 4, 6, 5, 4, 3, 6, 5)
#: calls up to the end of each month of FY2026 and of the first four of FY2027
CALLS = (10, 21, 33, 44, 52, 60, 71, 80, 92, 101, 113, 124, 9, 17, 28, 37)
WORKS = ("Public works", "Log")
GOAL: Mapping[str, Rows] = {
    "Indicators": [
        (
            *("Code", "Name", "Unit", "Direction", "Kind", "Frequency", "Base year", "Base value", "Target FY2026"),
            *("Target 2027/28", "Responsible department", "Data source"),
        ),
        ("1.1.1", "Roads in good condition", "miles", "increase", "level", "year", "2022/23", 40, 60, 80, *WORKS),
        ("1.1.2", "Miles resurfaced", "miles", "increase", "flow of the year", "quarter", 2023, 12, 18, 22, *WORKS),
        ("1.1.3", "Calls answered", "calls", "increase", "running total", "month", 2023, 100, 120, 140, *WORKS),
    ],
    "Observations": [
        ("Code", "Year", "Quarter", "Month", "Value", "Comment"),
        ("1.1.1", "FY2024", None, None, 48, ""),
        ("1.1.1", "2024/25", None, None, 53, ""),
        ("1.1.1", 2026, None, None, 61.5, ""),
        *(("1.1.2", 2024 + n // 4, f"Q{n % 4 + 1}", None, value, "") for n, value in enumerate(QUARTERS)),
        *(
            ("1.1.3", f"FY{2026 + n // 12}", None, (n + 6) % 12 + 1, value, "")
            for n, value in enumerate(CALLS)
        ),
    ],
    "Measures": [
        ("Code", "Name", "State", "Due", "Done %", "Budget planned"),
        ("1.1", "Pave", "in progress", "31 December 2026", 40, 2.5e6),
    ],
}  # fmt: skip


def write(folder: Path) -> Path:
    """`folder`/plan.xlsx and goals/1.1.xlsx."""
    (folder / "goals").mkdir(parents=True)
    (folder / "plan.xlsx").write_bytes(saved(PLAN))
    (folder / "goals/1.1.xlsx").write_bytes(saved(GOAL))
    return folder
