"""The frames of what is done about a strategy: the same from workbooks and from the store."""

from pathlib import Path

import pandas as pd

from kpi.measure.books import dataset_from_books
from kpi.measure.oversight.frames import oversight_frames
from kpi.measure.schemas.oversight import FRAMES
from kpi.model import Oversight
from kpi.store import open_store
from kpi.store.read import dataset, releases
from tests.books import MAY, checked, hospitals, oversight, plan
from tests.publishing import publish


def test_every_frame_has_the_columns_that_are_documented() -> None:
    for given in (Oversight(), oversight()):
        for name, made in oversight_frames(given).items():
            assert {column: str(dtype) for column, dtype in made.dtypes.items()} == dict(FRAMES[name]), name


def test_assignments_name_their_departments_by_code() -> None:
    made = oversight_frames(oversight(), lambda word: f"<{word}>")["assignments"]
    assert set(made["department"]) == {"<health>", "<sport>"}


def test_the_store_makes_the_frames_of_the_workbook(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "postup.sqlite"))
    publish([checked(plan()), checked(hospitals())], MAY, store=store)
    with store.reading() as connection:
        kept = dataset(connection, releases(connection, store.community)[-1])
    made = dataset_from_books([(hospitals(), MAY)], plan())
    for name in FRAMES:
        pd.testing.assert_frame_equal(getattr(kept, name), getattr(made, name))
