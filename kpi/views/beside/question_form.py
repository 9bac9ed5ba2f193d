"""The form of a question about a number: which number is meant, and where a letter goes instead."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from kpi.measure.results import Survey
from kpi.model.contact import addresses
from kpi.text import Text
from kpi.views.common.dossier import Dossier, ValueReading
from kpi.views.common.localized_name import LocalizedName
from kpi.views.common.page_frame import release_day
from kpi.views.indicator.dossiers import dossiers

#: periods that a question may be about, the newest ones
MOST_PERIODS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberAskedAbout:
    """A value of the indicator that may be asked about: the code of its period, its words, both as a choice."""

    period: str
    value: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionForm:
    """What the form is about.

    released  the day of the release, YYYY-MM-DD; `version` in words
    numbers   the newest first; `chosen` the period that is preset, "" = the indicator as a whole
    letter    a mailto address with all of it filled in, "" where the strategy names no address
    """

    code: str
    name: LocalizedName
    edition: str
    released: str
    version: str
    numbers: tuple[NumberAskedAbout, ...]
    chosen: str
    contact: str
    letter: str

    def number(self, period: str) -> NumberAskedAbout | None:
        return next((one for one in self.numbers if one.period == period), None)


def build(survey: Survey, code: str, text: Text, *, period: str = "", site: str = "") -> QuestionForm | None:
    """The form about an indicator; None for a code that the survey does not hold.

    period  that is asked about, as codes are written; another one than the indicator has presets the newest value
    site    the address the site is reached at, for the letter
    """
    found = dossiers(survey, text, (code,))
    if not found:
        return None
    newest = _newest(found[0])
    asked = [one for one in newest if one.period.code == period]
    return _with_letter(_form(survey, found[0], text, newest, asked or _valued(newest)), text, site)


def letter(survey: Survey, code: str, text: Text, site: str = "") -> str:
    """The prefilled letter about the newest value of an indicator, "" where it cannot be written."""
    # of the numbers of the form it tells one
    found = dossiers(survey, text, (code,)) if addresses(survey.dataset.strategy.contact) else ()
    if not found:
        return ""
    told = _valued(_newest(found[0]))
    return _with_letter(_form(survey, found[0], text, told, told), text, site).letter


def _newest(dossier: Dossier) -> list[ValueReading]:
    """What may be asked about, the newest first."""
    return sorted(dossier.readings, key=lambda one: (one.end, one.span_months), reverse=True)[:MOST_PERIODS]


def _valued(newest: Sequence[ValueReading]) -> list[ValueReading]:
    """The newest of them that has a value."""
    return [one for one in newest if one.value is not None][:1]


def _form(
    survey: Survey, dossier: Dossier, text: Text, told: Sequence[ValueReading], preset: Sequence[ValueReading]
) -> QuestionForm:
    """The form with the numbers `told`, the first of `preset` chosen; without its letter."""
    strategy = survey.dataset.strategy
    return QuestionForm(
        code=dossier.code,
        name=dossier.record.name,
        edition=strategy.edition,
        released=release_day(survey).isoformat(),
        version=text.date(release_day(survey)),
        numbers=tuple(_number(dossier, reading, text) for reading in told),
        chosen=preset[0].period.code if preset else "",
        contact=strategy.contact,
        letter="",
    )


def _number(dossier: Dossier, reading: ValueReading, text: Text) -> NumberAskedAbout:
    value = text.say("gap.no_value") if reading.value is None else dossier.record.scale.amount(reading.value)
    words = text.say("trajectory.point.value", period=text.period(reading.period), value=value)
    return NumberAskedAbout(period=reading.period.code, value=value, label=words)


def _with_letter(made: QuestionForm, text: Text, site: str) -> QuestionForm:
    to = next(iter(addresses(made.contact)), "")
    if not to:
        return made
    number = made.number(made.chosen)
    said = {"code": made.code, "name": made.name.name, "version": made.version}
    about = text.say("question.letter.number", number=number.label) if number else ""
    where = f"{site}/indicator?id={quote(made.code)}&v={made.released}" if site else ""
    lines = (text.say("question.letter.about", **said), about, where, "", text.say("question.letter.words"), "")
    body = "\r\n".join(line for line in lines if line is not None)
    subject = text.say("question.letter.subject", **said)
    href = f"mailto:{quote(to, safe='@')}?subject={quote(subject, safe='')}&body={quote(body, safe='')}"
    return QuestionForm(**{name: getattr(made, name) for name in made.__slots__ if name != "letter"}, letter=href)
