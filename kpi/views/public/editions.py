"""The editions of a strategy in words: which one a page is of, which is in force, since when."""

from collections.abc import Sequence
from datetime import timedelta

from kpi.model import Strategy, edition_prefix
from kpi.text import Text, inner_quotes
from kpi.text.editions import edition_words
from kpi.views.common.page_frame import EditionEntry


def entries(editions: Sequence[Strategy], shown: str, present: str, text: Text) -> tuple[EditionEntry, ...]:
    """All editions with the days in which they are in force; none where there is but one.

    editions  in the order of their first days
    shown     the edition of the page; `present` the one in force
    """
    if len(editions) < 2:
        return ()
    return tuple(
        EditionEntry(
            words=f"{edition_words(one, text)}, {_when(one, editions, present, text)}",
            prefix=edition_prefix(one.edition),
            here=one.edition == shown,
        )
        for one in editions
    )


def shown_words(editions: Sequence[Strategy], shown: str, present: str, text: Text) -> str:
    """What a page says of its edition that is not the one in force, with its title; "" of the one that is."""
    if shown == present or len(editions) < 2:
        return ""
    one = next(edition for edition in editions if edition.edition == shown)
    when = _when(one, editions, present, text)
    title = text.say("editions.title", title=inner_quotes(one.title_in(text.language), text.language))
    return f"{text.say('editions.shown', edition=edition_words(one, text), when=when)} {title}"


def _when(one: Strategy, editions: Sequence[Strategy], present: str, text: Text) -> str:
    later = [other.begins for other in editions if other.begins > one.begins]
    until = text.date(min(later) - timedelta(days=1)) if later else ""
    if one.edition == present:
        return text.say("editions.now_until", day=until) if until else text.say("editions.now")
    if one.begins > next(other.begins for other in editions if other.edition == present):
        return text.say("editions.later", day=text.date(one.begins))
    # of two that begin on one day the later release stands in the place of the other
    return text.say("editions.over", day=until) if until else text.say("editions.replaced")
