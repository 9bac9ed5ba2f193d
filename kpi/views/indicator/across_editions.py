"""The page of an indicator with what it was measured at in the edition before."""

from dataclasses import replace

from kpi.measure.dataset import Dataset
from kpi.model import Provenance
from kpi.text import Text
from kpi.views.indicator.page import IndicatorView
from kpi.views.indicator.previous_series import PreviousSeries, with_previous


def across_editions(
    view: IndicatorView, previous: PreviousSeries | None, dataset: Dataset, text: Text
) -> IndicatorView:
    """The former values in the chart and beside the page's own; the page as it is without any.

    dataset  of the page
    """
    if previous is None:
        return view
    drawn = with_previous(view.trajectory, previous, text, illustrative=dataset.strategy.illustrative)
    documented = view.documented and previous.figures == Provenance.DOCUMENTED
    return replace(view, previous=previous, trajectory=drawn, documented=documented)
