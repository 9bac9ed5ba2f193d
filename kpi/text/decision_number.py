"""The number of a decision or an assignment as a sentence says it."""

from kpi.model import bare_number
from kpi.text.speaker import Text


def decision_number(number: str, text: Text) -> str:
    """«№ 21-р», “No. 21-р”: with the sign of the language, once, however the plan writes it."""
    return text.say("oversight.number", number=bare_number(number))
