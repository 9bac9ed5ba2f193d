"""Доступ до показників: who sees what, a wish for a change, its decision. Values only; kpi.web.desk makes them."""

from dataclasses import dataclass

from kpi.model import Visibility
from kpi.views.common.localized_name import LocalizedName


@dataclass(frozen=True, slots=True)
class AccessLine:
    """An indicator and who sees it; `access` and `ground` in words."""

    name: LocalizedName
    access: str
    ground: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedLine:
    """A wish of the reader's own that is not settled.

    comment   what was said when it came back
    may_drop  whether its author may take it back
    """

    number: int
    subject: LocalizedName
    access: str
    when: str
    state: str
    comment: str
    may_drop: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessForm:
    """The form of an indicator as filled in so far.

    code       "" where none is chosen
    decides    the change needs another person's decision even where it closes
    hides      the reader may close at once, to be confirmed afterwards
    """

    name: LocalizedName
    now: str
    visibility: Visibility
    ground: str
    open_from: str
    delay: str
    why: str
    decides: bool
    hides: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessLook:
    """What a change would do.

    appear, vanish  period, breakdown and value of what everybody would see from now on, or no longer
    said            how many these are, a sentence
    """

    before: str
    after: str
    said: tuple[str, ...]
    appear: tuple[tuple[str, str, str], ...]
    vanish: tuple[tuple[str, str, str], ...]
    second: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class VisibilityPage:
    """The page: the list and the reader's own wishes; with a form, a look or both."""

    token: str
    notice: str
    wrong: str
    lines: tuple[AccessLine, ...]
    asked: tuple[AskedLine, ...]
    form: AccessForm | None
    look: AccessLook | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessDecision:
    """Another's wish for who may decide it; `may` says whether the reader is such a person.

    hidden  it is closed already: confirming leaves it so, `look` tells what opening again would show
    """

    token: str
    notice: str
    number: int
    name: LocalizedName
    who: str
    why: str
    look: AccessLook
    may: bool
    hidden: bool
