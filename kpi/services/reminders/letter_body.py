"""What a reminder says."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from urllib.parse import quote

from kpi.model import Period, Strategy
from kpi.services.reminders.due import DueValue, Notice, Reminder
from kpi.services.reminders.envelope import LONGEST
from kpi.services.reminders.paragraphs import Lines, Paragraph, Part
from kpi.services.reminders.schedule import ReminderStep
from kpi.services.reminders.working_days import Workdays
from kpi.text import Text
from kpi.text.editions import edition_words


@dataclass(frozen=True, slots=True)
class LetterContext:
    """What letters of a day about an edition share.

    site    the site's address, "" where it is not configured
    former  the edition is the one that was in force before
    """

    strategy: Strategy
    day: date
    workdays: Workdays
    site: str = ""
    former: bool = False


def subject(reminder: Reminder, about: LetterContext, text: Text) -> str:
    """By the most urgent notice, shorter where it is too long: «Дані за III квартал 2026 року: подати до 15.10.2026»"""
    forms = list(_subjects(reminder.notices[0], about, text))
    return next((said for said in forms if len(said) <= LONGEST), forms[-1])


def _subjects(notice: Notice, about: LetterContext, text: Text) -> Iterator[str]:
    """The subject with everything, with short periods, with their number; the edition in words, as years, left out."""
    key = "awaited" if notice.deadline is None else _stage(notice.step)
    short = _listing([text.period(one) for one in notice.periods], text)
    number = text.count("remind.subject.periods", len(notice.periods))
    editions = ("remind.subject.former", "remind.subject.former_short") if about.former else ()
    for edition in (*editions, ""):
        for periods in (listed(notice.periods, text), short, number):
            said = text.say(f"remind.subject.{key}", **_said(notice, text) | {"periods": periods})
            if edition:
                said = text.say(edition, subject=said, edition=edition_words(about.strategy, text))
            yield text.say("remind.subject.demo", subject=said) if about.strategy.illustrative else said


def parts(reminder: Reminder, about: LetterContext, file: str, text: Text) -> tuple[Part, ...]:
    """The whole letter. `file` is the name of the attached workbook, "" where there is none."""
    return tuple(_parts(reminder, about, file, text))


def _parts(reminder: Reminder, about: LetterContext, file: str, text: Text) -> Iterator[Part]:
    if about.strategy.illustrative:
        yield Paragraph(text.say("remind.demo"))
    yield Paragraph(text.say("remind.hello"))
    if about.former:
        yield Paragraph(text.say("remind.former", edition=edition_words(about.strategy, text)))
    for notice in reminder.notices:
        yield Paragraph(" ".join(_opening(notice, about, text)))
        yield from _by_goal(notice.items, text, with_period=len(notice.periods) > 1)
        if notice.restricted:
            yield Paragraph(text.count("remind.restricted", notice.restricted))
    if reminder.earlier or reminder.earlier_restricted:
        if reminder.earlier:
            yield Lines(text.say("remind.earlier"), tuple(_late(reminder.earlier, text)))
        if reminder.earlier_restricted:
            yield Paragraph(text.count("remind.earlier_restricted", reminder.earlier_restricted))
    if file:
        yield Paragraph(text.say("remind.file", file=file))
    if about.site:
        yield Paragraph(text.say("remind.submit", site=form_link(about, reminder)))
    if reminder.by_hand:
        yield Paragraph(text.say("remind.by_hand"))
    elif any(notice.deadline for notice in reminder.notices):
        yield Paragraph(text.say("remind.automatic"))
    if about.strategy.contact:
        yield Paragraph(text.say("remind.questions", contact=about.strategy.contact))
    yield Paragraph(about.strategy.title_in(text.language))


def form_link(about: LetterContext, reminder: Reminder) -> str:
    """The form at the first row that the letter names: «row» leads there after signing in too, where a «#» is lost."""
    first = next((item.code for item in reminder.items), "")
    named = quote(first)
    asked = [f"edition={quote(about.strategy.edition)}"] if about.former else []
    asked += [f"row={named}"] if first else []
    query = f"?{'&'.join(asked)}" if asked else ""
    return f"{about.site.rstrip('/')}/upload{query}" + (f"#row-{named}" if first else "")


def _stage(step: ReminderStep) -> str:
    return "after" if step is ReminderStep.WEEKLY else step.value.partition("_")[0]


def _opening(notice: Notice, about: LetterContext, text: Text) -> Iterator[str]:
    yield _term(notice, about, text)
    if _stage(notice.step) == "after" and notice.items:
        yield text.count("remind.passed_over" if notice.passed_over else "remind.marked", _indicators(notice))
    if notice.step is ReminderStep.WEEKLY:
        yield text.say("remind.extendable")


def _term(notice: Notice, about: LetterContext, text: Text) -> str:
    said = _said(notice, text)
    if notice.deadline is None:
        return text.say("remind.awaited", **said)
    if _stage(notice.step) == "before":
        return _ahead(notice, notice.deadline, about, text)
    days = about.workdays.between(notice.deadline, about.day)
    if notice.step is ReminderStep.WEEKLY and days:
        return text.count("editor.letter.weekly", days, **said)
    if _stage(notice.step) == "after":
        return text.say("remind.after", **said)
    return text.say("remind.at" if notice.deadline == about.day else "remind.at_day_off", **said)


def _ahead(notice: Notice, deadline: date, about: LetterContext, text: Text) -> str:
    """Of a term that has not passed: an editor's letter may go on its own day, or on days off before it."""
    said, days = _said(notice, text), about.workdays.between(about.day, deadline)
    if deadline == about.day:
        return text.say("remind.at", **said)
    if days:
        return text.count("remind.before", days, **said)
    return text.say("remind.at_day_off" if about.workdays.worked(about.day) else "remind.before_days_off", **said)


def _indicators(notice: Notice) -> int:
    """How many indicators it is about, those included that it does not name."""
    return len({item.code for item in notice.items}) + notice.restricted


def _said(notice: Notice, text: Text) -> dict[str, str]:
    """The periods of a notice and its term, where the plan names one."""
    said = {"periods": listed(notice.periods, text)}
    return said | {"deadline": text.date(notice.deadline)} if notice.deadline else said


def _by_goal(items: Sequence[DueValue], text: Text, *, with_period: bool) -> Iterator[Lines]:
    for (goal, name), group in groupby(
        items, key=lambda item: (item.goal, text.named(item.goal_name, item.goal_name_en))
    ):
        lines = tuple(_line(item, text) if with_period else item_words(item, text) for item in group)
        yield Lines(goal_heading(goal, name, text), lines)


def goal_heading(code: str, name: str, text: Text) -> str:
    """«Ціль 6.2. Назва»; of a goal that is not in the plan any more its code alone."""
    return text.say("remind.goal", goal=code, name=name) if name else text.say("remind.goal_unnamed", goal=code)


def item_words(item: DueValue, text: Text) -> str:
    """«6.2.3 Назва, т»."""
    name, unit = text.named(item.name, item.name_en), text.named(item.unit, item.unit_en)
    return text.say("remind.item", code=item.code, name=name, unit=unit)


def _line(item: DueValue, text: Text) -> str:
    return text.say("remind.item_of", item=item_words(item, text), period=text.period_long(item.period))


def _late(items: Sequence[DueValue], text: Text) -> Iterator[str]:
    """A line for each indicator, with all its periods."""
    for _, group in groupby(items, key=lambda item: item.code):
        own = list(group)
        said = {
            "item": item_words(own[0], text),
            "deadline": text.date(min(item.deadline for item in own if item.deadline)),
        }
        if len(own) == 1:
            yield text.say("remind.item_late", period=text.period_long(own[0].period), **said)
        else:
            yield text.say("remind.items_late", periods=listed([item.period for item in own], text), **said)


def listed(periods: Sequence[Period], text: Text) -> str:
    """«IV квартал 2026 року, II півріччя 2026 року і 2026 рік»."""
    return _listing([text.period_long(period) for period in periods], text)


def _listing(names: Sequence[str], text: Text) -> str:
    if len(names) < 2:
        return "".join(names)
    return text.say("remind.and", first=", ".join(names[:-1]), last=names[-1])
