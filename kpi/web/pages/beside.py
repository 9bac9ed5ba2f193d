"""What stands beside an indicator's series on its page: parts, answered questions, the way to ask one."""

from kpi.html.page_context import PageContext
from kpi.services.published.answers import public_answers
from kpi.views.beside.number import Beside, beside_the_number
from kpi.views.beside.question_form import letter
from kpi.web.pages.page_request import PageRequest


def beside_of(reader: PageRequest, code: str, page: PageContext) -> Beside:
    """All of it; a saved page, which nothing can be sent to, carries the letter."""
    written = "" if page.served else letter(reader.survey, code, reader.text, reader.site)
    return beside_the_number(reader.survey, code, reader.text, public_answers(reader.key), written)
