"""Керування: what an editor looks after. Values only; kpi.web.desk makes them."""

from dataclasses import dataclass

from kpi.views.common.localized_name import LocalizedName


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingLine:
    """A submission that waits for an approval; `subject` its goal, or the indicator whose access is to change.

    access    who would see the indicator; "" where a workbook waits, which is looked at on its own page
    stamp     what a tick brings back: the draft as it was shown
    effect    what approving would do, a sentence each
    words     explanations and comments that everybody would read, each with what it is about
    refusal   why it cannot be approved as it is, "" where it can
    """

    number: int
    stamp: str
    subject: LocalizedName
    who: str
    when: str
    filename: str
    access: str
    effect: tuple[str, ...]
    words: tuple[tuple[str, str], ...]
    refusal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryLine:
    """A row of the journal.

    subject  to whom or to what it was done, what a publication holds
    reason   why, as the person wrote it; "" where no reason was asked for
    files    numbers of receipts with their files, "" where one has none
    """

    day: str
    time: str
    who: str
    action: str
    subject: str
    reason: str
    goals: str
    files: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalFilter:
    """What the journal's form holds; days as YYYY-MM-DD, "" for nothing."""

    since: str = ""
    until: str = ""
    actor: str = ""
    subject: str = ""
    goal: str = ""
    action: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalPart:
    """The journal. `found` tells how many entries the filter lets through; of them the newest are shown.

    deeds  the kinds of deeds that the journal has at all, by code and in words
    """

    chosen: JournalFilter
    found: str
    deeds: tuple[tuple[str, str], ...]
    entries: tuple[EntryLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Admin:
    """The page. `missing` says how many reports are awaited from how many departments; "" where none is.

    done  what became of each submission of the last decision, a sentence each
    """

    token: str
    notice: str
    administrator: bool
    waiting: tuple[WaitingLine, ...]
    done: tuple[str, ...]
    missing: str
    journal: JournalPart
