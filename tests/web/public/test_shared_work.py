"""The work of a large export divided among processes comes back whole, and so do its errors."""

import os
from collections.abc import Sequence

import pytest

from kpi.model import Language
from kpi.text import Text
from kpi.web.saved.export import IncompleteError
from kpi.web.saved.shared_work import shared

TEXTS = [Text(language) for language in Language]


def doubled(numbers: Sequence[int], more: int) -> tuple[int, list[int]]:
    return os.getpid(), [2 * number + more for number in numbers]


def spoken(texts: Sequence[Text]) -> list[tuple[bool, str]]:
    """Whether the language is the one of that process, and a word in it."""
    return [(text.language is Language(str(text.language)), text.say("status.on_track")) for text in texts]


def refused(items: Sequence[str]) -> None:
    raise IncompleteError(items[0])


@pytest.fixture(autouse=True)
def two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)


def test_a_small_export_stays_in_this_process() -> None:
    with shared(300) as share:
        assert share(doubled, [1, 2, 3], 1) == [(os.getpid(), [3, 5, 7])]


@pytest.mark.timeout(300)
def test_a_large_one_is_divided_between_this_process_and_another() -> None:
    with shared(5000) as share:
        parts = share(doubled, list(range(400)), 1)
        assert sorted(number for _, numbers in parts for number in numbers) == list(range(1, 801, 2))
        # the other one is still reading what it imports when this one begins
        assert os.getpid() in {process for process, _ in parts}
        assert len({process for process, _ in parts} | {os.getpid()}) == 2
        # what lies beside each other stays together: pages of one code in all languages
        assert len(parts) == 20
        assert all(numbers == list(range(numbers[0], numbers[0] + 40, 2)) for _, numbers in parts)
        said = [one for part in share(spoken, TEXTS) for one in part]
        with pytest.raises(IncompleteError, match=r"values\.csv"):
            share(refused, ["/download/values.csv"] * 2)
    assert sorted(word for _, word in said) == sorted(text.say("status.on_track") for text in TEXTS)
    assert all(same for same, _ in said)
