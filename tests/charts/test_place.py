"""Where a label goes: the cheapest free place of all, however few of them are worked out to the end."""

import random
from math import inf

import pytest

from kpi.charts.labels import Box, Label, Obstacles


def _scene(chance: random.Random) -> Obstacles:
    room = Obstacles(Box(2, 2, 398, 298))
    for _ in range(3):
        room.add_line(
            [(chance.uniform(0, 400), chance.uniform(0, 300)) for _ in range(8)], chance.choice((0.6, 2.0, 3))
        )
    for _ in range(12):
        x, y = chance.uniform(0, 380), chance.uniform(0, 280)
        room.add_box(Box(x, y, x + 12, y + 8), chance.choice((1.5, 10)))
    for _ in range(2):
        x, y = chance.uniform(0, 380), chance.uniform(0, 280)
        room.take(Box(x, y, x + 40, y + 16))
    return room


def _labels(chance: random.Random) -> list[Label]:
    first = Label(lines=("62,5 %",), x=0, y=0, size=14)
    anchors = ("start", "middle", "end")
    return [first.moved(chance.uniform(0, 400), chance.uniform(0, 300), chance.choice(anchors)) for _ in range(18)]


def _penalty(box: Box) -> float:
    return 30.0 if box.left < 200 else 0.0


def _plainly(room: Obstacles, labels: list[Label], most: float) -> Label | None:
    """The rule of `Obstacles.place` as it is written: every place is worked out."""
    found = []
    for rank, wanted in enumerate(labels):
        box = wanted.box
        shift = max(room.bounds.left - box.left, 0.0) or min(room.bounds.right - box.right, 0.0)
        label = wanted.moved(wanted.x + shift, wanted.y, wanted.anchor)
        if room.is_free(label.box):
            covered = room.cost(label.box) + 0.6 * rank + 0.15 * abs(label.x - wanted.x)
            found.append((covered + _penalty(label.box), rank, label))
    cost, _, best = min(found, default=(inf, 0, None))
    return best if cost <= most else None


@pytest.mark.parametrize("most", [inf, 26.0, 4.0])
def test_the_cheapest_free_place_is_found_without_working_out_all(most: float) -> None:
    chance, placed = random.Random(20261128), 0
    for _ in range(300):
        room, labels = _scene(chance), _labels(chance)
        wanted, before = _plainly(room, labels, most), list(room.taken)
        assert room.place(labels, most=most, penalty=_penalty) == wanted
        assert room.taken[len(before) :] == ([wanted.box] if wanted else [])
        placed += wanted is not None
    # at the tightest limit some find a place and some do not
    assert 30 < placed <= 300


def test_a_cost_beyond_what_is_enough_is_told_to_be_more() -> None:
    chance = random.Random(1)
    for _ in range(300):
        room, label = _scene(chance), _labels(chance)[0]
        whole = room.cost(label.box)
        assert room.cost(label.box, whole) == whole
        if whole:
            assert whole / 2 < room.cost(label.box, whole / 2) <= whole
