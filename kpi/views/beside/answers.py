"""Answers that an editor has made public, beside the number that was asked about."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

from kpi.model import FiscalYear
from kpi.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicAnswer:
    """A question and its answer.

    about   the number as it stood on the page then: «III кв. 2026: 79 % (версія 14.11.2026)», "" = the whole indicator
    mended  what was mended because of it, "" = nothing
    """

    about: str
    question: str
    answer: str
    mended: str
    asked: str
    answered: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Questions:
    """What stands beside an indicator: the answers, newest first, and the letter for where nothing can be sent."""

    answers: tuple[PublicAnswer, ...]
    letter: str = ""


def answers(
    items: Iterable[Mapping[str, Any]], edition: str, code: str, fiscal_year: FiscalYear, text: Text
) -> tuple[PublicAnswer, ...]:
    """The answers about an indicator of an edition, as the snapshot tells them."""
    own = [one for one in items if one["edition"] == edition and one["code"] == code]
    newest = sorted(own, key=lambda one: (one["answered"], one["asked"]), reverse=True)
    return tuple(_answer(one, fiscal_year, text) for one in newest)


def _answer(item: Mapping[str, Any], fiscal_year: FiscalYear, text: Text) -> PublicAnswer:
    return PublicAnswer(
        about=_about(item, fiscal_year, text),
        question=str(item["told_words"]),
        answer=str(item["answer"]),
        mended=str(item["mended"]),
        asked=text.date(date.fromisoformat(item["asked"])),
        answered=text.date(date.fromisoformat(item["answered"])),
    )


def _about(item: Mapping[str, Any], fiscal_year: FiscalYear, text: Text) -> str:
    version = text.date(date.fromisoformat(item["released"]))
    with suppress(ValueError):
        period = text.period(fiscal_year.parse(item["period"]))
        return text.say("question.about", period=period, value=item["value"], version=version)
    return text.say("question.about_whole", version=version)
