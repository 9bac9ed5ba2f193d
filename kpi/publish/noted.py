"""The last files as read, so that the preview right after an upload need not read them again. The same bytes say the
same on the same day; three files are kept in the process, each at most as large as an upload may be."""

import threading
from collections import OrderedDict
from datetime import date

from kpi.publish.checked import Checked

_LOCK = threading.Lock()
_NOTED: OrderedDict[tuple[str, str, str, date], Checked] = OrderedDict()
_MOST = 3


def note(checked: Checked, goal: str, day: date) -> None:
    """Keep a goal's file as it was read."""
    with _LOCK:
        _NOTED[checked.sha256, checked.reading.file, goal, day] = checked
        while len(_NOTED) > _MOST:
            _NOTED.popitem(last=False)


def noted(sha256: str, filename: str, goal: str, day: date) -> Checked | None:
    """The file, where it is still kept."""
    with _LOCK:
        return _NOTED.get((sha256, filename, goal, day))
