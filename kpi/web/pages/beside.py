"""What stands beside an indicator's series on its page: parts, other communities, questions and the way to ask."""

from kpi.html.page_context import PageContext
from kpi.services.published import surveys
from kpi.services.published.beside import public_answers, public_peers
from kpi.services.published.surveys import ReleaseKey
from kpi.views.beside.number import Beside, Told, beside_the_number
from kpi.views.beside.peers import population_of
from kpi.views.beside.question_form import letter
from kpi.web.pages.page_request import PageRequest


def beside_of(reader: PageRequest, code: str, page: PageContext) -> Beside:
    """All of it; a saved page, which nothing can be sent to, carries the letter."""
    written = "" if page.served else letter(reader.survey, code, reader.text, reader.site)
    return beside_the_number(reader.survey, code, reader.text, told(reader.key), written)


def told(key: ReleaseKey) -> Told:
    """What is told beside the releases, and how many people live here."""
    population = population_of(surveys.survey_of(key).dataset.strategy)
    return Told(answered=public_answers(key), others=public_peers(key), population=population)
