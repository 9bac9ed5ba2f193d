"""What a page says of the other editions of the strategy: that it is not of the one in force, who else has its code."""

from collections.abc import Sequence
from dataclasses import replace

from kpi.html.links import link
from kpi.html.page_context import PageContext
from kpi.measure.results import Survey
from kpi.measure.survey_cache import cache_by_survey
from kpi.model import Level, Strategy, edition_prefix
from kpi.services.published import editions, surveys
from kpi.services.published.surveys import ReleaseKey
from kpi.text import Text
from kpi.text.editions import edition_words
from kpi.views.common.localized_name import LocalizedName
from kpi.views.public.editions import shown_words
from kpi.web.pages.page_request import PageRequest
from kpi.web.pages.page_shell import notice
from kpi.web.pages.succession_notices import with_succession

#: pages of one code
_CODED = ("goal", "indicator")


def with_edition_notices(reader: PageRequest, page: PageContext) -> PageContext:
    """The page with what its reader must know of the other editions; as it is where there are none."""
    known = editions.editions(reader.key.release)
    words = shown_words(known, reader.edition, editions.in_front(reader.key.release), page.text)
    if words:
        present = replace(page, prefix="", release=None).href("overview")
        page = notice(page, words, link(page.say("editions.to_present"), present))
    elif (former := _former(reader, known)) is not None:
        told = page.say("editions.former", edition=edition_words(former, page.text))
        there = replace(page, prefix=edition_prefix(former.edition), release=None)
        page = notice(page, told, link(page.say("editions.open"), there.href("overview")))
    if reader.address.page not in _CODED or not reader.id:
        return page
    page, named = with_succession(reader, page)
    own = name_in(reader.key, reader.address.page, reader.id, page.text)
    for other in known:
        key = ReleaseKey(reader.key.release, None, other.edition)
        name = None if other.edition == reader.edition else name_in(key, reader.address.page, reader.id, page.text)
        if name is not None and (other.edition, reader.id) not in named and (not own or _may_be_meant(reader, other)):
            page = _beside(reader, page, other, name, "same_code" if own else "elsewhere")
    return page


def _may_be_meant(reader: PageRequest, other: Strategy) -> bool:
    """Whether the address may have been written down for another edition that has the code too.

    It names none, and meant that one as long as that one was in force.
    """
    return reader.address.edition is None and other.begins < reader.survey.dataset.strategy.begins


def _former(reader: PageRequest, known: Sequence[Strategy]) -> Strategy | None:
    """The edition before the one in force, which the front page leads to while that has no value of its own."""
    own = reader.survey.dataset
    if reader.address.page != "overview" or reader.version is not None or own.observations["value"].notna().any():
        return None
    return max((one for one in known if one.begins < own.strategy.begins), key=lambda one: one.begins, default=None)


def _beside(reader: PageRequest, page: PageContext, other: Strategy, name: str, said: str) -> PageContext:
    told = page.say(f"editions.{said}", code=reader.id, edition=edition_words(other, page.text), name=name)
    there = replace(page, prefix=edition_prefix(other.edition), release=None)
    return notice(page, told, link(page.say("editions.open"), there.href(reader.address.page, id=reader.id)))


def name_in(key: ReleaseKey, page: str, code: str, text: Text) -> str | None:
    """The name of the indicator or operational goal that has the code in a release; None where nothing public has."""
    named = _names(surveys.survey_of(key)).get((page == "indicator", code))
    return None if named is None else LocalizedName.of(text, code, *named).name


@cache_by_survey
def _names(survey: Survey) -> dict[tuple[bool, str], tuple[str, str]]:
    """The two names of every indicator (True) and operational goal (False) by its code."""
    dataset = survey.dataset
    goals = dataset.nodes.loc[dataset.nodes["level"] == Level.OPERATIONAL_GOAL]
    return {
        (is_indicator, str(row.code)): (str(row.name), str(row.name_en or ""))
        for is_indicator, frame in ((True, dataset.indicators), (False, goals))
        for row in frame[["code", "name", "name_en"]].itertuples(index=False)
    }
