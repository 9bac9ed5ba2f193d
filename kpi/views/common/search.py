"""What the list of indicators is searched by: codes, names, goals, departments, sources, definitions, measures."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kpi.measure.dataset import Dataset
from kpi.model import Level
from kpi.text.wordforms import asked_words, folded, is_form, nearest, words_of

_CODE_LIKE = re.compile(r"\w+([.,]\w+)*[.,]?")


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """The folded words of one indicator: `named` of its own names, `told` of all that is said of it."""

    code: str
    named: frozenset[str]
    told: frozenset[str]


class SearchIndex:
    """The words of every indicator of one dataset, in both languages; 2,000 indicators take some 0.1 s to index."""

    def __init__(self, dataset: Dataset) -> None:
        self._entries = tuple(_entries(dataset))
        self._words = frozenset(word for entry in self._entries for word in entry.told)

    def entries(self) -> Mapping[str, SearchEntry]:
        """Entries by the indicator's code."""
        return {entry.code: entry for entry in self._entries}

    def named(self, query: str, names: Mapping[str, str]) -> list[str]:
        """Keys of the names that hold every word of the query, in their order; names in all languages, by any key.

        A query that is the beginning of codes finds the names that begin so alone: «1.1 Дороги».
        """
        if self._coded(query):
            sought = folded(query.replace(",", "."))
            return [key for key, name in names.items() if f"{folded(name).partition(' ')[0]}.".startswith(sought)]
        asked = asked_words(query)
        held = {key: words_of(name) for key, name in names.items()} if asked else {}
        return [key for key, words in held.items() if all(any(is_form(a, word) for word in words) for a in asked)]

    def find(self, query: str) -> dict[str, bool]:
        """Code -> whether the code or the name itself was meant, of the indicators that hold every word of the query.

        A query that is the beginning of codes («1.1», «1,1», «А.1.») finds these alone.
        """
        coded = self._coded(query)
        if coded:
            return dict.fromkeys(coded, True)
        asked = asked_words(query)
        if not asked:
            return {}
        known = {word: frozenset(held for held in self._words if is_form(word, held)) for word in asked}
        found = {}
        for entry in self._entries:
            if all(forms & entry.told for forms in known.values()):
                found[entry.code] = all(forms & entry.named for forms in known.values())
        return found

    def nearest(self, query: str) -> str:
        """The query with each unknown word as the known one most like it; "" where some word is like none."""
        known = sorted(self._words)
        asked = asked_words(query)
        words = [word if any(is_form(word, held) for held in known) else nearest(word, known) for word in asked]
        return " ".join(words) if words and all(words) else ""

    def _coded(self, query: str) -> list[str]:
        if not _CODE_LIKE.fullmatch(query):
            return []
        sought = folded(query.replace(",", "."))
        return [entry.code for entry in self._entries if f"{folded(entry.code)}.".startswith(sought)]


def _entries(dataset: Dataset) -> list[SearchEntry]:
    above = _said_above(dataset)
    named = dataset.actions["name"] + " " + dataset.actions["name_en"]
    measures = named.groupby(dataset.actions["code"]).agg(" ".join).to_dict() if len(named) else {}
    departments = {
        key: f"{d.name} {d.name_en}" for d in dataset.departments.itertuples(index=False) for key in (d.code, d.name)
    }
    # goals, departments and sources are those of many indicators
    split = cache(lambda words: frozenset(words_of(words)))
    found = []
    for row in dataset.indicators.itertuples(index=False):
        names = split(f"{row.name} {row.name_en}")
        department = departments.get(row.department, str(row.department))
        own, goal = measures.get(row.code, ""), str(row.goal)
        told = (
            row.task,
            row.task_en,
            row.source,
            row.definition,
            department,
            own,
            measures.get(goal, ""),
            above.get(goal, ""),
        )
        found.append(SearchEntry(str(row.code), names, names.union(*(split(str(words)) for words in told))))
    return found


def _said_above(dataset: Dataset) -> dict[str, str]:
    """Operational goal -> its names and those of all above it but the strategy, whose names every query would find."""
    said: dict[tuple[str, str], str] = {}
    for node in dataset.nodes.itertuples(index=False):  # parents come before their children
        if node.level != Level.STRATEGY:
            key = (str(node.level), str(node.code))
            said[key] = f"{node.name} {node.name_en} {said.get((str(node.parent_level), str(node.parent)), '')}"
    return {code: words for (level, code), words in said.items() if level == Level.OPERATIONAL_GOAL}
