"""How fast the store is: loading the shipped edition, reading a release, publishing one more workbook."""

import tempfile
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from benchmarks.timing import Timing, interleaved
from benchmarks.years import CALENDAR
from kpi.access import closed_today, public_slice
from kpi.services.publishing import CheckedWorkbook, Receipt, batches, check, load
from kpi.services.publishing.loading.folders import Batch
from kpi.services.publishing.outsiders.slices import Slices, as_told
from kpi.services.publishing.release_writer import PublicationContext, enter
from kpi.store import Store, open_store, read_internal, read_public, releases
from kpi.store.read import dataset
from kpi.store.read import releases as store_releases
from kpi.store.uploads import publications
from kpi.workbook import Expected

ROOT = Path(__file__).resolve().parents[1]
_DAY = date(2026, 11, 14)
#: goals whose workbooks are published one by one on a day
_PUBLICATIONS = 8


def timings() -> list[Timing]:
    """Loading once, reading as medians of interleaved runs; in a folder that is removed afterwards."""
    edition = sorted(plan.parent for plan in (ROOT / "data").glob("*/plan.xlsx"))[-1]
    with tempfile.TemporaryDirectory() as folder:
        where = str(Path(folder) / "postup.sqlite")
        store = open_store(where)
        whole, found = _once(lambda: load(batches([edition]), today=_DAY, store=store))
        again, _ = _once(lambda: load(batches([edition]), today=_DAY, store=store))
        data = read_internal(where=where)
        rows = len(data.observations)
        same = [check((edition / "plan.xlsx").read_bytes(), "plan.xlsx", Expected(fiscal_year=CALENDAR))]
        medians = interleaved(
            {
                "internal": lambda: read_internal(where=where),
                "public": lambda: read_public(where=where),
                "slice": lambda: public_slice(data, _DAY),
                "again": lambda: _entered(store, same),
            }
        )
        day = _told_in_public(edition, Path(folder) / "day.sqlite")
        books = sum(len(receipt.files) for receipt in found)
        count = len(releases(where=where))
    return [
        Timing(
            name="load the edition",
            value=whole,
            note=f"{books} workbooks, {count} releases, read and checked in a child",
        ),
        Timing(name="load it again", value=again, ratio=again / whole, note="nothing is new; × the first load"),
        Timing(name="read a release, whole", value=medians["internal"], note=f"{rows} observations", limit="≤ 150 ms"),
        Timing(
            name="read a release, public",
            value=medians["public"],
            ratio=medians["public"] / medians["internal"],
            limit="≤ 150 ms",
        ),
        Timing(name="cut the public slice", value=medians["slice"]),
        day,
        Timing(name="publish a known file", value=medians["again"], note="says that it is known"),
    ]


def _entered(store: Store, checked: list[CheckedWorkbook]) -> Receipt:
    """The publishing transaction alone, without reading."""
    with store.writing() as connection:
        return enter(connection, store, checked, PublicationContext(published=_DAY))


def _told_in_public(edition: Path, where: Path) -> Timing:
    """Finding by which publications of a day something public changed.

    The worst there is: a goal's workbook each, none of them on the day that it is published for, so that none of them
    gives its moment and all are read and cut.
    """
    store = open_store(str(where))
    files = (edition / "plan.xlsx", *sorted((edition / "goals").glob("*.xlsx"))[:_PUBLICATIONS])
    load([Batch((file,), _DAY) for file in files], today=_DAY, store=store)
    with store.reading() as connection:
        (release,) = store_releases(connection, store.community)
        made, read = publications(connection, release), partial(dataset, connection)
        closed = closed_today(read(release), release.published)
        whole = {"told": lambda: as_told(Slices(read, release, closed, ()), made, None)}
        value = interleaved(whole, runs=3, clock=time.process_time)["told"]
    note = f"{len(made)} of one day, each read and cut; milliseconds of the processor"
    return Timing(name="tell a day of publications", value=value, note=note)


def _once(task: Callable[[], list[Receipt]]) -> tuple[float, list[Receipt]]:
    began = time.perf_counter()
    result = task()
    return 1000 * (time.perf_counter() - began), result
