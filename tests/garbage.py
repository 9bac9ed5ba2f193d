"""Python's collector of reference cycles, tuned for a run of the tests as the site tunes itself (`kpi.web.readiness`).

A worker holds a million values before its first test: modules, thousands of collected tests. At the usual thresholds
they were all looked through again and again, a tenth of the processor's time. What no cycle holds is let go at once as
ever, and a test that awaits that a cycle is gone calls `gc.collect` itself.
"""

import gc

#: new values until the youngest are looked through; of the site it is Python's own
YOUNGEST = 50_000


def collect_seldom() -> None:
    """From now on, in this process."""
    gc.set_threshold(YOUNGEST, *gc.get_threshold()[1:])


def leave_out_what_is_there() -> None:
    """What has been made until now lives as long as the process."""
    gc.collect()
    gc.freeze()
