"""What a sheet, an embed or a file says of itself: whose plan, which period and version, under which licence."""

from dataclasses import dataclass, replace

from kpi.measure.results import Survey
from kpi.model.look.mark import ShownMark
from kpi.text import Text
from kpi.text.editions import edition_words
from kpi.text.terms_of_use import terms_name
from kpi.views.common.page_frame import period_of, release_day, version_words
from kpi.views.common.phrases import period_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """version  ISO date of the release; demo  «ДЕМО-ДАНІ», "" where the data are real; note  the same as a sentence."""

    site: str  # «Тестова громада · Стратегія 2022–2026»
    publisher: str
    period: str  # «III кв. 2026»
    as_of: str  # «станом на 30.09.2026», of a plan that has not begun when it begins
    version: str
    released: str  # «14.11.2026», «28.11.2026, 16:42»
    version_words: str  # «версія 14.11.2026»
    licence: str
    demo: str
    note: str
    accent: str = ""  # the colour of the community, #RRGGBB
    mark: ShownMark | None = None  # its picture

    @property
    def source(self) -> tuple[str, ...]:
        """Facts of a source line."""
        return (self.as_of, self.version_words, self.licence)

    def beside(self, documented: bool) -> "Imprint":
        """The imprint of a chart: without the marks of made-up numbers where all of the chart's are documented."""
        return replace(self, demo="", note="") if documented else self

    def after(self, line: tuple[str, ...]) -> tuple[str, ...]:
        """An indicator's source line with the licence, and with the version where the line does not name it."""
        version = () if any(self.released in part for part in line) else (self.version_words,)
        return (*line, *version, self.licence)


def imprint(survey: Survey, text: Text) -> Imprint:
    """The imprint of a release in one language."""
    strategy = survey.dataset.strategy
    community = strategy.community_in(text.language)
    brand = text.say("shell.brand", years=edition_words(strategy, text))
    released = version_words(survey, text)
    # of a plan that has not begun nothing stands as of a day
    begins = text.say("paper.begins", date=text.date(strategy.first_day))
    begun = survey.now.as_of >= strategy.first_day
    made_up = strategy.illustrative
    return Imprint(
        site=f"{community} · {brand}",
        publisher=community,
        period=period_words(period_of(survey), text) if begun else begins,
        as_of=text.say("paper.as_of", date=text.date(survey.now.as_of)) if begun else begins,
        version=release_day(survey).isoformat(),
        released=released,
        version_words=text.say("paper.version", version=released),
        licence=terms_name(strategy.licence, text),
        demo=text.say("paper.demo") if made_up else "",
        note=text.say("paper.demo_note") if made_up else "",
        accent=strategy.colour,
        mark=strategy.mark_in(text.language),
    )
