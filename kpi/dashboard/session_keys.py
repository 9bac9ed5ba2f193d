"""The keys of a session, in one place."""

from enum import StrEnum


class SessionKey(StrEnum):
    CURRENT = "current"  # what this run shows, made once by dashboard.py for the page that runs
    OWN = "own"  # the workbooks that somebody tries, with what they measure to; this session alone
    TRIAL = "trial"  # what was read of the files that lie in the uploader
    WHO = "who"  # the tag of the session of ours that the state belongs to; only compared, never believed


def widget(name: str) -> str:
    """The key of the widget that a parameter of the address is bound to."""
    return f"address.{name}"
