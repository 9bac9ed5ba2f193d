"""Випуски: the list, two of them side by side, the way back. Values only; kpi.web.desk makes them."""

from dataclasses import dataclass

from kpi.model import Status
from kpi.views.common.localized_name import LocalizedName
from kpi.views.desk.uploads import ChangeLine


@dataclass(frozen=True, slots=True)
class ReleaseLine:
    """A release. `day` YYYY-MM-DD as addresses have it, `when` as people read it; `current` the last one."""

    day: str
    when: str
    uploads: str
    note: str
    current: bool


@dataclass(frozen=True, slots=True)
class StatusLine:
    """A status that two releases tell differently; `before` None where the earlier one has no such indicator."""

    name: LocalizedName
    before: Status | None
    after: Status


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasesCompared:
    """Two releases side by side.

    others   what changes besides values, a sentence each
    cut      how many lines of how many are shown, "" where all are
    back_to  the day of the release whose state may be brought back from here; "" where it may not
    goes_back  what bringing it back would change now, values too, a sentence each
    """

    old: str
    new: str
    heading: str
    summary: str
    lines: tuple[ChangeLine, ...]
    others: tuple[str, ...]
    cut: str
    statuses: tuple[StatusLine, ...]
    back_to: str
    goes_back: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Releases:
    """The page. `old` and `new` are the days chosen in the form; `wrong` is what could not be done."""

    token: str
    notice: str
    wrong: str
    lines: tuple[ReleaseLine, ...]
    old: str
    new: str
    compared: ReleasesCompared | None
    reason: str
