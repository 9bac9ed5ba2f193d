"""Every sentence of the desk stands where the table lets it stand, and nowhere else: the situations are played.

A walk goes through the public door (real store, real accounts) and stops at situations; the sentences that stand there
are exactly those of the table. A sentence that nobody plays, a key that is neither sentence nor label, fails.
"""

import re
from collections.abc import Iterator

import pytest

from kpi.text.catalog import entries
from tests.shipped import Shipped
from tests.web.desk.sentences import (
    walks_deciding,
    walks_editor,
    walks_files,
    walks_form,
    walks_plan,
    walks_questions,
    walks_sign_in,
)
from tests.web.desk.sentences.listening import listening, standing
from tests.web.desk.sentences.site import PUBLISHING, WALKS, Scene, Walk, prepared
from tests.web.desk.sentences.table import (
    ROOT,
    desk_words,
    ends_like_a_sentence,
    explanations,
    labels,
    sentences,
    situations,
    spoken_elsewhere,
    unplayed,
)

#: the modules whose walks are played
PLAYED = (walks_form, walks_files, walks_editor, walks_plan, walks_deciding, walks_questions, walks_sign_in)
#: what the walks of this run have shown: situations, and sentences that explain a page
seen: set[str] = set()


@pytest.fixture(scope="module")
def scene(shipped_store: Shipped, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    with listening() as ear:
        yield prepared(shipped_store, tmp_path_factory.mktemp("plays"), ear)


@pytest.mark.parametrize(
    "walk",
    [pytest.param(one, marks=pytest.mark.slow if one in PUBLISHING else (), id=one.__name__) for one in WALKS],
)
def test_what_stands_in_each_situation_is_what_may_stand_there(
    scene: Scene, walk: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = []
    for name, answer in walk(scene.site(walk, monkeypatch)):
        stand = standing(answer) & sentences()
        told = {key for key in stand if key not in explanations()}
        # the secret of an invitation is no part of the page's name
        path = re.sub(r"^(/invitation)/.*", r"\1", answer.url.path)
        wrong += [f"{name}: {key} is missing" for key in sorted(situations()[name] - told)]
        wrong += [f"{name}: {key} may not stand here" for key in sorted(told - situations()[name])]
        wrong += [
            f"{path}: {key} may not stand here" for key in sorted(stand - told) if path not in explanations()[key]
        ]
        seen.update((name, *(stand - told)))
    assert wrong == []


def test_every_key_is_a_sentence_or_a_label() -> None:
    assert sorted(desk_words() - sentences() - labels()) == []
    assert sorted(sentences() & labels()) == []
    assert sorted(sentences() - entries().keys()) == []
    played = frozenset[str]().union(*situations().values()) | explanations().keys() | spoken_elsewhere().keys()
    assert sorted(unplayed() & played) == []
    assert [key for key in sorted(labels()) if ends_like_a_sentence(key)] == []


def test_what_others_play_is_played() -> None:
    missing = []
    for key, test in spoken_elsewhere().items():
        file, _, name = test.partition("::")
        if not re.search(rf"^def {name}\(", (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE):
            missing.append((key, test))
    assert missing == []


@pytest.mark.slow
def test_every_sentence_was_played(request: pytest.FixtureRequest) -> None:
    """Of a whole run of this file; of a part of it nothing can be said."""
    if request.config.getoption("keyword") or len({walk.__module__ for walk in WALKS}) < len(PLAYED):
        pytest.skip("a part of the walks alone")
    assert sorted(situations().keys() - seen) == []
    assert sorted(explanations().keys() - seen) == []
