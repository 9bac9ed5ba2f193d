"""The served process without pyarrow until the dashboard is asked for; then tables go to it and back as ever."""

import os
import subprocess
import sys
from pathlib import Path

import pandas as pd

from kpi.cli.without_arrow import import_pandas
from tests.shipped import ROOT

_TABLES = """
import sys
from kpi.cli.without_arrow import import_pandas
import_pandas()
import pandas as pd
from kpi.measure import dataset
assert "pyarrow" not in sys.modules
frame = pd.DataFrame({
    "text": pd.Series(["Пости́п", "", None], dtype="str"),
    "free": ["а", None, "б"],
    "whole": pd.Series([1, None, 3], dtype="Int32"),
    "number": [0.1, float("nan"), 3],
    "sure": [True, False, True],
    "day": pd.to_datetime(["2026-01-31", None, "2026-03-31"]),
    "kind": pd.Categorical(["x", "y", "x"]),
})
assert frame["text"].dtype == pd.Series(["a"]).dtype == "str"
from streamlit.dataframe_util import convert_arrow_bytes_to_pandas_df, convert_pandas_df_to_arrow_bytes
sent = convert_pandas_df_to_arrow_bytes(frame)
assert "pyarrow" in sys.modules
pd.testing.assert_frame_equal(convert_arrow_bytes_to_pandas_df(sent), frame)
"""
_SERVED = """
import sys
from kpi.cli.commands import serve
serve._load("http://localhost", demo=False)
sys.exit(10 + ("pyarrow" in sys.modules))
"""


def _exit_code(code: str, folder: Path) -> int:
    own = {**os.environ, "POSTUP_STORE": str(folder / "postup.sqlite"), "DATABASE_URL": ""}
    return subprocess.run((sys.executable, "-c", code), cwd=ROOT, env=own, check=False).returncode


def test_tables_go_to_arrow_and_back_when_the_dashboard_comes_later(tmp_path: Path) -> None:
    assert _exit_code(_TABLES, tmp_path) == 0


def test_the_site_is_served_without_arrow(tmp_path: Path) -> None:
    assert _exit_code(_SERVED, tmp_path) == 10


def test_nothing_happens_where_pandas_is_there() -> None:
    before = sys.modules.get("pyarrow")
    import_pandas()
    assert sys.modules.get("pyarrow") is before
    assert sys.modules["pandas"] is pd
