"""What of the actions is shown: sector, goal, state, source of money, year, each in the address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from kpi.text import Text
from kpi.views.list_pages import number_of

_NARROWING = ("sector", "goal", "state", "source", "year")
#: letters of a value that is told back
_SHOWN = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionFilters:
    """ "" = all; which `page` is shown leaves nothing out. `year` as the strategy's year is written in addresses: the
    number of the year that it ends in."""

    sector: str = ""
    goal: str = ""
    state: str = ""
    source: str = ""
    year: str = ""
    page: int = 1

    @classmethod
    def of(cls, parameters: Mapping[str, str]) -> Self:
        found = {name: parameters.get(name, "") for name in _NARROWING}
        return cls(**found, page=number_of(parameters.get("page", "")))

    def parameters(self) -> dict[str, str]:
        """The parameters of the address, the inverse of `of`; empty ones are left out."""
        return self.narrowing | ({"page": str(self.page)} if self.page > 1 else {})

    @property
    def narrowing(self) -> dict[str, str]:
        """Those that leave something out."""
        found = {name: str(getattr(self, name)) for name in _NARROWING}
        return {name: value for name, value in found.items() if value}


@dataclass(frozen=True, slots=True)
class FilterChoice:
    """A filter as the form offers it: value and words of each option."""

    name: str
    options: tuple[tuple[str, str], ...]
    chosen: str


def known_filters(asked: ActionFilters, choices: Sequence[FilterChoice]) -> ActionFilters:
    """The filters without values that nothing has."""
    known = {one.name: one.chosen for one in choices if one.chosen in dict(one.options)}
    return ActionFilters(**known, page=asked.page)


def unknown_words(asked: ActionFilters, known: ActionFilters, text: Text) -> str:
    """A sentence that names what was not understood; "" where all was."""
    strange = [value for name, value in asked.narrowing.items() if name not in known.narrowing]
    quoted = ", ".join(text.quoted(one[:_SHOWN]) for one in strange)
    return text.count("filters.unknown", len(strange), values=quoted) if strange else ""
