"""What was observed: every revision that a release knows, oldest first."""

import numpy as np
import pandas as pd
from sqlalchemy import Connection, and_, case, func, select

from kpi.measure import dataset as ds
from kpi.store import schema
from kpi.store.as_of import AsOf
from kpi.store.frames import fetch

#: kinds of uploads by which an editor changes what was published: the first two bring an earlier state back
DEEDS = ("undo", "restore", "withdrawal")


def observations(connection: Connection, until: AsOf) -> pd.DataFrame:
    """Every revision, oldest first; one that repeats what stood there before (loaded late, as history) is left out."""
    table = schema.OBSERVATION.table
    uploads, made = schema.UPLOAD, schema.RELEASE
    deed = case((uploads.c.kind.in_(DEEDS), uploads.c.kind), else_="")
    named = [table.c[name] for name in ds.OBSERVATIONS if name in table.c]
    query = (
        select(
            *named,
            uploads.c.sha256.label("source_file"),
            uploads.c.department,
            deed.label("deed"),
            case((uploads.c.kind.in_(DEEDS), func.coalesce(made.c.note, "")), else_="").label("deed_reason"),
        )
        .join(uploads, and_(uploads.c.community == table.c.community, uploads.c.seq == table.c.seq))
        .outerjoin(made, and_(made.c.community == table.c.community, made.c.seq == table.c.seq))
        .where(until.of(schema.OBSERVATION))
        .order_by(table.c.published, table.c.seq, table.c.code, table.c.breakdown, table.c.end, table.c.span_months)
    )
    found = _parts_as_written(fetch(connection, query, ds.OBSERVATIONS))
    if found["seq"].is_monotonic_increasing:
        return found
    return _without_repeats(found)


def _parts_as_written(found: pd.DataFrame) -> pd.DataFrame:
    """The parts of an indicator that one upload brought in the order of their rows in its sheet, after its totals."""
    part = (found["breakdown"] != "").to_numpy()
    if not part.any():
        return found
    row = found["cell"].where(part, "").str.extract(r"(\d+)", expand=False).astype("float64").fillna(0.0)
    keys = found[["seq", "code"]]
    upload_and_code = (keys != keys.shift()).any(axis=1).cumsum()
    return found.iloc[np.lexsort((row, part, upload_and_code))].reset_index(drop=True)


def _without_repeats(found: pd.DataFrame) -> pd.DataFrame:
    content = [*schema.OBSERVATION.content, "removed"]
    before = found.groupby(list(schema.OBSERVATION.key), sort=False)[content].shift()
    known = found.groupby(list(schema.OBSERVATION.key), sort=False).cumcount() > 0
    same = pd.Series(True, index=found.index)
    for name in content:
        same &= (found[name] == before[name]) | (found[name].isna() & before[name].isna())
    return found[~(known & same)].reset_index(drop=True)
