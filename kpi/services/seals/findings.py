"""What a verification found: values that a page and the command line tell in words (`seals.finding.…`)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Outcome(StrEnum):
    """Of one finding."""

    PROVED = "proved"
    NOTED = "noted"  # neither proves nor disproves
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Finding:
    """`key` of its sentence, what belongs in it: numbers, texts, days and moments as they are."""

    outcome: Outcome
    key: str
    values: Mapping[str, object] = field(default_factory=dict)


def proved(key: str, **values: object) -> Finding:
    return Finding(Outcome.PROVED, key, values)


def noted(key: str, **values: object) -> Finding:
    return Finding(Outcome.NOTED, key, values)


def failed(key: str, **values: object) -> Finding:
    return Finding(Outcome.FAILED, key, values)


def holds(found: Iterable[Finding]) -> bool:
    """Whether nothing failed."""
    return all(one.outcome is not Outcome.FAILED for one in found)
