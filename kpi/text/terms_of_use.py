"""Under which terms the data may be used, in words: as far as the plan names a licence."""

from kpi.model.licences import licence_address, terms_of
from kpi.text.speaker import Text


def terms_sentence(licence: str, text: Text) -> str:
    """«Можна вільно використовувати з посиланням (CC BY 4.0).», «Умови використання не зазначено.»"""
    return text.say(f"terms_of_use.{terms_of(licence)}", licence=licence)


def terms_name(licence: str, text: Text) -> str:
    """What stands in a line of facts: the licence's name, «умови використання не зазначено»."""
    return licence or text.say("terms_of_use.unsaid_in_line")


def terms_and_address(licence: str, text: Text) -> str:
    """The name with the address of a licence that has one."""
    return f"{terms_name(licence, text)} {licence_address(licence)}".strip()
