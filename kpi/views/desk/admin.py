"""Керування: what an editor looks after. Values only; kpi.web.desk makes them."""

from dataclasses import dataclass

from kpi.views.common.localized_name import LocalizedName


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingLine:
    """A submission that waits for an approval; `subject` its goal, or the indicator that is to be opened.

    access  who would see the indicator; "" where a workbook waits, which is looked at on its own page
    """

    number: int
    subject: LocalizedName
    who: str
    when: str
    filename: str
    access: str


@dataclass(frozen=True, slots=True)
class MissingLine:
    """What one department has not reported of one goal; `codes` of its indicators."""

    department: str
    goal: LocalizedName
    codes: tuple[str, ...]
    overdue: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryLine:
    """A row of the journal. `reason`: why, as the person wrote it; "" where no reason was asked for."""

    when: str
    who: str
    action: str
    reason: str
    goals: str
    files: str


@dataclass(frozen=True, slots=True)
class JournalFilter:
    """What the journal's form holds; days as YYYY-MM-DD, "" for nothing."""

    since: str = ""
    until: str = ""
    actor: str = ""
    goal: str = ""
    action: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Admin:
    """The page. `found` tells how many entries the journal has; of them the newest are shown.

    deeds  the kinds of deeds that the journal has at all, by code and in words
    """

    notice: str
    administrator: bool
    waiting: tuple[WaitingLine, ...]
    missing: tuple[MissingLine, ...]
    chosen: JournalFilter
    found: str
    deeds: tuple[tuple[str, str], ...]
    entries: tuple[EntryLine, ...]
