"""By what a history is judged: as it was known at each quarter, or by what is known now."""

from enum import StrEnum


class Basis(StrEnum):
    """By what the quarters of a history are judged; the value is the parameter of the address."""

    KNOWN = "known"
    HINDSIGHT = "hindsight"

    @classmethod
    def of_parameter(cls, word: str) -> "Basis":
        """The choice in an address; as known then where there is none, or none of ours."""
        return cls(word) if word in set(cls) else cls.KNOWN
