"""A finding of a verification in words."""

from datetime import date, datetime

from kpi.services.seals.findings import ProofFinding, ProofOutcome
from kpi.text import Text


def finding_words(finding: ProofFinding, text: Text) -> str:
    """«Випуск від 14.11.2026 стоїть у журналі випусків …»."""
    key = f"seal.finding.{finding.key}"
    values = {name: _printed(value, text) for name, value in finding.values.items()}
    if isinstance(count := finding.values.get("count"), int):
        return text.count(key, count, **{name: value for name, value in values.items() if name != "count"})
    return text.say(key, **values)


def outcome_words(outcome: ProofOutcome, text: Text) -> str:
    return text.say(f"seal.outcome.{outcome}")


def _printed(value: object, text: Text) -> object:
    if isinstance(value, datetime):
        return text.moment(value)
    return text.date(value) if isinstance(value, date) else value
