"""A fact of the page of an indicator."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fact:
    """A term and what is said of it; `key` names it, `note` is the small print; `wide` takes two columns."""

    key: str
    label: str
    value: str
    note: str = ""
    wide: bool = False
