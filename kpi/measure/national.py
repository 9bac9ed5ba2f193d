"""Many communities at once: the same core over integer-coded columns, without a loop per community.

Communities are measured in blocks only so that a block's arrays stay in the processor's cache; the block's size changes
the time, never a result.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace

import numpy as np

from kpi.measure.core.arrays import Bools, Floats, IndicatorArrays, Ints, Whole, silently
from kpi.measure.core.passes import Facts, Times, run_pass
from kpi.measure.core.plan_values import Plans
from kpi.measure.core.points import Entered, judged_points
from kpi.measure.core.tree import Tree, run_nodes
from kpi.model import MethodSettings

BLOCK = 32


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Country:
    """C communities with I indicators each in one tree, and the latest value of every period.

    indicators  (C·I,), communities outermost
    plan_ends, vertices  (C·I, K) as in `Plans`; target (C·I,)
    tree        of one community; weights and goals are the same everywhere
    indicator, end, span, value  (R,) values without gaps, ordered by (indicator, end)
    """

    communities: int
    indicators: IndicatorArrays
    plan_ends: Ints
    vertices: Floats
    target: Floats
    tree: Tree
    indicator: Whole
    end: Whole
    span: Whole
    value: Floats


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class CountryResult:
    """(C·I,) of the indicators and (C·K,) of the nodes; NaN where a number does not exist."""

    status: Ints
    progress: Floats
    expected: Floats
    node_status: Ints
    node_progress: Floats
    node_coverage: Floats


@silently
def measure_country(
    country: Country, times: Times, settings: MethodSettings | None = None, block: int = BLOCK
) -> CountryResult:
    """Measure and roll up every community at one moment."""
    parts = [_measured(part, times, settings or MethodSettings()) for part in _blocks(country, block)]
    names = [field.name for field in fields(CountryResult)]
    return CountryResult(**{name: np.concatenate([part[at] for part in parts]) for at, name in enumerate(names)})


def _blocks(country: Country, block: int) -> Iterator[Country]:
    """The country cut into blocks of communities, each a small country of its own."""
    each = len(country.indicators.kind) // country.communities
    firsts = np.arange(0, country.communities, block)
    cuts = np.searchsorted(country.indicator, np.append(firsts, country.communities) * each)
    for at, first in enumerate(firsts):
        communities = min(block, country.communities - int(first))
        own = slice(int(first) * each, (int(first) + communities) * each)
        rows = slice(int(cuts[at]), int(cuts[at + 1]))
        yield Country(
            communities=communities,
            indicators=country.indicators.take(np.arange(own.start, own.stop)),
            plan_ends=country.plan_ends[own],
            vertices=country.vertices[own],
            target=country.target[own],
            tree=_repeated(country.tree, communities),
            indicator=country.indicator[rows].astype(np.int64) - own.start,
            end=country.end[rows].astype(np.int64),
            span=country.span[rows].astype(np.int64),
            value=country.value[rows],
        )


def _repeated(tree: Tree, communities: int) -> Tree:
    """One tree per community, side by side."""
    nodes = len(tree.parent)

    def moved(parent: Ints) -> Ints:
        shift = np.repeat(np.arange(communities) * nodes, len(parent))
        own = np.tile(parent, communities)
        return np.where(own >= 0, own + shift, -1)

    return replace(
        tree,
        parent=moved(tree.parent),
        goal=moved(tree.goal),
        depth=np.tile(tree.depth, communities),
        node_weight=np.tile(tree.node_weight, communities),
        indicator_weight=np.tile(tree.indicator_weight, communities),
    )


def _measured(part: Country, times: Times, settings: MethodSettings) -> tuple[Ints | Floats, ...]:
    count = len(part.indicators.kind)
    now = part.end <= times.completed[0]
    rows = np.flatnonzero(now) if not now.all() else slice(None)
    unasked = np.zeros(len(part.indicator[rows]), dtype=bool)
    entered = Entered(
        group=part.indicator[rows],
        indicator=part.indicator[rows],
        end=part.end[rows],
        span=part.span[rows],
        value=part.value[rows],
        confirmed=unasked,
    )
    points = judged_points(part.indicators, entered)
    unchanged: Bools = np.zeros(count, dtype=bool)
    plans = Plans(
        ends=part.plan_ends,
        vertices=part.vertices,
        target=part.target,
        first_target=part.target,
        revised=unchanged,
        aimless=unchanged,
    )
    passed = run_pass(part.indicators, Facts(times, points, plans), unchanged, settings)
    nodes = run_nodes(part.tree, passed, times, settings).parents
    judged = passed.judged
    blank = np.where(passed.reason > 0, np.nan, 0.0)
    return (
        passed.status,
        judged.progress + blank,
        judged.expected + blank,
        nodes.status,
        nodes.progress,
        nodes.coverage,
    )
