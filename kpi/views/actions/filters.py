"""What of the actions is shown: sector, goal, state, source of money, year, each in the address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Self

from kpi.text import Text

#: letters of a value that is told back
_SHOWN = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionFilters:
    """ "" = all. `year` as the strategy's year is written in addresses: the number of the year that it ends in."""

    sector: str = ""
    goal: str = ""
    state: str = ""
    source: str = ""
    year: str = ""

    @classmethod
    def of(cls, parameters: Mapping[str, str]) -> Self:
        return cls(**{one.name: parameters.get(one.name, "") for one in fields(cls)})

    def parameters(self) -> dict[str, str]:
        """The parameters of the address, the inverse of `of`; empty ones are left out."""
        found = {one.name: str(getattr(self, one.name)) for one in fields(self)}
        return {name: value for name, value in found.items() if value}


@dataclass(frozen=True, slots=True)
class FilterChoice:
    """A filter as the form offers it: value and words of each option."""

    name: str
    options: tuple[tuple[str, str], ...]
    chosen: str


def known_filters(asked: ActionFilters, choices: Sequence[FilterChoice]) -> ActionFilters:
    """The filters without values that nothing has."""
    return ActionFilters(**{one.name: one.chosen for one in choices if one.chosen in dict(one.options)})


def unknown_words(asked: ActionFilters, known: ActionFilters, text: Text) -> str:
    """A sentence that names what was not understood; "" where all was."""
    strange = [value for name, value in asked.parameters().items() if name not in known.parameters()]
    quoted = ", ".join(text.quoted(one[:_SHOWN]) for one in strange)
    return text.count("filters.unknown", len(strange), values=quoted) if strange else ""
