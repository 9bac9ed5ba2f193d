"""The log of the server: a line of JSON for each thing, without addresses, logins, query values or texts of people.

What failed is told by the class of the error and the places in our code that it passed, never by its message: a message
may repeat what somebody typed.
"""

import json
import logging
import sys
import threading
import traceback
from datetime import UTC, datetime
from pathlib import Path

from kpi.settings import PACKAGE

#: fields that our own calls add to a record by `extra`
_FIELDS = ("event", "reason", "method", "route", "status", "ms", "bytes")
_LEVELS = {"requests": logging.INFO, "trouble": logging.WARNING, "off": logging.CRITICAL + 1}
#: places of a failure that are told, the innermost last
_DEEPEST = 12


class JsonFormatter(logging.Formatter):
    """A record as one line."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        told: dict[str, object] = {"at": at, "level": record.levelname.lower()}
        told |= {name: getattr(record, name) for name in _FIELDS if hasattr(record, name)}
        if "event" not in told:
            told |= {"event": record.name, "message": record.getMessage() if _is_ours(record) else str(record.msg)}
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            told |= failure(error)
        return json.dumps(told, ensure_ascii=False)


def failure(error: BaseException) -> dict[str, object]:
    """What may be told of an error: its class, the store's reason, the places it passed."""
    chain = [error]
    while (cause := chain[-1].__cause__ or chain[-1].__context__) is not None and cause not in chain:
        chain.append(cause)
    frames = traceback.extract_tb(error.__traceback__)[-_DEEPEST:]
    told: dict[str, object] = {
        "error": [type(one).__name__ for one in chain],
        "where": [f"{_place(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames],
    }
    # by its name: the store takes a second to import, for which the port does not wait
    reasons = [getattr(one, "reason", "") for one in chain if type(one).__name__ == "StoreError"]
    return told | ({"reason": reasons[0]} if reasons else {})


def _place(filename: str) -> str:
    """A file of ours by its path in the package, another by its name."""
    file = Path(filename)
    return file.relative_to(PACKAGE.parent).as_posix() if file.is_relative_to(PACKAGE) else file.name


def _is_ours(record: logging.LogRecord) -> bool:
    """Whether the values of the message are ours; a library, or a child that reads a workbook, may repeat anything."""
    return record.name.startswith(("kpi.web.", "kpi.services.", "kpi.threads"))


def configure(level: str) -> None:
    """Send everything that is logged to the error output as lines of JSON.

    level  of POSTUP_LOG: requests, trouble, off; anything else counts as trouble
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter())
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING if level != "off" else _LEVELS["off"])
    logging.getLogger("kpi").setLevel(_LEVELS.get(level, logging.WARNING))
    threading.excepthook = _thread_failed


def _thread_failed(args: threading.ExceptHookArgs) -> None:
    info = None if args.exc_value is None else (args.exc_type, args.exc_value, args.exc_traceback)
    logging.getLogger("kpi.threads").error("a thread failed", exc_info=info)
