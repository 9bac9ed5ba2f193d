"""The questions at the desk. Values only; kpi.web.desk.questions makes them."""

from dataclasses import dataclass

from kpi.views.common.localized_name import LocalizedName


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionLine:
    """A question.

    about   the number as it stood on the page then
    state   in words, with the day and the login of who decided
    awaits  whether a department has answered it and no editor has looked at the answer yet
    told    the question as everybody reads it, preset in the form; `public` whether the answer is told now
    asker   the address of who asks, "" = none, forgotten or not this reader's to see
    """

    number: int
    name: LocalizedName
    about: str
    words: str
    asked: str
    state: str
    open: bool
    awaits: bool
    public: bool
    answer: str
    mended: str
    told: str
    asker: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionDesk:
    """The page. `editor`: who decides what is public; `wrong` what a form could not do."""

    token: str
    notice: str
    wrong: str
    summary: str
    editor: bool
    lines: tuple[QuestionLine, ...]
