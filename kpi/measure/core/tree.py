"""The goal tree as arrays: suspension goes down it, results go up it (METHOD 4)."""

from dataclasses import dataclass, fields
from typing import cast

import numpy as np
import pandas as pd

from kpi.measure.core import judging as j
from kpi.measure.core.arrays import ALWAYS, NEVER, STATUSES, Bools, Floats, Ints, Texts, day_numbers, positions, texts
from kpi.measure.core.passes import Pass, Times
from kpi.measure.core.rollup import Children, Parents, roll
from kpi.measure.dataset import Dataset
from kpi.model import Level, MethodSettings


@dataclass(frozen=True, slots=True, eq=False)
class Tree:
    """Parents as positions in the nodes: `parent` and `depth` (K,) of nodes, `goal` (N,) of indicators; -1 = none."""

    parent: Ints
    depth: Ints
    goal: Ints
    node_weight: Floats
    indicator_weight: Floats


def tree_of(dataset: Dataset) -> Tree:
    """The tree of a dataset's nodes and indicators."""
    nodes = dataset.nodes
    own = _names(nodes["level"], nodes["code"])
    parent = positions(own, _names(nodes["parent_level"], nodes["parent"]))
    goal = positions(own, f"{Level.OPERATIONAL_GOAL}\n" + texts(dataset.indicators["goal"]))
    return Tree(
        parent=parent,
        depth=_depths(parent),
        goal=goal,
        node_weight=nodes["weight"].to_numpy(dtype=np.float64),
        indicator_weight=dataset.indicators["weight"].to_numpy(dtype=np.float64),
    )


def _names(level: pd.Series, code: pd.Series) -> Texts:
    """What tells a node from all others: sectors and goals may have the same code."""
    return cast(Texts, texts(level) + "\n" + texts(code))


def _depths(parent: Ints) -> Ints:
    depth = np.zeros(len(parent), dtype=np.int64)
    above = parent.copy()
    for _ in Level:
        depth += above >= 0
        above = np.where(above >= 0, parent[above], -1) if len(parent) else above
    return depth


def suspensions(dataset: Dataset, tree: Tree, times: Times) -> Bools:
    """(M, N) whether an indicator, or a goal or sector above it, is suspended at each moment (both days included)."""
    frame = dataset.suspensions
    if frame.empty:
        return np.zeros((len(times.as_of), len(tree.goal)), dtype=bool)
    since, published = day_numbers(frame["since"]), day_numbers(frame["published"])
    until = day_numbers(frame["until"])
    until = np.where(until == ALWAYS, NEVER, until)
    as_of, known_at = times.as_of[:, None], times.known_at[:, None]
    force = (since <= as_of) & (as_of <= until) & (published <= known_at)

    def stopped(codes: pd.Series) -> Bools:
        names, at = np.unique(frame["code"].to_numpy(dtype=object).astype(str), return_inverse=True)
        by_name = np.zeros((len(as_of), len(names) + 1), dtype=bool)
        moment, row = np.nonzero(force)
        by_name[moment, at[row]] = True
        found: Bools = by_name[:, pd.Index(names).get_indexer(pd.Index(codes.to_numpy(dtype=object)))]
        return found

    nodes = stopped(dataset.nodes["code"])
    for depth in range(1, int(tree.depth.max(initial=0)) + 1):
        here = np.flatnonzero(tree.depth == depth)
        nodes[:, here] |= nodes[:, tree.parent[here]]
    under = (tree.goal >= 0) & nodes[:, np.maximum(tree.goal, 0)] if len(tree.parent) else False
    return stopped(dataset.indicators["code"]) | under


@dataclass(frozen=True, slots=True, eq=False)
class NodePass:
    """(M·K,) results of the nodes, moments outermost; `counts` (M·K, 8) leaves by status, `there` = leaves below."""

    parents: Parents
    counts: Ints
    there: Bools


def run_nodes(tree: Tree, passed: Pass, times: Times, settings: MethodSettings) -> NodePass:
    """Roll every level up, the deepest first."""
    moments, count = len(times.as_of), len(tree.parent)
    size = moments * count
    leaves = _leaves(tree, passed, moments)
    counts = np.bincount(leaves.parent * len(STATUSES) + leaves.status, minlength=size * len(STATUSES))
    counts = counts.reshape(size, len(STATUSES))
    deadline = np.repeat(times.completed - (times.completed == times.reached), count)
    result = _nothing(size)
    offsets = np.arange(moments)[:, None] * count
    for depth in range(int(tree.depth.max(initial=0)), -1, -1):
        below = np.flatnonzero(tree.depth == depth + 1)
        at = (offsets + below).reshape(-1)
        at = at[counts[at].sum(axis=1) > 0]
        up = at // count * count + tree.parent[at % count] if count else at
        np.add.at(counts, up, counts[at])
        nodes = Children(
            parent=up, progress=result.progress[at], expected=result.expected[at], status=result.status[at],
            coverage=result.coverage[at],
            weight=tree.node_weight[at % count] if count else result.progress[at],
            assessed=result.assessed[at], active=result.active[at], last_end=result.last_end[at],
        )  # fmt: skip
        own = leaves.take(np.flatnonzero(tree.depth[leaves.parent % max(count, 1)] == depth))
        rolled = roll(_joined(nodes, own), size, deadline, settings)
        result = _placed(result, rolled, np.tile(tree.depth == depth, moments))
    return NodePass(result, counts, counts.sum(axis=1) > 0)


def _leaves(tree: Tree, passed: Pass, moments: int) -> Children:
    """The indicators as children of their operational goals at every moment."""
    count = len(tree.parent)
    goal = np.tile(tree.goal, moments)
    moment = np.repeat(np.arange(moments), len(tree.goal))
    active = passed.status != j.SUSPENDED
    assessed = active & (passed.status != j.NO_DATA)
    return Children(
        parent=moment * count + goal,
        progress=passed.judged.progress,
        expected=passed.judged.expected,
        status=passed.status,
        coverage=assessed.astype(np.float64),
        weight=np.tile(tree.indicator_weight, moments),
        assessed=assessed.astype(np.int64),
        active=active.astype(np.int64),
        last_end=passed.term.target_end,
    ).take(np.flatnonzero(goal >= 0))


def _nothing(size: int) -> Parents:
    blank, zero, no = np.full(size, np.nan), np.zeros(size, dtype=np.int64), np.zeros(size, dtype=bool)
    return Parents(
        progress=blank,
        expected=blank,
        status=zero + j.SUSPENDED,
        coverage=blank,
        assessed=zero,
        active=zero,
        last_end=zero,
        weights_off=no,
        partly=no,
    )


def _joined(one: Children, other: Children) -> Children:
    return Children(
        **{f.name: np.concatenate([getattr(one, f.name), getattr(other, f.name)]) for f in fields(Children)}
    )


def _placed(into: Parents, rolled: Parents, here: Bools) -> Parents:
    return Parents(**{f.name: np.where(here, getattr(rolled, f.name), getattr(into, f.name)) for f in fields(Parents)})
