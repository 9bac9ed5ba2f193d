"""`Dataset.corrective_actions` of a release, from all that was said of each until then."""

import pandas as pd
from sqlalchemy import Connection, select

from kpi.measure.chain.corrective_fates import REVISIONS
from kpi.measure.chain.corrective_fates import corrective_actions as made_of
from kpi.store import schema
from kpi.store.as_of import AsOf
from kpi.store.frames import fetch


def corrective_actions(connection: Connection, until: AsOf) -> pd.DataFrame:
    """The frame."""
    table = schema.CORRECTIVE_ACTION.table
    query = select(*(table.c[name] for name in REVISIONS)).where(until.of(schema.CORRECTIVE_ACTION))
    return made_of(fetch(connection, query.order_by(table.c.published, table.c.seq), REVISIONS))
