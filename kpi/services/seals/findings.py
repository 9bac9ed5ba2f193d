"""What a verification found: values that a page and the command line tell in words (`seals.finding.…`)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class ProofOutcome(StrEnum):
    """Of one finding."""

    PROVED = "proved"
    NOTED = "noted"  # neither proves nor disproves
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class ProofFinding:
    """`key` of its sentence, what belongs in it: numbers, texts, days and moments as they are."""

    outcome: ProofOutcome
    key: str
    values: Mapping[str, object] = field(default_factory=dict)


def proved(key: str, **values: object) -> ProofFinding:
    return ProofFinding(ProofOutcome.PROVED, key, values)


def noted(key: str, **values: object) -> ProofFinding:
    return ProofFinding(ProofOutcome.NOTED, key, values)


def failed(key: str, **values: object) -> ProofFinding:
    return ProofFinding(ProofOutcome.FAILED, key, values)


def holds(found: Iterable[ProofFinding]) -> bool:
    """Whether nothing failed."""
    return all(one.outcome is not ProofOutcome.FAILED for one in found)
