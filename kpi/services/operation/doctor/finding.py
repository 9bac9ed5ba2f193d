"""What a check has found, as a value; the words are made where it is shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class State(StrEnum):
    """How a check came out."""

    OK = "ok"
    ATTENTION = "attention"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """A line of the report.

    check    what was looked at: a key below `doctor.check`
    message  key of the sentence; cure: key of what to do about it, "" where there is nothing to do
    values   what both sentences need, by name
    """

    check: str
    state: State
    message: str
    cure: str = ""
    values: Mapping[str, object] = field(default_factory=dict)


def ok(check: str, message: str, **values: object) -> Finding:
    return Finding(check, State.OK, message, values=values)


def attention(check: str, message: str, cure: str, **values: object) -> Finding:
    return Finding(check, State.ATTENTION, message, cure, values)


def wrong(check: str, message: str, cure: str, **values: object) -> Finding:
    return Finding(check, State.WRONG, message, cure, values)
