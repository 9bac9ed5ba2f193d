"""Answers to questions that outsiders may read: from the snapshot alone, kept until it changes."""

from typing import Any

from kpi.cache import Cache
from kpi.services.published.surveys import ReleaseKey
from kpi.store.beside.public import ANSWER, public_items

_answers: Cache[tuple[dict[str, Any], ...]] = Cache(4, each=2)


def public_answers(key: ReleaseKey) -> tuple[dict[str, Any], ...]:
    """All of them as plain values; errors as in `surveys.survey_of`."""
    return _answers.get(key.release, lambda: tuple(public_items(ANSWER)))
