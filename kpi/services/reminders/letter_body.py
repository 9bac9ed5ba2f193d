"""What a letter says: its parts once, written as plain text and as simple HTML."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from itertools import groupby
from urllib.parse import quote

from kpi.model import Period, Strategy
from kpi.services.reminders.due import DueValue, Notice, Reminder
from kpi.services.reminders.schedule import ReminderStep
from kpi.services.reminders.working_days import Workdays
from kpi.text import Text
from kpi.text.editions import edition_words


@dataclass(frozen=True, slots=True)
class Paragraph:
    words: str


@dataclass(frozen=True, slots=True)
class Lines:
    """A list below a heading."""

    heading: str
    lines: tuple[str, ...]


Part = Paragraph | Lines


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
    """By the most urgent notice: «Дані за III квартал 2026 року: подати до 15.10.2026»."""
    notice = reminder.notices[0]
    key = "awaited" if notice.deadline is None else _stage(notice.step)
    said = text.say(f"remind.subject.{key}", **_said(notice, text))
    if about.former:
        said = text.say("remind.subject.former", subject=said, edition=edition_words(about.strategy, text))
    return text.say("remind.subject.demo", subject=said) if about.strategy.illustrative else said


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
    yield Paragraph(about.strategy.title)


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
        yield text.say("remind.passed_over" if notice.passed_over else "remind.marked")
    if notice.step is ReminderStep.WEEKLY:
        yield text.say("remind.extendable")


def _term(notice: Notice, about: LetterContext, text: Text) -> str:
    said = _said(notice, text)
    if notice.deadline is None:
        return text.say("remind.awaited", **said)
    if _stage(notice.step) == "before":
        return text.count("remind.before", about.workdays.between(about.day, notice.deadline), **said)
    if notice.step is ReminderStep.WEEKLY:
        return text.count("editor.letter.weekly", about.workdays.between(notice.deadline, about.day), **said)
    if notice.step is ReminderStep.AT and notice.deadline != about.day:
        return text.say("remind.at_day_off", **said)
    return text.say(f"remind.{_stage(notice.step)}", **said)


def _said(notice: Notice, text: Text) -> dict[str, str]:
    """The periods of a notice and its term, where the plan names one."""
    said = {"periods": listed(notice.periods, text)}
    return said | {"deadline": text.date(notice.deadline)} if notice.deadline else said


def _by_goal(items: Sequence[DueValue], text: Text, *, with_period: bool) -> Iterator[Lines]:
    for (goal, name), group in groupby(items, key=lambda item: (item.goal, item.goal_name)):
        lines = tuple(_line(item, text) if with_period else _named(item, text) for item in group)
        yield Lines(goal_heading(goal, name, text), lines)


def goal_heading(code: str, name: str, text: Text) -> str:
    """«Ціль 6.2. Назва»; of a goal that is not in the plan any more its code alone."""
    return text.say("remind.goal", goal=code, name=name) if name else text.say("remind.goal_unnamed", goal=code)


def _named(item: DueValue, text: Text) -> str:
    return text.say("remind.item", code=item.code, name=item.name, unit=item.unit)


def _line(item: DueValue, text: Text) -> str:
    return text.say("remind.item_of", item=_named(item, text), period=text.period_long(item.period))


def _late(items: Sequence[DueValue], text: Text) -> Iterator[str]:
    """A line for each indicator, with all its periods."""
    for _, group in groupby(items, key=lambda item: item.code):
        own = list(group)
        said = {
            "item": _named(own[0], text),
            "deadline": text.date(min(item.deadline for item in own if item.deadline)),
        }
        if len(own) == 1:
            yield text.say("remind.item_late", period=text.period_long(own[0].period), **said)
        else:
            yield text.say("remind.items_late", periods=listed([item.period for item in own], text), **said)


def listed(periods: Sequence[Period], text: Text) -> str:
    """«IV квартал 2026 року, II півріччя 2026 року і 2026 рік»."""
    names = [text.period_long(period) for period in periods]
    if len(names) < 2:
        return "".join(names)
    return text.say("remind.and", first=", ".join(names[:-1]), last=names[-1])


def plain(found: Iterable[Part]) -> str:
    """As plain text."""
    blocks = []
    for part in found:
        match part:
            case Paragraph(words):
                blocks.append(words)
            case Lines(heading, lines):
                blocks.append("\n".join([heading, *(f"  • {line}" for line in lines)]))
    return "\n\n".join(blocks) + "\n"


def html(found: Iterable[Part], title: str, text: Text) -> str:
    """As a small HTML document that asks no other host for anything; every text is escaped."""
    blocks = []
    for part in found:
        match part:
            case Paragraph(words):
                blocks.append(f"<p>{escape(words)}</p>")
            case Lines(heading, lines):
                shown = "".join(f"<li>{escape(line)}</li>" for line in lines)
                blocks.append(f"<p><strong>{escape(heading)}</strong></p>\n<ul>{shown}</ul>")
    return (
        f'<!DOCTYPE html>\n<html lang="{text.language.value}">\n<head><meta charset="utf-8">'
        f"<title>{escape(title)}</title></head>\n"
        '<body style="font-family:Arial,sans-serif;font-size:16px;line-height:1.5;max-width:42em">\n'
        + "\n".join(blocks)
        + "\n</body>\n</html>\n"
    )
