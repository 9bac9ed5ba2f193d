"""Where the codes at the ends of lines stand, so that none lies on another."""

from collections.abc import Sequence


def moved_apart(values: Sequence[float], gap: float) -> list[float]:
    """The nearest places to `values` that keep their order and lie at least `gap` apart; equal ones in their order."""
    order = sorted(range(len(values)), key=lambda place: values[place])
    # less the gaps below it, each label wants a place that must only not fall: labels that want less than those below
    # them share the mean of what they want
    groups: list[tuple[float, int]] = []
    for number, place in enumerate(order):
        wanted, count = values[place] - number * gap, 1
        while groups and groups[-1][0] > wanted:
            below, many = groups.pop()
            wanted, count = (below * many + wanted * count) / (many + count), many + count
        groups.append((wanted, count))
    places = [wanted for wanted, count in groups for _ in range(count)]
    found = [0.0] * len(values)
    for number, place in enumerate(order):
        found[place] = places[number] + number * gap
    return found
