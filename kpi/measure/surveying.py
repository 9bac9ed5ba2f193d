"""`survey`: everything that pages say of one dataset, measured in one pass over all quarters and the day shown."""

from dataclasses import replace
from datetime import date

from kpi.measure.clock import default_times, moments
from kpi.measure.dataset import Dataset
from kpi.measure.history import revisions, series_of
from kpi.measure.measuring import dataset_arrays, known_rows, measure_known, measure_moments
from kpi.measure.results import INDICATOR_RESULT, NODE_RESULT, Measurement, Moment, Survey
from kpi.measure.second_opinion import second_opinion_of
from kpi.measure.trend import continuation_of
from kpi.measure.year_so_far import year_so_far_of


def survey(dataset: Dataset, as_of: date | None = None, known_at: date | None = None) -> Survey:
    """Survey a dataset.

    as_of     the day judged at; None = the end of the last quarter that ended by `known_at` and has an observation
    known_at  what had been published by this day; None = the last release, or everything where there is none
    Raises NegativeWeightError.
    """
    source = dataset_arrays(dataset)
    as_of, known_at = default_times(dataset, as_of, known_at, source.rows)
    quarters = moments(dataset, as_of, known_at)
    now = Moment(dataset.strategy.fiscal_year.completed(as_of), as_of, known_at)
    given = known_rows(source, [now, *quarters])
    indicators, nodes = measure_known(source, given, [now, *quarters])
    count = len(dataset.indicators)
    shown = len(nodes) // (1 + len(quarters))  # the tree is the same at every moment
    here = indicators.iloc[:count].reset_index(drop=True)
    return Survey(
        dataset=dataset,
        now=Measurement(as_of, known_at, here[list(INDICATOR_RESULT)], nodes.iloc[:shown][list(NODE_RESULT)]),
        moments=quarters,
        indicator_history=indicators.iloc[count:].reset_index(drop=True),
        node_history=nodes.iloc[shown:].reset_index(drop=True),
        series=series_of(source, given),
        revisions=revisions(dataset, now),
        continuation=continuation_of(source, given, here),
        second_opinion=second_opinion_of(source.indicators, here, dataset.strategy.settings),
        year_so_far=year_so_far_of(source, given),
    )


def in_hindsight(told: Survey) -> Survey:
    """The survey with its history by what is known now: every quarter is judged by what the release shown holds.

    The history of `survey` itself is told as known then; everything but `moments` and the two histories is the same.
    """
    quarters = moments(told.dataset, told.now.as_of, told.now.known_at, hindsight=True)
    indicators, nodes = measure_moments(dataset_arrays(told.dataset), quarters)
    return replace(
        told,
        moments=quarters,
        indicator_history=indicators.reset_index(drop=True),
        node_history=nodes.reset_index(drop=True),
    )
