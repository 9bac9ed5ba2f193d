"""One answer everywhere: whatever tells how an indicator or a goal stands tells what measuring says, in its words.

The expected side is `kpi.measure`, once. The other side is read as people and programs read it: the text of pages,
labels of drawings, sheets on paper, embeds, files, answers of the API, feeds. Every public indicator is looked at in
every place.
"""

from collections.abc import Callable
from dataclasses import replace

import pytest

from kpi.model import Language, Status
from tests.agreement import lies
from tests.agreement.places import PLACES, Fetch, Place
from tests.agreement.truth import Truth, truth
from tests.asgi import Client
from tests.languages import BOTH
from tests.layers import layers
from tests.web.public.edition import edition

#: what a place has none of: signs where it speaks in words, words where it speaks in codes
_NOT_THERE = {(name, lies.another_sign) for name in ("XLSX", "feed", "changes")} | {("CSV", lies.another_word)}
TOLD = [(place, lie) for place in PLACES for lie in lies.LIES if (place.name, lie) not in _NOT_THERE]


@pytest.fixture(scope="module")
def known() -> Truth:
    return truth(edition())


@pytest.fixture(scope="module")
def fetch(store: None) -> Fetch:
    """What is answered at an address; asked once."""
    client, kept = Client(layers()), dict[str, bytes]()

    def get(address: str) -> bytes:
        if address not in kept:
            given = client.get(address)
            assert given.status_code == 200, address
            kept[address] = given.content
        return kept[address]

    return get


def disagreements(place: Place, fetch: Fetch, known: Truth, language: Language) -> list[str]:
    """What a place tells wrongly, and what it does not tell though it must."""
    said = list(place.tell(fetch, known, language))
    told = {(one.of, one.fact) for one in said}
    nodes = [node for node in known.nodes if node.partition(" ")[0] in place.levels]
    due = [(code, fact) for code in known.codes for fact in place.facts]
    due += [(node, fact) for node in nodes for fact in place.of_nodes]
    untold = [f"{place.name}: {of} {fact}: not told" for of, fact in due if (of, fact) not in told]
    assert said
    return [*known.disagreements(said, language), *untold]


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_what_it_tells_is_what_is_measured(place: Place, language: Language, fetch: Fetch, known: Truth) -> None:
    """Where every indicator has an address of its own, every second one is read in either language."""
    half = replace(known, codes=_half(known.codes, language))
    assert disagreements(place, fetch, half if place.alternately else known, language) == []


@pytest.mark.parametrize("place, lie", TOLD, ids=lambda one: getattr(one, "name", getattr(one, "__name__", "")))
def test_a_lie_is_noticed(place: Place, lie: Callable[[bytes, Language], bytes], fetch: Fetch, known: Truth) -> None:
    """What is answered, with one kind of thing changed in it: a word, a sign, a number."""
    language = Language.UK
    few = replace(known, codes=_one_of_each(known))
    assert disagreements(place, lambda address: lie(fetch(address), language), few, language)


def _half(codes: tuple[str, ...], language: Language) -> tuple[str, ...]:
    return codes[BOTH.index(language) :: 2]


def _one_of_each(known: Truth) -> tuple[str, ...]:
    by_status: dict[Status, str] = {}
    for code in known.codes:
        by_status.setdefault(known.facts[code]["status"], code)
    assert len(by_status) == len(Status)
    return tuple(by_status.values())
