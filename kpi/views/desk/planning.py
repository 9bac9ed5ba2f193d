"""План стратегії: what an administrator changes of it without editing a workbook. `kpi.web.desk` fills it."""

from dataclasses import dataclass

from kpi.views.common.localized_name import LocalizedName


@dataclass(frozen=True, slots=True)
class TermField:
    """A term in days as it stands or was typed; `placeholder` what counts where it is blank."""

    name: str
    value: str
    placeholder: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentForm:
    """A department's fields; `code` "" for a new one.

    along      what it answers for, in words
    reachable  its contact holds an address that mail can be sent to
    """

    code: str
    name: str
    name_en: str
    contact: str
    confirmed: bool
    along: str = ""
    reachable: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Planning:
    """The page.

    draft     number of the unfinished draft that the forms carry on; None where they begin from what is in force
    known     there is a plan at all
    approval  everything that is sent in waits for an editor
    """

    notice: str
    wrong: str
    draft: int | None
    known: bool
    terms: tuple[TermField, ...]
    approval: bool
    departments: tuple[DepartmentForm, ...]
    new: DepartmentForm


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspensionLine:
    """A suspension as it stands. `code` and days as its form brings them back.

    over         it has ended
    review_due   it has not, and the day of its review has come
    """

    name: LocalizedName
    since: str
    since_words: str
    until: str
    until_words: str
    reason: str
    act: str
    review: str
    review_words: str
    over: bool
    review_due: bool = False


@dataclass(frozen=True, slots=True)
class Suspensions:
    """The page. `new` holds the fields of a new suspension as typed; `draft` the one that is in the way."""

    token: str
    wrong: str
    draft: int | None
    lines: tuple[SuspensionLine, ...]
    new: SuspensionLine
