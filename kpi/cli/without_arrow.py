"""pandas without pyarrow, for a process whose readers may never ask for the dashboard (decision 0047).

pandas imports pyarrow where it is installed; it is there for Streamlit alone, and holds 35 MiB. Our texts are Python's
own strings in either case (`kpi.measure.dataset`).
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import cast

_ARROW = "pyarrow"


def import_pandas() -> None:
    """Import pandas as where pyarrow is not installed; nothing happens where either of the two is imported already.

    Whoever imports pyarrow later has the whole of it, and tables go from pandas to it and back. pandas alone has no
    `ArrowDtype` for the life of the process: asked for one it raises ImportError.
    """
    if _ARROW in sys.modules or "pandas" in sys.modules:
        return
    # by the language's own rule a module that is None cannot be imported
    sys.modules[_ARROW] = cast(ModuleType, None)
    try:
        import_module("pandas")
    finally:
        del sys.modules[_ARROW]
